"""Put a published rule set into 亮灯规则; logged, and taken back by 撤销."""

import xlwings as xw

from taizhang.books.presets import load_presets
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import judging as catalog
from taizhang.core.judge.presets import plan_preset
from taizhang.core.merge import joblog
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report

LIST = "list"  # asked for as a name, it lists the names


def use_lamp_plan(book: xw.Book, desk: Desk, moment: Moment, *, plan: str = "") -> Report:
    """Fill 亮灯规则 with the rules of the plan named, or of the one chosen in 参数设置."""
    office = Office(book)
    presets = load_presets(place=office.path.parent)
    if plan == LIST:
        table = (
            ("亮灯方案", "出处", "说明"),
            *((p.name, p.source, p.note) for p in presets.values()),
        )
        names = {"plans": [*presets]}
        return Report("lamp_plan", (told.PLANS.of(count=len(presets)),), data=names, table=table)
    wanted = plan or office.text("lamp_plan")
    if not wanted:
        raise CannotRun(catalog.PLAN_NONE.at())
    if wanted not in presets:
        raise CannotRun(catalog.PLAN_UNKNOWN.at(found=wanted, names=[*presets]))
    desk.progress("套用亮灯方案", 1, 2)
    chosen = presets[wanted]
    writes = plan_preset(chosen, office.read("lamp_rules")["lamp_rules"])
    office.carry_out(writes, joblog.LAMP_PLAN, moment)
    desk.progress("套用亮灯方案", 2, 0)
    facts = [told.PLAN_USED.of(name=chosen.name), told.PLAN_RULES.of(count=len(chosen.rules))]
    if chosen.note:
        facts.append(told.PLAN_NOTE.of(note=chosen.note))
    data = {"plan": chosen.name, "rules": len(chosen.rules)}
    return Report("lamp_plan", tuple(facts), office.say(()), data=data)
