"""One command, one button, one ribbon control, one Sub, one Python function: all match."""

import ast
import re
from pathlib import Path

import pytest
from lxml import etree

from taizhang.books.master.commands import Command, load_commands
from taizhang.books.resources import resource
from taizhang.vba import ribbon_xml
from taizhang.vba.ribbon import NAMESPACE, callback

MACROS = resource("macros")
COMMANDS = load_commands()
BUTTONS = Path(__file__).parents[2] / "pytools" / "taizhang" / "buttons.py"
_SUB = re.compile(r"^Public Sub (\w+)\((.*?)\)\n(.*?)^End Sub", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r'RunPython "import taizhang\.buttons; taizhang\.buttons\.(\w+)\(\)"')


def _subs(module: str) -> dict[str, tuple[str, str]]:
    text = (MACROS / f"{module}.bas").read_text("ascii")
    return {name: (arguments, body) for name, arguments, body in _SUB.findall(text)}


@pytest.fixture(scope="module")
def ribbon() -> etree._Element:
    skeleton = (MACROS / "ribbon.xml").read_bytes()
    return etree.fromstring(ribbon_xml(skeleton, COMMANDS.title, COMMANDS.grouped()))


def test_each_command_has_a_sub_with_one_line_of_python() -> None:
    ran = {name: _RUN.findall(body) for name, (_, body) in _subs("Commands").items()}
    assert ran == {c.sub: [c.function] for c in COMMANDS.commands}


def test_each_ribbon_callback_calls_the_sub_of_its_command() -> None:
    called = {name: body.strip() for name, (_, body) in _subs("Ribbon").items()}
    assert called == {callback(c.sub): c.sub for c in COMMANDS.commands}
    arguments = {arguments for arguments, _ in _subs("Ribbon").values()}
    assert arguments == {"control As IRibbonControl"}


def test_each_command_is_on_the_ribbon(ribbon: etree._Element) -> None:
    controls = ribbon.findall(f".//{{{NAMESPACE}}}button")
    shown = [(c.get("label"), c.get("imageMso"), c.get("onAction")) for c in controls]
    wanted = [(c.label, c.icon, callback(c.sub)) for c in COMMANDS.commands]
    assert shown == wanted
    ids = [str(c.get("id")) for c in controls]
    assert len(set(ids)) == len(ids)
    tab = ribbon.find(f".//{{{NAMESPACE}}}tab")
    assert tab is not None
    assert tab.get("label") == "督查台账"


@pytest.mark.parametrize("command", COMMANDS.commands, ids=lambda c: c.key)
def test_each_command_has_a_function_without_arguments(command: Command) -> None:
    tree = ast.parse(BUTTONS.read_text("utf-8"))
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert command.function in functions
    assert functions[command.function].args.args == []


def test_each_function_of_a_button_is_a_command() -> None:
    tree = ast.parse(BUTTONS.read_text("utf-8"))
    clicked = {
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        for call in ast.walk(one)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_click"
    }
    assert clicked == {c.function for c in COMMANDS.commands}


@pytest.mark.parametrize("command", COMMANDS.commands, ids=lambda c: c.key)
def test_labels_and_hints_fit_a_button(command: Command) -> None:
    assert 2 <= len(command.label) <= 6
    assert len(command.hint) <= 16
    assert not re.search("[A-Za-z]{2,}", command.label + command.hint)
