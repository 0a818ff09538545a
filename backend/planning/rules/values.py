"""The working rules of a production as plain values: what conflicts, call sheets and the optimiser judge by."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MinorBand:
    """Hours of a child younger than `under_age` years; `max_at_work_minutes` from call to dismissal, meals included.

    A latest wrap earlier than the earliest call is after midnight.
    """

    under_age: int
    max_at_work_minutes: int
    earliest_call: dt.time
    latest_wrap: dt.time
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Working rules; minutes, eighths of a page, minor units of money. A 0 means that there is no such rule.

    cast_rest_minutes       from a performer's own dismissal to their own next first call
    crew_rest_minutes       the same for crew
    weekly_rest_minutes     the longest rest of any seven days
    rest_exceptions         when less is allowed, in words; nothing is computed from it
    forced_call             what a call before the rest is over costs, in words
    swing_rest_minutes      from the wrap of a night's work to the next call for work by day
    meal_after_minutes      a meal begins no later after the person's own call, or after the end of the last meal
    meal_minutes            shortest meal; `meal_deduct_minutes` the most that is not paid
    meal_grace_minutes      how late a meal may be without penalty, to finish a set-up
    early_meal_minutes      a paid meal of this length soon after call starts the clock anew
    meal_penalties          for each half hour begun, the last for all that follow, in `penalty_currency`
    max_eighths_per_day     more than this on a day is flagged; `max_day_minutes` from call to wrap
    drop_days               dropped when the pick-up is more than this many calendar days after the last work day
    send_before_call_hours  a call sheet goes out no later than this before the general call
    reminder_hours          before their call, who has not confirmed is reminded, longest first
    minors                  by age, youngest first; who is as old as the last band's age is grown up
    """

    cast_rest_minutes: int
    crew_rest_minutes: int
    weekly_rest_minutes: int
    rest_exceptions: str
    forced_call: str
    swing_rest_minutes: int
    meal_after_minutes: int
    meal_minutes: int
    meal_deduct_minutes: int
    meal_grace_minutes: int
    early_meal_minutes: int
    meal_penalties: tuple[int, ...]
    penalty_currency: str
    max_eighths_per_day: int
    max_day_minutes: int
    drop_days: int
    send_before_call_hours: int
    reminder_hours: tuple[int, ...]
    minors: tuple[MinorBand, ...]

    def band(self, born: dt.date | None, on: dt.date) -> MinorBand | None:
        """The hours of somebody born then, on a day; None for the grown up and those whose birth is unknown.

        Who was born on 29 February is a year older on 1 March.
        """
        if born is None:
            return None
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return next((band for band in self.minors if age < band.under_age), None)

    def meal_penalty(self, late_minutes: int) -> int:
        """What a meal that comes this late costs, in minor units of `penalty_currency`."""
        halves = -(-late_minutes // 30) if late_minutes > self.meal_grace_minutes else 0
        if not self.meal_penalties:
            return 0
        return sum(self.meal_penalties[min(half, len(self.meal_penalties) - 1)] for half in range(halves))
