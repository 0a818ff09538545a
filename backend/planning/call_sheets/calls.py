"""Proposed times of a shooting day, counted from the general call: defaults that whoever makes the sheet overrides.

Times are clock times of the production; a day may run past midnight, so they are compared as minutes from the general
call. One page is shot in about two hours, which makes the usual three to five pages of a ten-hour day.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

DAY = 24 * 60
BEFORE = 6 * 60  # nobody is called earlier than this before the general call, many later than half a day after


@dataclass(frozen=True)
class Rules:
    """What the proposals go by, in minutes; answered with every sheet so that people see why a call is what it is."""

    minutes_per_eighth: int = 15
    makeup_before_set: int = 60  # hair, make-up and wardrobe before being on set
    pick_up_before_makeup: int = 45
    lunch_after_call: int = 360  # the first meal is due within six hours of the call
    lunch_lasts: int = 60
    crew_rest: int = 660  # eleven hours between wrap and call (EU working time; US crews usually ten)


RULES = Rules()


@dataclass(frozen=True)
class DayPlan:
    """When each scene starts, how long it takes, lunch and wrap; clocks are None without a general call."""

    starts: tuple[dt.time | None, ...]
    minutes: tuple[int, ...]
    lunch: dt.time | None
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


def shooting_minutes(eighths: int, estimate: int | None) -> int:
    """How long a scene takes: as estimated, else by its length."""
    return estimate if estimate is not None else eighths * RULES.minutes_per_eighth


def plan(call: dt.time | None, minutes: Sequence[int]) -> DayPlan:
    """Shoot scenes of these lengths one after the other from the call on, with lunch in between."""
    starts, gone = [], 0
    for length in minutes:
        starts.append(later(call, _with_lunch(gone)))
        gone += length
    return DayPlan(
        starts=tuple(starts),
        minutes=tuple(minutes),
        lunch=later(call, RULES.lunch_after_call),
        wrap=later(call, gone + (RULES.lunch_lasts if gone > RULES.lunch_after_call else 0)),
    )


def _with_lunch(gone: int) -> int:
    return gone + RULES.lunch_lasts if gone >= RULES.lunch_after_call else gone


def cast_times(on_set: dt.time | None) -> dict[str, dt.time | None]:
    """Pick-up, hair and make-up and on set of somebody who must be on set then."""
    makeup = later(on_set, -RULES.makeup_before_set)
    return {"pick_up": later(makeup, -RULES.pick_up_before_makeup), "makeup": makeup, "on_set": on_set}


def work_code(days: Collection[dt.date], date: dt.date) -> str:
    """The day-out-of-days code of somebody who works on `date`: SW starts, W works, WF finishes, SWF all in one."""
    every = {*days, date}
    return ("S" if date == min(every) else "") + "W" + ("F" if date == max(every) else "")
