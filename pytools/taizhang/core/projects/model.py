"""Rows of 项目台账 as projects: each counted once, whatever lists and districts it stands in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.catalog import boards as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

RESERVE = "储备"
NATURES = {"新开": "开工率", "续建": "竣工率", "竣工": "达产率", RESERVE: "转化率"}
ORDER = (("started_on", "finished_on"), ("finished_on", "output_on"), ("signed_on", "started_on"))


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its row, the districts it lies in, the amounts that were typed."""

    row: TableRow
    place: Place
    districts: tuple[str, ...]

    @property
    def id(self) -> str:
        """What names it."""
        return self.text("project_id") or self.text("name")

    def text(self, key: str) -> str:
        """A cell as text."""
        return str(self.row[key]).strip()

    def day(self, key: str) -> date | None:
        """A cell as a day."""
        return day_of(self.row[key])

    def number(self, key: str) -> float | None:
        """A cell as a number, None where it holds none."""
        return number(self.row[key])

    def until(self, key: str, day: date) -> bool:
        """Whether the step of that column was taken until that day."""
        found = self.day(key)
        return found is not None and found <= day


def number(value: Value | None) -> float | None:
    """A cell as a number, None where it holds none."""
    return float(value) if isinstance(value, int | float) else None


def projects_of(table: LedgerRows) -> tuple[list[Project], list[Issue]]:
    """Each project once, with all its districts, and what is wrong with the rows.

    A project that stands in two rows (省 and 市 list, two districts) is the first of them; the
    districts of both are its own. A package whose parts stand there too is counted by its parts.
    """
    found: dict[str, list[TableRow]] = {}
    for row in table.rows:
        key = str(row["project_id"]).strip() or str(row["name"]).strip()
        if key:
            found.setdefault(key, []).append(row)
    packages = {str(r["split_from"]).strip() for r in table.rows} - {""}
    projects = [_project(table, rows) for key, rows in found.items() if key not in packages]
    return projects, [
        *_split(table, found),
        *_twice(table, found),
        *(i for p in projects for i in _wrong(table, p)),
    ]


def _project(table: LedgerRows, rows: Sequence[TableRow]) -> Project:
    names = (name for row in rows for name in split_names(str(row["place"])))
    districts = tuple(dict.fromkeys(names))
    return Project(rows[0], table.place(rows[0].number, "project_id"), districts)


def _split(table: LedgerRows, found: Mapping[str, Sequence[TableRow]]) -> Iterator[Issue]:
    """Packages that were split: how many they are now; parts of a package that nobody knows."""
    parts: dict[str, list[TableRow]] = {}
    for row in table.rows:
        if package := str(row["split_from"]).strip():
            parts.setdefault(package, []).append(row)
    for package, own in parts.items():
        place = table.place(own[0].number, "split_from")
        if package in found:
            yield catalog.PACKAGE_SPLIT.at(place, found=package, count=len(own))
        else:
            yield catalog.PACKAGE_UNKNOWN.at(place, found=package)


def _twice(table: LedgerRows, found: Mapping[str, Sequence[TableRow]]) -> Iterator[Issue]:
    for key, rows in found.items():
        if len(rows) > 1:
            place = table.place(rows[1].number, "project_id")
            yield catalog.PROJECT_TWICE.at(place, found=key, rows=[r.number for r in rows])


def _wrong(table: LedgerRows, project: Project) -> Iterator[Issue]:
    """A plan, a district or a date that the rates need."""
    number, name = project.row.number, project.text("name")
    if not project.number("year_plan") and project.text("nature") != RESERVE:
        yield catalog.YEAR_PLAN_MISSING.at(table.place(number, "year_plan"), name=name)
    if not project.districts:
        yield catalog.DISTRICT_MISSING.at(table.place(number, "place"), name=name)
    for first, later in ORDER:
        one, other = project.day(first), project.day(later)
        if one and other and other < one:
            yield catalog.DATES_TURNED.at(
                table.place(number, later), label=table.spec[later].label, found=other,
                other=table.spec[first].label, before=one,
            )  # fmt: skip
