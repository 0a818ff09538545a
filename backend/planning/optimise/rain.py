"""Rain cover: what a day can shoot under a roof instead of its exteriors, cheapest calls first. Pure."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from backend.planning.conflicts.view import outside, said
from backend.planning.dood.engine import day_out_of_days
from backend.planning.facts import BoardFacts, DayFacts, StripFacts, Subject
from backend.planning.optimise.places import place_of


@dataclass(frozen=True, slots=True)
class Cover:
    """A strip that could be shot on the day.

    day       where it stands now; None in the boneyard
    called    those it needs who are called that day anyway; `held`: paid that day without working; `more`: new calls
    cost      what the new calls cost for the day, in minor units
    fits      it is no longer than what the rain takes away; `taken`: the first ones that together fit it
    """

    strip: StripFacts
    day: DayFacts | None
    called: tuple[Subject, ...]
    held: tuple[Subject, ...]
    more: tuple[Subject, ...]
    cost: int
    fits: bool
    warnings: tuple[str, ...]
    taken: bool = False


def rained_out(day: DayFacts) -> list[StripFacts]:
    """The scenes of a day that are shot under the sky."""
    return [strip for strip in day.strips if strip.scene_id is not None and outside(strip)]


def covers(board: BoardFacts, day: DayFacts, shot: frozenset[int] = frozenset()) -> list[Cover]:
    """Interiors of later days and of the boneyard that can be shot on a day: everybody and the place can be had.

    `shot`: scenes that need no shooting any more. Best first: without new calls, then cheap and few ones, most pages
    on one set, near in the schedule. Days that are pinned keep their scenes.
    """
    room = sum(strip.eighths for strip in rained_out(day))
    rows = {row.subject.key: row for row in day_out_of_days(board)}
    there = {key for other in board.days if other.date == day.date for strip in other.strips for key in strip.subjects}
    held = {key for key, row in rows.items() if row.codes.get(day.date) == "H"}
    busy = {
        key for other in board.days if other.date == day.date and other.unit != day.unit
        for strip in other.strips for key in strip.subjects
    }  # fmt: skip
    sources = [
        (strip, other) for other in board.days if other.date > day.date and not other.pinned for strip in other.strips
    ]
    found = [
        _cover(board, day, strip, other, room, there, held)
        for strip, other in [*sources, *((strip, None) for strip in board.boneyard)]
        if _possible(board, day, strip, shot, busy)
    ]
    return _filled(_ranked(found, day.date), room)


def _possible(board: BoardFacts, day: DayFacts, strip: StripFacts, shot: frozenset[int], busy: set[int]) -> bool:
    if (
        strip.scene_id is None
        or strip.scene_id in shot
        or outside(strip)
        or not (strip.int_ext or "").startswith("INT")
    ):
        return False
    if strip.location_id is not None and day.date in board.closed.get(strip.location_id, frozenset()):
        return False
    who = [board.subjects[key] for key in strip.subjects if key in board.subjects]
    return not any(day.date in each.away for each in who) and not busy & set(strip.subjects)


def _cover(
    board: BoardFacts,
    day: DayFacts,
    strip: StripFacts,
    source: DayFacts | None,
    room: int,
    there: set[int],
    held: set[int],
) -> Cover:
    who = [board.subjects[key] for key in strip.subjects if key in board.subjects]
    more = tuple(each for each in who if each.key not in there and each.key not in held)
    return Cover(
        strip, source,
        called=tuple(each for each in who if each.key in there),
        held=tuple(each for each in who if each.key in held and each.key not in there),
        more=more,
        cost=sum(each.rate for each in more),
        fits=strip.eighths <= room,
        warnings=tuple(_warnings(board, day.date, strip, who)),
    )  # fmt: skip


def _warnings(board: BoardFacts, date: dt.date, strip: StripFacts, who: list[Subject]) -> list[str]:
    found = [f"{each.name} is only tentative on {said(date)}." for each in who if date in each.maybe]
    for first, second in board.locks:
        if second == strip.scene_id:
            late = [s.number for d in board.days if d.date >= date for s in d.strips if s.scene_id == first]
            found += [f"Scene {number} must be shot before it." for number in late]
    return found


def _ranked(found: list[Cover], date: dt.date) -> list[Cover]:
    """Cheapest calls first; among equals the set on which most can be shot, so that a wet day is not all moving."""
    pages: dict[object, int] = defaultdict(int)
    for cover in found:
        pages[_call(cover), place_of(cover.strip, cover.day)] += cover.strip.eighths
    return sorted(
        found,
        key=lambda cover: (
            _call(cover), -pages[_call(cover), place_of(cover.strip, cover.day)], place_of(cover.strip, cover.day),
            (cover.day.date - date).days if cover.day else 10_000, cover.strip.order,
        ),
    )  # fmt: skip


def _call(cover: Cover) -> tuple[bool, bool, int, int, int]:
    return bool(cover.warnings), not cover.fits, len(cover.more), cover.cost, len(cover.held)


def _filled(found: list[Cover], room: int) -> list[Cover]:
    """Take the best ones while pages are left."""
    filled = []
    for cover in found:
        taken = 0 < cover.strip.eighths <= room and not cover.warnings
        room -= cover.strip.eighths if taken else 0
        filled.append(replace(cover, taken=taken))
    return filled
