"""Who and what can be had: cast, crew, things and places on the dates the board wants them, and nobody twice."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from backend.planning.conflicts.clock import Turn
from backend.planning.conflicts.facts import Conflict, Hours, Key, Severity
from backend.planning.conflicts.view import Layout, View, ids, keys, said, scenes, some
from backend.planning.facts import StripFacts

CODE = {"cast": "cast_away", "crew": "crew_away", "element": "element_away"}
PINNED = "The day is pinned: unpin it, or settle it with them."
Strips = tuple[StripFacts, ...]


def away(view: View) -> Iterator[Conflict]:
    """Cast, elements and crew on days they are away; on tentative days and second holds a warning."""
    known = {
        (kind, who.key) for kind, people in view.subjects.items() for who in people.values() if who.away or who.maybe
    }
    known |= {key for key, _date in view.around.hours}
    crew = sorted(one for kind, one in known if kind == "crew")
    for each in view.days:
        for key in known & each.needs.keys():
            yield from _away(view, each, key, each.needs[key])
        called = each.clock.sheet.crew
        for member in crew:
            if member in called or (not called and each.scenes):
                yield from _away(view, each, ("crew", member), ())


def _away(view: View, each: Layout, key: Key, strips: Strips) -> Iterator[Conflict]:
    who, date = view.subject(key), each.day.date
    if who is None:
        return
    called = key[0] != "crew" or key[1] in each.clock.sheet.crew
    if date in who.away:
        yield _gone(view, each, key, strips, "error" if called else "warning")
    elif parts := view.around.hours.get((key, date)):
        yield from _partly(view, each, key, strips, parts)
    elif date in who.maybe:
        text = f"{view.name(key)} is only tentative on {said(date)}{_for(strips)}."
        hint = "Ask them for a firm answer, or keep another day for these scenes."
        yield _conflict("tentative", "warning", text, hint, each, key, strips)


def _gone(view: View, each: Layout, key: Key, strips: Strips, severity: Severity) -> Conflict:
    text = f"{view.name(key)} cannot be had on {said(each.day.date)}{_for(strips)}."
    if key[0] == "crew":
        hint = "Find a stand-in for that day and call them instead."
        return _conflict(CODE["crew"], severity, text, hint, each, key, strips)
    hint = PINNED if each.day.pinned else "Move the scenes to a day on which they can be had."
    better = view.better_day(strips, each.day)
    return _conflict(CODE[key[0]], severity, text, hint, each, key, strips, better)


def _partly(
    view: View, each: Layout, key: Key, strips: Strips, parts: tuple[Hours, ...]
) -> Iterator[Conflict]:  # fmt: skip
    """Away for some hours: against the person's own times if they are known."""
    date, turn = each.day.date, each.clock.turns.get(key)
    for part in parts:
        clocks = f"{part.starts:%H:%M}–{part.ends:%H:%M}"
        if turn is None:
            text = f"{view.name(key)} is away {clocks} on {said(date)}{_for(strips)}; their call is not known yet."
        elif _meets(view, part, date, turn):
            when = f"{view.at(turn.call, date)} to {view.at(turn.wrap, date)}"
            text = f"{view.name(key)} is away {clocks} on {said(date)} and needed {when}."
        else:
            continue
        sure = turn is not None and turn.source != "board" and part.state == "unavailable"
        hint = "Shoot their scenes in the hours they have."
        conflict = _conflict("hours_away", "error" if sure else "warning", text, hint, each, key, strips)
        yield conflict
        return


def _meets(view: View, part: Hours, date: dt.date, turn: Turn) -> bool:
    start, end = (clock.hour * 60 + clock.minute for clock in (part.starts, part.ends))
    end += 24 * 60 if end <= start else 0
    return view.zone.moment(date, start) < turn.wrap and turn.leaves < view.zone.moment(date, end)


def closed(view: View) -> Iterator[Conflict]:
    """Locations on dates they cannot be had, or perhaps not."""
    for each in view.days:
        date = each.day.date
        for key, strips in each.needs.items():
            if key[0] != "location":
                continue
            if date in view.board.closed.get(key[1], frozenset()):
                text = f"{view.name(key)} is closed on {said(date)}{_for(strips)}."
                hint = PINNED if each.day.pinned else "Move the scenes to another day, or shoot them elsewhere."
                better = view.better_day(strips, each.day)
                yield _conflict("location_closed", "error", text, hint, each, key, strips, better)
            elif date in view.around.unsure.get(key[1], frozenset()):
                text = f"{view.name(key)} is only tentative on {said(date)}{_for(strips)}."
                yield _conflict("tentative", "warning", text, "Confirm the location.", each, key, strips)


def twice(view: View) -> Iterator[Conflict]:
    """The same person or thing wanted by two units on one date."""
    for date, units in view.by_date.items():
        if len(units) < 2:
            continue
        wanted: dict[Key, list[Layout]] = defaultdict(list)
        for each in units:
            for key in sorted({*each.needs, *each.clock.turns}):
                if key[0] in CODE:
                    wanted[key].append(each)
        shared = {key: both for key, both in sorted(wanted.items()) if len(both) > 1}
        for key, both in shared.items():
            if key[0] != "crew":
                yield _twice(view, date, key, both)
        yield from _crew_twice(view, date, [(key, both) for key, both in shared.items() if key[0] == "crew"])


def _twice(view: View, date: dt.date, key: Key, both: list[Layout]) -> Conflict:
    units = some([view.board.units.get(each.day.unit, "a unit") for each in both])
    strips = tuple(strip for each in both for strip in each.needs.get(key, ()))
    turns = [each.clock.turns.get(key) for each in both]
    known = [turn for turn in turns if turn is not None]
    code, more = "two_units", "."
    severity: Severity = "warning"
    if len(known) == len(both):
        known.sort(key=lambda turn: (turn.call, turn.wrap))
        if any(later.call < earlier.wrap for earlier, later in pairwise(known)):
            code, severity = "two_places", "error"
            more = f", at the same time ({view.at(known[1].call, date)}){_how(known)}."
        else:
            more = f", one after the other: first until {view.at(known[0].wrap, date)}."
    text = f"{view.name(key)} is wanted by {units} on {said(date)}{more}"
    hint = "Move one unit's scenes to another day, or agree who has them when."
    return Conflict(
        code, severity, date, text, hint,
        tuple(each.day.key for each in both), keys(strips), key, facts=(ids(strips), severity),
    )  # fmt: skip


def _crew_twice(view: View, date: dt.date, shared: list[tuple[Key, list[Layout]]]) -> Iterator[Conflict]:
    """One line for all of the crew whom two sheets of a date call."""
    if not shared:
        return
    days = tuple(dict.fromkeys(each.day.key for _key, both in shared for each in both))
    people = [view.name(key) for key, _both in shared]
    text = f"{some(people)} {'is' if len(people) == 1 else 'are'} called by two units on {said(date)}."
    hint = "Take them off one of the call sheets."
    members = tuple(key[1] for key, _both in shared)
    only = shared[0][0] if len(shared) == 1 else None
    yield Conflict("two_units", "warning", date, text, hint, days, (), only, facts=("crew", members))


def _how(turns: list[Turn]) -> str:
    return " as estimated from the board" if any(turn.source == "board" for turn in turns) else ""


def _for(strips: Strips) -> str:
    return f": {scenes(strips)}" if strips else ""


def _conflict(
    code: str, severity: Severity, text: str, hint: str, each: Layout, key: Key, strips: Strips,
    to_day: int | None = None,
) -> Conflict:  # fmt: skip
    day = each.day
    return Conflict(
        code, severity, day.date, text, hint, (day.key,), keys(strips), key, to_day, (ids(strips), severity, day.unit)
    )
