"""Excel in and out: tables of a Book, forms, builders of new workbooks.

`read_form(path)` reads a file that a department sent back, whatever was done to it: a Form, or a
Refusal that says why not. It never raises on a bad file. What it reads into is imported here too.

Everything is imported on first use: a click that reads no form does not pay for the reader.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from taizhang.books.reading.form import read_form
    from taizhang.core.submission import Answer, Form, FormRow, Refusal

_WHERE = {
    "read_form": "taizhang.books.reading.form",
    "Answer": "taizhang.core.submission",
    "Form": "taizhang.core.submission",
    "FormRow": "taizhang.core.submission",
    "Refusal": "taizhang.core.submission",
}
__all__ = ["Answer", "Form", "FormRow", "Refusal", "read_form"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
