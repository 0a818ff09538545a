"""Children's hours: how long they may be at work, from when and until when, by their age on the day."""

import datetime as dt
from collections.abc import Iterator

from backend.planning.conflicts.clock import SAID, Turn
from backend.planning.conflicts.facts import Conflict, Key, Severity
from backend.planning.conflicts.view import Layout, View, hours, is_night, keys, outside, said, scenes
from backend.planning.facts import StripFacts, Subject
from backend.planning.rules.values import MinorBand


def minors(view: View) -> Iterator[Conflict]:
    """Each child on each day: hours at work, earliest call, latest wrap; without times, exteriors at night."""
    children: dict[Key, Subject] = {("cast", one): who for one, who in view.board.subjects.items() if who.born}
    for each in view.days if children else ():
        for key in sorted(children.keys() & (each.needs.keys() | each.clock.turns.keys())):
            band = view.rules.band(children[key].born, each.day.date)
            turn = each.clock.turns.get(key)
            if band is not None and turn is not None:
                yield from _hours(view, each, key, band, turn)
            elif band is not None:
                yield from _night(view, each, key, band)


def _hours(view: View, each: Layout, key: Key, band: MinorBand, turn: Turn) -> Iterator[Conflict]:
    date, who = each.day.date, f"{view.name(key)}, a minor,"
    how, on = SAID[turn.source], said(each.day.date)
    work = turn.wrap - turn.call
    if work > band.max_at_work_minutes:
        text = f"{who} would be at work {hours(work)} on {on}{how}; {hours(band.max_at_work_minutes)} is the most."
        hint = "Shoot their scenes closer together, or on two days."
        yield _conflict("minor_hours", text, hint, each, key, turn, (work, band.max_at_work_minutes))
    earliest, latest = _minutes(band.earliest_call), _minutes(band.latest_wrap)
    if turn.call < view.zone.moment(date, earliest):
        text = f"{who} is called at {view.at(turn.call, date)} on {on}{how}; not before {band.earliest_call:%H:%M}."
        yield _conflict("minor_call", text, "Call them later.", each, key, turn, (turn.call, earliest))
    end = latest + (24 * 60 if latest <= earliest else 0)
    if turn.wrap > view.zone.moment(date, end, late=True):
        text = f"{who} would wrap at {view.at(turn.wrap, date)} on {on}{how}; {band.latest_wrap:%H:%M} is the latest."
        hint = "Shoot their scenes earlier in the day."
        yield _conflict("minor_night", text, hint, each, key, turn, (turn.wrap, end))


def _night(view: View, each: Layout, key: Key, band: MinorBand) -> Iterator[Conflict]:
    strips = tuple(strip for strip in each.needs.get(key, ()) if outside(strip) and is_night(strip))
    if strips:
        text = (
            f"{view.name(key)}, a minor, is in {scenes(strips)} outside at night on {said(each.day.date)}; "
            f"{band.latest_wrap:%H:%M} is the latest wrap."
        )
        hint = "Give the day a call to see the hours, or shoot it at dusk or by day for night."
        yield _conflict("minor_night", text, hint, each, key, None, (f"{band.latest_wrap:%H:%M}",), strips)


def _conflict(
    code: str, text: str, hint: str, each: Layout, key: Key, turn: Turn | None, facts: tuple[object, ...],
    strips: tuple[StripFacts, ...] | None = None,
) -> Conflict:  # fmt: skip
    shown = each.needs.get(key, ()) if strips is None else strips
    severity: Severity = "warning" if turn is None or turn.source == "board" else "error"
    return Conflict(
        code, severity, each.day.date, text, hint, (each.day.key,), keys(shown), key,
        facts=(each.day.unit, *facts),
    )  # fmt: skip


def _minutes(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute
