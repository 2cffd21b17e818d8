"""The kinds of charts, one list: what each is called and shows, and how it is drawn.

To add one: a function from a Desk to what was Drawn in a module of its own, and a row in CHARTS.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.books.charts import blocks, calendar, cards, countdown, leaders, overview, progress
from taizhang.books.charts.order import Draw
from taizhang.core.charts.content import BY


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of chart.

    `name` is what it is asked by and what its file is called, `hint` says what it shows. `by` is
    the column that its tasks are grouped by where nothing else is asked; `paper` its usual paper.
    `calendar` says that it needs what is owed in the months of the period, `apart` that its sheets,
    one for each task, stay out of the ledger.
    """

    name: str
    file: str
    hint: str
    draw: Draw
    by: str = BY
    paper: str = "A3"
    calendar: bool = False
    apart: bool = False


CHARTS = (
    Chart("总图", "挂图作战图", "全部任务一行一条横道：计划、实际、超期、节点", overview.draw),
    Chart("领导图", "领导作战图", "一位领导一幅，职务最醒目，下面是他的任务", leaders.draw, "leader"),
    Chart("看板", "进度看板", "各种状态各有几项，各单位排在一起，红黄灯逐项列出", progress.draw),
    Chart("倒计时图", "倒计时图", "离截止还有几天，没有完成的任务按剩下的天数排列", countdown.draw),
    Chart("分片图", "分片图", "各单位、乡镇或片区一块，颜色是其中最差的灯", blocks.draw, "lead"),
    Chart("单项作战图", "单项作战图", "一项任务一页（五个一）：领导、专班、路线图、进度曲线、签字", cards.draw,
          paper="A4", apart=True),
    Chart("日历图", "日历图", "一月一页：哪天谁交报送表，哪些任务、节点到期，后附清单", calendar.draw,
          paper="A4", calendar=True),
)  # fmt: skip


def chart_named(name: str) -> Chart | None:
    """The kind of that name, with or without 图 at its end; None where there is none."""
    plain = name.strip().removesuffix("图")
    return next((c for c in CHARTS if plain in {_plain(n) for n in (c.name, c.file)}), None)


def _plain(name: str) -> str:
    return name.removesuffix("图")


def names() -> Sequence[str]:
    """What can be asked for."""
    return [chart.name for chart in CHARTS]
