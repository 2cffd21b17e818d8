"""Slips on A4: every kind, one page each unless the text is long, sound for a foreign reader."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from taizhang.books.slips import draw
from taizhang.books.slips.draw import SlipSheet, build_slips
from taizhang.books.slips.kept import content_of, keep_run, keep_slip
from taizhang.books.slips.layouts import load_forms
from taizhang.core.duty.forms import SlipForm, fill, names_in
from taizhang.core.duty.slip_plan import Slip
from tests.support.office import convert, faults

pytestmark = pytest.mark.slow

FORMS = load_forms()
WANTED = (
    "预警通知单", "督查通知单", "督办单", "催办函", "约谈通知书", "约谈记录", "限期整改通知书", "移交函",
    "立项登记表", "销号审批表", "延期申请表", "督查记录实地", "督查记录暗访", "电话记录", "调研记录",
    "责任书", "军令状", "领导批示督办单", "反馈回执", "提醒函", "督办函", "督办通报", "会议督办单",
    "文件办理告知单", "批示办理一览", "督办列表", "督查电话记录", "现场交办单", "督查问题处理通知单",
    "督查结果呈报单", "检查底稿", "原始检查记录", "核实不一致清单", "抽查名单", "问题交办单",
    "问题整改通知单", "销号申请单", "整改台账", "问题退办单", "问题回访单", "问题办结单", "黄牌警告通知书",
    "红牌警告通知书", "约谈申请", "退办审批表", "逐级验收表", "包保公示表", "包保一览表", "专班名单",
    "课题台账", "意见建议台账", "典型台账", "反面典型台账", "激励申报台账", "政策兑现台账", "风险清单",
    "职责清单", "岗位标准表", "责任承诺一览", "走流程记录", "净地进场表", "容错免责清单",
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
    numbered = replace(slip(form, "别的话"), number="示例督〔2022〕1号")
    assert keep_slip(tmp_path / "甲", numbered) == first
    changed = keep_slip(tmp_path / "甲", slip(form, "别的话"))
    assert (changed == first) == (slip(form).blocks == slip(form, "别的话").blocks)
    assert keep_slip(tmp_path / "甲", slip(form, "别的话")) == changed
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
    assert "办理情况\n（续）" in texts
    assert "".join(t for t in texts if t in long) == long
    assert len(sheet.row_breaks.brk) >= 1
    assert "示例督〔2022〕1号" in str(getattr(sheet.oddHeader, "right", None))
    assert max(d.height or 0 for d in sheet.row_dimensions.values()) <= 409


LONG_UNIT = "示例市国家级经济技术开发区（高新技术产业园区）管理委员会投资促进与重大项目建设服务中心"


def test_a_long_name_of_who_signs_is_wrapped_and_never_made_small() -> None:
    stream = BytesIO()
    blocks = [{"stamp": LONG_UNIT, "day": "2022年6月28日"}]
    build_slips(stream, "文书", [SlipSheet("回执", "回执", blocks)], datetime(2022, 6, 28))
    sheet = load_workbook(stream)["回执"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == LONG_UNIT)
    assert (cell.font.sz, cell.alignment.wrap_text, bool(cell.alignment.shrink_to_fit)) == (14, True, False)  # fmt: skip
    assert sheet.row_dimensions[cell.row].height > 2 * 14


@pytest.mark.parametrize("words", range(200, 1400, 150))
def test_who_signs_never_stands_alone_on_a_page(words: int, tmp_path: Path) -> None:
    form = next(f for f in FORMS if f.kind == "督办单")
    fields = dict.fromkeys(names_in(form), "一句话") | {
        "事由": ("逐条对照，写明差距，" * 140)[:words]
    }
    blocks = fill(form, fields, [fields]).blocks
    one = Slip(form.kind, form.kind, f"督办单{words}", 2022, date(2022, 6, 28), blocks)
    with pypdfium2.PdfDocument(convert(keep_slip(tmp_path, one), tmp_path, "pdf")) as printed:
        last = printed[len(printed) - 1].get_textpage().get_text_range()
    assert "书面回复办理情况" in "".join(last.split())


def test_a_text_is_cut_behind_a_sign_into_parts_of_like_length() -> None:
    parts = draw._pieces("修路架桥，通水通电，" * 100, 12, 300)
    assert "".join(parts) == "修路架桥，通水通电，" * 100
    assert all(part.endswith("，") for part in parts)
    assert max(map(len, parts)) <= 1.35 * min(map(len, parts))
