"""Numbers of papers: unique and ascending whatever is issued, declared void, or run again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.duty.numbers import Numbers, read_number
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import rows
from tests.support.tables import table

PAPERS = """
| 文书   | 字       | 编号写法             | 年度 | 下一号 |
| 督办单 | {地区}督 | {字}〔{年}〕{号}号 |      |        |
| 督办函 | {地区}督 | {字}〔{年}〕{号}号 |      |        |
| 约谈   | 示约     | {字}（{年}）第{号}号 | 2022 | 7    |
| 提醒   | 示提     | {字}第{号}          |      |        |
| 移交   | 示移     | {坏}                 |      |        |
| 电话督办 |        |                      |      |        |
"""


def numbers(known: list[str] | None = None, sheet: LedgerRows | None = None) -> Numbers:
    found = Numbers(sheet or rows("papers", PAPERS), "示例县")
    found.know(known or [])
    return found


CASES = """
| 已有                   | 文书   | 年   | 文号 |
|                        | 督办单 | 2022 | 示例县督〔2022〕1号 |
| 示例县督〔2022〕5号    | 督办单 | 2022 | 示例县督〔2022〕6号 |
| 示例县督〔2022〕5号    | 督办函 | 2022 | 示例县督〔2022〕6号 |
| 示例县督〔2022〕５号   | 督办单 | 2022 | 示例县督〔2022〕6号 |
| 示例县督〔2021〕5号    | 督办单 | 2022 | 示例县督〔2022〕1号 |
| 示例县督函〔2022〕5号  | 督办单 | 2022 | 示例县督〔2022〕1号 |
|                        | 约谈   | 2022 | 示约（2022）第7号 |
| 示约（2022）第9号      | 约谈   | 2022 | 示约（2022）第10号 |
| 示约（2022）第3号      | 约谈   | 2022 | 示约（2022）第7号 |
|                        | 约谈   | 2023 | 示约（2023）第1号 |
|                        | 电话督办 | 2022 |  |
"""


@pytest.mark.parametrize("line", table(CASES))
def test_the_next_number_of_a_paper(line: dict[str, str]) -> None:
    found = numbers([line["已有"]])
    assert found.give(line["文书"], int(line["年"])) == line["文号"]
    assert found.issues == []


def test_a_style_that_cannot_be_read_and_a_paper_that_is_not_listed_are_named() -> None:
    found = numbers()
    assert found.give("提醒", 2022) == "示提〔2022〕1号"
    assert found.give("移交", 2022) == "示移〔2022〕1号"
    assert found.give("督办令", 2022) == ""
    assert [i.code for i in found.issues] == ["D142", "D142", "D143"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["督办单", "督办函", "约谈", "提醒"]),
        st.sampled_from([2022, 2023]),
        st.sampled_from(["签发", "作废", "删行"]),
    ),
    max_size=20,
)


@given(ACTS)
def test_numbers_are_unique_and_ascend_whatever_happens_to_the_rows(
    acts: list[tuple[str, int, str]],
) -> None:
    sheet, rows_now, ever = rows("papers", PAPERS), list[str](), list[str]()
    for kind, year, fate in acts:
        job = numbers(rows_now, sheet)
        number = job.give(kind, year)
        assert number not in ever
        series = [n for n in ever if _series(n) == _series(number)]
        assert all(_last(number) > _last(n) for n in series)
        ever.append(number)
        if fate != "删行":  # a row declared void stays
            rows_now.append(number)
        sheet = written(sheet, job)


def written(sheet: LedgerRows, job: Numbers) -> LedgerRows:
    """文书字号 as the job leaves it."""
    new: dict[int, dict[str, object]] = {}
    for change in job.changes():
        new.setdefault(change.row, {})[change.column] = change.new
    lines = [TableRow(r.number, {**r.values, **new.get(r.number, {})}) for r in sheet.rows]  # type: ignore[dict-item]
    return LedgerRows(sheet.spec, sheet.sheet, sheet.letters, lines)


def _series(number: str) -> tuple[str, int]:
    word = next(w for w in ("示例县督", "示约", "示提") if number.startswith(w))
    found = read_number(number, word)
    assert found
    return word, found[0]


def _last(number: str) -> int:
    found = read_number(number, _series(number)[0])
    assert found
    return found[1]
