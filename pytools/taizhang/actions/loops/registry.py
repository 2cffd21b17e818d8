"""登记办理 and 抽查抽样: what the office enters by hand is looked after; whom to inspect is drawn."""

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.merge import joblog
from taizhang.core.registry import plan, sampling
from taizhang.core.registry.plan import RegistryPast, plan_registry
from taizhang.core.registry.sampling import SampleWish, plan_sample
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report


def registry(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Number what was entered, set its deadline, compare, and carry out what was decided.

    A second run changes nothing.
    """
    office = Office(book)
    days = office.number("refuse_days")
    past = RegistryPast(office.read(*plan.READ), moment.on, office.workdays(), days)
    done = plan_registry(past)
    desk.progress("登记办理", 1, 2)
    if done.writes or office.has_below:
        office.carry_out(done.writes, joblog.REGISTRY, moment)
    else:
        office.show(office.say(done.issues))
    desk.progress("登记办理", 2, 0)
    orders = [told.COUNTED.of(name=f"批示{s}", count=n, measure="件")
              for s, n in done.orders.most_common()]  # fmt: skip
    facts = [*orders, told.VISITED.of(count=done.visits)]
    if done.chased:
        facts.append(told.ANSWER_RATE.of(count=done.answered, of=done.chased))
    facts += [told.HANDED_OUT.of(count=done.problems)] if done.problems else []
    facts += [told.MOVED_ON.of(count=done.moved)] if done.moved else []
    data: dict[str, object] = {
        "on": moment.on.isoformat(), "orders": dict(done.orders), "visits": done.visits,
        "problems": done.problems, "moved": done.moved, "answered": done.answered,
        "chased": done.chased, "changed": bool(done.writes),
    }  # fmt: skip
    return Report("registry", tuple(facts), office.say(done.issues), data=data)


def sample(  # noqa: PLR0913 - an option is an argument
    book: xw.Book, desk: Desk, moment: Moment, count: str = "", scope: str = "", seed: str = ""
) -> Report:  # fmt: skip
    """Draw the tasks to inspect, by a seed; the same seed draws the same ones."""
    office = Office(book)
    wish = SampleWish(
        count or office.text("sample_count"), scope or office.text("sample_scope"),
        seed or office.text("sample_seed"),
    )  # fmt: skip
    done = plan_sample(office.read(*sampling.READ), wish, moment.on)
    if done.writes:
        office.carry_out(done.writes, joblog.SAMPLE, moment)
    else:
        office.show(office.say(done.issues))
    desk.progress("抽查抽样", 1, 0)
    facts = [told.SAMPLED.of(count=len(done.drawn), of=done.of)]
    facts += [told.SAMPLED_NEXT.of()] if done.drawn else []
    data = {"batch": done.batch, "drawn": done.drawn, "of": done.of}
    return Report("sample", tuple(facts), office.say(done.issues), data=data)
