Attribute VB_Name = "Ribbon"
Option Explicit
' What the ribbon calls: the same commands as the buttons of the first sheet.

Public Sub RbLoad(control As IRibbonControl)
    TzLoad
End Sub

Public Sub RbDecompose(control As IRibbonControl)
    TzDecompose
End Sub

Public Sub RbRegister(control As IRibbonControl)
    TzRegister
End Sub

Public Sub RbDistribute(control As IRibbonControl)
    TzDistribute
End Sub

Public Sub RbMerge(control As IRibbonControl)
    TzMerge
End Sub

Public Sub RbApplyRulings(control As IRibbonControl)
    TzApplyRulings
End Sub

Public Sub RbJudge(control As IRibbonControl)
    TzJudge
End Sub

Public Sub RbChart(control As IRibbonControl)
    TzChart
End Sub

Public Sub RbCheck(control As IRibbonControl)
    TzCheck
End Sub

Public Sub RbRehearse(control As IRibbonControl)
    TzRehearse
End Sub

Public Sub RbUndo(control As IRibbonControl)
    TzUndo
End Sub

Public Sub RbSelfcheck(control As IRibbonControl)
    TzSelfcheck
End Sub
