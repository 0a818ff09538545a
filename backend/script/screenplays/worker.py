"""`python -m backend.script.screenplays.worker NAME SECONDS [LINE…]`: a screenplay on stdin, JSON on stdout.

The server reads every upload in such a process of its own: whatever a file does to a parser, the process can be killed,
and its memory and processor time end where the system allows limits. Exit 2 and a sentence on stderr: not readable.
"""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from backend.script.screenplays.importers.model import ImportRefused
from backend.script.screenplays.importers.read import MAX_BYTES, read_script

MEMORY = 2 << 30  # bytes of address space; a 120-page PDF takes a quarter of it


def main(filename: str, seconds: int, accept: list[int]) -> int:
    """Read stdin, write stdout; 0 or 2."""
    _limit(seconds)
    try:
        script = read_script(sys.stdin.buffer.read(MAX_BYTES + 1), filename, accept)
    except ImportRefused as error:
        sys.stderr.buffer.write(error.reason.encode("utf-8", "replace"))
        return 2
    text = json.dumps(_storable(asdict(script)), ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def _limit(seconds: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; there the time limit outside must do
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _storable(value: Any) -> Any:
    """Without NUL, which PostgreSQL cannot keep in a text."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {key.replace("\0", ""): _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]), [int(line) for line in sys.argv[3:]]))
