"""Texts as reported: they say something new, agree with the cells, and are the unit's own."""

from collections.abc import Iterator

from taizhang.core.catalog import form_checks as catalog
from taizhang.core.checks import phrases
from taizhang.core.checks.figures import other_amount, other_share
from taizhang.core.checks.forms.replies import PRINTED, Reply, ReturnedRows
from taizhang.core.checks.ledger.texts import quoted
from taizhang.core.checks.standing import FULL, has_long_cadence, is_running_total, overdue_since
from taizhang.core.issues import Issue, percent
from taizhang.core.values.text import keep_letters


def empty_phrase(back: ReturnedRows) -> Iterator[Issue]:
    """F701: 正在有序推进 fits any task in any month."""
    for reply in back.led:
        text = reply.text("latest")
        if phrases.is_empty_phrase(text):
            yield catalog.REPORT_EMPTY_PHRASE.at(reply.at("latest"), found=quoted(text))


def helper_empty_phrases(back: ReturnedRows) -> Iterator[Issue]:
    """F716: of a helper it is worth one line a form; its rows do not reach the ledger."""
    found: dict[str, list[Reply]] = {}
    for reply in back.helped:
        if phrases.is_empty_phrase(reply.text("latest")):
            found.setdefault(reply.form.file, []).append(reply)
    for replies in found.values():
        text = quoted(replies[0].text("latest"))
        yield catalog.HELPER_EMPTY_PHRASES.at(
            replies[0].at("latest"), count=len(replies), found=text
        )


def same_text(back: ReturnedRows) -> Iterator[Issue]:
    """F702: last period's words are last period's news; finished and quarterly tasks may rest."""
    for reply in back.led:
        core = keep_letters(reply.text("latest"))
        before = keep_letters(reply.last.text("latest")) if reply.last else ""
        rests = has_long_cadence(reply.task) or (reply.share("progress") or 0.0) >= FULL
        if core and core == before and not rests:
            yield catalog.REPORT_SAME_TEXT.at(
                reply.at("latest"), found=quoted(reply.text("latest"))
            )


def text_of_others(back: ReturnedRows) -> Iterator[Issue]:
    """F703: two units do not do the very same thing in the very same words."""
    for reply, first in back.copies:
        if first.unit != reply.unit:
            yield catalog.REPORT_OF_OTHERS.at(
                reply.at("latest"), found=quoted(reply.text("latest")), unit=first.unit
            )


def text_pasted(back: ReturnedRows) -> Iterator[Issue]:
    """F704: one sentence for several tasks is about none of them."""
    for reply, first in back.copies:
        if first.unit == reply.unit:
            yield catalog.REPORT_PASTED.at(
                reply.at("latest"), found=quoted(reply.text("latest")), other=first.task_id
            )


def overdue_no_reason(back: ReturnedRows) -> Iterator[Issue]:
    """F705: the leader's first question about a red lamp is why."""
    for reply, due in _overdue(back):
        if reply.lacks("problem"):
            yield catalog.REPORT_OVERDUE_NO_REASON.at(reply.at("problem"), due=due)


def overdue_no_step(back: ReturnedRows) -> Iterator[Issue]:
    """F706: the second question is what next."""
    for reply, due in _overdue(back):
        if reply.lacks("next_step"):
            yield catalog.REPORT_OVERDUE_NO_STEP.at(reply.at("next_step"), due=due)


def _overdue(back: ReturnedRows) -> Iterator[tuple[Reply, object]]:
    """Rows of overdue tasks that the unit does not report as finished now."""
    for reply in back.led:
        due = overdue_since(reply.task, reply.day)
        finished = (reply.share("progress") or 0.0) >= FULL or reply.text("request")
        if due is not None and not finished:
            yield reply, due


def amount_differs(back: ReturnedRows) -> Iterator[Issue]:
    """F707: the bulletin prints the text, the ranking uses the cell."""
    for reply, value in back.with_actual:
        task = reply.task
        if not is_running_total(task):
            continue
        subject = task.text("name") + task.text("indicator")
        found = other_amount(reply.text("latest"), value, task.text("measure"), subject)
        if found:
            yield catalog.REPORT_AMOUNT_DIFFERS.at(
                reply.at("latest"), found=quoted(found), value=value
            )


def share_differs(back: ReturnedRows) -> Iterator[Issue]:
    """F708: the chart shows both side by side."""
    for reply, progress in back.with_progress:
        found = other_share(reply.text("latest"), progress)
        if found:
            yield catalog.REPORT_SHARE_DIFFERS.at(
                reply.at("latest"), found=quoted(found), value=percent(progress)
            )


def text_says_done(back: ReturnedRows) -> Iterator[Issue]:
    """F709: done in words and not in figures is done in neither."""
    for reply, progress in back.with_progress:
        text = reply.text("latest")
        if progress < FULL and phrases.says_done(text):
            yield catalog.REPORT_SAYS_DONE.at(
                reply.at("latest"), found=text, value=percent(progress)
            )


def text_says_unbegun(back: ReturnedRows) -> Iterator[Issue]:
    """F710: progress of what has not begun is somebody else's figure."""
    for reply, progress in back.with_progress:
        text = reply.text("latest")
        if progress > 0 and phrases.says_unbegun(text):
            yield catalog.REPORT_SAYS_NOT_BEGUN.at(
                reply.at("latest"), found=text, value=percent(progress)
            )


def text_elsewhere(back: ReturnedRows) -> Iterator[Issue]:
    """F711: 见附件 on a wall chart tells nobody anything."""
    for reply in back.tasks:
        text = reply.text("latest")
        if phrases.is_elsewhere(text):
            yield catalog.REPORT_ELSEWHERE.at(reply.at("latest"), found=text)


def claims_future(back: ReturnedRows) -> Iterator[Issue]:
    """F712: 已于 with a day to come is a slip, or written ahead."""
    on = back.view.ledger.on
    for reply in back.tasks if phrases.CLAIM in back.words else ():
        found = phrases.future_claim(reply.text("latest"), on, reply.task.day("start"))
        if found:
            yield catalog.REPORT_CLAIMS_FUTURE.at(reply.at("latest"), found=found)


def id_number_in_text(back: ReturnedRows) -> Iterator[Issue]:
    """F713: charts hang on walls, and ID numbers are nobody's business."""
    for reply in back.tasks if phrases.may_hold_id(back.words) else ():
        for key in PRINTED:
            found = phrases.id_number(reply.text(key))
            if found:
                yield catalog.REPORT_ID_NUMBER.at(reply.at(key), found=found)


def no_progress_no_reason(back: ReturnedRows) -> Iterator[Issue]:
    """F714: the form asks for the reason in so many words."""
    for reply in back.led:
        text = reply.text("latest")
        if phrases.says_no_progress(text) and reply.lacks("problem"):
            yield catalog.REPORT_NO_PROGRESS.at(reply.at("latest"), found=text)


def problem_without_step(back: ReturnedRows) -> Iterator[Issue]:
    """F715: a problem told without a plan is handed upwards."""
    for reply in back.led:
        text = reply.text("problem")
        if not phrases.is_nothing(text) and reply.lacks("next_step"):
            yield catalog.PROBLEM_WITHOUT_STEP.at(reply.at("next_step"), found=quoted(text))


CHECKS = (
    empty_phrase, helper_empty_phrases, same_text, text_of_others, text_pasted, overdue_no_reason, overdue_no_step,
    amount_differs, share_differs, text_says_done, text_says_unbegun, text_elsewhere,
    claims_future, id_number_in_text, no_progress_no_reason, problem_without_step,
)  # fmt: skip
