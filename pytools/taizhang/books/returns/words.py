"""The words of a returned form: those of the office, and those shipped."""

from collections.abc import Mapping
from typing import Any

from taizhang.books.layout import load_layout


def texts() -> Mapping[str, Any]:
    """Titles, steps, heads and the words around a note, as templates/reminder.toml has them."""
    return load_layout().form.returned
