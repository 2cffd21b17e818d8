"""Excel in and out: tables of a Book, forms, builders of new workbooks."""

from typing import Any


def __getattr__(name: str) -> Any:
    """`read_form` on first use: a click that reads no form does not pay for the reader."""
    if name == "read_form":
        from taizhang.books.reading import read_form

        return read_form
    raise AttributeError(name)
