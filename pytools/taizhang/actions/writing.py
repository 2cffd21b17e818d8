"""Changes of the core onto the sheets: rows found by key, columns by their place today."""

from collections.abc import Iterable, Sequence

from taizhang.actions.common import INBOX, Moment, Office
from taizhang.books.ledger import link_to
from taizhang.core.merge import joblog
from taizhang.core.merge.merge import Change
from taizhang.core.submission import Value

LOGGED = ("tasks", "nodes", "reports", "summary")


def labels(office: Office) -> joblog.Labels:
    """Labels of all sheets of this workbook, and of the request column of the form."""
    sheets = {key: office.ledger[key].spec.label for key in LOGGED}
    columns = {(key, c.key): c.label for key in sheets for c in office.ledger[key].spec.columns}
    return joblog.Labels(sheets, columns)


def apply_changes(office: Office, changes: Iterable[Change]) -> None:
    """Write changed cells, found by key wherever the rows are now."""
    by_sheet: dict[str, dict[tuple[int, str], Value]] = {}
    for change in changes:
        row = office.ledger[change.sheet].keyed()[change.row_key]
        by_sheet.setdefault(change.sheet, {})[row.number, change.column] = change.new
    for sheet, cells in by_sheet.items():
        office.ledger[sheet].set_cells((row, key, v) for (row, key), v in cells.items())


def current_values(office: Office, names: joblog.Labels) -> dict[tuple[str, str, str], Value]:
    """The ledger now, by sheet, row and column key."""
    return {
        (sheet, key, column): value
        for sheet in names.sheets
        for key, row in office.ledger[sheet].keyed().items()
        for column, value in row.values.items()
    }


def next_job(office: Office, kind: str, moment: Moment) -> str:
    """A number for the job that is about to write."""
    return joblog.job_id(kind, moment.now, office.ledger.values("changes"))


def log_changes(
    office: Office, changes: Sequence[Change], job: str, moment: Moment, period: str = ""
) -> None:
    """Add the changes to 变更日志 as one job, with links to the ledger's cell and the file's."""
    rows = joblog.log_rows(changes, job, moment.now, labels(office))
    for row, change in zip(rows, changes, strict=True):
        row["to_ledger"] = _to_ledger(office, change)
        row["to_file"] = _to_file(office, change, period)
    office.ledger["changes"].append(rows)


def _to_ledger(office: Office, change: Change) -> Value:
    if not change.column:
        return ""
    table = office.ledger[change.sheet]
    row = table.keyed().get(change.row_key)
    if row is None:
        return ""
    return link_to(f"#'{table.sheet.name}'!{table.address(row.number, change.column)}", "台账")


def _to_file(office: Office, change: Change, period: str) -> Value:
    """The file as it lies in 收件; a form whose sheet was renamed opens all the same."""
    if not change.file or not period:
        return ""
    form = office.ledger.layout.form
    sheet = form.nodes.label if change.sheet == "nodes" else form.tasks.label
    inside = f"#'{sheet}'!{change.cell}" if change.cell else ""
    return link_to(f"{INBOX}/{period}/{change.file}{inside}", "原件")
