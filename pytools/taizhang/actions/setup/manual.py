"""使用手册 and 检查清单, drawn from templates/manual/, the one list of commands and README's pictures."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.books.resources import read_source, resource
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.office.report import Desk, Report

if TYPE_CHECKING:
    from taizhang.commands import Commands

ROOM, STYLE = "manual", "manual/style.toml"
NAMES = ("使用手册", "检查清单")


def manual(folder: Path, desk: Desk) -> Report:
    """Write both as .docx into `folder`, as PDF too where LibreOffice is there."""
    folder.mkdir(parents=True, exist_ok=True)
    issues: list[Issue] = []
    files: list[Path] = []
    sections = 0
    for done, name in enumerate(NAMES, start=1):
        desk.progress("使用手册", done, len(NAMES))
        path, count, said = _write(folder, name)
        sections += count
        printed = [*_print(path)]
        files += [path, *(p for p in printed if isinstance(p, Path))]
        issues += [*said, *(i for i in printed if isinstance(i, Issue))]
    desk.progress("使用手册", len(NAMES), 0)
    buttons = len(_commands().commands)
    facts = (told.MANUAL_MADE.of(count=sections, buttons=buttons),)
    data = {"sections": sections, "buttons": buttons}
    return Report("manual", facts, tuple(issues), tuple(files), data)


def _write(folder: Path, name: str) -> tuple[Path, int, tuple[Issue, ...]]:
    from taizhang.books.official.handbook import draw_manual
    from taizhang.books.official.saved import save_bytes
    from taizhang.books.official.source import compose
    from taizhang.books.official.style import official_style

    source = resource("templates") / ROOM / f"{name}.md"
    pictures = _pictures()
    made = compose(
        source.read_text("utf-8-sig"), _commands(), pictures, source.name, _steps()
    )  # fmt: skip
    path = folder / f"{name}.docx"
    style = official_style(file=STYLE)
    save_bytes(path, draw_manual(made, style, pictures, contents=bool(made.headings)))
    return path, len(made.headings), made.issues


def _commands() -> "Commands":
    from taizhang.books.master.commands import load_commands

    return load_commands()


def _steps() -> dict[str, str]:
    """What 使用说明 says of each command."""
    steps = read_source(resource("workbook"), "guide")["steps"]
    return {str(key): str(text) for key, text in steps.items()}


def _pictures() -> dict[str, Path]:
    """The pictures that `python -m tests.pictures` draws, by their names."""
    return {p.name: p for p in sorted((resource("workbook") / "preview").glob("*.png"))}


def _print(path: Path) -> Iterator[Path | Issue]:
    from taizhang.books.sheets.printing import print_pdf

    pdf = path.with_suffix(".pdf")
    try:
        print_pdf(path, pdf)
    except (FileNotFoundError, RuntimeError, subprocess.SubprocessError):
        yield catalog.MANUAL_NOT_PRINTED.at(name=path.name)
    else:
        yield pdf
