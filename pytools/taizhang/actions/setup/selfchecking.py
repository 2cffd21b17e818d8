"""Look at the machine, the folder and the workbook: what is there, what is missing, what to do."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from taizhang import __version__
from taizhang.actions.checking import calendar_issues
from taizhang.actions.setup.components import put_in, version_of
from taizhang.actions.setup.excels import bits_of, macros_forbidden
from taizhang.actions.setup.menus import write_menus
from taizhang.actions.setup.trusting import is_marked, is_trusted, trust, unblock
from taizhang.books.resources import resource
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue, Place, Severity
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
HOLIDAYS = "chinesecalendar"  # each release knows the year that was announced last
CONF = "conf_interpreter"
SMALL = 1 << 32  # bytes that a program of 32 bits can count
# folders of sync clients, as they name them
_CLOUD = re.compile(
    r"(OneDrive|Dropbox|iCloud\s?Drive|Google ?Drive|Nutstore|BaiduSync[Dd]isk|WPSDrive|WPS ?Cloud Files"
    r"|SynologyDrive|Seafile|Nextcloud)( - .+|[ \d].*)?$"
    r"|(我的)?(坚果云|WPS云盘|WPS云文档|百度网盘|百度云同步盘|腾讯微云|微云同步|天翼云盘|阿里云盘|360云盘|联想企业网盘|亿方云).*$",
    re.IGNORECASE,
)
SYSTEMS = {"win32": "视窗系统", "darwin": "苹果系统", "linux": "服务器系统"}


def selfcheck(book: xw.Book | None, desk: Desk, moment: Moment, *, repair: bool = False) -> Report:
    """Check everything that a click needs, and mend what can be mended without asking.

    That is missing folders, an interpreter of the workbook that is gone, and the menus without
    macros where the folder has moved. Without a book only the machine is checked. `repair` mends
    what `mend` does.
    """
    mended = [*_mended(book, moment)] if repair else []
    issues = [*mended, *_packages(), *_machine()]
    facts = [
        told.PROGRAM.of(version=__version__),
        told.RUNTIME.of(
            python=platform.python_version(),
            bits=platform.architecture()[0].removesuffix("bit"),
            system=SYSTEMS.get(sys.platform, sys.platform),
        ),
        told.PACKAGES.of(count=len(PACKAGES), missing=sum(i.code == "W401" for i in issues)),
    ]
    if book is None:
        issues += _calendar(moment)
    else:
        found, more = _workbook(book, moment)
        issues += [*_marks(book), *found]
        facts += more
    if repair:
        facts.append(_told(mended))
    facts += [_road(), (told.UNFIT if _grave(issues) else told.FIT).of()]
    desk.progress("环境自检", 1, 0)
    data = {"version": __version__, "python": platform.python_version(),
            "packages": {n: version_of(n) for n in PACKAGES}}  # fmt: skip
    return Report("selfcheck", tuple(facts), tuple(issues), data=data)


def _told(mended: list[Issue]) -> tuple[str, str]:
    """What was mended, in a few words; a mark that could not be cleared is no such thing."""
    done = dict.fromkeys(issue.rule.title for issue in mended if issue.severity is Severity.NOTE)
    return told.MENDED.of(what="、".join(done)) if done else told.NOTHING_TO_MEND.of()


def _grave(issues: list[Issue]) -> bool:
    return any(i.severity == "错误" for i in issues)


def mend(book: xw.Book | None, desk: Desk, moment: Moment) -> Report:
    """修复环境: mend what 环境自检 names, as far as a program may, and check again.

    Marks that a broken Excel or LibreOffice left beside a closed ledger are cleared, the folder is
    trusted and its files unblocked, the workbook is told of this interpreter, missing components
    and newer holidays are put in from 组件.
    """
    return replace(selfcheck(book, desk, moment, repair=True), job="mend")


def _mended(book: xw.Book | None, moment: Moment) -> Iterator[Issue]:
    """What was mended, one notice each; what could not be is found by the check that follows."""
    root = Path(book.fullname).parent if book else None
    for name in _lacking():
        if put_in(name, root):
            yield catalog.COMPONENT_PUT_IN.at(name=name, version=version_of(name))
    if book is None:
        return
    if [*calendar_issues(Office(book), moment.now.date())] and put_in(HOLIDAYS, root):
        yield catalog.COMPONENT_PUT_IN.at(name=HOLIDAYS, version=version_of(HOLIDAYS))
    if book.app.engine.name != EXCEL:  # in Excel the marks are its own
        yield from clear_marks(Path(book.fullname))
    yield from _told_windows(Path(book.fullname).parent)
    if _conf(book).value != sys.executable:
        _conf(book).value = sys.executable
        book.save()
        yield catalog.INTERPRETER_SET.at()


def _told_windows(folder: Path) -> Iterator[Issue]:
    """Excel trusts the folder, Windows knows its files; nothing anywhere else."""
    if count := unblock(folder):
        yield catalog.FILES_UNBLOCKED.at(count=count)
    if not is_trusted(folder) and trust(folder):
        yield catalog.FOLDER_TRUSTED.at()


def _lacking() -> list[str]:
    """The components that a click needs and that are not there."""
    names = (*PACKAGES, "pywin32") if sys.platform == "win32" else PACKAGES
    return [name for name in names if not version_of(name)]


def _packages() -> Iterator[Issue]:
    for name in _lacking():
        yield catalog.PACKAGE_MISSING.at(name=name)


def _machine() -> Iterator[Issue]:
    if not office_program():
        yield catalog.OFFICE_MISSING.at()
    if sys.platform == "win32" and _excel_is_wps():
        yield catalog.WPS_IN_PLACE.at()
    if sys.maxsize < SMALL:
        yield catalog.PROGRAM_SMALL.at()
    elif bits_of(excel_server()) == "32":
        yield catalog.EXCEL_SMALL.at()


def _road() -> tuple[str, str]:
    """Which way is open on this machine: the buttons, or the menu without macros."""
    if sys.platform != "win32":
        return told.ROAD_OF_LINUX.of()
    if _excel_is_wps():
        return told.ROAD_OF_WPS.of()
    return (told.ROAD_OF_EXCEL if excel_server() else told.ROAD_WITHOUT_EXCEL).of()


def _excel_is_wps() -> bool:
    """Whether WPS stands in the registry where Excel should."""
    server = excel_server().lower()
    return "wps" in server or "et.exe" in server


def excel_server() -> str:
    """The program that Windows starts for Excel.Application, blank where there is none."""
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        clsid = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CLSID")
        return str(winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, rf"CLSID\{clsid}\LocalServer32"))
    except OSError:
        return ""


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
        *_untrusted(office.path.parent),
        *_forbidden(office.path.parent),
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


def _marks(book: xw.Book) -> Iterator[Issue]:
    """Marks beside a file that no Excel has open: in Excel they are its own."""
    if book.app.engine.name == EXCEL:
        return
    path = Path(book.fullname)
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
    if is_marked(path):
        yield catalog.FILE_FROM_WEB.at()


def _untrusted(folder: Path) -> Iterator[Issue]:
    if excel_server() and not is_trusted(folder):
        yield catalog.FOLDER_UNTRUSTED.at()


def _forbidden(folder: Path) -> Iterator[Issue]:
    if excel_server() and macros_forbidden(folder):
        yield catalog.MACROS_FORBIDDEN.at()


def _conf(book: xw.Book) -> xw.Range:
    """The cell that says which interpreter a click starts."""
    return book.names[CONF].refers_to_range


def _interpreter(book: xw.Book) -> Iterator[Issue]:
    """Keep the interpreter of the workbook at the one that runs this very check."""
    cell = _conf(book)
    if not Path(os.path.expandvars(str(cell.value or ""))).exists():
        yield catalog.INTERPRETER_MISSING.at()
        cell.value = sys.executable
        book.save()
