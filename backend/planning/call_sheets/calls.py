"""Proposed times of a shooting day, counted from the general call: defaults that whoever makes the sheet overrides.

Times are clock times of the production; a day may run past midnight, so they are compared as minutes from the general
call. Lengths are minutes.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

DAY = 24 * 60
BEFORE = 6 * 60  # nobody is called earlier than this before the general call, many later than half a day after
MEAL = re.compile(r"\b(lunch|meal|dinner|supper)\b", re.IGNORECASE)
STEPS = ("pick_up", "makeup", "wardrobe", "on_set")  # a performer's way to the set, and the minutes each step takes:
LASTS = {"pick_up": "travel", "makeup": "makeup", "wardrobe": "wardrobe"}


@dataclass(frozen=True)
class Offsets:
    """How long a performer needs from pick-up to base, in hair and make-up, and in wardrobe."""

    travel: int = 45
    makeup: int = 45
    wardrobe: int = 15


@dataclass(frozen=True)
class Pace:
    """How a production's days run; `breakfast` None proposes none."""

    setup: int = 0
    breakfast: int | None = None
    lunch_after: int = 360
    lunch_lasts: int = 60
    meal_after: int = 360


@dataclass(frozen=True)
class Stretch:
    """A line of the scene list: how long it takes, when somebody typed that it starts, whether it is the meal."""

    minutes: int = 0
    typed: dt.time | None = None
    meal: bool = False


@dataclass(frozen=True)
class DayPlan:
    """When each line starts and ends, the meals and the wrap; clocks are None without a general call."""

    starts: tuple[dt.time | None, ...]
    ends: tuple[dt.time | None, ...]
    lunch: dt.time | None
    second_meal: dt.time | None
    wrap: dt.time | None


def later(clock: dt.time | None, minutes: int) -> dt.time | None:
    """The clock that many minutes later (earlier when negative), around midnight if need be."""
    if clock is None:
        return None
    hours, rest = divmod((clock.hour * 60 + clock.minute + minutes) % DAY, 60)
    return dt.time(hours, rest)


def minutes_from(call: dt.time, clock: dt.time) -> int:
    """How many minutes after the call a clock shows that time; negative for the six hours before it."""
    gap = (clock.hour - call.hour) * 60 + clock.minute - call.minute
    return (gap + BEFORE) % DAY - BEFORE


def moment(date: dt.date, call: dt.time | None, clock: dt.time) -> dt.datetime:
    """The local moment a clock of this shooting day means: a pick-up may be the evening before, a wrap the next day."""
    if call is None:
        return dt.datetime.combine(date, clock)
    return dt.datetime.combine(date, call) + dt.timedelta(minutes=minutes_from(call, clock))


def shooting_minutes(eighths: int, estimate: int | None, per_eighth: int = 15) -> int:
    """How long a scene takes: as estimated, else by its length (a page in two hours, unless the production differs)."""
    return estimate if estimate is not None else eighths * per_eighth


def plan(
    call: dt.time | None, lines: Sequence[Stretch], pace: Pace | None = None, first_shot: dt.time | None = None
) -> DayPlan:
    """Shoot lines one after the other, with lunch in between unless a banner says when it is.

    A typed start is kept and the lines after it follow it. The first starts at `first_shot`, else the general call plus
    the set-up.
    """
    pace = pace or Pace()
    if call is None:
        after = tuple(later(line.typed, line.minutes) for line in lines)
        return DayPlan(tuple(line.typed for line in lines), after, None, None, None)
    meal = next((index for index, line in enumerate(lines) if line.meal), None)
    due = pace.lunch_after if meal is None else DAY * 2  # a banner says when they eat: nothing to add
    now, eaten = pace.setup if first_shot is None else minutes_from(call, first_shot), False
    starts: list[int] = []
    ends: list[int] = []
    for line in lines:
        if line.typed is not None:
            now = minutes_from(call, line.typed)
            eaten = eaten or now >= due + pace.lunch_lasts
        elif not eaten and now >= due:
            now, eaten = now + pace.lunch_lasts, True
        starts.append(now)
        now += line.minutes
        if not eaten and starts[-1] < due < now:  # they eat in the middle of it
            now, eaten = now + pace.lunch_lasts, True
        ends.append(now)
    at = due if meal is None else starts[meal]
    again = (at + pace.lunch_lasts if meal is None else ends[meal]) + pace.meal_after
    return DayPlan(
        starts=tuple(later(call, start) for start in starts),
        ends=tuple(later(call, end) for end in ends),
        lunch=later(call, at),
        second_meal=later(call, again) if now > again else None,
        wrap=later(call, now),
    )


def cast_times(
    on_set: dt.time | None, offsets: Offsets | None = None, typed: dict[str, dt.time | None] | None = None
) -> dict[str, dt.time | None]:
    """Pick-up, hair and make-up, wardrobe and on set of somebody who must be on set then, worked out backwards.

    What was typed stays, and the steps before it lead up to it; a step typed as empty is left out.
    """
    offsets, typed = offsets or Offsets(), typed or {}
    found: dict[str, dt.time | None] = {"on_set": typed.get("on_set", on_set)}
    reached = found["on_set"]
    for step in reversed(STEPS[:-1]):
        clock = typed[step] if step in typed else later(reached, -getattr(offsets, LASTS[step]))
        found[step] = clock
        reached = clock if clock is not None else reached
    return {step: found[step] for step in STEPS}
