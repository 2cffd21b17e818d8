"""Changes of the core onto the sheets: rows found by key, columns by their place today."""

from collections.abc import Iterable, Sequence

from taizhang.actions.common import Moment, Office
from taizhang.core import joblog
from taizhang.core.merging import Change
from taizhang.core.submission import Value


def labels(office: Office) -> joblog.Labels:
    """Labels of all sheets of this workbook, and of the request column of the form."""
    sheets = {key: office.ledger[key].spec.label for key in ("tasks", "nodes", "reports")}
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


def log_changes(office: Office, changes: Sequence[Change], kind: str, moment: Moment) -> str:
    """Add the changes to 变更日志 as one job; returns its number."""
    table = office.ledger["changes"]
    job = joblog.job_id(kind, moment.now, [r.values for r in table.rows])
    table.append(joblog.log_rows(changes, job, kind, moment.now, labels(office)))
    return job
