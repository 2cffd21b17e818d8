"""What the builder of forms writes and their reader looks for: the hidden sheet, the labels."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from taizhang.books.resources import resource

BASE = "_base"
RETURN_SHEET = "请先看这里"  # first page of a form sent back to be corrected; never read
MAGIC = "taizhang-form"
COLUMNS = "#"  # begins the line of the hidden sheet that names the columns of the lines below
FIRST = 3  # 0-based row of the first task; above it title, strip and head
FILLED_BY, PHONE, FILLED_ON = "填报人", "联系电话", "填报日期"
UNIT, PERIOD, FORM_ID, LEDGER_ID = "填报单位", "报送期次", "表单编号", "台账编号"
LABEL_COLUMNS = (0, 3)  # of the first page, where the labels stand


@cache
def texts() -> Mapping[str, Any]:
    """What templates/form.toml says in words: headings, steps, the meaning of colours."""
    with (resource("templates") / "form.toml").open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)["texts"]
    return found
