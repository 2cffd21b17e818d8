"""One list of commands: Subs, callbacks, ribbon, functions and words are what it gives."""

import re
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path

import pytest
from lxml import etree

from taizhang import buttons
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.commands import COMMANDS, Command, CommandEntry, LedgerUse, Option
from taizhang.vba import command_modules, ribbon_xml
from taizhang.vba.ribbon import NAMESPACE

WORDS = load_commands()
CLICKED = [c for c in COMMANDS if c.click]
MODULES = command_modules(e.command for e in WORDS.commands)
GIVEN = frozenset({"desk", "moment"})  # what every job may have
_SUB = re.compile(r"^Public Sub (\w+)\((.*?)\)\n(.*?)^End Sub", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r'RunPython "(.*)"')
# what the launcher of the first release runs; a workbook made by it still clicks
FIRST_RELEASE = (
    "load", "decompose", "register", "distribute", "rehearse", "merge", "apply_rulings", "check",
    "judge", "chart", "undo", "selfcheck",
)  # fmt: skip


def _subs(module: str) -> dict[str, tuple[str, str]]:
    return {name: (arguments, body) for name, arguments, body in _SUB.findall(MODULES[module])}


@pytest.fixture(scope="module")
def ribbon() -> etree._Element:
    skeleton = (resource("macros") / "ribbon.xml").read_bytes()
    return etree.fromstring(ribbon_xml(skeleton, WORDS.title, WORDS.grouped()))


def test_each_command_has_a_sub_with_one_line_of_fixed_words() -> None:
    ran = {name: _RUN.findall(body) for name, (_, body) in _subs("Commands").items()}
    # one that reads a folder first runs once more with the files chosen where the folder is empty
    assert ran == {c.sub: [c.python] * (1 + c.may_take_files) for c in CLICKED}
    assert all(re.fullmatch(r"[a-z_.; ]+\(\)", line) for lines in ran.values() for line in lines)


def test_each_ribbon_callback_calls_the_sub_of_its_command() -> None:
    called = {name: body.strip() for name, (_, body) in _subs("Ribbon").items()}
    assert called == {c.callback: c.sub for c in CLICKED}
    arguments = {arguments for arguments, _ in _subs("Ribbon").values()}
    assert arguments == {"control As IRibbonControl"}


def test_each_command_is_on_the_ribbon(ribbon: etree._Element) -> None:
    controls = ribbon.findall(f".//{{{NAMESPACE}}}button")
    shown = [(c.get("label"), c.get("imageMso"), c.get("onAction")) for c in controls]
    assert shown == [(e.label, e.icon, e.command.callback) for e in WORDS.commands]
    ids = [str(c.get("id")) for c in controls]
    assert len(set(ids)) == len(ids) == len(CLICKED)
    tab = ribbon.find(f".//{{{NAMESPACE}}}tab")
    assert tab is not None
    assert tab.get("label") == "督查台账"


@pytest.mark.parametrize("command", CLICKED, ids=lambda c: c.key)
def test_each_button_has_a_function_without_arguments(command: Command) -> None:
    function = getattr(buttons, command.key)
    assert not signature(function).parameters


def test_a_workbook_of_the_first_release_finds_its_functions() -> None:
    assert all(callable(getattr(buttons, name)) for name in FIRST_RELEASE)


@pytest.mark.parametrize("name", ["init", "demo", "no_such_command"])
def test_what_is_no_button_is_no_function(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(buttons, name)


def _parameters(job: str) -> dict[str, Parameter]:
    module, _, function = job.partition(":")
    return dict(signature(getattr(import_module(f"taizhang.{module}"), function)).parameters)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.key)
def test_a_job_is_there_and_wants_no_more_than_it_is_given(command: Command) -> None:
    given = GIVEN | {o.name for o in command.options}
    given |= {"period"} if command.period else set()
    with_book = given if command.ledger is LedgerUse.NONE else given | {"book", "brought"}
    for job, offered in ((command.job, with_book), (command.bare, given)):
        found = _parameters(job) if job else {}
        assert {n for n, p in found.items() if p.default is Parameter.empty} <= offered


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.key)
def test_each_option_reaches_a_job(command: Command) -> None:
    taken = {name for job in (command.job, command.bare) if job for name in _parameters(job)}
    assert {o.name for o in command.options} <= taken
    assert not command.period or "period" in taken


def test_keys_are_unique_and_sound() -> None:
    keys = [c.key for c in COMMANDS]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", key) for key in keys)


@pytest.mark.parametrize("entry", WORDS.entries, ids=lambda e: e.key)
def test_labels_and_hints_fit_a_button(entry: CommandEntry) -> None:
    assert 2 <= len(entry.label) <= 6
    assert len(entry.hint) <= 16
    assert not re.search("[A-Za-z]{2,}", entry.label + entry.hint)


@pytest.mark.parametrize("entry", WORDS.commands, ids=lambda e: e.key)
def test_a_button_has_an_icon_a_group_and_what_its_files_are_called(entry: CommandEntry) -> None:
    assert entry.icon
    assert entry.group in WORDS.groups
    if entry.command.asks_for_files or entry.command.may_take_files:
        assert {f"{entry.key}_title", f"{entry.key}_filter"} <= set(WORDS.texts)


def test_a_new_row_is_all_that_a_button_needs() -> None:
    new = Command("print_order", "actions.ordering:print_order", options=(Option("unit", "单位"),))
    made = command_modules([new])
    assert 'RunPython "import taizhang.buttons; taizhang.buttons.print_order()"' in made["Commands"]
    assert (
        "Public Sub RbPrintOrder(control As IRibbonControl)\n    TzPrintOrder\n" in made["Ribbon"]
    )


OLD = """
title = "本县督查"
[texts]
running = "请等一等"
[[group]]
key = "flow"
label = "一步一步来"
[[command]]
key = "merge"
label = "收齐汇总"
hint = "本县的说法"
icon = "Consolidate"
sub = "TzMerge"
function = "merge"
group = "flow"
order = 5
primary = true
"""


def test_words_of_an_office_hold_and_what_they_lack_is_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "commands.toml").write_text(OLD, "utf-8")
    words = load_commands(tmp_path)
    assert (words.title, words.texts["running"]) == ("本县督查", "请等一等")
    assert words["merge"].label == "收齐汇总"
    assert words["judge"].label == WORDS["judge"].label
    assert words.groups["flow"] == "一步一步来"
    assert words.texts["load_title"] == WORDS.texts["load_title"]
    assert {e.key for e in words.commands} == {c.key for c in CLICKED}
