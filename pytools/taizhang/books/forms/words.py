"""What the builder of forms writes and their reader looks for: the hidden sheet, the labels."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from taizhang.books.layout import load_layout
from taizhang.core.schema import FormSpec

BASE = "_base"
RETURN_SHEET = "请先看这里"  # first page of a form sent back to be corrected; never read
MAGIC = "taizhang-form"
COLUMNS = "#"  # begins the line of the hidden sheet that names the columns of the lines below
FIRST = 3  # 0-based row of the first task; above it title, strip and head
FILLED_BY, PHONE, FILLED_ON = "填报人", "联系电话", "填报日期"
UNIT, PERIOD, FORM_ID, LEDGER_ID = "填报单位", "报送期次", "表单编号", "台账编号"
DEADLINE, CONTACT, TASKS, NODES = "截止时间", "联系人", "本次任务", "本次节点"
GUIDE_LABELS = frozenset({
    FILLED_BY, PHONE, FILLED_ON, UNIT, PERIOD, FORM_ID, LEDGER_ID, DEADLINE, CONTACT, TASKS, NODES,
})  # fmt: skip
WHEN, SIGN, HOW, LOOKS = "报给谁、什么时候报", "请先填这三格", "怎么填", "颜色和角色"
SENT_BACK = "销号申请退回了：按下面的要求补充后，再申请"
GUIDE_SECTIONS = (WHEN, SIGN, SENT_BACK, HOW, LOOKS)
TO_SHEET = "去填《{label}》（{count}行）→"
LABEL_COLUMNS = (0, 3)  # of the first page, where the labels stand


def known_texts(form: FormSpec) -> tuple[Mapping[str, Any], ...]:
    """The words that a form of this office may bear: its own, and those shipped."""
    shipped = load_layout().form.texts
    return (form.texts,) if form.texts is shipped else (form.texts, shipped)


def more_step(words: Mapping[str, Any], sheets: Iterable[str]) -> str:
    """The step about the sheets that not every form has; "" where there is none of them."""
    wanted = set(sheets)
    said = [text for key, text in words.get("more_steps", {}).items() if key in wanted]
    return f"{'；'.join(said)}。" if said else ""


def more_steps(words: Mapping[str, Any]) -> list[str]:
    """That step as any form may have it."""
    keys = list(words.get("more_steps", {}))
    some = (c for n in range(1, len(keys) + 1) for c in combinations(keys, n))
    return [more_step(words, chosen) for chosen in some]
