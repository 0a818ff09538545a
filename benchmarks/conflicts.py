"""How long finding every conflict of a board takes: 200 strips on 50 days of two units, 60 cast, 40 crew.

python -m benchmarks.conflicts
"""

import datetime as dt
import random
import statistics
import time

from backend.core.sun import SunTimes
from backend.planning.conflicts.engine import conflicts
from backend.planning.conflicts.facts import Around, Clocks, Sheet
from backend.planning.facts import BoardFacts, DayFacts, StripFacts, Subject
from backend.planning.rules.presets import DEFAULT, presets, rules
from benchmarks.table import Table, at_most

LIMIT = 10.0  # ms: recomputed on every move
RUNS = 50


def board(seed: int = 1) -> tuple[BoardFacts, Around]:
    """A full feature; each person is away on a few days, a third of the days have call sheets."""
    dice = random.Random(seed)
    first = dt.date(2027, 3, 1)
    dates = [first + dt.timedelta(days=n) for n in range(80) if (first + dt.timedelta(days=n)).weekday() < 5][:45]
    strips = [_strip(number, dice) for number in range(1, 201)]
    days = []
    for place, date in enumerate([*dates, *dates[:5]]):
        own = tuple(strips[place * 4 : place * 4 + 4])
        unit = 1 if place < len(dates) else 2
        days.append(DayFacts(place + 1, date, own, unit, call=dt.time(dice.randrange(6, 18)), location_id=1))
    cast = {
        one: Subject(
            one, f"PERSON {one}", str(one),
            away=frozenset(dice.sample(dates, 2)), maybe=frozenset(dice.sample(dates, 1)),
            born=dt.date(2016, 5, 5) if one < 4 else None,
        )
        for one in range(1, 61)
    }  # fmt: skip
    crew = {one: Subject(one, f"Crew {one}") for one in range(1, 41)}
    calls = {one: Clocks(None, dt.time(7), None) for one in crew}
    sheets = {day.key: Sheet(call=day.call, wrap=None, lunch=dt.time(13), crew=calls) for day in days[::3]}
    sun = {
        (place, date): SunTimes(None, dt.time(6, 30), dt.time(18, 30), None) for place in range(1, 6) for date in dates
    }
    locks = tuple((dice.randrange(1, 201), dice.randrange(1, 201)) for _ in range(20))
    made = BoardFacts("Board", tuple(days), subjects=cast, locks=locks, units={1: "Main unit", 2: "Second unit"})
    return made, Around(zone="Europe/Berlin", sheets=sheets, crew=crew, sun=sun)


def _strip(number: int, dice: random.Random) -> StripFacts:
    cast = tuple(sorted(dice.sample(range(1, 61), dice.randrange(1, 7))))
    return StripFacts(
        number, number, str(number), eighths=dice.randrange(1, 16), int_ext=dice.choice(["INT", "EXT"]),
        day_night=dice.choice(["DAY", "NIGHT"]), location_id=dice.randrange(1, 6), subjects=cast,
    )  # fmt: skip


def measure() -> Table:
    """Processor time of judging the whole board again, as after every move."""
    made, around = board()
    rule = rules(presets()[DEFAULT].values)
    found = conflicts(made, rule, around)
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        conflicts(made, rule, around)
        times.append((time.process_time() - start) * 1000)
    about = (
        f"Every conflict of a board of 200 strips on 50 days of two units, 60 cast and 40 crew, a third of the days "
        f"with call sheets: {len(found)} are found. Processor time; the median of {RUNS} runs in brackets."
    )
    row = at_most("judge the whole board again", min(times), LIMIT, "ms CPU", f"median {statistics.median(times):.1f}")
    return Table("Conflicts", about, [row])


if __name__ == "__main__":
    print(measure().text())
