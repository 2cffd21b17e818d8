"""Where workbook/, macros/ and templates/ are, and the templates of an office, which go before them.

The shipped ones lie beside the code in a checkout, inside an installed wheel; a missing one is a
broken installation and raises. An office's own lie in 模板/ beside its workbook. Nothing is written.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, cast

from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue

SourceRows = Sequence[Mapping[str, Any]]  # rows of a table as TOML gives them
PACKAGE = Path(__file__).resolve().parents[1]
OWN = "模板"
ROOMS = ("templates", "workbook")  # where a shipped template may lie
DECISIVE = frozenset({"form.toml"})  # read by what comes back: no other may stand in for it
T = TypeVar("T")


@cache
def resource(room: str) -> Path:
    """The folder of that room; FileNotFoundError where the installation is broken."""
    for base in (PACKAGE / "resources", PACKAGE.parents[1]):
        if (base / room).is_dir():
            return base / room
    raise FileNotFoundError(room)


def template(name: str, place: Path | None = None) -> Path:
    """The file of that name: in 模板/ of the working folder `place`, else the one shipped.

    `name` is as in templates/ or workbook/: "form.toml", "papers/order.docx", "presets/a.toml".
    FileNotFoundError where there is neither.
    """
    rooms = ([place / OWN] if place else []) + [resource(room) for room in ROOMS]
    for room in rooms:
        if (room / name).is_file():
            return room / name
    raise FileNotFoundError(name)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, as Notepad saves it too: with a mark in front, or in GB 18030."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return tomllib.loads(text.replace("\r\n", "\n"))


def read_source(folder: Path, name: str) -> dict[str, Any]:
    """The tables of a file of workbook/ as this folder has it, laid over those shipped.

    An office's own folder may hold only what it changed, or be older than the program.
    """
    own = folder / f"{name}.toml"
    known = deepcopy(dict(_shipped(resource("workbook") / own.name)))
    return overlaid(known, read_toml(own)) if own.is_file() else known


@cache
def _shipped(path: Path) -> Mapping[str, Any]:
    return read_toml(path)


def shipped(name: str) -> dict[str, Any]:
    """A fresh copy of the tables of a shipped TOML; FileNotFoundError where there is none."""
    return deepcopy(dict(_shipped(template(name))))


class UnfitTemplate(ValueError):  # noqa: N818 - named after what is wrong
    """An office's own template cannot be used; the text says why, in Chinese."""


def tables(raw: dict[str, Any]) -> dict[str, Any]:
    """The tables as they are."""
    return raw


class Templates:
    """The templates that hold in one working folder.

    An own TOML is laid over the shipped one: it says only what is different, and goes on working
    with a newer program. One that cannot be used is named in `faults`, and the shipped one is used;
    `refusals` are of those that nothing shipped may stand in for.
    """

    def __init__(self, place: Path | None = None) -> None:
        """Of the working folder, or those shipped."""
        self.place = place
        self.faults: list[Issue] = []
        self.refusals: list[Issue] = []
        self._known: dict[tuple[str, object], object] = {}

    def path(self, name: str) -> Path:
        """The file of that name, see `template`."""
        return template(name, self.place)

    def has_own(self, name: str) -> bool:
        """Whether the office has a file of its own of that name."""
        return self.place is not None and (self.place / OWN / name).is_file()

    def names(self, pattern: str) -> list[str]:
        """The names of all files that match, own and shipped, each once, sorted."""
        folders = [resource(room) for room in ROOMS]
        folders += [self.place / OWN] if self.place else []
        found = {p.relative_to(f).as_posix() for f in folders for p in f.glob(pattern)}
        return sorted(name for name in found if not Path(name).name.startswith(("~$", ".")))

    def read(
        self,
        name: str,
        make: Callable[[dict[str, Any]], T],
        known: Mapping[str, Collection[str]] | None = None,
        *,
        base: str = "",
    ) -> T:
        """What `make` makes of the TOML; of the shipped one where the own one cannot be used.

        Args:
            name: the file.
            make: may raise Unfit with a reason, KeyError, TypeError or ValueError.
            known: by table, or table.key, what a sentence may name in braces besides what the
                shipped one names.
            base: the file that this one is laid over, where it says a part only.
        """
        key = (f"{base}:{name}", make)
        if key not in self._known:
            self._known[key] = self._read(name, make, known or {}, base)
        return cast("T", self._known[key])

    def _read(
        self,
        name: str,
        make: Callable[[dict[str, Any]], T],
        known: Mapping[str, Collection[str]],
        base: str,
    ) -> T:
        under = self._tables(base, known) if base else {}
        if self.has_own(name):
            try:
                return make(self._own(name, under, known))
            except (UnfitTemplate, OSError, KeyError, TypeError, ValueError) as wrong:
                self.refuse(name, reason(wrong))
        return make(overlaid(under, _shipped_or_none(name)))

    def _tables(self, name: str, known: Mapping[str, Collection[str]]) -> dict[str, Any]:
        if self.has_own(name):
            try:
                return self._own(name, {}, known)
            except (UnfitTemplate, OSError, ValueError) as wrong:
                self.refuse(name, reason(wrong))
        return shipped(name)

    def _own(
        self, name: str, under: dict[str, Any], known: Mapping[str, Collection[str]]
    ) -> dict[str, Any]:
        own = read_toml(self.path(name))
        below = overlaid(under, _shipped_or_none(name))
        check(below, own, known)
        return overlaid(below, own)

    def refuse(self, name: str, why: str) -> None:
        """Note that the own template of that name cannot be used, and why; once."""
        if name in DECISIVE:
            found, rule = self.refusals, catalog.TEMPLATE_DECISIVE
        else:
            found, rule = self.faults, catalog.TEMPLATE_UNFIT
        issue = rule.at(name=f"{OWN}/{name}", why=why)
        if issue not in found:
            found.append(issue)


SHIPPED = Templates()


def _shipped_or_none(name: str) -> dict[str, Any]:
    try:
        return shipped(name)
    except FileNotFoundError:
        return {}


def overlaid(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Tables laid over tables: what `over` says holds, lists as a whole.

    >>> overlaid({"a": {"x": 1, "y": 2}, "b": [1]}, {"a": {"x": 3}, "b": [4, 5]})
    {'a': {'x': 3, 'y': 2}, 'b': [4, 5]}
    """
    done = dict(under)
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(done.get(key), Mapping)
        done[key] = overlaid(done[key], value) if both else value
    return done


def check(
    under: Mapping[str, Any],
    own: Mapping[str, Any],
    known: Mapping[str, Collection[str]],
    table: str = "",
) -> None:
    """Unfit where an own table names what the shipped one does not know, or is of another kind.

    A table whose keys are words of the office (lamps, sizes) may have more of them.
    """
    closed = bool(under) and all(key.isidentifier() and key.isascii() for key in under)
    for key, value in own.items():
        if key in under:
            _check_value(under[key], value, known, (table, key))
        elif closed:
            raise UnfitTemplate(
                f"“{table}”一段里没有“{key}”这一项" if table else f"没有“{key}”这一段"
            )


def _check_value(
    under: Any, value: Any, known: Mapping[str, Collection[str]], where: tuple[str, str]
) -> None:
    table, key = where
    if _kind(under) != _kind(value):
        raise UnfitTemplate(f"“{key}”应当写成{_kind(under)}")
    if isinstance(value, Mapping):
        check(under, value, known, key)
    allowed = {*known.get(f"{table}.{key}", known.get(table, ()))}
    for text in _sentences(value):
        extra = _named(text) - _named(under) - allowed
        if extra:
            raise UnfitTemplate(f"“{key}”里的{{{min(extra)}}}程序不认识")


def _kind(value: Any) -> str:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true 或 false"), ((int, float), "数"), (str, "一句话（加引号）"),
        (list, "方括号里的一列"), (Mapping, "一段"),
    )  # fmt: skip
    return next((word for kind, word in kinds if isinstance(value, kind)), "日期")


def _sentences(value: Any) -> list[str]:
    """The texts of a value that is a sentence or a list of sentences."""
    found = value if isinstance(value, list) else [value]
    return [text for text in found if isinstance(text, str)]


def _named(value: Any) -> set[str]:
    """What sentences name in braces; Unfit where a brace stands alone."""
    try:
        return {
            n for t in _sentences(value) for _, n, _, _ in Formatter().parse(t) if n is not None
        }
    except ValueError:
        raise UnfitTemplate("大括号没有成对") from None


_LINE = re.compile(r"line (\d+)")
_WORD = re.compile(r"'([\w.#]+)'")


def reason(wrong: Exception) -> str:
    """Why a template cannot be used, in words for a clerk."""
    if isinstance(wrong, UnfitTemplate):
        return str(wrong)
    if isinstance(wrong, tomllib.TOMLDecodeError):
        line = _LINE.search(str(wrong))
        return f"第{line[1]}行的写法不对" if line else "末尾的写法不对"
    if isinstance(wrong, UnicodeDecodeError):
        return "不是文本文件"
    if isinstance(wrong, OSError):
        return "打不开"
    word = _WORD.search(str(wrong))
    return f"“{word[1]}”写得不对" if word else "内容不合要求"
