"""`python -m backend.planning.optimise.worker`: facts of a board and options on stdin, lines of JSON on stdout.

Looking for an order takes a processor for many seconds: in a process of its own it holds up nobody's request and can be
ended. Each line is {"progress", "hold"}, the last {"result"}. Stdin is a pickle that the server itself wrote.
"""

import json
import pickle
import sys
from dataclasses import asdict

from backend.planning.optimise.board.plan import suggest


def main() -> int:
    """Read stdin, look, tell; 0 when done."""
    board, options = pickle.load(sys.stdin.buffer)  # noqa: S301 (written by the parent process, never by a visitor)
    found = suggest(board, options, _tell)
    _say({"result": asdict(found)})
    return 0


def _tell(done: float, hold: int) -> bool:
    _say({"progress": round(100 * done), "hold": hold})
    return True


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what, separators=(",", ":")), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
