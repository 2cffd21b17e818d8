"""Look at the machine, the folder and the workbook: what is there, what is missing, what to do."""

import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from taizhang import __version__
from taizhang.actions.checking import calendar_issues
from taizhang.actions.setup.menus import write_menus
from taizhang.books.resources import resource
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue, Place
from taizhang.core.judge.lamps import read_rules
from taizhang.libreoffice import office_program
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.printing import EXCEL
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import FOLDERS
from wholefile import excel_mark, office_mark

PACKAGES = (
    "xlwings", "python-calamine", "lxml", "xlsxwriter", "openpyxl", "pandas",
    "rapidfuzz", "chinesecalendar",
)  # fmt: skip
CONF = "conf_interpreter"
# folders of sync clients, as they name them
_CLOUD = re.compile(
    r"(OneDrive|Dropbox|iCloud\s?Drive|Google ?Drive|Nutstore|BaiduSync[Dd]isk|WPSDrive|WPS ?Cloud Files"
    r"|SynologyDrive|Seafile|Nextcloud)( - .+|[ \d].*)?$"
    r"|(我的)?(坚果云|WPS云盘|WPS云文档|百度网盘|百度云同步盘|腾讯微云|微云同步|天翼云盘|阿里云盘|360云盘|联想企业网盘|亿方云).*$",
    re.IGNORECASE,
)
SYSTEMS = {"win32": "视窗系统", "darwin": "苹果系统", "linux": "服务器系统"}


def selfcheck(book: xw.Book | None, desk: Desk, moment: Moment, *, repair: bool = False) -> Report:
    """Check everything that a click needs, and mend what can be mended.

    That is missing folders, the interpreter of the workbook, and the menus without macros where
    the folder has moved. Without a book only the machine is checked. `repair` also clears the marks
    that a broken Excel or LibreOffice left beside a closed ledger.
    """
    issues = [*_packages(), *_machine()]
    facts = [
        told.PROGRAM.of(version=__version__),
        told.RUNTIME.of(
            python=platform.python_version(), system=SYSTEMS.get(sys.platform, sys.platform)
        ),
        told.PACKAGES.of(count=len(PACKAGES), missing=sum(i.code == "W401" for i in issues)),
    ]
    if book is None:
        issues += _calendar(moment)
    else:
        found, more = _workbook(book, moment)
        issues += [*_marks(book, repair=repair), *found]
        facts += more
    facts.append((told.UNFIT if _grave(issues) else told.FIT).of())
    desk.progress("环境自检", 1, 0)
    data = {"version": __version__, "python": platform.python_version(),
            "packages": {n: _version(n) for n in PACKAGES}}  # fmt: skip
    return Report("selfcheck", tuple(facts), tuple(issues), data=data)


def _grave(issues: list[Issue]) -> bool:
    return any(i.severity == "错误" for i in issues)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _packages() -> Iterator[Issue]:
    names = (*PACKAGES, "pywin32") if sys.platform == "win32" else PACKAGES
    for name in names:
        if not _version(name):
            yield catalog.PACKAGE_MISSING.at(name=name)


def _machine() -> Iterator[Issue]:
    if not office_program():
        yield catalog.OFFICE_MISSING.at()
    if sys.platform == "win32" and _excel_is_wps():
        yield catalog.WPS_IN_PLACE.at()


def _excel_is_wps() -> bool:
    """Whether WPS stands in the registry where Excel should."""
    if sys.platform != "win32":
        return False
    import winreg

    try:
        clsid = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CLSID")
        server = winreg.QueryValue(
            winreg.HKEY_CLASSES_ROOT, rf"CLSID\{clsid}\LocalServer32"
        ).lower()
    except OSError:
        return False
    return "wps" in server or "et.exe" in server


def _calendar(moment: Moment) -> Iterator[Issue]:
    """From November on, next year's holidays are known and should be there."""
    import chinese_calendar

    year = moment.now.year + (moment.now.month >= 11)
    if year not in {day.year for day in chinese_calendar.holidays}:
        yield catalog.HOLIDAYS_MISSING.at(year=year)


def _workbook(book: xw.Book, moment: Moment) -> tuple[list[Issue], list[tuple[str, str]]]:
    office = Office(book)
    write_menus(office.place.root, sys.executable)
    issues = [
        *_folders(office),
        *_macros(office.path),
        *_mark_of_the_web(office.path),
        *_cloud(office.path.parent),
        *_interpreter(book),
        *calendar_issues(office, moment.now.date()),
    ]
    place = Place(sheet=office.ledger["lamp_rules"].spec.label)
    issues += read_rules(office.ledger.values("lamp_rules"), place)[1]
    tables = {k: len(office.ledger[k].rows) for k in office.ledger.layout.sheets}
    facts = [
        told.LEDGER.of(tasks=tables["tasks"], units=tables["units"], sheets=len(tables)),
        told.PERIOD_NOW.of(period=office.period().label),
    ]
    return issues, facts


def _macros(path: Path) -> Iterator[Issue]:
    """What another program has dropped when it saved the workbook."""
    from taizhang.books.master.package import read_parts
    from taizhang.books.master.pages import page_names
    from taizhang.books.upgrade.whole import lost_macros

    try:
        parts = read_parts(path.read_bytes())
    except OSError:
        return  # Excel holds it: then its buttons were there to be clicked
    if lost := lost_macros(parts, page_names(resource("workbook"))["home"]):
        yield catalog.MACROS_DROPPED.at(what=lost)


def clear_marks(path: Path) -> Iterator[Issue]:
    """Take away what says that the ledger is open; on Windows a mark of a living Excel stays."""
    for mark in (excel_mark(path), office_mark(path)):
        with suppress(FileNotFoundError, PermissionError):
            mark.unlink()
            yield catalog.LOCK_REMOVED.at(name=mark.name)


def _marks(book: xw.Book, *, repair: bool) -> Iterator[Issue]:
    """Marks beside a file that no Excel has open: in Excel they are its own."""
    if book.app.engine.name == EXCEL:
        return
    path = Path(book.fullname)
    if repair:
        yield from clear_marks(path)
    for mark in (excel_mark(path), office_mark(path)):
        if mark.exists():
            yield catalog.LOCK_LEFT.at(name=mark.name)


def cloud_of(path: Path) -> str:
    """The folder on the way to that path which a sync client keeps, blank where none does.

    >>> cloud_of(Path("D:/OneDrive - 示例县/督查台账"))
    'OneDrive - 示例县'
    """
    return next((part for part in path.parts if _CLOUD.match(part)), "")


def _cloud(path: Path) -> Iterator[Issue]:
    if name := cloud_of(path):
        yield catalog.FOLDER_IN_CLOUD.at(name=name)


def _folders(office: Office) -> Iterator[Issue]:
    for name in FOLDERS:
        if not (office.place.root / name).is_dir():
            office.place.folder(name)
            yield catalog.FOLDER_MISSING.at(name=name)


def _mark_of_the_web(path: Path) -> Iterator[Issue]:
    """Windows keeps the mark in a stream of the file; copied elsewhere it is a file beside it."""
    if Path(f"{path}:Zone.Identifier").exists():
        yield catalog.FILE_FROM_WEB.at()


def _interpreter(book: xw.Book) -> Iterator[Issue]:
    """Keep the interpreter of the workbook at the one that runs this very check."""
    cell = book.names[CONF].refers_to_range
    if not Path(os.path.expandvars(str(cell.value or ""))).exists():
        yield catalog.INTERPRETER_MISSING.at()
        cell.value = sys.executable
        book.save()
