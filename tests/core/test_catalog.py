"""The catalog: every sentence in one place, short, plain and complete."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from taizhang.core.catalog import FAMILIES, RETIRED, jobs, named_rules, rules
from taizhang.core.issues import Place, Rule

RULES = rules()
TESTS = Path(__file__).parents[1]
SOURCE = Path(__file__).parents[2] / "pytools" / "taizhang"
# XML, VBA and the clerk's own file types are names, not English
ALLOWED = re.compile(r"Excel|WPS|Word|MB|LibreOffice|PDF|Ctrl\+S|\.[a-z]+|[A-Z]\d+|OneDrive|UTF-8")


def test_codes_are_unique_and_no_retired_one_comes_back() -> None:
    codes = [r.code for r in RULES]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(RETIRED)
    assert set(RETIRED.values()) <= set(codes)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_file_holds_one_letter_in_the_order_of_its_codes(family: str) -> None:
    module = import_module(f"taizhang.core.catalog.{family}")
    codes = [r.code for r in vars(module).values() if isinstance(r, Rule)]
    assert codes == sorted(codes)
    assert len({code[0] for code in codes}) == 1


@pytest.mark.parametrize("family", [*FAMILIES, "jobs"])
def test_no_constant_is_given_twice(family: str) -> None:
    tree = ast.parse((SOURCE / "core" / "catalog" / f"{family}.py").read_text("utf-8"))
    named = [ast.unparse(n.targets[0]) for n in tree.body if isinstance(n, ast.Assign)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_is_short_plain_and_says_what_to_do(rule: Rule) -> None:
    bare = re.sub(r"\{\w+\}", "", rule.message)
    assert len(bare) <= 40
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert rule.hint.endswith("。")
    assert rule.message.endswith("。")
    text = ALLOWED.sub("", re.sub(r"\{\w+\}", "", rule.message + rule.hint))
    assert not re.search(r"[A-Za-z]{2,}", text), "a clerk reads no English"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_wants_all_its_values(rule: Rule) -> None:
    names = rule.placeholders()
    shown = rule.at(Place(), **dict.fromkeys(names, "甲"))
    assert "{" not in shown.message + shown.hint
    if names:
        with pytest.raises(KeyError):
            rule.at(Place())


def test_every_rule_is_used_somewhere() -> None:
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        used |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        used |= {
            n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
        }
    idle = [name for name, _ in named_rules() if name not in used]
    assert idle == []


def test_every_rule_is_drawn_by_some_test() -> None:
    words: set[str] = set()
    for path in TESTS.rglob("*.py"):
        if path != Path(__file__):
            words |= set(re.findall(r"\b[A-Z]\d{3}\b|\b[A-Z][A-Z_]+\b", path.read_text("utf-8")))
    idle = {r.code for name, r in named_rules() if not {r.code, name} & words}
    assert idle == set()


def _facts() -> dict[str, jobs.Fact]:
    return {name: fact for name, fact in vars(jobs).items() if isinstance(fact, jobs.Fact)}


def test_every_line_of_a_summary_is_told_by_some_job() -> None:
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        used |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert set(_facts()) - used == set()


@pytest.mark.parametrize("fact", _facts().values(), ids=lambda fact: fact.label)
def test_a_line_of_a_summary_is_short_and_plain(fact: jobs.Fact) -> None:
    text = re.sub(r"\{\w+\}", "", fact.label + fact.value)
    assert len(text) <= 40
    assert not re.search(r"[A-Za-z]{3,}", ALLOWED.sub("", text))


JOBS = [*(SOURCE / "actions").glob("*.py"), SOURCE / "demo.py"]


@pytest.mark.parametrize("path", JOBS, ids=lambda path: path.stem)
def test_what_a_job_says_at_the_end_is_in_the_catalog(path: Path) -> None:
    """No pair of Chinese words, such as ("期次", …), is made where facts are."""
    tree = ast.parse(path.read_text("utf-8"))
    said = [
        ast.unparse(pair)
        for made in ast.walk(tree)
        if isinstance(made, ast.Assign | ast.AugAssign | ast.Call)
        and "facts" in ast.unparse(made)[:12]
        for pair in ast.walk(made)
        if isinstance(pair, ast.Tuple)
        and len(pair.elts) == 2
        and isinstance(pair.elts[0], ast.Constant)
    ]
    assert said == []
