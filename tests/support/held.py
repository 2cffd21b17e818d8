"""Hold a file as other programs do: on Windows nobody gets at it meanwhile, elsewhere nothing is held."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY, READERS, EVERYBODY = 0, 1, 7  # who else may open it: a locking program, Excel, a scanner
_READ_WRITE, _OPEN_EXISTING, _PLAIN_FILE = 0xC0000000, 3, 0x80
_REFUSED = ctypes.c_void_p(-1).value


@contextmanager
def held(path: Path, share: int = READERS) -> Iterator[None]:
    """Keep the file open for reading and writing; `share` says what others may do."""
    if sys.platform != "win32":
        yield
        return
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        ctypes.c_wchar_p(str(path)), ctypes.c_uint32(_READ_WRITE), share, None,
        _OPEN_EXISTING, _PLAIN_FILE, None,
    )  # fmt: skip
    assert handle != _REFUSED, (path, ctypes.get_last_error())
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
