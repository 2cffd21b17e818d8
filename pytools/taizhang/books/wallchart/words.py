"""The words of a wall chart and how high they stand: names with their remarks, states, the foot."""

from collections.abc import Sequence

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import TextRuns, line_count, text_height, tidy
from taizhang.books.wallchart.style import WallStyle
from taizhang.core.charts import tasks
from taizhang.core.values.numerals import chinese

SMALLER = 1.5  # points that what follows a group's name is smaller than it
SLACK = 1.12  # fonts may turn out so much narrower than reckoned


def state_word(style: WallStyle, task: tasks.WallTask) -> str:
    """The word in the state column."""
    return tidy(task.state) or style.texts["unjudged"]


def group_heading(
    style: WallStyle, number: int, group: tasks.TaskGroup, text: str = "group"
) -> list[tuple[str, float, str]]:
    """The group's name and count, how many of its tasks burn, how much is done.

    Pieces of text, font size and the lamp whose colour they have, "" for none.
    """
    size = style.fonts["group"]
    name = tidy(group.name) or style.texts["uncategorised"]
    told = style.text(text, number=chinese(number), name=name, count=len(group.tasks))
    pieces = [(told, size, "")]
    for lamp, burning in tasks.burning(group.tasks):
        pieces.append((style.text("burning", lamp=lamp, count=len(burning)), size - SMALLER, lamp))
    if rate := _rate(style, group):
        pieces.append((rate, size - SMALLER, ""))
    return pieces


def _rate(style: WallStyle, group: tasks.TaskGroup) -> str:
    """How much of the group is done, where its name says what such a share is called."""
    name = next((rate for word, rate in style.rates.items() if word in group.name), "")
    done, total = sum(task.closed for task in group.tasks), len(group.tasks)
    return style.text("rate", name=name, done=done, total=total, share=done / total) if name else ""


def name_paragraphs(style: WallStyle, task: tasks.WallTask, width: float) -> list[TextRuns]:
    """The name, its number after it where that fits, and remarks below."""
    fonts = style.fonts
    name = (tidy(task.name) or style.texts["none"], fonts["name"])
    tag = (tidy(task.task_id), fonts["small"])
    remarks = [(text, fonts["small"]) for text in _remarks(style, task)]
    beside = [name, (f"  {tag[0]}", tag[1])]
    sure = line_count(beside, width) == line_count([name], width * SLACK)
    if not remarks and tag[0] and sure:
        return [beside]
    below = [(f"{tag[0]}  ", tag[1])] if tag[0] and remarks else [tag] if tag[0] else []
    return [[name], [*below, *remarks[:1]], *([remark] for remark in remarks[1:])]


def _remarks(style: WallStyle, task: tasks.WallTask) -> list[str]:
    """Why it burns, and what cannot be drawn."""
    reason = tidy(task.reason) if task.lamp in style.bars.reasons else ""
    wrong = task.start is not None and task.due is not None and task.start > task.due
    return [text for text in (reason, style.texts["reversed"] if wrong else "") if text]


def foot_rows(
    style: WallStyle, chart: tasks.WallChart, widths: Sequence[float]
) -> list[tuple[str, float, dict[str, object]]]:
    """Text, height and look of each row of the foot."""
    texts, heights, small = style.texts, style.heights, style.fonts["small"] + 0.5
    defaulted = any(task.due_defaulted for task in chart.tasks)
    notes = ([texts["defaulted"]] if defaulted else []) + [tidy(n) for n in chart.notes]
    note = {"font_size": small, "font_color": theme.MUTED, "indent": 1, "text_wrap": True}
    width = sum(widths)
    rows = [(n, max(heights["note"], text_height([[(n, small)]], width)), note) for n in notes]
    sign = {"font_size": 10, "align": "right", "indent": 1}
    return rows + ([(texts["sign"], heights["sign"], sign)] if texts["sign"] else [])
