"""An uploaded file read by a worker process within a time limit, so that no file can hold a request for ever.

Starting the worker costs about a tenth of a second (it loads neither Flask nor the database), which is what being able
to kill it is worth; a thread cannot be killed. Only two files are read at a time: the rest of the crew is working.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Collection
from typing import Any

from backend.core.errors import Busy, Invalid
from backend.settings import ROOT, Settings

MAX_SCENES = 1000  # a feature has about 200, a season of television about 600
MAX_CHARACTERS = 2000
_turns = threading.BoundedSemaphore(2)


def read_screenplay(settings: Settings, data: bytes, filename: str, accept: Collection[int] = ()) -> dict[str, Any]:
    """The parts of a screenplay as plain JSON values (`stored.load` makes a ParsedScript of them).

    `accept` are lines of `heading_offers` to take as headings. Raises Invalid naming `file` with the reason when it
    cannot be read or takes longer than `import_seconds`, and Busy when too many others wait.
    """
    if not _turns.acquire(timeout=settings.import_seconds):
        raise Busy("Other screenplays are being read. Please try again in a moment.")
    try:
        parsed = _run(settings.import_seconds, data, filename, accept)
    finally:
        _turns.release()
    if not parsed["scenes"] and not parsed["heading_offers"]:
        raise Invalid("No scene heading was found: a heading starts with INT. or EXT. and stands alone.", field="file")
    if len(parsed["scenes"]) > MAX_SCENES or len(parsed["characters"]) > MAX_CHARACTERS:
        raise Invalid(
            f"A screenplay may have at most {MAX_SCENES} scenes and {MAX_CHARACTERS} characters.", field="file"
        )
    return parsed


def _run(seconds: int, data: bytes, filename: str, accept: Collection[int]) -> dict[str, Any]:
    arguments = [filename, str(seconds), *map(str, sorted(accept))]
    command = [sys.executable, "-X", "utf8", "-m", "backend.script.screenplays.worker", *arguments]
    try:  # the file name is an argument of ours, never a command
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=seconds, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Invalid(f"This file could not be read within {seconds} seconds.", field="file") from slow
    if done.returncode == 2:
        raise Invalid(done.stderr.decode("utf-8", "replace"), field="file")
    if done.returncode:
        raise Invalid("This file is damaged or too complicated to be read as a screenplay.", field="file")
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed
