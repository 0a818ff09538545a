"""The conflict engine: a board, the rules and what stands around them in, conflicts out. No database.

The order of what comes in (days, people, locks) changes nothing; only the order of the strips of a day is their order.
"""

from collections.abc import Iterator

from backend.planning.conflicts import day, had, minors, order, rest
from backend.planning.conflicts.facts import SEVERITIES, Around, Conflict
from backend.planning.conflicts.view import View
from backend.planning.facts import BoardFacts
from backend.planning.rules.values import Rules


def conflicts(board: BoardFacts, rules: Rules, around: Around | None = None) -> list[Conflict]:
    """Every conflict of a board, by date; the gravest of a date first."""
    view = View(board, rules, around or Around())
    return sorted(
        _all(view), key=lambda one: (one.date, SEVERITIES.index(one.severity), one.code, one.sentence, one.days)
    )


def unchecked(board: BoardFacts, around: Around | None = None) -> list[int]:
    """Days with scenes and without a general call: nobody can judge rest, meals and hours there. By date."""
    sheets = (around or Around()).sheets
    days = sorted(board.days, key=lambda one: (one.date, one.unit, one.key))
    return [
        one.key
        for one in days
        if one.call is None
        and (one.key not in sheets or sheets[one.key].call is None)
        and any(strip.scene_id is not None for strip in one.strips)
    ]


def _all(view: View) -> Iterator[Conflict]:
    yield from had.away(view)
    yield from had.closed(view)
    yield from had.twice(view)
    turns = rest.turns_of(view)
    yield from rest.daily(view, turns)
    yield from rest.weekly(view, turns)
    yield from rest.swings(view)
    yield from day.dates(view)
    yield from day.load(view)
    yield from day.meals(view)
    yield from day.light(view)
    yield from day.lying(view)
    yield from minors.minors(view)
    yield from order.locks(view)
