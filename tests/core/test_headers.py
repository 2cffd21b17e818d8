"""Heads found and healed: each case shows the top of a sheet and says which column is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from taizhang.core.addresses import cell_name, column_letters
from taizhang.core.headers import (
    Head,
    HeaderWords,
    find_head,
    fold,
    ledger_columns,
    looks_like_head,
)
from taizhang.core.issues import Place
from taizhang.core.schema import Column, SheetSpec

SPEC = SheetSpec(
    "tasks",
    "任务填报",
    columns=(
        Column("task_id", "任务编号", synonyms=("编号",)),
        Column("name", "任务名称", kind="long", synonyms=("任务", "事项")),
        Column("actual", "完成值", kind="number", fill=True, synonyms=("完成数", "完成情况")),
        Column("progress", "完成进度", kind="percent", fill=True, synonyms=("进度",)),
        Column("latest", "最新进展", kind="long", fill=True, synonyms=("进展情况", "完成情况")),
    ),
)
NODES = SheetSpec(
    "nodes",
    "节点填报",
    columns=(
        Column("task_id", "任务编号"),
        Column("node_no", "节点序号", kind="number"),
        Column("node", "节点名称"),
        Column("done", "实际完成", kind="date", fill=True),
    ),
)


def head(top: str, memory: dict[str, str] | None = None) -> Head | None:
    """The head of a text table; a slash in a cell is a line break, a dot an empty cell."""
    rows = [
        [c.strip().replace("/", "\n").replace(".", "") for c in line.strip().strip("|").split("|")]
        for line in top.strip().splitlines()
    ]
    return find_head(
        rows, [HeaderWords(SPEC, memory), HeaderWords(NODES, memory)], 0, 50, Place("表", "页")
    )


def drawn(found: Head | None) -> tuple[str, str]:
    """Columns by letter, and codes."""
    assert found is not None
    columns = " ".join(f"{key}={column_letters(at)}" for key, at in found.columns.items())
    return columns, " ".join(issue.code for issue in found.issues)


ALL = "task_id=A name=B actual=C progress=D latest=E"
CASES = {
    "as built": (
        "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 最新进展 |",
        ALL, "",
    ),
    "a title above": (
        """
        | 附件 | . | . | . | . |
        | 任务编号 | 任务名称 | 完成值 | 完成进度 | 最新进展 |
        """,
        ALL, "",
    ),
    "spaces, breaks, stars, brackets, wide letters": (
        "| 任务/编号 | ＊任务名称： | 完成值（累计） | 完成进度(％) | 最 新 进 展 |",
        ALL, "F204 F204 F204 F204 F204",
    ),
    "synonyms": (
        "| 编号 | 事项 | 完成数 | 进度 | 进展情况 |",
        ALL, "F204 F204 F204 F204 F204",
    ),
    "an affix": (
        "| 任务编号 | 任务名称 | 完成值情况 | 本期完成进度 | 最新进展填写 |",
        ALL, "F204 F204 F204",
    ),
    "moved": (
        "| 最新进展 | 任务编号 | 任务名称 | 完成进度 | 完成值 |",
        "latest=A task_id=B name=C progress=D actual=E", "F203",
    ),
    "a group's title over two columns": (
        """
        | 任务编号 | 任务名称 | 本期填报 | .        | 最新进展 |
        | .        | .        | 完成值   | 完成进度 | .        |
        """,
        ALL, "F209",
    ),
    "one column more": (
        "| 任务编号 | 科室 | 任务名称 | 完成值 | 完成进度 | 最新进展 |",
        "task_id=A name=C actual=D progress=E latest=F", "F207",
    ),
    "one column less": (
        "| 任务编号 | 任务名称 | 完成进度 | 最新进展 |",
        "task_id=A name=B progress=C latest=D", "F206",
    ),
    "a word that is a synonym of two columns": (
        "| 任务编号 | 任务名称 | 完成情况 | 完成进度 | 最新进展 |",
        "task_id=A name=B progress=D latest=E", "F205 F206",
    ),
    "a word that is near": (
        "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 进展及问题 |",
        "task_id=A name=B actual=C progress=D", "F205 F206",
    ),
    "no word at all": (
        "| 任务编号 | 任务名称 | . | 完成进度 | 最新进展 |",
        "task_id=A name=B progress=D latest=E", "F205 F206",
    ),
    "the same label twice": (
        "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 最新进展 | 最新进展 |",
        "task_id=A name=B actual=C progress=D", "F208",
    ),
    "a label and its synonym": (
        "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 最新进展 | 进展情况 |",
        ALL, "F207",
    ),
    "nodes": (
        "| 任务编号 | 节点序号 | 节点名称 | 实际完成 |",
        "task_id=A node_no=B node=C done=D", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_head_is_read_or_asked_about_as_its_case_says(name: str) -> None:
    top, columns, codes = CASES[name]

    assert drawn(head(top)) == (columns, codes)


@pytest.mark.parametrize(
    "top",
    [
        "| 督查任务报送表 | . | . |",
        "| 任务编号 | 任务名称 | 备注 |",
        "| 2022-001 | 完成道路改造 | 80% |",
        "| 姓名 | 电话 | 单位 |",
    ],
)
def test_other_rows_are_no_head(top: str) -> None:
    assert head(top) is None


def test_an_unsure_header_is_asked_once_and_then_remembered() -> None:
    top = "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 进展及问题 |"
    asked = head(top)
    assert asked is not None
    (question,) = asked.questions
    assert (question.sheet, question.found, question.choices) == (
        "tasks", "进展及问题", ("latest",),
    )  # fmt: skip

    told = head(top, {question.found: question.choices[0]})
    assert drawn(told) == (ALL, "F204")

    ignored = head(top, {question.found: ""})
    assert ignored is not None
    assert ignored.questions == ()
    assert "latest" not in ignored.columns


def test_a_label_beats_what_was_remembered() -> None:
    top = "| 任务编号 | 任务名称 | 完成值 | 完成进度 | 最新进展 |"
    assert drawn(head(top, {"最新进展": "actual"})) == (ALL, "")


def test_the_head_of_another_table_ends_a_table() -> None:
    words = [HeaderWords(SPEC), HeaderWords(NODES)]
    assert looks_like_head(["任务编号", "节点序号", "节点名称", "实际完成"], words)
    assert not looks_like_head(["2022-001", 1.0, "完成可研", ""], words)


def test_where_a_question_stands() -> None:
    found = head("| 任务编号 | 任务名称 | 完成值 | 完成进度 | 进展及问题 |")
    assert found is not None
    assert str(found.issues[0]) == (
        "警告 F205 〔表〕《页》第1行“进展及问题”（E1）：标题“进展及问题”像是“最新进展”，拿不准，没有采用。"
        "办法：选定它是哪一列，以后同一单位不再问。"
    )


@given(st.data())
def test_spaces_and_breaks_inside_a_header_do_not_matter(data: st.DataObject) -> None:
    label = data.draw(st.sampled_from([c.label for c in SPEC.columns]))
    spaces = st.text(" \n\t\u3000\u200b", max_size=3)
    spaced = "".join(letter + data.draw(spaces) for letter in label)

    assert fold(data.draw(spaces) + spaced) == fold(label)


@given(st.integers(0, 18_277), st.integers(1, 9999))
def test_cell_names_are_those_of_a_spreadsheet(column: int, row: int) -> None:
    assert cell_name(row, column) == f"{get_column_letter(column + 1)}{row}"


LEDGER_HEADS = {
    "labels, wherever they are": ("最新进展 任务编号 任务名称 完成进度 完成值", "B C E D A", "", ""),
    "a column of the clerk's own": ("任务编号 任务名称 完成值 科室 完成进度 最新进展", "A B C E F", "", ""),
    "a renamed one": ("编号 任务名称 完成值 完成进度（%） 最新进展", "A B C D E", "", ""),
    "a label and its synonym": ("任务编号 任务名称 完成数 完成值 完成进度 最新进展", "A B D E F", "", ""),
    "one is gone": ("任务编号 任务名称 完成值 完成进度", "A B C D -", "latest", ""),
    "an affix is no synonym": ("任务编号 任务名称 完成值 本期完成进度 最新进展", "A B C - E", "progress", ""),
    "two synonyms and no label": ("任务编号 任务 事项 完成值 完成进度 最新进展", "A - D E F", "", "name"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEDGER_HEADS)
def test_a_table_of_the_ledger_is_matched_without_a_guess(name: str) -> None:
    heads, columns, missing, twice = LEDGER_HEADS[name]

    found = ledger_columns(heads.split(), SPEC)

    letters = [column_letters(found.offsets[k]) if k in found.offsets else "-" for k in SPEC.keys]
    assert " ".join(letters) == columns
    assert " ".join(found.missing) == missing
    assert " ".join(found.twice) == twice
