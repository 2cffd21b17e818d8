"""校验规则: an office raises, lowers or switches off a rule in a sheet."""

import tomllib

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.resources import resource
from taizhang.core import catalog as families
from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks import check_rules, read_levels, rule_rows
from taizhang.core.checks.severity import LEVELS, Levels
from taizhang.core.issues import Issue, Place, Severity
from tests.support.tables import table

FILE = resource("workbook") / "severities.toml"
ISSUES = [catalog.SHARE_UNFIT.at(found="80"), catalog.NEGATIVE.at(found=-1.0)]


def chosen(text: str) -> Levels:
    rows = [{"code": r["代码"], "office": r["本单位级别"]} for r in table(text)]
    return read_levels((Place(sheet="校验规则", row=i), row) for i, row in enumerate(rows, start=3))


def shown(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(i.code, i.severity.value) for i in issues]


CHOICES = """
| L504 | L505 | 出来                |
|      |      | L504错误,L505警告   |
| 提示 |      | L504提示,L505警告   |
| 关闭 | 错误 | L505错误            |
| 关闭 | 关闭 |                     |
"""


@pytest.mark.parametrize("row", table(CHOICES))
def test_the_office_s_word_decides(row: dict[str, str]) -> None:
    levels = chosen(f"| 代码 | 本单位级别 |\n| L504 | {row['L504']} |\n| L505 | {row['L505']} |")
    assert ",".join(f"{c}{s}" for c, s in shown(levels.apply(ISSUES))) == row["出来"]
    assert levels.issues == ()


def test_a_word_that_is_no_level_changes_nothing_and_is_said() -> None:
    levels = chosen("| 代码 | 本单位级别 |\n| L504 | 严重 |\n| L505 | 提示 |")
    assert shown(levels.apply(ISSUES)) == [("L504", "错误"), ("L505", "提示")]
    assert [(i.code, i.place.row) for i in levels.issues] == [("L841", 3)]


def test_the_sheet_has_a_row_a_rule_with_its_own_words() -> None:
    rows = rule_rows([catalog.NEGATIVE, catalog.SHARE_UNFIT], {"L504": "提示", "L505": "警告"})
    assert rows == [
        {
            "code": "L504", "title": "进度超出范围", "message": "进度“…”不在0到100%之间。",
            "hint": "改成百分数，如 80%。", "default": "错误", "office": "提示",
        },
        {
            "code": "L505", "title": "负数", "message": "“…”是负数。",
            "hint": "核对后改成正数，或清空。", "default": "警告", "office": "",
        },
    ]  # fmt: skip


def severity_lines() -> str:
    """The table [severities] of the file, a line a rule."""
    lines = [f'{rule.code} = "{rule.severity.value}"  # {rule.title}' for rule in check_rules()]
    return "\n".join(["[severities]", *lines, ""])


def test_the_file_holds_what_the_catalog_makes_of_it() -> None:
    text = FILE.read_text("utf-8")
    assert text[text.index("[severities]") :] == severity_lines()
    assert rule_rows(check_rules(), tomllib.loads(text)["severities"]) == rule_rows(check_rules())


def test_the_sheet_of_the_file_has_the_columns_that_the_rows_fill() -> None:
    columns = tomllib.loads(FILE.read_text("utf-8"))["sheet"][0]["columns"]
    assert [c["key"] for c in columns] == list(rule_rows(check_rules())[0])


def test_the_levels_are_those_of_the_drop_down_and_one_that_switches_off() -> None:
    assert (*load_layout().lists["severities"], "关闭") == LEVELS
    assert [s.value for s in Severity] == list(LEVELS[:3])


def test_every_rule_of_the_catalog_is_in_the_sheet() -> None:
    own = {r.code for r in families.check_rules()}
    assert own <= {r.code for r in check_rules()}
    assert len({r.code for r in check_rules()}) == len(check_rules())
