"""workbook/RULES.md is what the catalog gives: what each rule looks for, why, an example, the remedy."""

from pathlib import Path

import pytest

from taizhang.core.catalog import rules
from taizhang.core.catalog.examples import EXAMPLES, values_of
from taizhang.core.catalog.page import lines_of, rules_page
from taizhang.core.catalog.reasons import FAMILY_TITLES, GROUPS, WHY
from taizhang.core.issues import Rule

PAGE = Path(__file__).parents[2] / "workbook" / "RULES.md"
CODES = {rule.code for rule in rules()}


def test_the_page_is_what_the_catalog_gives(update_golden: bool) -> None:
    if update_golden:
        PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == rules_page(), "taizhang rules --file workbook/RULES.md"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_why_and_shows_an_example(rule: Rule) -> None:
    lines = lines_of(rule)
    assert lines.why.endswith("。")
    assert len(lines.why) <= 40
    own = values_of(rule.code)
    assert not own or set(own) == set(rule.placeholders())
    assert "…" not in lines.example or "…" in str(own), "an example, or names the samples know"
    assert "{" not in "".join(lines)


def test_reasons_and_examples_are_of_rules_that_are_there() -> None:
    assert set(WHY) <= CODES
    assert set(EXAMPLES) <= CODES
    assert set(GROUPS) == {code[:2] for code in CODES}
    assert {code[0] for code in CODES} <= set(FAMILY_TITLES)


def test_a_group_can_be_shown_alone() -> None:
    page = rules_page(r for r in rules() if r.code.startswith("S1"))
    assert page.count("**S1") == sum(code.startswith("S1") for code in CODES)
    assert "## L" not in page
