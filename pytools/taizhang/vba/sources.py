"""The modules Commands and Ribbon, written from the list of commands: a Sub each, a callback each.

Launcher.bas does the work; a Sub only asks it, runs one line of fixed words, and shows the answer.
"""

from collections.abc import Iterable

from taizhang.commands import Command

HEAD = """Attribute VB_Name = "{name}"
Option Explicit
' {purpose} Written from the list of commands; do not edit.
"""
SUB = """
Public Sub {sub}()
    On Error GoTo Done
    If Not {ready} Then Exit Sub
    RunPython "{python}"
Done:
    ShowResult
End Sub
"""
ASKING = """
Public Sub {sub}()
    On Error GoTo Done
    If Not Ready() Then Exit Sub
    RunPython "{python}"
    If Not ReadyWithMissing("{key}") Then GoTo Done
    RunPython "{python}"
Done:
    ShowResult
End Sub
"""
CALLBACK = """
Public Sub {callback}(control As IRibbonControl)
    {sub}
End Sub
"""


def command_modules(commands: Iterable[Command]) -> dict[str, str]:
    """VBA source by module name: one Sub a button, one callback a control of the ribbon."""
    found = tuple(commands)
    subs = HEAD.format(name="Commands", purpose="One Sub a button.")
    subs += "".join(_sub(command) for command in found)
    callbacks = HEAD.format(name="Ribbon", purpose="What the ribbon calls.")
    callbacks += "".join(CALLBACK.format(callback=c.callback, sub=c.sub) for c in found)
    return {"Commands": subs, "Ribbon": callbacks}


def _sub(command: Command) -> str:
    if command.may_take_files:
        return ASKING.format(sub=command.sub, key=command.key, python=command.python)
    ready = f'ReadyWithFile("{command.key}")' if command.asks_for_files else "Ready()"
    return SUB.format(sub=command.sub, ready=ready, python=command.python)
