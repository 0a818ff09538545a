"""`python -m dcc.desktop`, and `backlot-time-desktop` in the package: opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window until it is closed; 0, or a one-line reason and 1."""
    try:
        import tkinter
    except ImportError:
        print("This Python has no Tk. On Debian and Ubuntu: apt install python3-tk", file=sys.stderr)
        return 1
    from .window import Window

    try:
        window = Window()
    except tkinter.TclError as wrong:
        print(f"No window can be opened here: {wrong}", file=sys.stderr)
        return 1
    window.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
