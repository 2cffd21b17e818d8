"""Slips on A4: every kind, one page each unless the text is long, sound for a foreign reader."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from taizhang.books.slips.draw import SlipSheet, build_slips
from taizhang.books.slips.kept import content_of, keep_run, keep_slip, sheet_names
from taizhang.books.slips.layouts import load_forms
from taizhang.core.duty.forms import SlipForm, fill, names_in
from taizhang.core.duty.issuing import Slip
from tests.support.office import convert, faults

pytestmark = pytest.mark.slow

FORMS = load_forms()
WANTED = (
    "预警通知单", "督查通知单", "督办单", "催办函", "约谈通知书", "约谈记录", "限期整改通知书", "移交函",
    "立项登记表", "销号审批表", "延期申请表", "督查记录实地", "督查记录暗访", "电话记录", "调研记录",
    "责任书", "军令状", "领导批示督办单", "反馈回执", "提醒函", "督办函", "督办通报",
)  # fmt: skip


def slip(form: SlipForm, words: str = "一句话") -> Slip:
    fields = dict.fromkeys(names_in(form), words)
    blocks = fill(form, fields, [fields, fields]).blocks
    return Slip(form.kind, form.kind, form.kind, 2022, date(2022, 6, 28), blocks)


def test_every_kind_that_offices_print_is_there() -> None:
    assert {form.kind for form in FORMS} == set(WANTED)


@pytest.mark.parametrize("kind", WANTED)
def test_the_same_slip_gives_the_same_bytes_and_is_never_written_twice(
    kind: str, tmp_path: Path
) -> None:
    form = next(f for f in FORMS if f.kind == kind)
    first = keep_slip(tmp_path / "甲", slip(form))
    other = keep_slip(tmp_path / "乙", slip(form))
    assert first.read_bytes() == other.read_bytes()
    before = first.read_bytes()
    assert keep_slip(tmp_path / "甲", slip(form, "别的话")) == first
    assert first.read_bytes() == before
    assert content_of(first) == (kind, slip(form).blocks)


def test_a_run_of_all_kinds_is_sound_and_a_page_each(tmp_path: Path) -> None:
    slips = [slip(form) for form in FORMS]
    run = keep_run(tmp_path, slips, "打印", datetime(2022, 6, 28, 9))
    files = [keep_slip(tmp_path, one) for one in slips]
    assert keep_run(tmp_path, slips, "打印", datetime(2022, 6, 28, 9)) == run
    assert faults(run) == []
    assert all(faults(path) == [] for path in files[:3])
    book = load_workbook(run)
    assert len(book.sheetnames) == len(FORMS)
    assert {str(sheet.page_setup.paperSize) for sheet in book} == {"9"}
    with pypdfium2.PdfDocument(convert(run, tmp_path, "pdf")) as printed:
        assert len(printed) == len(FORMS)


def test_a_long_text_goes_on_in_rows_below_and_on_a_second_page() -> None:
    form = next(f for f in FORMS if f.kind == "督办单")
    long = "逐条逐项对照检查，写明完成了多少、还差多少、差在哪里。" * 60
    stream = BytesIO()
    blocks = slip(form, "一句话").blocks
    table = next(block for block in blocks if "table" in block)
    table["table"].append(["办理情况", long])
    build_slips(
        stream, "督办单", [SlipSheet("督办单", "示例督〔2022〕1号", blocks)], datetime(2022, 6, 28)
    )
    sheet = load_workbook(stream)["督办单"]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    assert "办理情况（续）" in texts
    assert "".join(t for t in texts if t in long) == long
    assert len(sheet.row_breaks.brk) >= 1
    assert "示例督〔2022〕1号" in str(getattr(sheet.oddHeader, "right", None))
    assert max(d.height or 0 for d in sheet.row_dimensions.values()) <= 409


def test_sheets_have_names_of_their_own_that_excel_takes() -> None:
    names = sheet_names(["督办单〔2022〕1号/甲*" * 5, "督办单〔2022〕1号/甲*" * 5, "A", "a"])
    assert len({n.lower() for n in names}) == 4
    assert all(len(n) <= 31 for n in names)
