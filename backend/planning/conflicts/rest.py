"""Rest: from each person's own wrap to their own next call, once a week, and after a night's work."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from backend.planning.conflicts.clock import SAID, Source, Turn
from backend.planning.conflicts.facts import Conflict, Key, Severity
from backend.planning.conflicts.view import DAY, Layout, View, hours, is_night, keys, outside, said, some

WEEK = 7 * 24 * 60
NOON = 12
Turns = dict[Key, list[Turn]]
Shortfall = tuple[Turn, Turn, int, int]


def turns_of(view: View) -> Turns:
    """Everybody's days by date, two units on one date as one; the crew as one on days without a sheet that calls them.

    A key ("crew", 0 or less) is the whole crew of a unit.
    """
    found: dict[Key, dict[dt.date, Turn]] = defaultdict(dict)
    crew = {unit: _crew(unit, days) for unit, days in view.by_unit.items()}
    for each in view.days:
        clock = each.clock
        turns = dict(clock.turns)
        if clock.call is not None and clock.wrap is not None and each.scenes:
            whole = Turn(each.day, clock.call, clock.call, clock.wrap, clock.source)
            listed = [key for key in turns if key[0] == "crew"]
            turns |= {} if listed else dict.fromkeys(crew[each.day.unit], whole)
        for key, turn in turns.items():
            other = found[key].get(each.day.date)
            found[key][each.day.date] = _one(other, turn) if other else turn
    return {key: sorted(days.values(), key=lambda turn: turn.call) for key, days in sorted(found.items())}


def _crew(unit: int, days: list[Layout]) -> list[Key]:
    """Who stands for the crew of a day without names: whoever a sheet of that unit calls, else the unit as one."""
    called = {key for each in days for key in each.clock.turns if key[0] == "crew"}
    return sorted(called) or [("crew", -unit)]


def _one(first: Turn, second: Turn) -> Turn:
    early, late = sorted((first, second), key=lambda turn: turn.call)
    source: Source = "board" if "board" in (first.source, second.source) else early.source
    return Turn(early.day, min(early.leaves, late.leaves), early.call, max(early.wrap, late.wrap), source)


def daily(view: View, turns: Turns) -> Iterator[Conflict]:
    """Rest between one day and the next; the crew in one line for each pair of days."""
    crew: dict[tuple[int, int], list[tuple[Key, Shortfall]]] = defaultdict(list)
    for key, own in turns.items():
        due = view.rules.cast_rest_minutes if key[0] == "cast" else view.rules.crew_rest_minutes
        for before, after in pairwise(own):
            rest = after.leaves - before.wrap
            if due and rest < due:
                short = (before, after, rest, due)
                if key[0] == "cast":
                    yield _short(view, key, short)
                else:
                    crew[before.day.key, after.day.key].append((key, short))
    for people in crew.values():
        yield _short_crew(view, people)


def weekly(view: View, turns: Turns) -> Iterator[Conflict]:
    """The longest rest of a week: who is called on one more date than a week has room for beside that rest."""
    due = view.rules.weekly_rest_minutes
    if not due:
        return
    most = -(-(WEEK - due) // (24 * 60))  # 56 hours leave five dates of a week, 36 hours six
    crew: dict[tuple[int, dt.date], list[tuple[Key, list[Turn]]]] = defaultdict(list)
    for key, own in turns.items():
        block: list[Turn] = []
        for turn in own:
            if block and turn.leaves - block[-1].wrap >= due:
                block = []
            block.append(turn)
            if (turn.day.date - block[0].day.date).days >= most:
                if key[0] == "cast":
                    yield _week(view, [key], block, due)
                else:
                    crew[turn.day.key, block[0].day.date].append((key, block))
                block = [turn]
    for people in crew.values():
        yield _week(view, [key for key, _block in people], people[0][1], due)


def swings(view: View) -> Iterator[Conflict]:
    """A night's work followed by work by day, without the time to turn one's sleep around."""
    due = view.rules.swing_rest_minutes
    for days in view.by_unit.values() if due else ():
        worked = [each for each in days if each.scenes]
        for before, after in pairwise(worked):
            if found := _swing(view, before, after, due):
                yield found


def _short(view: View, key: Key, short: Shortfall) -> Conflict:
    before, after, rest, due = short
    text = f"{view.name(key)} rests {_between(view, short)}; {hours(due)} are due."
    strips = tuple(strip for strip in after.day.strips if key[1] in strip.subjects)
    hint = "Call them later, shoot their scenes earlier the day before, or leave a day between."
    days = (after.day.key, before.day.key)
    return Conflict(
        "rest", _sure(before, after), after.day.date, text, hint, days, keys(strips), key,
        facts=(before.day.date.isoformat(), rest, due),
    )  # fmt: skip


def _short_crew(view: View, people: list[tuple[Key, Shortfall]]) -> Conflict:
    """The crew's short rest: the shortest of all of them is told."""
    named = _named([key for key, _short in people])
    short = min((short for _key, short in people), key=lambda one: one[2])
    before, after, rest, due = short
    names = [view.name(key) for key in named]
    who = some(names) if named else f"The crew{_of(view, before)}"
    text = f"{who} {'rest' if len(names) > 1 else 'rests'} {_between(view, short)}; {hours(due)} are due."
    return Conflict(
        "crew_rest", _sure(before, after), after.day.date, text, "Call later, wrap earlier, or leave a day between.",
        (after.day.key, before.day.key), (), named[0] if len(named) == 1 else None,
        facts=(before.day.date.isoformat(), before.day.unit, after.day.unit, rest, due, tuple(named)),
    )  # fmt: skip


def _between(view: View, short: Shortfall) -> str:
    """`9 h between Tue 24 Nov 22:00 and Wed 25 Nov 07:00 by the call sheets`."""
    before, after, rest, _due = short
    ends = f"{view.at(before.wrap)} and {view.at(after.leaves)}"
    return (f"{hours(rest)} between {ends}" if rest > 0 else f"not at all between {ends}") + _source(before, after)


def _week(view: View, people: list[Key], block: list[Turn], due: int) -> Conflict:
    first, last = block[0], block[-1]
    longest = max((after.leaves - before.wrap for before, after in pairwise(block)), default=0)
    named = _named(people)
    who = some([view.name(key) for key in named]) if named else f"The crew{_of(view, last)}"
    has = "have" if len(named) > 1 else "has"
    text = (
        f"{who} {has} no {hours(due)} of weekly rest between {said(first.day.date)} and {said(last.day.date)}: "
        f"the longest is {hours(longest)}{_source(*block)}."
    )
    subject = named[0] if len(named) == 1 else None
    return Conflict(
        "weekly_rest", _sure(*block), last.day.date, text, "Leave more time off in that week.",
        tuple(dict.fromkeys(turn.day.key for turn in reversed(block))), (), subject,
        facts=(first.day.date.isoformat(), longest, due, tuple(named), last.day.unit),
    )  # fmt: skip


def _swing(view: View, before: Layout, after: Layout, due: int) -> Conflict | None:
    date = after.day.date
    if before.clock.wrap is not None and after.clock.call is not None:
        rest = after.clock.call - before.clock.wrap
        night = view.zone.local(before.clock.wrap).date() > before.day.date
        swings = night and rest < due and view.zone.local(after.clock.call).hour < NOON
        how = f"only {hours(rest)} lie between{_source_of(before, after)}"
    else:
        last, first = before.scenes[-1], after.scenes[0]
        swings = date - before.day.date == DAY and is_night(last) and outside(last) and not is_night(first)
        how = "no day lies between"
    if not swings:
        return None
    text = f"Night work on {said(before.day.date)} is followed by a day's work on {said(date)}: {how}."
    hint = "Put a day off or a split day (afternoon into evening) between them."
    days = (after.day.key, before.day.key)
    return Conflict(
        "swing", "warning", date, text, hint, days, facts=(before.day.date.isoformat(), after.day.unit, how)
    )


def _named(people: list[Key]) -> list[Key]:
    """The people one by one; none when it is the whole crew."""
    return [] if any(key[1] <= 0 for key in people) else people


def _sure(*turns: Turn) -> Severity:
    """What is only estimated from the board is no more than a warning."""
    return "warning" if any(turn.source == "board" for turn in turns) else "error"


def _source(*turns: Turn) -> str:
    sources = {turn.source for turn in turns}
    return SAID["board" if "board" in sources else "sheet" if "sheet" in sources else "over"]


def _source_of(*days: Layout) -> str:
    sources = {each.clock.source for each in days}
    return SAID["board" if "board" in sources else "sheet" if "sheet" in sources else "over"]


def _of(view: View, turn: Turn) -> str:
    unit = view.unit(turn.day)
    return f" of {unit}" if unit else ""
