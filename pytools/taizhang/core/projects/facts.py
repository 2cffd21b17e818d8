"""Project facts for papers: figures with their rows, districts with rates and ranks, 四督四保, lags."""

from collections.abc import Iterator, Sequence

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.catalog import boards as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.projects.model import NATURES, Project
from taizhang.core.projects.rates import (
    NOTHING,
    StatedParts,
    gap,
    growth_parts,
    growth_text,
    growth_words,
    pace_parts,
    pace_words,
    points_text,
)
from taizhang.core.projects.standing import DECIMALS, ProjectPast, Sums, doubts
from taizhang.core.scoring.rounding import half_up

DISTRICTS, FOURS, LATE, TROUBLED = "项目属地情况", "四督四保", "未按期开工项目", "项目问题"
LEVELLED, KINDS, UNSORTED = "分级调度", "项目类型情况", "类型未注明"
HEAD = 2  # the row of the heads
# who settles it, from the lowest up; what the office calls otherwise comes after these
LADDER = ("责任单位", "分管领导", "主要领导", "联系", "县", "市", "省")


def project_facts(past: ProjectPast) -> tuple[PaperFacts, list[Issue]]:
    """All that a paper may say of projects; nothing where the ledger holds none."""
    if not past.projects:
        return PaperFacts(), []
    every = past.sums(past.projects)
    figures = [*_counts(past), *_amounts(past, every), *_rates(past), *_starts(past),
               *_apart(past, every)]  # fmt: skip
    districts = list(_districts(past, every))
    issues = [*past.issues, *doubts(past), *_unlike(past, every)]
    lists = {
        DISTRICTS: districts, KINDS: list(_kinds(past, every)), FOURS: list(_fours(past)), LATE: list(_late(past)),
        TROUBLED: list(_troubled(past)), LEVELLED: list(_levelled(past)),
    }  # fmt: skip
    words = {
        "项目金额单位": past.measure, "开工率口径": past.starts(past.projects).of,
        "项目合计说明": _said(past, every),
    }  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, words, lists), issues


def _places(projects: Sequence[Project]) -> tuple[Place, ...]:
    return tuple(p.place for p in projects)


def _counts(past: ProjectPast) -> Iterator[PaperFigure]:
    """How many, and of which level among them; each project once."""
    yield count("项目数", _places(past.projects), "“项目台账”里的项目，一个只计一次")
    levels = {p.text("project_level") for p in past.projects} | {"省", "市", "县"}
    for level in sorted(levels - {""}):
        own = [p for p in past.projects if p.text("project_level") == level]
        yield count(f"其中{level}级项目数", _places(own), f"级别是“{level}”的，已含在项目数里")
    parts = [p for p in past.projects if p.text("split_from")]
    packages = {p.text("split_from") for p in parts}
    rule = "写了“拆自”的子项；打包的那一行不再计"
    yield count("拆分出的项目数", _places(parts), rule)
    before = len(past.projects) - len(parts) + len(packages)
    yield PaperFigure("拆分前项目数", before, str(before) if parts else "", rule, _places(parts))
    yield count("跨区项目数", _places(past.across), "属地写了几个的")


def _amounts(past: ProjectPast, every: Sums) -> Iterator[PaperFigure]:
    places = _places(past.projects)
    unit = past.measure
    for name, value, rule in (
        ("项目总投资", every.invested, "总投资之和"), ("项目年计划", every.plan, "年度计划之和"),
        ("项目累计投资", every.done, "年内累计之和"), ("本月投资", every.month, "本月完成之和"),
    ):  # fmt: skip
        yield PaperFigure(name, value, f"{show(half_up(value, DECIMALS))}{unit}", rule, places)
    rate = every.completion
    yield _rated("项目完成率", rate.value, rate.text(DECIMALS), "年内累计÷年度计划", places)
    points = gap(rate, past.time)
    rule = f"完成率－序时{percent_text(past.time)}，百分点"
    yield _rated("项目序时差", points, points_text(points), rule, places)
    yield _rated("项目序时比较", points, pace_words(points), rule, places)
    for name, text in pace_parts(points).items():
        yield _rated(name, points, text, rule, places)
    month, year = every.month_growth, every.year_growth
    yield _rated(
        "本月环比", month, growth_text(month), "（本月－上月）÷上月，上月取项目月报", places
    )
    yield _rated("累计同比", year, growth_text(year), "（累计－上年同期）÷上年同期", places)
    rule = "（本期－上期）÷上期，上期取项目月报"
    yield _rated("本月环比比较", month, growth_words("环比", month), rule, places)
    for name, text in growth_parts("环比", month).items():
        yield _rated(name, month, text, rule, places)
    rule = "（累计－上年同期）÷上年同期，上年取项目月报"
    yield _rated("累计同比比较", year, growth_words("同比", year), rule, places)
    for name, text in growth_parts("同比", year).items():
        yield _rated(name, year, text, rule, places)


def _rated(  # a figure that cannot be reckoned prints nothing: its clause is left out
    name: str, value: float | None, text: str, rule: str, places: Sequence[Place]
) -> PaperFigure:
    return PaperFigure(name, value or 0.0, "" if value is None else text, rule, tuple(places))


def _rates(past: ProjectPast) -> Iterator[PaperFigure]:
    apart = [(p, past.rates([p])) for p in past.projects]
    for name, rate in past.rates(past.projects).items():
        rule = f"{show(float(rate.part))}÷{rate.of}{show(float(rate.base))}"
        counted = [p for p, own in apart if own[name].part or own[name].base]
        yield _rated(name, rate.value, rate.text(DECIMALS), rule, _places(counted))


def _starts(past: ProjectPast) -> Iterator[PaperFigure]:
    """应开工 less the missed and with the early ones are those that did start."""
    for word, planned, actual in (
        ("开工", "start_plan", "started_on"), ("竣工", "finish_plan", "finished_on"),
        ("达产", "output_plan", "output_on"),
    ):  # fmt: skip
        steps = [(p, past.step([p], planned, actual)) for p in past.projects]
        for name, own, rule in (
            (f"计划{word}数", [p for p, s in steps if s.whole], "计划日期在本年的"),
            (f"应{word}数", [p for p, s in steps if s.due], "计划日期到截至日的"),
            (f"未按期{word}数", [p for p, s in steps if s.missed], f"应{word}而没有{word}的"),
            (
                f"提前{word}数",
                [p for p, s in steps if s.early],
                f"没到计划日期或没有计划，已{word}的",
            ),
            (f"已{word}数", [p for p, s in steps if s.taken], f"应{word}－未按期＋提前"),
        ):
            yield count(name, _places(own), rule)


def _districts(past: ProjectPast, every: Sums) -> Iterator[PaperItem]:
    """A row a district, the best 完成率 first."""
    order = sorted(past.districts, key=lambda name: (
        past.ranks[name].rank if name in past.ranks else len(past.districts) + 1
    ))  # fmt: skip
    counts = StatedParts(len(past.projects), [len(past.districts[name]) for name in order])
    sums = [past.sums(past.districts[name]) for name in order]
    money = StatedParts(every.done, [own.done for own in sums])
    whole = StatedParts(every.invested, [own.invested for own in sums])
    shares = zip(counts.shares(), money.shares(), whole.shares(), strict=True)
    for at, (name, (of_count, of_money, of_whole)) in enumerate(
        zip(order, shares, strict=True), start=1
    ):
        projects = past.districts[name]
        words = {
            "序号": str(at), "属地": name, "个数": str(len(projects)),
            "个数占比": percent_text(of_count), "投资占比": percent_text(of_money),
            "总投资占比": percent_text(of_whole),
            "与总体差": _apart_from(past.sums(projects), every),
            **_district(past, past.sums(projects)), **_place(past, name),
        }  # fmt: skip
        rows = dict.fromkeys(set(words) - {"序号", "属地"}, _places(projects))
        yield PaperItem(words, projects[0].place, rows)


def _apart_from(own: Sums, every: Sums) -> str:
    """Percentage points that a 完成率 is above or below that of all together."""
    found, whole = own.completion.value, every.completion.value
    return points_text(None if found is None or whole is None else found - whole)


def _kinds(past: ProjectPast, every: Sums) -> Iterator[PaperItem]:
    """A row a sort of projects, in the order of first sight; its pace against that of all."""
    found: dict[str, list[Project]] = {}
    for project in past.projects:
        found.setdefault(project.text("project_kind") or UNSORTED, []).append(project)
    counts = StatedParts(len(past.projects), [len(own) for own in found.values()]).shares()
    for at, ((name, own), share) in enumerate(zip(found.items(), counts, strict=True), start=1):
        sums = past.sums(own)
        words = {
            "序号": str(at), "类型": name, "个数": str(len(own)), "个数占比": percent_text(share),
            **_district(past, sums), "与总体差": _apart_from(sums, every),
        }  # fmt: skip
        yield PaperItem(
            words, own[0].place, dict.fromkeys(set(words) - {"序号", "类型"}, _places(own))
        )


def _district(past: ProjectPast, sums: Sums) -> dict[str, str]:
    rates = past.rates(sums.projects)
    amounts = {
        "总投资": sums.invested,
        "年计划": sums.plan,
        "累计": sums.done,
        "本月投资": sums.month,
    }
    return {
        **{name: show(half_up(value, DECIMALS)) for name, value in amounts.items()},
        "完成率": sums.completion.text(DECIMALS),
        "序时差": points_text(gap(sums.completion, past.time)),
        "环比": growth_text(sums.month_growth), "同比": growth_text(sums.year_growth),
        **{name: rate.text(DECIMALS) for name, rate in rates.items()},
    }  # fmt: skip


def _place(past: ProjectPast, name: str) -> dict[str, str]:
    rank = past.ranks.get(name)
    if rank is None:
        return {"名次": NOTHING, "上月名次": NOTHING, "升降": NOTHING}
    return {"名次": str(rank.rank), "上月名次": str(rank.before or NOTHING), "升降": rank.move}


def _fours(past: ProjectPast) -> Iterator[PaperItem]:
    """新开督开工率, 续建督竣工率, 竣工督达产率, 储备督转化率."""
    for nature, name in NATURES.items():
        own = [p for p in past.projects if p.text("nature") == nature]
        rate = past.rates(own)[name]
        words = {
            "性质": nature, "项目数": str(len(own)), "督什么": name, "口径": rate.of,
            "应": show(float(rate.base)), "已": show(float(rate.part)),
            "率": rate.text(DECIMALS), "完成率": past.sums(own).completion.text(DECIMALS),
        }  # fmt: skip
        rows = dict.fromkeys(("项目数", "应", "已", "率", "完成率"), _places(own))
        # where none is of that nature, the row that says none is that of the head
        head = Place(sheet=past.tables["projects"].sheet, row=HEAD)
        yield PaperItem(words, own[0].place if own else head, rows if own else {})


def _late(past: ProjectPast) -> Iterator[PaperItem]:
    late = [
        p for p in past.projects
        if (day := p.day("start_plan")) and day.year == past.day.year and day <= past.day
        and not p.until("started_on", past.day)
    ]  # fmt: skip
    for at, project in enumerate(late, start=1):
        yield _project(past, project, at)


def _troubled(past: ProjectPast) -> Iterator[PaperItem]:
    found = [p for p in past.projects if p.text("problem")]
    for at, project in enumerate(found, start=1):
        yield _project(past, project, at)


def _levelled(past: ProjectPast) -> Iterator[PaperItem]:
    """分级调度: what each level has to settle, the lowest first; without a level it is the unit's own."""
    found: dict[str, list[Project]] = {}
    for project in past.projects:
        if project.text("problem"):
            found.setdefault(project.text("upward") or LADDER[0], []).append(project)
    for level, own in sorted(found.items(), key=lambda pair: _rung(pair[0])):
        words = {"层级": level, "件数": str(len(own)),
                 "项目名单": "、".join(p.text("name") for p in own)}  # fmt: skip
        yield PaperItem(words, own[0].place, {"件数": _places(own), "项目名单": _places(own)})


def _rung(level: str) -> int:
    return next((at for at, word in reversed(list(enumerate(LADDER))) if level.startswith(word)),
                len(LADDER))  # fmt: skip


def _project(past: ProjectPast, project: Project, at: int) -> PaperItem:
    rate, points = past.pace(project)
    planned = project.day("start_plan")
    return PaperItem({
        "序号": str(at), "编号": project.id, "项目": project.text("name"),
        "属地": "、".join(project.districts), "业主": project.text("proprietor"),
        "领导": project.text("leader"), "计划开工": show(planned) if planned else NOTHING,
        "完成率": NOTHING if rate is None else percent_text(100 * rate),
        "序时差": points_text(points), "问题": project.text("problem").rstrip("。；"),
        "层级": project.text("upward"),
    }, project.place)  # fmt: skip


def _parts(past: ProjectPast, every: Sums) -> dict[str, StatedParts]:
    own = list(past.districts.values())
    return {
        "项目个数": StatedParts(len(past.projects), [len(p) for p in own]),
        "累计投资": StatedParts(every.done, [past.sums(p).done for p in own]),
        "总投资": StatedParts(every.invested, [past.sums(p).invested for p in own]),
    }


def _apart(past: ProjectPast, every: Sums) -> Iterator[PaperFigure]:
    """What the districts come to where that is not the whole; a figure of nothing prints nothing."""
    parts = _parts(past, every)
    unlike = {name: own for name, own in parts.items() if own.unlike}
    places = _places(past.across or past.projects)
    yield PaperFigure(
        "分项不符数", len(unlike), str(len(unlike)), "各属地合计不等于总数的几处", places
    )
    for name, measure in (("项目个数", ""), ("累计投资", past.measure)):
        own = unlike.get(name)
        text = f"{show(half_up(own.together, DECIMALS))}{measure}" if own else ""
        value = own.together if own else 0.0
        yield PaperFigure(f"属地{name}合计", value, text, f"各属地{name}相加", places)


def _unlike(past: ProjectPast, every: Sums) -> Iterator[Issue]:
    place = Place(sheet=past.tables["projects"].sheet)
    for name, parts in _parts(past, every).items():
        if parts.unlike:
            found, total = (half_up(v, DECIMALS) for v in (parts.together, parts.whole))
            yield catalog.PARTS_UNLIKE.at(place, name=name, found=found, total=total)


def _said(past: ProjectPast, every: Sums) -> str:
    """分项合计≠总数 in words, with the base that shares are of; "" where they agree."""
    found = [
        f"{name}分项合计{show(half_up(parts.together, DECIMALS))}，"
        f"总数{show(half_up(float(parts.whole), DECIMALS))}"
        for name, parts in _parts(past, every).items() if parts.unlike
    ]  # fmt: skip
    if not found:
        return ""
    across = f"（跨区项目{len(past.across)}个，各属地都计，总数只计一次）" if past.across else ""
    return f"{'；'.join(found)}{across}，占比以总数为分母"
