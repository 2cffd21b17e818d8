"""What the home page shows: the day, the period, the cards and the list of what to do.

The cut-off is moved to a workday by a table that formulas can look into: the days that differ from
Monday to Friday, as far as the calendar knows. The office's own rows in 节假日 come first, as they
do in the jobs.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from taizhang.books.master.formulas import FormulaSheet, column_ref, setting, text
from taizhang.books.master.matters import write_matter
from taizhang.books.master.standing import StateFacts
from taizhang.core.periods import KINDS, Workdays
from taizhang.core.schema import Layout, SheetSpec

FIRST_YEAR, LAST_YEAR = 2020, 2099
DAYS_COLUMN, TRIED_COLUMN = 10, 13
TRIES = 12  # no holiday is longer
DAY = '"m""月""d""日"""'


def write_facts(facts: StateFacts, layout: Layout, home: Mapping[str, Any]) -> None:
    """Write all single facts: the day, the period, the cards and the lists of what to do."""
    facts.add("today", _today(layout))
    _period(facts, layout, home["strip"])
    _cards(facts, layout, home)
    for todo in home["todo"]:
        write_matter(facts, layout, todo)


def _today(layout: Layout) -> str:
    chosen = setting(layout, "judge_on")
    return f"IF(ISNUMBER({chosen}),{chosen},TODAY())"


def _period(facts: FormulaSheet, layout: Layout, strip: Mapping[str, str]) -> None:
    """The period's name, its days and its cut-off, from 本期期次 as it is written."""
    period = facts.add("period", f"TRIM({setting(layout, 'period')}&{text('')})")
    rest = facts.add("rest", f"MID({period},6,9)")
    facts.add("year", f"LEFT({period},4)")
    facts.add("part", f"MID({rest},3,2)")
    week_or_quarter = f'IF(LEFT({rest},1)>"9",2,1)'
    facts.add("number", f"IFERROR(VALUE(MID({rest},{week_or_quarter},2)),0)")
    _period_days(facts)
    _period_name(facts)
    _cutoff(facts, layout)
    for key in ("distribute", "merge", "judge"):
        value = setting(layout, f"last_{key}")
        moment = f'TEXT({value},{DAY[:-1]} hh:mm")'
        shown = f'IF({value}="",{text(strip["never"])},IF(ISNUMBER({value}),{moment},{value}))'
        facts.add(f"last_{key}", shown)


def _of_kind(facts: FormulaSheet, formulas: Mapping[str, str]) -> str:
    """One of nine formulas, by the kind of the period as it is written: 2022-W23, 2022-05至06 …"""
    rest = facts["rest"]
    sign, third = f"LEFT({rest},1)", f"MID({rest},3,1)"
    asked = (
        (f'{rest}=""', "年"), (f'{sign}="W"', "周"), (f'{sign}="Q"', "季"), (f'{sign}="H"', "半年"),
        (f'{third}="-"', "日"), (f'{third}="至"', "两月"),
    )  # fmt: skip
    found = formulas["月"]  # and its parts
    for test, kind in reversed(asked):
        found = f"IF({test},{formulas[kind]},{found})"
    return found


def _period_days(facts: FormulaSheet) -> None:
    """First and last day; 0 for a period that nobody can read."""
    year, number, part, rest = facts["year"], facts["number"], facts["part"], facts["rest"]
    day = f'IF({part}="中旬",11,IF({part}="下旬",21,IF({part}="下",16,1)))'
    begins = {
        "年": f"DATE({year},1,1)",
        "周": f"DATE({year},1,4)-WEEKDAY(DATE({year},1,4),2)+7*{number}-6",
        "季": f"DATE({year},3*{number}-2,1)",
        "半年": f"DATE({year},6*{number}-5,1)",
        "日": f"DATE({year},{number},VALUE(MID({rest},4,2)))",
        "两月": f"DATE({year},{number},1)",
        "月": f"DATE({year},{number},{day})",
    }
    first = facts.add("first", f"IFERROR({_of_kind(facts, begins)},0)")
    tenth, half = f'OR({part}="上旬",{part}="中旬")', f'{part}="上"'
    ends = {
        "年": f"EOMONTH({first},11)",
        "周": f"{first}+6",
        "季": f"EOMONTH({first},2)",
        "半年": f"EOMONTH({first},5)",
        "日": first,
        "两月": f"EOMONTH({first},1)",
        "月": f"IF({tenth},{first}+9,IF({half},{first}+14,EOMONTH({first},0)))",
    }
    facts.add("last", _of_kind(facts, ends))


def _period_name(facts: FormulaSheet) -> None:
    """As the jobs print it: 2022年6月上半月、2022年第23周、2022年第2季度."""
    year, number, part, rest = facts["year"], facts["number"], facts["part"], facts["rest"]
    half = f'IF({part}="上","上半月",IF({part}="下","下半月",{part}))'
    month = f'{year}&"年"&{number}&'
    name = _of_kind(facts, {
        "年": f'{year}&"年"',
        "周": f'{year}&"年第"&{number}&"周"',
        "季": f'{year}&"年第"&{number}&"季度"',
        "半年": f'{year}&IF({number}=1,"年上半年","年下半年")',
        "日": f'{month}"月"&VALUE(MID({rest},4,2))&"日"',
        "两月": f'{month}"至"&VALUE(MID({rest},4,2))&"月"',
        "月": f'{month}"月"&{half}',
    })  # fmt: skip
    facts.add("period_name", f"IF({facts['first']}=0,{facts['period']},{name})")


def _cutoff(facts: FormulaSheet, layout: Layout) -> None:
    """The last day to report, moved to a workday, and how far away it is.

    What the sheet 报送周期 says of it is noted by the job that sends the forms.
    """
    first, hour = facts["first"], setting(layout, "cutoff_time")
    plain = facts.add("cutoff_plain", f"IF({first}=0,0,{_plain_cutoff(facts, layout)})")
    moved = _write_workdays(facts, layout["holidays"], layout.lists["day_kinds"][1], plain)
    yes = text(layout.lists["yes"][0])
    shift = f"AND({setting(layout, 'cutoff_shift')}={yes},{plain}>0)"
    noted = facts.add("cutoff_noted", f"{setting(layout, 'cutoff_at')}&{text('')}")
    ours = f'LEFT({noted},LEN({facts["period"]})+1)={facts["period"]}&" "'
    own_day = f"DATEVALUE(MID({noted},LEN({facts['period']})+2,10))"
    usual = f"IF({shift},{moved},{plain})"
    cutoff = facts.add("cutoff", f"IF({ours},IFERROR({own_day},{usual}),{usual})")
    typed = f'IF(ISNUMBER({hour}),TEXT({hour},"hh:mm"),{hour}&"")'
    at = f"IF({ours},RIGHT({noted},5),{typed})"
    gap = f"({cutoff}-INT({facts['today']}))"
    left = f'IF(AND({gap}>=0,{gap}<=31),"（还有"&{gap}&"天）","")'
    shown = f'IF({cutoff}=0,"—",TEXT({cutoff},{DAY})&" "&{at}&{left})'
    facts.add("cutoff_text", shown)


def _plain_cutoff(facts: FormulaSheet, layout: Layout) -> str:
    """The day before any holiday moves it: of the usual period, of a longer one, of a shorter one."""
    first, last, part = facts["first"], facts["last"], facts["part"]
    shorter = f'IF({part}="","月",IF(RIGHT({part})="旬","旬","半月"))'
    kinds = {kind: text(kind) for kind in KINDS} | {"月": shorter}
    kind = facts.add("period_kind", _of_kind(facts, kinds))
    typed = setting(layout, "period_kind")
    usual = facts.add("usual_kind", f'IF(OR({_any_kind(typed)}),{typed}&"","月")')
    day = f"MAX(N({setting(layout, 'cutoff_day')}),1)"
    longer = f'AND({usual}="月",{last}-{first}>31)'
    in_last = f"MAX({first},MIN({last},DATE(YEAR({last}),MONTH({last}),{day})))"
    nth = f"MIN({last},{first}+{day}-1)"
    return f"IF({kind}={usual},{nth},IF({longer},{in_last},{last}))"


def _any_kind(cell: str) -> str:
    return ",".join(f"{cell}={text(kind)}" for kind in KINDS)


def _cards(facts: StateFacts, layout: Layout, home: Mapping[str, Any]) -> None:
    """One number a card; the roles and the rest add up to the number of tasks."""
    tasks = layout["tasks"]
    state, there = column_ref(tasks, "state"), f"(LEN({column_ref(tasks, 'task_id')})>0)"
    total = facts.add("total", f"SUM(IFERROR({there}*1,0))", array=True)
    counted = []
    for number, card in enumerate(home["card"]):
        if "roles" in card:
            formula = f"SUM(IFERROR({facts.has(state, card['roles'])}*{there},0))"
            counted.append(facts.add(f"card_{number}", formula, array=True))
    for number, card in enumerate(home["card"]):
        if card.get("rest"):
            facts.add(f"card_{number}", f"{total}-{'-'.join(counted)}")
        elif card.get("total"):
            facts.add(f"card_{number}", total)
        elif card.get("progress"):
            # as on the wall chart a blank is nothing; SUMIF passes over error cells
            done = f'SUMIF({column_ref(tasks, "progress")},">0")'
            facts.add(f"card_{number}", f"IF({total}=0,0,{done}/{total})")
    level = layout.lists[tasks["level"].list][0]
    important = f"({column_ref(tasks, 'level')}={text(level)})*{there}"
    facts.add("first_level", f"SUM(IFERROR({important},0))", array=True)
    issued, end = setting(layout, "issued"), setting(layout, "plan_end")
    share = f"(INT({facts['today']})-{issued}+1)/({end}-{issued}+1)"
    known = f"AND(ISNUMBER({issued}),ISNUMBER({end}))"
    facts.add("elapsed", f"IF({known},MAX(0,MIN(1,{share})),0)")


@cache
def odd_days() -> tuple[tuple[date, bool], ...]:
    """Days that are worked although on a weekend, or free although not, with which it is."""
    calendar = Workdays()
    found: list[tuple[date, bool]] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        calendar(date(year, 1, 1))
        if calendar.unknown:
            break
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
        found += [(d, w) for d in days if d.year == year and (w := calendar(d)) != _usual(d)]
    return tuple(found)


def _usual(day: date) -> bool:
    return day.weekday() < 5


def _write_workdays(facts: FormulaSheet, own: SheetSpec, worked: str, start: str) -> str:
    """Write the odd days and the days tried from `start`; returns the first that is worked."""
    odd = odd_days()
    for row, (day, is_worked) in enumerate(odd):
        facts.sheet.write_datetime(row, DAYS_COLUMN, day)
        facts.sheet.write_number(row, DAYS_COLUMN + 1, int(is_worked))
    table = facts.area(0, DAYS_COLUMN, len(odd), DAYS_COLUMN + 1)
    kind, days = column_ref(own, "day_kind"), column_ref(own, "day")
    for row in range(TRIES):
        tried_day = facts.place(row, TRIED_COLUMN)
        facts.write(row, TRIED_COLUMN, f"{start}+{row}")
        mine = f"IF(INDEX({kind},MATCH({tried_day},{days},0))={text(worked)},1,0)"
        usual = f"IF(WEEKDAY({tried_day},2)<6,1,0)"
        listed = f"VLOOKUP({tried_day},{table},2,FALSE)"
        facts.write(row, TRIED_COLUMN + 1, f"IFERROR({mine},IFERROR({listed},{usual}))")
    tried = facts.area(0, TRIED_COLUMN, TRIES - 1, TRIED_COLUMN)
    flags = facts.area(0, TRIED_COLUMN + 1, TRIES - 1, TRIED_COLUMN + 1)
    return f"INDEX({tried},IFERROR(MATCH(1,{flags},0),1))"
