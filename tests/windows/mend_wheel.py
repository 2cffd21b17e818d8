"""Let the modules of a wheel ask another DLL: mend_wheel.py WHEEL OLD NEW.

For the lab only: wine lacks what the old one promises. NEW is no longer than OLD.
"""

import sys
import zipfile
from pathlib import Path


def mend(wheel: Path, old: str, new: str) -> None:
    """Write the wheel anew with the name replaced in its .pyd files."""
    before = old.encode() + b"\0"
    after = (new.encode() + b"\0").ljust(len(before), b"\0")
    made = wheel.with_suffix(".mended")
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for info in source.infolist():
            data = source.read(info)
            out.writestr(
                info, data.replace(before, after) if info.filename.endswith(".pyd") else data
            )
    made.replace(wheel)


if __name__ == "__main__":
    mend(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
