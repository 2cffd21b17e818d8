"""Draw the wall chart of a period from the ledger as it stands."""

import xlwings as xw

from taizhang.actions.moment import Moment
from taizhang.actions.office import Office
from taizhang.actions.report import CannotRun, Desk, Report
from taizhang.actions.workplace import CHARTS
from taizhang.core.catalog import files as world
from taizhang.core.charting import READ, ChartPast, wall_of
from taizhang.core.issues import show
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.writes import Writes


def chart(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Write 挂图/挂图作战图_<期次>_<日期>.xlsx, ready to print on A3."""
    from taizhang.books.wallchart.build import build_wallchart

    office = Office(book)
    past = read_past(office, office.period(period), moment)
    if not past.tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    wall = wall_of(past)
    desk.progress("生成挂图", 1, 2)
    path = office.place.folder(CHARTS) / f"挂图作战图_{past.period.id}_{past.on:%Y%m%d}.xlsx"
    build_wallchart(path, wall)
    office.carry_out(Writes(settings={"last_chart": moment.stamp}), joblog.CHART, moment)
    desk.progress("生成挂图", 2, 0)
    red = sum(t.lamp == "红" for t in wall.tasks)
    facts = (
        ("期次", past.period.label),
        ("任务", f"{len(wall.tasks)}项，其中红灯{red}项"),
        ("总体进度", f"{wall.progress:.1%}（时间进度{wall.elapsed:.1%}）"),
        ("放在", f"{CHARTS}/{path.name}"),
    )
    data = {"period": past.period.id, "tasks": len(wall.tasks), "file": path.name}
    return Report("chart", facts, (), (path,), data)


def read_past(office: Office, period: Period, moment: Moment) -> ChartPast:
    """Read what the chart of that period says."""
    return ChartPast(
        tables=office.read(*READ),
        plan=office.campaign(),
        period=period,
        on=moment.on,
        place=office.text("place"),
        title=office.text("chart_title"),
        cutoff=show(office.cutoff(period)),
        grid=office.text("chart_grid"),
    )
