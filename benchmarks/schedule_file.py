"""How long a schedule file takes into a production and out again, through a real server on this machine.

    python -m benchmarks.schedule_file

A feature as scheduling programs export it: 175 strips, 60 cast among 240 elements, four boards of 60 days.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.table import Row, Table, at_most, shown
from tests.running import API, ROOT, start_server

IMPORT_LIMIT, COMMAND_LIMIT = 3.0, 0.5  # seconds
NEEDS = (("Cast", 100, 60), ("Background", 101, 30), ("Props", 104, 150))
PLACES = (("Set", 0, 40), ("INT/EXT", 1, 2), ("Day/Night", 2, 2))


def schedule(seed: int = 1) -> bytes:
    """The file."""
    dice = random.Random(seed)
    groups = (*NEEDS, *PLACES)
    elements = [
        {
            "id": f"e{ucid}-{number}",
            "name": f"{name.upper()} {number}",
            "category": f"c{ucid}",
            "elementId": str(number),
        }
        for name, ucid, count in groups
        for number in range(1, count + 1)
    ]
    for number, name in enumerate(("INT", "EXT")):
        next(each for each in elements if each["id"] == f"e1-{number + 1}")["name"] = name
    strips = [_strip(number, dice) for number in range(1, 176)]
    boards = []
    for plan in range(4):
        ids = [strip["id"] for strip in strips]
        dice.shuffle(ids)
        lists = [{"id": f"m{plan}", "name": "stripboard", "breakdownIds": [ids[day::60] for day in range(60)]}]
        boards.append({"id": f"p{plan}", "name": f"Plan {plan}", "calendar": "k", "boards": lists})
    start = {"id": "v", "type": "start", "name": None, "date": "2027-03-01T12:00:00.000Z"}
    body = {
        "id": "bench", "project": "Benchmark", "ussVersion": "1.0.0", "breakdowns": strips, "elements": elements,
        "categories": [{"id": f"c{ucid}", "name": name, "ucid": ucid} for name, ucid, _count in groups],
        "stripboards": boards, "calendars": [{"id": "k", "name": "Plan", "daysOff": [0, 6], "events": [start]}],
    }  # fmt: skip
    return json.dumps({"universalScheduleStandard": body}).encode()


def _strip(number: int, dice: random.Random) -> dict[str, Any]:
    chosen = [f"e{ucid}-{dice.randint(1, count)}" for _name, ucid, count in PLACES]
    for (_name, ucid, count), most in zip(NEEDS, (6, 3, 5), strict=True):
        chosen += sorted({f"e{ucid}-{dice.randint(1, count)}" for _ in range(dice.randint(0, most))})
    return {"id": f"b{number}", "scene": str(number), "pages": dice.randint(1, 24) / 8, "elements": chosen}


def measure() -> Table:
    """In, looked at again, out; and a day out of days by the command line."""
    content = schedule()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.uss"
        file.write_bytes(content)
        with start_server(Path(folder) / "data", app=API, BACKLOT_RATE_LIMITS="no") as server:
            owner = server.set_up()
            film = owner.post("/productions", {"title": "Film"}).data["id"]
            path, sent = f"/productions/{film}/schedule-file", {"Content-Type": "application/octet-stream"}
            taken = _seconds(lambda: owner.post(f"{path}?filename=plan.uss", data=content, headers=sent).data)
            again = _seconds(lambda: owner.post(f"{path}/preview?filename=plan.uss", data=content, headers=sent).data)
            given = _seconds(lambda: owner.get(path))
        command = [sys.executable, "-m", "backend", "dood", str(file), "--board", "Plan 0", "--json"]
        python = min(_seconds(lambda: _run([sys.executable, "-c", ""])) for _ in range(3))
        dood = min(_seconds(lambda: _run(command)) for _ in range(3)) - python
    rows = [
        at_most("import into an empty production", taken, IMPORT_LIMIT, "s"),
        Row("preview of the same file again", f"{shown(again)} s"),
        Row("export", f"{shown(given)} s"),
        at_most("day out of days by the command line, beyond Python's own start", dood, COMMAND_LIMIT, "s"),
    ]
    about = "175 strips, 60 cast among 284 elements, four boards of 60 days."
    return Table("A schedule file", about, rows)


def _seconds(action: Any) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    print(measure().text())
