"""How the launcher talks: one calm line a step, one sentence when it cannot go on."""

import sys
import time

_STARTED = time.monotonic()


class Refused(SystemExit):
    """The launcher cannot go on; the one sentence says what to do. Python prints it and exits with code 1."""


def say(text: str) -> None:
    """Print a line; characters that the terminal cannot show become question marks instead of an error."""
    try:
        print(text, flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        print(text.encode(encoding, "replace").decode(encoding), flush=True)
    except OSError:  # the terminal was closed; there is nobody left to tell
        pass


def step(text: str) -> None:
    """Print a line with the seconds since the launcher started."""
    say(f"[{time.monotonic() - _STARTED:6.1f} s] {text}")
