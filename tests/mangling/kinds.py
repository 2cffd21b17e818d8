"""Kinds of mangling: what people and their programs do to a form.

Each takes the draft and a random source, and keeps the truth right. HEALED kinds must end as
correct values; the OTHERS may end as a question or an error, never as a wrong value.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from openpyxl import Workbook

from taizhang.core.submission import Value
from tests.mangling.draft import ASK, Draft, Formula, Shown, Table, Wrong
from tests.mangling.producers import EPOCHS, ERRORS, FORMATS, FORMULAS

Kind = Callable[[Draft, Random], None]
BASE = "_base"
HAN = "零一二三四五六七八九"


def _line(draft: Draft, rng: Random, column: str) -> tuple[Table, int] | None:
    """Some row of the sheet that has this column, None where the column is gone."""
    table = draft.nodes if column in {"done", "note"} else draft.tasks
    if table.dropped or column not in table.columns or not table.lines():
        return None
    return table, rng.choice(table.lines())


def _put(column: str, raw: object, meant: object) -> Kind:
    """A kind that writes one cell."""

    def mangle(draft: Draft, rng: Random) -> None:
        if found := _line(draft, rng, column):
            draft.write(*found, column, raw, meant)  # type: ignore[arg-type]

    return mangle


# sheets


def sheet_renamed(draft: Draft, rng: Random) -> None:
    draft.tasks.name = rng.choice(("Sheet1", "任务填报（财政局）", "填报表 最终版2", "任务"))


def both_renamed(draft: Draft, _: Random) -> None:
    draft.tasks.name, draft.nodes.name = "表1", "表2"


def sheet_copied(draft: Draft, _: Random) -> None:
    if draft.tasks.merges:
        return
    draft.extra.append((f"{draft.tasks.name} (2)", [list(row) for row in draft.tasks.rows]))


def old_copy_kept(draft: Draft, _: Random) -> None:
    """A copy of the sheet as it was sent stays beside the one that was filled in."""
    table = draft.tasks
    if table.merges:
        return
    rows = [list(row) for row in table.rows]
    for line in table.lines():
        for column in (
            c for c in table.columns if (table.spec.key, table.keys[line], c) in draft.sent
        ):
            rows[line][table.at(column)] = draft.sent[table.spot(line, column)]
    draft.extra.append(("备份", rows))
    for spot, value in draft.truth.items():
        if value == "" and spot[2] == "problem" and draft.sent[spot] != "":
            draft.truth[spot] = ASK


def sheets_swapped(draft: Draft, _: Random) -> None:
    draft.finish.append(lambda book: book.move_sheet(book.worksheets[-1], -len(book.worksheets)))


def scratch_sheet(draft: Draft, _: Random) -> None:
    draft.extra.append(("草稿", [["算一下", 3.0], ["合计", 12.0], ["任务", "完成"]]))


def guide_deleted(draft: Draft, _: Random) -> None:
    draft.finish.append(lambda book: book.remove(book["填报说明"]))


def nodes_deleted(draft: Draft, _: Random) -> None:
    if draft.nodes.dropped:
        return
    draft.nodes.dropped = True
    for line in draft.nodes.lines():
        draft.doubt(draft.nodes, line)


def one_sheet(draft: Draft, _: Random) -> None:
    """Both tables one below the other on one sheet."""
    tasks, nodes = draft.tasks, draft.nodes
    if len(nodes.rows[nodes.head]) > len(tasks.rows[tasks.head]) or nodes.merges or nodes.dropped:
        return
    width = len(tasks.rows[0])
    gap = [[""] * width, ["节点情况", *[""] * (width - 1)]]
    below = [row + [""] * (width - len(row)) for row in nodes.rows[nodes.head :]]
    tasks.rows += gap + below
    tasks.keys += [""] * (len(gap) + len(below))
    nodes.dropped = True


# rows above, heads


def rows_above(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    for text in ("附件2", "", "各科室：请于周五前报送")[: rng.randint(1, 3)]:
        _insert_row(table, 0, [text])


def _insert_row(table: Table, at: int, cells: list[object], key: str = "") -> None:
    width = len(table.rows[0])
    table.rows.insert(at, cells + [""] * (width - len(cells)))
    table.keys.insert(at, key)
    if at <= table.head:
        table.head += 1
    table.merges = [
        (t + (t >= at), left, b + (b >= at), right) for t, left, b, right in table.merges
    ]


def title_deleted(draft: Draft, _: Random) -> None:
    table = draft.tasks
    if table.merges:
        return
    del table.rows[: table.head], table.keys[: table.head]
    table.head = 0


def two_row_head(draft: Draft, _: Random) -> None:
    """A group's title above three columns, the other headers merged over both rows."""
    table = draft.tasks
    if table.columns != list(table.spec.keys) or table.merges:
        return
    first, last = table.at("actual"), table.at("latest")
    lower = list(table.rows[table.head])
    upper = [cell if not first <= at <= last else "" for at, cell in enumerate(lower)]
    upper[first] = "本期进展情况"
    lower = [cell if first <= at <= last else "" for at, cell in enumerate(lower)]
    table.rows[table.head] = upper
    _insert_row(table, table.head + 1, lower)
    head = table.head
    table.merges.append((head, first, head, last))
    table.merges += [
        (head, at, head + 1, at) for at in range(len(lower)) if not first <= at <= last
    ]


def _rename(draft: Draft, column: str, header: str) -> None:
    table = next(t for t in draft.tables.values() if column in t.spec.keys)
    if column in table.columns:
        old = table.rows[table.head][table.at(column)]
        for row in table.rows[table.head :]:
            if row[table.at(column)] == old:
                row[table.at(column)] = header


def header_synonym(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    column = rng.choice([c for c in table.spec.columns if c.synonyms])
    _rename(draft, column.key, rng.choice(column.synonyms))


def header_spaced(draft: Draft, rng: Random) -> None:
    for key, header in rng.sample(
        [
            ("latest", "最 新\n进 展"), ("progress", "完成 进度"), ("problem", "＊存在问题："),
            ("actual", "完成值(填累计)"), ("task_id", " 任务编号 "), ("next_step", "下一步\n措施"),
        ],
        3,
    ):  # fmt: skip
        _rename(draft, key, header)


def header_odd(draft: Draft, rng: Random) -> None:
    """A header that may be anything: asked about, not guessed."""
    column, header = rng.choice(
        (("latest", "进展说明与展望"), ("problem", "困难"), ("next_step", "打算"))
    )
    _rename(draft, column, header)
    for line in draft.tasks.lines():
        draft.doubt(draft.tasks, line, [column])


def header_emptied(draft: Draft, rng: Random) -> None:
    column = rng.choice(("actual", "evidence"))
    _rename(draft, column, "")
    for line in draft.tasks.lines():
        draft.doubt(draft.tasks, line, [column])


def header_twice(draft: Draft, rng: Random) -> None:
    """A second column of the same header, with other contents."""
    table = draft.tasks
    if table.merges or "latest" not in table.columns:
        return
    _insert_column(table, table.at("latest") + 1, "最新进展", f"另一份进展{rng.random():.3f}")
    for line in table.lines():
        draft.doubt(table, line, ["latest"])


def _insert_column(table: Table, at: int, header: str, content: object) -> None:
    for line, row in enumerate(table.rows):
        is_head = line == table.head or (not table.keys[line] and "任务编号" in row)
        row.insert(at, header if is_head else content if table.keys[line] else "")
    table.columns.insert(at, "")
    table.hidden_columns = [c + (c >= at) for c in table.hidden_columns]


def columns_shuffled(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    if table.merges:
        return
    order = list(range(len(table.columns)))
    rng.shuffle(order)
    for line in range(table.head, len(table.rows)):
        table.rows[line] = [table.rows[line][at] for at in order]
    table.columns = [table.columns[at] for at in order]


def column_moved(draft: Draft, _: Random) -> None:
    """The news dragged to the second place."""
    table = draft.tasks
    if table.merges or "latest" not in table.columns:
        return
    at = table.at("latest")
    for row in table.rows[table.head :]:
        row.insert(1, row.pop(at))
    table.columns.insert(1, table.columns.pop(at))


def column_added(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    if not table.merges:
        header = rng.choice(("科室", "分管领导意见", "审核人"))
        _insert_column(table, rng.randint(0, len(table.columns)), header, "某某")


def column_hidden(draft: Draft, rng: Random) -> None:
    draft.tasks.hidden_columns.append(rng.randrange(len(draft.tasks.columns)))


def locked_column_deleted(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    column = rng.choice(("due", "measure", "state", "role"))
    if not table.merges and column in table.columns:
        _delete_column(table, column)


def _delete_column(table: Table, column: str) -> None:
    at = table.at(column)
    for row in table.rows:
        del row[at]
    del table.columns[at]


def column_deleted(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    column = rng.choice(("problem", "evidence", "actual"))
    if table.merges or column not in table.columns:
        return
    for line in table.lines():
        draft.doubt(table, line, [column])
    _delete_column(table, column)


# rows


def rows_shuffled(draft: Draft, rng: Random) -> None:
    for table in draft.tables.values():
        if table.merges:
            continue
        lines = table.lines()
        order = rng.sample(lines, len(lines))
        rows = [(table.rows[at], table.keys[at]) for at in order]
        for line, (row, key) in zip(lines, rows, strict=True):
            table.rows[line], table.keys[line] = row, key


def half_sorted(draft: Draft, rng: Random) -> None:
    """Sorted without the column of the numbers: every value stands beside a wrong number."""
    table = draft.tasks
    at = table.at("task_id") if "task_id" in table.columns else -1
    if at < 0 or table.merges or "name" not in table.columns:
        return
    lines = table.lines()
    order = rng.sample(lines, len(lines))
    ids = [table.rows[line][at] for line in lines]
    rows = [table.rows[line] for line in order]
    for line, row, number in zip(lines, rows, ids, strict=True):
        table.rows[line] = [number if place == at else cell for place, cell in enumerate(row)]
    for line, origin in zip(lines, order, strict=True):
        if line != origin:
            draft.doubt(table, line)


def row_inserted(draft: Draft, rng: Random) -> None:
    """A task of their own, without a number."""
    table = draft.tasks
    cells: list[object] = [""] * len(table.columns)
    for column, value in (("name", "自行增加的一项工作"), ("latest", "已完成前期调研。")):
        if column in table.columns:
            cells[table.at(column)] = value
    _insert_row(table, rng.choice(table.lines()), cells)


def blank_rows(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    for _ in range(3):
        _insert_row(table, rng.choice(table.lines()), [])


def row_deleted(draft: Draft, rng: Random) -> None:
    table = rng.choice([t for t in draft.tables.values() if not t.merges] or [draft.nodes])
    if table.merges or len(table.lines()) < 2:
        return
    line = rng.choice(table.lines())
    draft.doubt(table, line)
    del table.rows[line], table.keys[line]


def row_repeated(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    line = rng.choice(table.lines())
    _insert_row(table, line + 1, list(table.rows[line]))


def row_contradicted(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    line = rng.choice(table.lines())
    if "latest" not in table.columns:
        return
    other = list(table.rows[line])
    other[table.at("latest")] = "另一种说法：尚未开工。"
    _insert_row(table, line + 1, other)
    here = table.rows[line][table.at("latest")]
    if str(here).strip() and here != draft.sent[table.spot(line, "latest")]:
        draft.doubt(table, line, ["latest"])
    else:
        draft.truth[table.spot(line, "latest")] = "另一种说法：尚未开工。"


def task_split(draft: Draft, rng: Random) -> None:
    """A task filled in as -1 and -2."""
    table = draft.tasks
    line, at = rng.choice(table.lines()), table.at("task_id")
    number = str(table.rows[line][at])
    draft.doubt(table, line)
    table.rows[line][at] = f"{number}-1"
    other = list(table.rows[line])
    other[at] = f"{number}-2"
    _insert_row(table, line + 1, other)


def totals_below(draft: Draft, _: Random) -> None:
    table = draft.tasks
    _insert_row(table, len(table.rows), ["合计", "", "", "", "", 100.0])
    _insert_row(table, len(table.rows), ["填报人：某某　　联系电话：0000"])
    _insert_row(table, len(table.rows), ["注：以上数据截至本月底。"])


def head_repeated(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    if not any(top == table.head for top, *_ in table.merges):
        _insert_row(table, rng.choice(table.lines()[1:]), list(table.rows[table.head]))


def section_titles(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    _insert_row(table, rng.choice(table.lines()), ["一、牵头任务"])


def rows_hidden(draft: Draft, rng: Random) -> None:
    draft.tasks.hidden_rows += rng.sample(draft.tasks.lines(), 2)


def merged_down(draft: Draft, rng: Random) -> None:
    """Two rows share one cell: it belongs to each."""
    table = draft.tasks
    column = rng.choice(("latest", "next_step", "problem"))
    pairs = [n for n in table.lines() if n + 1 in table.lines()]
    if column not in table.columns or not pairs:
        return
    top, at = rng.choice(pairs), table.at(column)
    text = "两项任务一并推进，已完成前期工作。"
    draft.write(table, top, column, text, text)
    draft.write(table, top + 1, column, "", text)
    table.merges.append((top, at, top + 1, at))


def merged_across(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    if "problem" not in table.columns or "next_step" not in table.columns:
        return
    left, right = table.at("problem"), table.at("next_step")
    if right != left + 1:
        return
    line = rng.choice(table.lines())
    if any(top <= line <= bottom for top, _, bottom, _ in table.merges):
        return
    table.rows[line][left], table.rows[line][right] = "问题与措施写在一起", ""
    table.merges.append((line, left, line, right))
    draft.doubt(table, line, ["problem", "next_step"])


def merged_numbers(draft: Draft, _: Random) -> None:
    """A task's number merged over its nodes."""
    table = draft.nodes
    lines = table.lines()
    if table.merges or table.dropped:
        return
    for top, below in pairwise(lines):
        if table.keys[top].split("#")[0] == table.keys[below].split("#")[0]:
            table.rows[below][table.at("task_id")] = ""
            table.merges.append((top, table.at("task_id"), below, table.at("task_id")))
            return


# numbers and locked cells


def id_rewritten(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    at = table.at("task_id")
    for line in rng.sample(table.lines(), 2):
        number = str(table.rows[line][at])
        wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"})
        table.rows[line][at] = rng.choice(
            (f" {number}", wide, number.replace("-", "—"), number + "\n")
        )


def id_lost(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    table.rows[rng.choice(table.lines())][table.at("task_id")] = ""


def id_and_name_lost(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    line = rng.choice(table.lines())
    for column in ("task_id", "name"):
        table.rows[line][table.at(column)] = ""
    draft.doubt(table, line)


def id_of_another(draft: Draft, rng: Random) -> None:
    """One row's number copied over another's: the name and the grey cells tell whose it is."""
    table = draft.tasks
    first, second = rng.sample(table.lines(), 2)
    table.rows[first][table.at("task_id")] = table.rows[second][table.at("task_id")]


def locked_edited(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    column = rng.choice(("due", "role", "state", "target", "measure"))
    if column in table.columns:
        value = date(2023, 3, 31) if column == "due" else "改了"
        table.rows[rng.choice(table.lines())][table.at(column)] = value
    else:
        column_hidden(draft, rng)


# what people write


def percent_words(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "progress"):
        tens = rng.randint(2, 9)
        writing = rng.choice(
            (
                "{0}0%左右",
                "约{0}0％",
                "{0}0%",
                " {0}0 % ",
                "{1}成",
                "百分之{1}十",
                "已完成{0}0%",
                "完成约{0}0%。",
            )
        )
        draft.write(*found, "progress", writing.format(tens, HAN[tens]), tens / 10)


def percent_hundreds(draft: Draft, _: Random) -> None:
    """The whole column on a scale of 0 to 100; what is then 1 or less is asked about."""
    table = draft.tasks
    if "progress" not in table.columns:
        return
    for line in table.lines():
        meant = draft.truth[table.spot(line, "progress")]
        if isinstance(meant, float) and 0.02 <= meant <= 1:
            draft.write(table, line, "progress", round(meant * 100, 6), meant)


def percent_text(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "progress"):
        raw, meant = rng.choice(
            (("0.8", 0.8), ("80%", 0.8), ("４５％", 0.45), ("4/5", 0.8), ("一半", 0.5))
        )
        draft.write(*found, "progress", raw, meant)


def percent_points(draft: Draft, rng: Random) -> None:
    """A bare 80 beside shares: then a 0.6 in the column may be 0.6% as well, and is asked about."""
    if found := _line(draft, rng, "progress"):
        raw, meant = rng.choice((("80", 0.8), ("４５", 0.45), (80.0, 0.8)))
        draft.write(*found, "progress", raw, meant)


def header_points(draft: Draft, rng: Random) -> None:
    """Below 完成进度（％） somebody counts to a hundred: 45, and also 1 and 0.37."""
    table = draft.tasks
    if table.dropped or "progress" not in table.columns:
        return
    _rename(draft, "progress", "完成进度（％）")
    sent = {row["task_id"]: row["progress"] for row in draft.content.tasks}
    for line in table.lines():
        points = rng.choice((45.0, 80.0, "60", 1.0, 0.37))
        if points == sent.get(table.keys[line]):  # stands as it was sent: nobody changed it
            points = 45.0
        draft.write(table, line, "progress", points, float(points) / 100)


def amount_words(draft: Draft, rng: Random) -> None:
    if not (found := _line(draft, rng, "actual")):
        return
    table, line = found
    row = next(t for t in draft.content.tasks if t["task_id"] == table.keys[line])
    measure = str(row["measure"])
    scale = 1e4 if measure.startswith("万") else 1.0
    raw, value = rng.choice(
        (
            ("3万5千", 35000.0), ("2000万", 2e7), ("１，２００", 1200 * scale), ("1.2亿", 1.2e8),
            ("约1500", 1500 * scale), ("一千二百", 1200 * scale) if scale == 1 else ("5万", 50000.0),
            ("累计860", 860 * scale), (f"320{measure}", 320 * scale), ("1 200", 1200 * scale),
        )
    )  # fmt: skip
    big = raw.endswith(("万", "亿", "千")) and scale == 1 and measure == ""
    draft.write(*found, "actual", raw, ASK if big and row["target"] != "" else value / scale)


def _measure(draft: Draft, table: Table, line: int) -> str:
    row = next(t for t in draft.content.tasks if t["task_id"] == table.keys[line])
    return str(row["measure"])


def amount_of_a_format(draft: Draft, rng: Random) -> None:
    """The unit stands in the number format: the sum of it is meant, or it is another's unit."""
    found = _line(draft, rng, "actual")
    if found is None or FORMATS in draft.producer.drops or not (unit := _measure(draft, *found)):
        return
    own = Shown(320.0, f'0"{unit}"', f"320{unit}")
    more = Shown(2.5, '0.0"亿元"', "2.5亿元")
    other = Shown(150.0, '0"户"', "150户")
    raw, meant = rng.choice(
        ((own, 320.0), (more, 25000.0 if unit == "万元" else ASK), (other, ASK))
    )
    draft.write(*found, "actual", raw, meant)


def share_as_amount(draft: Draft, rng: Random) -> None:
    """A percentage typed where a sum is asked for."""
    if FORMATS not in draft.producer.drops:
        share = Shown(0.6, rng.choice(("0%", "0.00%")), "60%")
        _put("actual", share, ASK)(draft, rng)


def day_as_amount(draft: Draft, rng: Random) -> None:
    """1-2 typed where a sum is asked for, which became a day."""
    if FORMATS not in draft.producer.drops:
        day = Shown(date(2022, 1, 2), 'm"月"d"日"', "1月2日")
        _put(rng.choice(("actual", "progress")), day, ASK)(draft, rng)


def share_of_a_format(draft: Draft, rng: Random) -> None:
    """45 shown as 45%, 0.8 shown as 80%."""
    if FORMATS not in draft.producer.drops:
        cases = (Shown(45.0, '0"%"', "45%"), 0.45), (Shown(0.8, "0.0%", "80.0%"), 0.8)
        _put("progress", *rng.choice(cases))(draft, rng)


def month_as_day(draft: Draft, rng: Random) -> None:
    """2022年5月 typed as the day on which something was done: stored as its first."""
    if FORMATS not in draft.producer.drops:
        month = Shown(date(2022, 5, 1), rng.choice(('yyyy"年"m"月"', "yyyy/m")), "2022年5月")
        _put("done", month, ASK)(draft, rng)


def amount_of_another_unit(draft: Draft, rng: Random) -> None:
    """Counting units are not alike."""
    if (found := _line(draft, rng, "actual")) and _measure(draft, *found):
        draft.write(*found, "actual", rng.choice(("120户", "30场", "900人次", "45项")), ASK)


def news_elsewhere(draft: Draft, rng: Random) -> None:
    """Words that stand for news and are none."""
    raw = rng.choice(("同上月", "—", "见上", "详见附件", "按上期", "略", "另报", "……"))
    _put("latest", raw, ASK)(draft, rng)


def date_words(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "done"):
        day = date(2022, rng.randint(1, 6), rng.choice((4, 15, 28)))
        forms = (
            "{y}.{m}.{d}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{m}/{d}", "{y}{m:02}{d:02}", "{m}月{d}日",
            "{y}年{m}月{d}日", "{y}年{m}月{d}日完成", "已于{m}月{d}日完成", "{hm}月{d}号", " {y} . {m} . {d} ",
        )  # fmt: skip
        raw = rng.choice(forms).format(y=day.year, m=day.month, d=day.day, hm=HAN[day.month])
        draft.write(*found, "done", raw, day)


def month_end(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "done"):
        month = rng.randint(1, 5)
        end = date(2022, month + 1, 1) - timedelta(days=1)
        draft.write(
            *found,
            "done",
            rng.choice((f"{month}月底", f"{HAN[month]}月底", f"2022年{month}月末")),
            end,
        )


def date_serial(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "done"):
        day = date(2022, rng.randint(1, 6), 17)
        serial = (day - date(1899, 12, 30)).days - (1462 if draft.first_1904 else 0)
        draft.write(*found, "done", float(serial), day)


def calendar_1904(draft: Draft, _: Random) -> None:
    draft.first_1904 = EPOCHS not in draft.producer.drops


def text_spaced(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "latest"):
        text = "一、已完成招标。\n二、正在施工。"
        raw = rng.choice(("  {}  ", "{}\n\n", "\u3000\u3000{}", "{}\u200b")).format(text)
        draft.write(*found, "latest", raw, text)


def text_like_formula(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "latest"):
        text = rng.choice(("=完成80%", "+新增3家", "-减少2家", "@所有单位", "=1+1", "'已完成"))
        draft.write(*found, "latest", text, text)


def problem_cleared(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "problem"):
        draft.write(*found, "problem", rng.choice(("", "  ", "\n")), "")


def nothing_said(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, rng.choice(("actual", "progress"))):
        column = rng.choice([c for c in ("actual", "progress") if c in found[0].columns])
        draft.write(*found, column, rng.choice(("无", "/", "—", "暂无")), "")


def tick(draft: Draft, rng: Random) -> None:
    if found := _line(draft, rng, "request"):
        draft.write(*found, "request", rng.choice(("√", "ＹＥＳ", "申请", "是 ", True)), "是")


def error_cell(draft: Draft, rng: Random) -> None:
    column = rng.choice(("progress", "actual", "latest", "done", "problem"))
    if found := _line(draft, rng, column):
        meant = "" if ERRORS in draft.producer.drops and column != "latest" else ASK
        draft.write(
            *found, column, Wrong(rng.choice(("#N/A", "#REF!", "#DIV/0!", "#VALUE!"))), meant
        )


def formula_without_result(draft: Draft, rng: Random) -> None:
    column = rng.choice(("progress", "actual"))
    if found := _line(draft, rng, column):
        left: Value = "" if FORMULAS in draft.producer.drops else ASK
        meant = 0.03 if draft.producer.recalculates else left
        draft.write(*found, column, Formula("=SUM(1,2)/100"), meant)


def doubtful_percent(draft: Draft, rng: Random) -> None:
    raw = rng.choice(
        ("七八成", "70%-80%", "过半", "1.2", "基本完成", "120%", "80%（上月60%）", "见附件")
    )
    _put("progress", raw, ASK)(draft, rng)


def doubtful_amount(draft: Draft, rng: Random) -> None:
    raw = rng.choice(
        ("10-12", "两三个", "几百", "12个（其中5个开工）", "见附件", "8O0", "80%", date(2022, 3, 4))
    )
    _put("actual", raw, ASK)(draft, rng)


def doubtful_date(draft: Draft, rng: Random) -> None:
    raw = rng.choice(
        ("9月中旬", "3/4/2022", "2022年5月", "2022-2-30", "尽快", 9.3, 5.0, "预计6月30日", "已完成")
    )
    _put("done", raw, ASK)(draft, rng)


def news_missing(draft: Draft, rng: Random) -> None:
    _put("latest", rng.choice(("", "   ")), ASK)(draft, rng)


# the file


def base_deleted(draft: Draft, _: Random) -> None:
    draft.finish.append(lambda book: book.remove(book[BASE]))


def base_renamed(draft: Draft, _: Random) -> None:
    def rename(book: Workbook) -> None:
        book[BASE].title = "Sheet9"

    draft.finish.append(rename)


def base_shown(draft: Draft, _: Random) -> None:
    def show(book: Workbook) -> None:
        book[BASE].sheet_state = "visible"

    draft.finish.append(show)


def built_by_hand(draft: Draft, _: Random) -> None:
    draft.by_hand = True
    draft.finish.clear()


def as_csv(draft: Draft, rng: Random) -> None:
    """The sheet of the tasks alone, as text; what was merged cannot be told from it."""
    if draft.tasks.merges or draft.extra:
        return
    if any("完成进度（％）" in row for row in draft.tasks.rows):
        return  # a text spells 1 as the cell shows it, 100%, and then that is what it says
    draft.suffix, draft.encoding = ".csv", rng.choice(("gb18030", "utf-8-sig", "utf-8", "utf-16"))
    for line in draft.nodes.lines() if not draft.nodes.dropped else ():
        draft.doubt(draft.nodes, line)
    for spot, meant in draft.truth.items():
        # exported as 1.2, a percentage that was a plain number has two readings
        if spot[2] == "progress" and isinstance(meant, float) and meant > 1:
            draft.truth[spot] = ASK


def wrong_suffix(draft: Draft, rng: Random) -> None:
    if not draft.encoding:
        draft.suffix = rng.choice((".xls", ".et", ".csv", ".xlsm", ".XLSX"))


SHEETS: tuple[Kind, ...] = (
    sheet_renamed, both_renamed, sheet_copied, old_copy_kept, sheets_swapped, scratch_sheet,
    guide_deleted, nodes_deleted,
)  # fmt: skip
WRITINGS: tuple[Kind, ...] = (
    percent_words, percent_hundreds, percent_text, percent_points, amount_words, date_words, month_end, date_serial,
    text_spaced, text_like_formula, problem_cleared, nothing_said, tick, error_cell,
    formula_without_result, amount_of_a_format, share_as_amount, day_as_amount, share_of_a_format,
    month_as_day, amount_of_another_unit, news_elsewhere, doubtful_percent, doubtful_amount, doubtful_date, news_missing,
)  # fmt: skip
ROWS: tuple[Kind, ...] = (
    id_rewritten, id_lost, id_and_name_lost, id_of_another, locked_edited, merged_down,
    merged_across, merged_numbers, rows_shuffled, half_sorted, row_inserted, blank_rows, row_deleted,
    row_repeated, row_contradicted, task_split, totals_below, head_repeated, section_titles, rows_hidden,
)  # fmt: skip
HEADS: tuple[Kind, ...] = (
    rows_above, title_deleted, two_row_head, header_synonym, header_spaced, header_odd,
    header_emptied, header_twice, columns_shuffled, column_moved, column_added, column_hidden,
    locked_column_deleted, column_deleted, one_sheet, header_points,
)  # fmt: skip
CALENDARS: tuple[Kind, ...] = (calendar_1904,)
FILES: tuple[Kind, ...] = (
    base_deleted, base_renamed, base_shown, built_by_hand, as_csv, wrong_suffix,
)  # fmt: skip
KINDS = (*CALENDARS, *SHEETS, *WRITINGS, *ROWS, *HEADS, *FILES)
# Without the base nobody can see that rows are gone, or beside the number of another.
NEED_BASE = frozenset(
    {news_elsewhere, task_split, half_sorted, id_of_another, id_rewritten, row_deleted}
)
HEALED = frozenset({
    sheet_renamed, both_renamed, sheet_copied, sheets_swapped, scratch_sheet, guide_deleted,
    id_of_another, percent_words, percent_text, date_words, month_end, date_serial, text_spaced, text_like_formula,
    problem_cleared, nothing_said, tick, id_rewritten, id_lost, locked_edited, merged_down,
    merged_numbers, rows_shuffled, row_inserted, blank_rows, row_repeated, totals_below, head_repeated,
    section_titles, rows_hidden, rows_above, title_deleted, two_row_head, header_synonym,
    header_spaced, columns_shuffled, column_moved, column_added, column_hidden,
    locked_column_deleted, one_sheet, base_renamed, base_shown, wrong_suffix, calendar_1904,
})  # fmt: skip
