"""Where workbook/, macros/ and templates/ are: beside the code in a checkout, inside an installed wheel.

Nothing is written here; a missing resource is a broken installation and raises.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def resource(room: str) -> Path:
    """The folder of that room; FileNotFoundError where the installation is broken."""
    for base in (PACKAGE / "resources", PACKAGE.parents[1]):
        if (base / room).is_dir():
            return base / room
    raise FileNotFoundError(room)
