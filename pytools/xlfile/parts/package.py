"""The workbook as a zip of parts: read whole, changed part by part, saved in one stroke.

Parts that were not changed are written back byte for byte. The file is closed between reading
and saving, so nothing is locked. This module knows parts and relations, no sheets and no cells.
"""

import io
import os
import posixpath
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from wholefile import ChangedError, swap, whole
from xlfile.parts import runs
from xlfile.parts.archive import PackedEntry, archive, pack, packed_entry
from xlfile.parts.runs import InRuns, Irregular, PackedRun, RunList
from xlfile.parts.trees import CONTENT_TYPES, PACKAGE_RELATIONS, RELATIONS, parse, serialize

_TYPES_PART = "[Content_Types].xml"
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"


class UnreadableWorkbook(Exception):  # noqa: N818 - the name callers were promised
    """The file is there, but it is not an .xlsx or .xlsm that can be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ChangedOnDisk(OSError):  # noqa: N818 - reads as what happened
    """Somebody else saved the file after it was opened; saving would undo their work."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was changed on disk after it was opened")
        self.path = path


class HiddenCell(ValueError):  # noqa: N818 - reads as what happened
    """A value for a cell that a merged area hides: it could never be seen."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(f"xlfile: {cell} is hidden in a merged cell")
        self.sheet, self.cell = sheet, cell


class PartRelation(NamedTuple):
    """One line of a .rels part; `target` is a part's name, or an address when external."""

    kind: str
    target: str
    external: bool


Finisher = Callable[[bytes], Iterable[bytes | PackedRun]]


class Package:
    """A workbook's parts, by name. Nothing is written until `save`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._trees: dict[str, etree._Element] = {}
        self._completers: dict[str, Callable[[], None]] = {}
        self._finishers: dict[str, Finisher] = {}
        self._stamp = _stamp(path)
        try:
            self._load(path.read_bytes())
            self.tree(_TYPES_PART)
        except (zipfile.BadZipFile, KeyError) as error:
            raise UnreadableWorkbook(path, _why_unreadable(self.data)) from error

    def _load(self, data: bytes) -> None:
        self.data = data
        self._edited: dict[str, bytes | None] = {}
        self._removed: set[str] = set()
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {_key(name): name for name in self._zip.namelist()}
        self._listed = RunList(self._zip.read(runs.PART) if self.has(runs.PART) else b"")
        self._in_runs: dict[str, InRuns | None] = {}

    @property
    def changed(self) -> bool:
        """Whether saving would write anything."""
        return bool(self._edited or self._removed)

    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._names.values())

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return _key(part) in self._names

    def read(self, part: str) -> bytes:
        """A part as it is now, changes included; KeyError when there is none."""
        name = self._names[_key(part)]
        if name in self._edited:
            return self._edited[name] or b"".join(map(_unpacked, self._written(name)))
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise UnreadableWorkbook(self.path, f"{name} is damaged: {error}") from error

    def in_runs(self, part: str) -> InRuns | None:
        """A large part as the file has it, its rows in stretches that unpack apart.

        Where another program has written the file, they are packed anew.
        """
        name = self._names[_key(part)]
        if name in self._edited:
            return None
        if name not in self._in_runs:
            entry = self._entry(name)
            found = self._listed.part(name, entry)
            if found is None and entry.size >= runs.LARGE:
                found = _taken_apart(self.read(name))
            self._in_runs[name] = found
        return self._in_runs[name]

    def _entry(self, name: str) -> PackedEntry:
        try:
            return packed_entry(self.data, self._zip.getinfo(name))
        except zipfile.BadZipFile as error:
            raise UnreadableWorkbook(self.path, f"{name} is damaged: {error}") from error

    def _written(self, name: str) -> Iterator[bytes | PackedRun]:
        data = serialize(self._trees[name])
        if name in self._finishers:
            yield from self._finishers[name](data)
        else:
            yield data

    def finish(self, part: str, finisher: Finisher) -> None:
        """Let `finisher` complete the part whenever its tree is written, piece by piece."""
        self._finishers[self._names[_key(part)]] = finisher

    def tree(self, part: str) -> etree._Element:
        """A part as a tree, for looking only."""
        name = self._names[_key(part)]
        if complete := self._completers.pop(name, None):
            complete()
        if name not in self._trees:
            try:
                root = parse(self.read(name))
            except etree.XMLSyntaxError as error:
                raise UnreadableWorkbook(self.path, f"{name} is damaged: {error}") from error
            self._trees[name] = root
        return self._trees[name]

    def edit(self, part: str) -> etree._Element:
        """A part as a tree, to be changed; it will be written by `save`."""
        root = self.tree(part)
        self.touch(part)
        return root

    def has_tree(self, part: str) -> bool:
        """Whether the tree of a part was handed out already."""
        return self._names[_key(part)] in self._trees

    def touch(self, part: str) -> None:
        """Have a part written by `save` from the tree that was handed out."""
        self._edited[self._names[_key(part)]] = None

    def partly(self, part: str, data: bytes, complete: Callable[[], None]) -> etree._Element:
        """A part read in part only: the tree of `data`.

        `complete` is called, once, when somebody else asks for the tree of the whole part.
        """
        name = self._names[_key(part)]
        try:
            self._trees[name] = root = parse(data)
        except etree.XMLSyntaxError as error:
            raise UnreadableWorkbook(self.path, f"{name} is damaged: {error}") from error
        self._completers[name] = complete
        return root

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """Put a new part into the package."""
        self._names[_key(part)] = part
        self._edited[part] = data
        types = self.edit(_TYPES_PART)
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", content_type)

    def remove(self, part: str, owner: str) -> None:
        """Take a part out, with its content type and its relation from `owner`."""
        name = self._names.pop(_key(part))
        self._removed.add(name)
        self._edited.pop(name, None)
        for override in list(self.edit(_TYPES_PART)):
            if unquote(override.get("PartName", "")).lower() == f"/{name}".lower():
                override.getparent().remove(override)  # type: ignore[union-attr]
        rels = self.edit(_rels_part(owner))
        for relation in list(rels):
            if _resolve(owner, relation.get("Target", "")).lower() == name.lower():
                rels.remove(relation)

    def relations(self, owner: str) -> dict[str, PartRelation]:
        """What a part points to, by relation id; of the package itself when owner is ""."""
        rels = _rels_part(owner)
        if not self.has(rels):
            return {}
        found = {}
        for line in self.tree(rels):
            external = line.get("TargetMode") == "External"
            target = line.get("Target", "")
            found[line.get("Id", "")] = PartRelation(
                line.get("Type", "").rpartition("/")[2],
                target if external else _resolve(owner, target),
                external,
            )
        return found

    def relate(
        self, owner: str, kind: str, target: str, *, external: bool = False, base: str = RELATIONS
    ) -> str:
        """Point from a part to another part or to an address; returns the relation's id."""
        rels = _rels_part(owner)
        if not self.has(rels):
            empty = serialize(etree.Element(f"{{{PACKAGE_RELATIONS}}}Relationships"))
            self._names[_key(rels)] = rels
            self._edited[rels] = empty
        taken = set(self.relations(owner))
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        line = etree.SubElement(self.edit(rels), f"{{{PACKAGE_RELATIONS}}}Relationship")
        line.set("Id", f"rId{number}")
        line.set("Type", f"{base}/{kind}")
        here = posixpath.dirname(owner)
        line.set("Target", target if external else posixpath.relpath(target, here or "."))
        if external:
            line.set("TargetMode", "External")
        return f"rId{number}"

    def unrelate(self, owner: str, relation_id: str | None) -> None:
        """Take a relation away."""
        if relation_id is None or not self.has(_rels_part(owner)):
            return
        rels = self.edit(_rels_part(owner))
        for line in list(rels):
            if line.get("Id") == relation_id:
                rels.remove(line)

    def free_name(self, pattern: str) -> str:
        """The first unused part name of a pattern such as `xl/worksheets/sheet{}.xml`."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def save(self, path: Path) -> None:
        """Write the workbook beside `path` and move it into place; on error nothing changes."""
        here = path == self.path
        if here and not self.changed:
            return
        if here and not self._is_as_read(path):
            raise ChangedOnDisk(path)
        data = self._zipped() if self.changed else self.data
        try:
            _replace(path, data, like=self.path, expected=self._is_as_read if here else None)
        except ChangedError as error:
            raise ChangedOnDisk(path) from error
        self.path = path
        self._load(data)
        self._stamp = _stamp(path)

    def _is_as_read(self, path: Path) -> bool:
        """Whether the file there is the one that was read, or gone."""
        return _stamp(path) in {None, self._stamp}

    def _zipped(self) -> bytes:
        packed = {name: self._packed(name) for name in self._edited if name != runs.PART}
        self._list_runs(packed)
        kept = {entry.filename: entry for entry in self._zip.infolist()}
        added = [zipfile.ZipInfo(name) for name in self._edited if name not in kept]
        return archive(
            (_fresh(old), self._as_saved(old.filename, packed))
            for old in [*kept.values(), *added]
            if old.filename not in self._removed and not old.is_dir()
        )

    def _packed(self, name: str) -> PackedEntry | InRuns:
        """A part that was changed, as it will stand in the file."""
        if (data := self._edited[name]) is not None:
            return pack([data], stored=self._is_stored(name))
        try:
            return runs.in_runs(self._written(name))
        except Irregular:
            return pack(map(_unpacked, self._written(name)), stored=self._is_stored(name))

    def _is_stored(self, name: str) -> bool:
        held = name in self._zip.NameToInfo
        return held and self._zip.getinfo(name).compress_type == zipfile.ZIP_STORED

    def _list_runs(self, packed: dict[str, PackedEntry | InRuns]) -> None:
        """Let the list of stretches speak of the parts as they will stand in the file."""
        there = {name: self.in_runs(name) for name in self._listed.names() if name not in packed}
        made = {name: part for name, part in packed.items() if isinstance(part, InRuns)}
        listed = {name: part for name, part in (there | made).items() if part is not None}
        if not listed and not self.has(runs.PART):
            return
        data = runs.written(listed)
        if self.has(runs.PART):
            self._edited[self._names[_key(runs.PART)]] = data
        else:
            self._add_list(data, packed)

    def _add_list(self, data: bytes, packed: dict[str, PackedEntry | InRuns]) -> None:
        """Put the list of stretches into the package, as a part that belongs to the workbook."""
        self.add(runs.PART, data, runs.TYPE)
        main = next(r.target for r in self.relations("").values() if r.kind == "officeDocument")
        self.relate(main, runs.KIND, runs.PART, base=runs.RELATION)
        for name in (_TYPES_PART, self._names[_key(_rels_part(main))]):
            packed[name] = self._packed(name)

    def _as_saved(self, name: str, packed: dict[str, PackedEntry | InRuns]) -> PackedEntry:
        """An entry of the file; one that was not changed is taken over as it is."""
        found = packed.get(name)
        if isinstance(found, InRuns):
            return found.packed
        if name == runs.PART and name in self._edited:
            return pack([self._edited[name] or b""], stored=True)
        return found or self._entry(name)


def _taken_apart(data: bytes) -> InRuns | None:
    try:
        return runs.in_runs([data])
    except Irregular:
        return None


def _unpacked(piece: bytes | PackedRun) -> bytes:
    return piece.piece.data() if isinstance(piece, PackedRun) else piece


def _fresh(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry of the same name, time and rights."""
    entry = zipfile.ZipInfo(old.filename, old.date_time)
    entry.external_attr = old.external_attr
    return entry


def _key(part: str) -> str:
    return part.replace("\\", "/").lower()


def _why_unreadable(data: bytes) -> str:
    if data.startswith(_OLD_OR_ENCRYPTED):
        return "it is an .xls file or is encrypted with a password"
    return "it is not an Office Open XML file, or it is damaged"


def _rels_part(owner: str) -> str:
    folder, _, name = owner.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(owner: str, target: str) -> str:
    target = unquote(target).replace("\\", "/")
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def _replace(
    path: Path, data: bytes, *, like: Path, expected: Callable[[Path], bool] | None = None
) -> None:
    place = partial(swap, expected=expected) if expected and path.exists() else None
    with whole(path, place) as beside:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if like.exists():
            shutil.copymode(like, beside)
