"""The words that slips may use, by the names that stand in braces: {单位}, {任务名称}, {回复期限}."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from taizhang.core.duty.records import Record
from taizhang.core.issues import percent, show
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row, Value

RECORD = {
    "方式": "supervision", "日期": "when", "单位": "unit", "事由": "why", "主持": "presider",
    "年内第几次": "times", "文号": "number", "签发日期": "issued", "整改期限": "rectify_by",
    "回复期限": "reply_due", "回复日期": "replied", "回复情况": "reply", "回头看日期": "review_due",
    "回头看结果": "review", "问责情形": "reason_code", "期次": "period", "备注": "note",
}  # fmt: skip
TASK = {
    "任务编号": "task_id", "任务名称": "name", "工作内容": "content", "督办类别": "level",
    "类别": "category", "牵头单位": "lead", "责任单位": "co", "责任领导": "leader",
    "责任人": "owner", "责任电话": "phone", "开始日期": "start", "完成时限": "due",
    "原定时限": "due_original", "时限原文": "due_text", "任务来源": "campaign",
    "量化指标": "indicator", "计量单位": "measure", "目标值": "target", "完成值": "actual",
    "最新进展": "latest", "存在问题": "problem", "下一步措施": "next_step", "佐证材料": "evidence",
    "状态": "state", "状态说明": "reason", "实际完成日期": "finished", "销号日期": "closed",
    "办理环节": "stage", "调度频次": "cadence",
}  # fmt: skip
# all that is said of a task; a paper about none has no room for them
OF_TASKS = frozenset(TASK) | {
    "完成进度", "序时进度", "目标", "完成", "节点", "节点时限", "转绿条件", "责任单位简", "剩余天数", "逾期天数",
    "剩余或超期",
}  # fmt: skip
CLOSING = {
    "轮次": "round", "申请日期": "applied", "佐证材料": "evidence", "核查人": "checker",
    "核查日期": "checked", "核查方式": "check_how", "核查意见": "check_result",
    "补充整改要求": "rework", "公示起": "public_from", "公示止": "public_to",
    "公示媒体": "public_place", "销号日期": "closed", "审核决定": "decision",
}  # fmt: skip
EXTENSION = {
    "第几次": "times", "申请日期": "applied", "现时限": "due_then", "申请延至": "asked",
    "延期理由": "why", "已做工作": "so_far", "批准延至": "granted", "审批人": "approver",
    "审批日期": "decided", "审批意见": "opinion", "审批决定": "decision",
}  # fmt: skip
REPORT, REPORT_EARLY = "整改情况", "原因和整改措施，整改到位后再报结果"
VISIT = {"调研日期": "when", "领导": "leader", "地点": "place", "课题": "topic", "发现问题": "found",
         "任务编号": "task_id", "课题名称": "study", "已解决问题": "solved"}  # fmt: skip


def record_fields(record: Record) -> dict[str, str]:
    """The fields of a row of 督办记录, and what a report by the day of reply can speak of."""
    reply, done = record.day("reply_due"), record.day("rectify_by")
    early = reply is not None and done is not None and reply < done
    return {**shown(record.row.values, RECORD), "报告内容": REPORT_EARLY if early else REPORT}


def visit_fields(row: Row) -> dict[str, str]:
    """The fields of a row of 调研记录: with its days as one reads them, and who went along."""
    found = shown(row, VISIT)
    first, last, escorts = row["when"], row.get("until", ""), row.get("escorts", "")
    several = isinstance(first, date) and isinstance(last, date) and last > first
    found["起止"] = f"{said(first)}至{said(last)}" if several else said(first)
    if isinstance(first, date):
        whole = (last - first).days + 1 if several and isinstance(last, date) else 1
        found["天数"] = "半天" if row.get("half") and not several else f"{whole}天"
    found["参加"] = f"陪同{said(escorts)}人" if escorts != "" else ""
    return found


def row_fields(row: Row, spec: SheetSpec) -> dict[str, str]:
    """The fields of a row of any sheet, by the labels of its columns."""
    cells = ((c, row.get(c.key, "")) for c in spec.columns)
    return {
        c.label: percent(v, 0) if c.kind == "percent" and isinstance(v, int | float) else said(v)
        for c, v in cells
    }


def shown(row: Row, names: Mapping[str, str]) -> dict[str, str]:
    """Values as they are printed, by the names of fields; a blank stays blank."""
    return {name: said(row.get(key, "")) for name, key in names.items()}


def said(value: Value) -> str:
    """A value in words, blank for nothing."""
    if value == "":
        return ""
    return show(value.date() if isinstance(value, datetime) else value)


def task_fields(task: Row, nodes: Sequence[Row], judged: Row, on: date) -> dict[str, str]:
    """The fields of a task: its cells, its next milestone, how far it is, how late."""
    found = shown(task, TASK)
    progress, due = task["progress"], task["due"]
    found["完成进度"] = percent(progress, 0) if isinstance(progress, int | float) else ""
    start = task["start"]
    if isinstance(start, date) and isinstance(due, date):
        share = elapsed_share(start, due, on)
        found["序时进度"] = "" if share is None else percent(share, 0)
    found["目标"] = found["目标值"] + (found["计量单位"] if found["目标值"] else "")
    found["完成"] = found["完成值"] + (found["计量单位"] if found["完成值"] else "")
    found |= {"节点": "完成时限", "节点时限": said(due)}
    found["转绿条件"] = said(task.get("remedy") or judged.get("remedy") or "")
    found["责任单位简"] = said(task.get("co_brief") or task["co"])
    node = _node(nodes)
    limit = due
    if node is not None:
        found |= {"节点": str(node["node"]), "节点时限": said(node["planned"])}
        limit = node["planned"]
    found |= days_of(limit, on)
    return found


def _node(nodes: Sequence[Row]) -> Row | None:
    """The oldest milestone that is not done."""
    there = [n for n in nodes if isinstance(n["planned"], date) and not n["done"]]
    return min(there, key=lambda n: str(n["planned"]), default=None)


def days_of(limit: Value, on: date) -> dict[str, str]:
    """How many days are left until a day, or have passed since."""
    if not isinstance(limit, date):
        return {}
    left = (limit - on).days
    word = f"剩余{left}天" if left >= 0 else f"已超期{-left}天"
    return {"剩余天数": str(max(left, 0)), "逾期天数": str(max(-left, 0)), "剩余或超期": word}


def several(items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """One field out of those of several tasks: the one value, or each after its number."""
    if len(items) == 1:
        return dict(items[0])
    names = dict.fromkeys(name for item in items for name in item)
    return {name: _joined([item.get(name, "") for item in items], name) for name in names}


def _joined(values: Sequence[str], name: str) -> str:
    there = list(dict.fromkeys(filter(None, values)))
    if len(there) < 2 or name == "任务编号":
        return "、".join(there)
    return "\n".join(f"{n}. {value}" for n, value in enumerate(values, start=1) if value)
