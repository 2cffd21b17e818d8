Attribute VB_Name = "Launcher"
Option Explicit
' Checks before the program starts, and its answer afterwards. No business logic.
' Every sentence comes from the sheet _text: column A the key, B the level, C the text.
' The answer is a UTF-8 file: first line info, warn, error or files, the rest the message.
' Each click has a name of its own. The program inherits it, nothing is written on a command line,
' and its answer is a file of that name: two workbooks, or two people, never read each other's.

Private Const TEXT_SHEET As String = "_text"
Private Const RESULT_FILE As String = "taizhang-result.txt"
Private Const RESULT_OF_CLICK As String = "taizhang-"
Private Const CLICK As String = "TAIZHANG_CLICK"
Private Const FILE_ARGUMENT As String = "arg_file"
Private Const INTERPRETER As String = "conf_interpreter"
Private Const LONGEST_MESSAGE As Long = 1000
Private Const ASK As String = "files"
Private Const READ_TEXT As Long = 2
Private Const NO_CANCEL As Long = 0
Private Const MAY_CANCEL As Long = 1

Private clickName As String
Private underway As Boolean

' True when the program can start; otherwise the reason has been shown.
Public Function Ready() As Boolean
    Dim obstacle As String
    On Error GoTo Unsure
    obstacle = Obstruction()
    If obstacle <> "" Then
        Complain obstacle
        Exit Function
    End If
    ThisWorkbook.Activate
    NameClick
    ForgetResult
    ShowBusy
    underway = True
    Ready = True
    Exit Function
Unsure:
    Complain "not_started"
End Function

' As Ready, after files have been chosen; cancelling is no error. Several are joined by |.
Public Function ReadyWithFile(command As String) As Boolean
    Dim chosen As Variant
    If Argument() = "" Then
        chosen = Application.GetOpenFilename(TextOf(command & "_filter"), 1, TextOf(command & "_title"), , True)
        If Not IsArray(chosen) Then Exit Function
        SetArgument Join(chosen, "|")
    End If
    ReadyWithFile = Ready()
    If Not ReadyWithFile Then SetArgument ""
End Function

' True when the program found no file where it looked, and somebody has chosen some instead.
Public Function ReadyWithMissing(command As String) As Boolean
    Dim answer As String
    Dim chosen As Variant
    answer = ReadResult()
    If Left(answer, Len(ASK)) <> ASK Then Exit Function
    HideBusy
    chosen = Application.GetOpenFilename(TextOf(command & "_filter"), 1, TextOf(command & "_title"), , True)
    If Not IsArray(chosen) Then Exit Function
    SetArgument Join(chosen, "|")
    ForgetResult
    ShowBusy
    ReadyWithMissing = True
End Function

' Show what the program answered; without an answer it did not start.
Public Sub ShowResult()
    Dim answer As String
    On Error GoTo Silent
    underway = False
    HideBusy
    SetArgument ""
    answer = ReadResult()
    ForgetResult
Silent:
    If answer = "" Then
        Complain "not_started"
    Else
        ShowAnswer answer
    End If
End Sub

' The key of the first thing that stands in the way, or an empty text.
Private Function Obstruction() As String
    If underway Then
        Obstruction = "underway"
    ElseIf IsBusy() Then
        Obstruction = "busy"
    ElseIf ThisWorkbook.Path = "" Then
        Obstruction = "not_saved"
    ElseIf InStr(ThisWorkbook.FullName, "://") > 0 Then
        Obstruction = "in_cloud"
    ElseIf InStr(ThisWorkbook.FullName, "%") > 0 Then
        Obstruction = "path_sign"
    ElseIf IsReadOnly() Then
        Obstruction = "read_only"
    ElseIf Not FileIsThere(InterpreterPath()) Then
        Obstruction = "program_missing"
    End If
End Function

Private Function IsBusy() As Boolean
    On Error Resume Next
    IsBusy = Not Application.Ready
End Function

Private Function IsReadOnly() As Boolean
    On Error Resume Next
    IsReadOnly = ThisWorkbook.ReadOnly
End Function

Private Function InterpreterPath() As String
    Dim found As String
    found = NamedCell(INTERPRETER).Value
    If InStr(found, "%") > 0 Then found = CreateObject("WScript.Shell").ExpandEnvironmentStrings(found)
    InterpreterPath = found
End Function

Private Function FileIsThere(path As String) As Boolean
    On Error Resume Next
    If path <> "" Then FileIsThere = (Dir(path) <> "")
End Function

Private Function NamedCell(name As String) As Range
    Set NamedCell = ThisWorkbook.Names(name).RefersToRange
End Function

Private Function Argument() As String
    Argument = NamedCell(FILE_ARGUMENT).Value
End Function

Private Sub SetArgument(path As String)
    NamedCell(FILE_ARGUMENT).Value = path
End Sub

' A name nobody guesses, where the program can inherit it; none where that is not to be had.
Private Sub NameClick()
    On Error GoTo Nameless
    Randomize
    clickName = Format(Now, "yyyymmddhhnnss") & Format(Int(Rnd * 1000000000), "000000000")
    CreateObject("WScript.Shell").Environment("Process").Item(CLICK) = clickName
    Exit Sub
Nameless:
    clickName = ""
End Sub

Private Function ResultPath() As String
    Dim folder As String
    folder = Environ("TEMP") & "\"
    If clickName = "" Then
        ResultPath = folder & RESULT_FILE
    Else
        ResultPath = folder & RESULT_OF_CLICK & clickName & ".txt"
    End If
End Function

Private Sub ForgetResult()
    On Error Resume Next
    If Dir(ResultPath()) <> "" Then Kill ResultPath()
End Sub

Private Function ReadResult() As String
    Dim stream As Object
    If Not FileIsThere(ResultPath()) Then Exit Function
    Set stream = CreateObject("ADODB.Stream")
    stream.Type = READ_TEXT
    stream.Charset = "utf-8"
    stream.Open
    stream.LoadFromFile ResultPath()
    ReadResult = stream.ReadText
    stream.Close
End Function

Private Sub ShowBusy()
    On Error Resume Next
    Application.StatusBar = TextOf("running")
    Application.Cursor = xlWait
    Application.EnableCancelKey = NO_CANCEL
End Sub

Private Sub HideBusy()
    On Error Resume Next
    Application.StatusBar = False
    Application.Cursor = xlDefault
    Application.EnableCancelKey = MAY_CANCEL
End Sub

Private Sub ShowAnswer(answer As String)
    Dim plain As String
    Dim cut As Long
    plain = Replace(answer, vbCr, "")
    cut = InStr(plain, vbLf)
    If cut = 0 Then
        ShowMessage "info", plain
    Else
        ShowMessage Trim(Left(plain, cut - 1)), Mid(plain, cut + 1)
    End If
End Sub

Private Sub Complain(key As String)
    ShowMessage LevelOf(key), TextOf(key)
End Sub

Private Sub ShowMessage(level As String, message As String)
    Dim icon As Long
    icon = vbInformation
    If level = "warn" Then icon = vbExclamation
    If level = "error" Then icon = vbCritical
    MsgBox Left(message, LONGEST_MESSAGE), icon, TextOf("title")
End Sub

Private Function TextOf(key As String) As String
    TextOf = Lookup(key, 3)
End Function

Private Function LevelOf(key As String) As String
    LevelOf = Lookup(key, 2)
End Function

Private Function Lookup(key As String, column As Long) As String
    Dim sheet As Worksheet
    Dim row As Long
    Set sheet = ThisWorkbook.Worksheets(TEXT_SHEET)
    row = 2
    Do While sheet.Cells(row, 1).Value <> ""
        If sheet.Cells(row, 1).Value = key Then
            Lookup = sheet.Cells(row, column).Value
            Exit Function
        End If
        row = row + 1
    Loop
End Function
