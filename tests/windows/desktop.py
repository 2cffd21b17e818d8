"""On the Windows PC: the desktop is there before any program is listened to.

wine starts it with the first program that asks for a window, and it keeps the pipes of that program
open: whoever listens to a pipe of it would listen for ever.
"""

import sys


def start_desktop() -> None:
    """Ask for the desktop here, where nobody listens."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.GetDesktopWindow()
