"""Small boards for tests of the conflict engine: `day("2027-03-04", scene(1, cast=[1]))`, `board(day(…), …)`."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from backend.planning.conflicts.engine import conflicts
from backend.planning.conflicts.facts import Around, Conflict
from backend.planning.facts import BoardFacts, CalendarFacts, DayFacts, StripFacts, Subject
from backend.planning.rules.presets import presets, rules

US = rules(presets()["us_theatrical"].values)
EVERY_DAY = CalendarFacts(weekly_off=frozenset())


def date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def clock(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def scene(number: int, cast: Sequence[int] = (), **more: Any) -> StripFacts:
    values = {"eighths": 8, "int_ext": "INT", "day_night": "DAY", "location_id": 1, **more}
    return StripFacts(
        key=values.pop("key", number), scene_id=number, number=str(number), subjects=tuple(cast), **values
    )


def banner(key: int, words: str, minutes: int | None = None) -> StripFacts:
    return StripFacts(key=key, scene_id=None, banner=words, minutes=minutes)


def day(when: str, *strips: StripFacts, call: str | None = None, unit: int = 1, **more: Any) -> DayFacts:
    on = date(when)
    return DayFacts(
        key=on.toordinal() * 10 + unit,
        date=on,
        strips=strips,
        unit=unit,
        call=clock(call),
        **{"location_id": 1, **more},
    )


def people(*numbers: int, **more: Any) -> dict[int, Subject]:
    return {one: Subject(key=one, name=f"PERSON {one}", number=str(one), **more) for one in numbers}


def board(*days: DayFacts, **more: Any) -> BoardFacts:
    values = {"subjects": people(*range(1, 9)), "calendar": EVERY_DAY, "units": {1: "Main unit", 2: "Second unit"}}
    return BoardFacts(name="Board", days=days, **{**values, **more})


def found(board: BoardFacts, around: Around | None = None, **rule: Any) -> list[Conflict]:
    return conflicts(board, dataclasses.replace(US, **rule), around)


def codes(conflicts: Iterable[Conflict]) -> list[str]:
    return [one.code for one in conflicts]
