"""`optimise`: the cheapest order of a talent-scheduling instance, or a cheaper one of a board in a .uss file.

Neither needs the database or the web server, so nothing of either is loaded for it.
"""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.core.errors import Invalid, NotFound

LONGEST = 3600.0
SEARCHED = 0.94  # share of the seconds spent looking: starting and counting the answer take the rest
ARGUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("file", {"type": Path, "metavar": "FILE"}),
    ("--board", {"metavar": "NAME"}),
    ("--seconds", {"type": float, "default": 20.0, "metavar": "N"}),
]
Answer = tuple[dict[str, Any], str]


def optimise(options: argparse.Namespace) -> Answer:
    """Solve the file, by what it is: with --board a schedule, else an instance."""
    if not 0 < options.seconds <= LONGEST:
        raise Invalid(f"Give more than 0 and at most {LONGEST:.0f} seconds.", field="seconds")
    return _board(options) if options.board is not None else _talent(options)


def _talent(options: argparse.Namespace) -> Answer:
    from backend.planning.optimise.talent.instance import InstanceRefused, read
    from backend.planning.optimise.talent.solve import solve

    try:
        instance = read(_content(options.file))
    except InstanceRefused as error:
        hint = " Name the board of a schedule file with --board." if options.file.suffix.lower() == ".uss" else ""
        raise Invalid(f"{options.file}: {error}{hint}", field="file") from None
    answer = solve(instance, SEARCHED * options.seconds)
    order = " ".join(str(scene) for scene in answer.order)
    proof = "proven" if answer.proven else "not proven"
    return asdict(answer), f"{answer.cost} ({proof}, {answer.seconds} s)\n{order}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise Invalid(f"{path}: {error.strerror or 'cannot be read'}.", field="file") from None


def _board(options: argparse.Namespace) -> Answer:
    from backend.commands.schedule_files import document_in
    from backend.exchange.uss.shooting import facts
    from backend.planning.optimise.board.options import Options
    from backend.planning.optimise.board.plan import suggest

    board = facts(document_in(options.file), options.board)
    found = suggest(board, Options(seconds=SEARCHED * options.seconds))
    names = {
        day.key: " ".join(strip.number for strip in day.strips if strip.scene_id is not None) for day in board.days
    }
    dates = {day.key: day.date.isoformat() for day in board.days}
    order = [{"day": key, "date": date, "was": dates[key], "scenes": names[key]} for key, date in found.days]
    result = {
        "board": board.name,
        "before": asdict(found.before),
        "after": asdict(found.after),
        "order": order,
        "bound": found.bound,
        "proven": found.certain,
        "seconds": found.seconds,
        "messages": found.messages,
    }
    lines = [
        f"{what:<16}{before:>8}{after:>8}"
        for what, before, after in (
            ("", "before", "after"),
            ("days held", found.before.hold, found.after.hold),
            ("days paid", found.before.paid, found.after.paid),
            ("overnight moves", found.before.moves, found.after.moves),
            ("mixed days", found.before.mixed, found.after.mixed),
            ("rules broken", len(found.before.broken), len(found.after.broken)),
        )
    ]
    days = [f"{row['date']}  was {row['was']}  {row['scenes']}" for row in order]
    return result, "\n".join([*lines, *found.messages, *found.after.broken, *days])
