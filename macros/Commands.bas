Attribute VB_Name = "Commands"
Option Explicit
' One Sub a button. Each asks the launcher whether the program can start, starts it,
' and shows what it answered. Labels, hints and order stand in workbook/commands.toml.

Public Sub TzLoad()
    On Error GoTo Done
    If Not ReadyWithFile("load") Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.load()"
Done:
    ShowResult
End Sub

Public Sub TzDecompose()
    On Error GoTo Done
    If Not ReadyWithFile("decompose") Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.decompose()"
Done:
    ShowResult
End Sub

Public Sub TzRegister()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.register()"
Done:
    ShowResult
End Sub

Public Sub TzDistribute()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.distribute()"
Done:
    ShowResult
End Sub

Public Sub TzMerge()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.merge()"
Done:
    ShowResult
End Sub

Public Sub TzApplyRulings()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.apply_rulings()"
Done:
    ShowResult
End Sub

Public Sub TzJudge()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.judge()"
Done:
    ShowResult
End Sub

Public Sub TzChart()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.chart()"
Done:
    ShowResult
End Sub

Public Sub TzCheck()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.check()"
Done:
    ShowResult
End Sub

Public Sub TzRehearse()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.rehearse()"
Done:
    ShowResult
End Sub

Public Sub TzUndo()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.undo()"
Done:
    ShowResult
End Sub

Public Sub TzSelfcheck()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "import taizhang.buttons; taizhang.buttons.selfcheck()"
Done:
    ShowResult
End Sub
