"""How units report over the year so far: who always does, who is late most often."""

from collections.abc import Mapping, Sequence

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.issues import Place
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME, parse_period
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow

WORDS = {ON_TIME: "按时", LATE: "迟报", BLANK: "空报", MISSING: "漏报"}


def of_reporters(summary: LedgerRows, span: ScoredSpan) -> PaperFacts:
    """Units by how they reported from the first of the year to the end of the span.

    Only what has become due counts; a unit stands first that was late, empty or missing most often.
    """
    asked = [
        r for r in summary.rows if r["unit"] and str(r["timing"]) in WORDS and _within(r, span)
    ]
    own: dict[str, list[TableRow]] = {}
    for row in asked:
        own.setdefault(str(row["unit"]), []).append(row)
    items = {unit: _item(summary, unit, rows) for unit, rows in own.items()}
    bad = sorted((e for e in items.values() if e.words["不按时"] != "0"),
                 key=lambda e: (-int(e.words["不按时"]), -int(e.words["漏报"])))  # fmt: skip
    bad = [PaperItem({**e.words, "序号": str(at)}, e.place, e.rows) for at, e in enumerate(bad, 1)]
    good = [e for e in items.values() if e.words["不按时"] == "0"]
    places = [summary.place(r.number, "timing") for r in asked]
    timely = [summary.place(r.number, "timing") for r in asked if str(r["timing"]) == ON_TIME]
    rate = 100 * len(timely) / len(asked) if asked else 0.0
    figures = [
        count("本年应报数", places, "本年到期的报送，每家每期一次"),
        count("本年按时数", timely, "报送情况是“按时”的"),
        count("一贯按时单位数", [e.place for e in good], "本年每期都按时报送的单位"),
        count("报送不力单位数", [e.place for e in bad], "本年有迟报、空报、漏报的单位"),
        PaperFigure("本年按时率", half_up(rate, 1), percent_text(rate) if asked else "", "按时÷应报",
                    tuple(places)),
    ]  # fmt: skip
    words = {
        "一贯按时单位名单": "、".join(e.words["单位"] for e in good),
        "报送不力单位名单": "、".join(e.words["单位"] for e in bad),
    }
    lists = {"报送不力单位": bad, "一贯按时单位": good}
    return PaperFacts({f.name: f for f in figures}, words, lists)


def _within(row: TableRow, span: ScoredSpan) -> bool:
    found = parse_period(str(row["period"]))
    year = span.period.last.year
    return found is not None and found.last.year == year and found.last <= span.period.last


def _item(summary: LedgerRows, unit: str, rows: Sequence[TableRow]) -> PaperItem:
    places = tuple(summary.place(r.number, "timing") for r in rows)
    found: Mapping[str, tuple[Place, ...]] = {
        name: tuple(p for p, r in zip(places, rows, strict=True) if str(r["timing"]) == timing)
        for timing, name in WORDS.items()
    }
    bad = tuple(p for name, own in found.items() if name != WORDS[ON_TIME] for p in own)
    rate = percent_text(100 * len(found[WORDS[ON_TIME]]) / len(rows))
    words = {"单位": unit, "应报": str(len(rows)), "不按时": str(len(bad)), "按时率": rate,
             **{name: str(len(own)) for name, own in found.items()}}  # fmt: skip
    return PaperItem(words, places[0], {"应报": places, "不按时": bad, "按时率": places, **found})
