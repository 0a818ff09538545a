"""The printed schedule: words are settled here, the layout in `report.typ`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend.core.eighths import format_eighths
from backend.core.typeset import Paper, typeset
from backend.planning.light import ink_on
from backend.planning.reports.document import Day, Line, Report, hours, pages
from backend.planning.reports.schemas import Kind

TEMPLATE = Path(__file__).with_name("report.typ")
BREAKS = {"Holiday": "holiday"}


def render(made: Report, kind: Kind, head: Mapping[str, str], colours: Mapping[str, str], paper: Paper = "a4") -> bytes:
    """The PDF; `colours` as rules.service.strip_colours gives them."""
    strips, length = sum(day.scenes for day in made.days), sum(day.eighths for day in made.days)
    data = {
        **head,
        "kind": kind,
        "colours": {place: {"fill": colour, "ink": ink_on(colour)} for place, colour in colours.items()},
        "days": [_day(day) for day in made.days],
        "boneyard": [_line(line) for line in made.boneyard],
        "summary": f"{_count(len(made.days), 'day')} · {_count(strips, 'strip')} · {pages(length)}",
    }
    return typeset(TEMPLATE, data, paper)


def texts(made: Report, head: Mapping[str, str]) -> str:
    """Everything people typed that the paper shows."""
    lines = [*(line for day in made.days for line in day.lines), *made.boneyard]
    said = [
        word
        for line in lines
        for word in (
            line.number,
            line.set_name,
            line.day_night,
            line.players,
            line.synopsis,
            line.location,
            line.banner,
        )
    ]
    needs = [word for line in lines for need in line.needs for word in need]
    return "".join([*head.values(), *said, *needs, *(day.location + day.unit for day in made.days)])


def _day(day: Day) -> dict[str, Any]:
    parts = (_count(day.scenes, "scene"), pages(day.eighths), hours(day.minutes))
    return {
        "number": f"Day {day.number} of {day.of}",
        "date": f"{day.date:%A} {day.date.day} {day.date:%B} {day.date.year}",
        "unit": day.unit,
        "call": f"Call {day.call}" if day.call else "",
        "location": day.location,
        "lines": [_line(line) for line in day.lines],
        "end": f"End of day {day.number} · {day.date:%a} {day.date.day} {day.date:%b} · "
        + " · ".join(part for part in parts if part),
        "before": [{"text": text, "place": BREAKS.get(text.split(":")[0], "week_break")} for text in day.before],
    }


def _line(line: Line) -> dict[str, Any]:
    if line.banner:
        return {"banner": line.banner + (f" · {hours(line.minutes)}" if line.minutes else "")}
    return {
        "place": line.place,
        "number": line.number,
        "light": " ".join(part for part in (line.int_ext, line.day_night) if part),
        "int_ext": line.int_ext,
        "day_night": line.day_night,
        "set": line.set_name,
        "pages": format_eighths(line.eighths),
        "cast": line.cast,
        "players": line.players,
        "synopsis": line.synopsis,
        "location": line.location,
        "script_day": line.script_day,
        "time": hours(line.minutes or 0),
        "needs": [{"heading": heading, "text": text} for heading, text in line.needs],
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
