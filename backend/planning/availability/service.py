"""Availability: who and what can be had when. For other domains: `away`, `dates_in`, `hours_away`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import false, or_, select

from backend.accounts.users.models import User
from backend.core.access import actor, may
from backend.core.db import db
from backend.core.errors import Forbidden, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.planning.availability import spans, subjects
from backend.planning.availability.models import Availability
from backend.planning.availability.schemas import (
    AvailabilityCreate,
    AvailabilityPaint,
    AvailabilityPatch,
    AvailabilityQuery,
)
from backend.planning.availability.subjects import COLUMN, Key

WORST = ("booked", "hold_1", "hold_2", "tentative", "unavailable")
OWN_STATES = {"unavailable", "tentative"}
LONGEST = 1100  # days of a span: three years
PLAIN = ("id", "version", "first", "last", "starts", "ends", "state", "note", "entered_by_id")
Hours = tuple[dt.time, dt.time, str]


def away(
    production_id: int, first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> dict[Key, dict[dt.date, str]]:
    """The state of each subject on each day something is known of: {("cast", 3): {date: "unavailable"}}.

    Somebody who is away for some hours only counts as tentative on that day; `hours_away` knows the hours.
    """
    found: dict[Key, dict[dt.date, str]] = defaultdict(dict)
    for row in touching(production_id, first, last):
        state = "tentative" if row.state == "unavailable" and row.starts is not None else row.state
        days = found[subjects.of(row)]
        for date in dates_of(row, first, last):
            days[date] = max(days.get(date, state), state, key=WORST.index)
    return dict(found)


def dates_in(days: Mapping[dt.date, str] | None, *states: str) -> frozenset[dt.date]:
    """The dates of one subject of `away` that are in one of these states."""
    return frozenset(date for date, state in (days or {}).items() if state in states)


def hours_away(production_id: int) -> dict[Key, dict[dt.date, list[Hours]]]:
    """On which days a subject is away for some hours only: {("cast", 3): {date: [(from, to, state)]}}."""
    found: dict[Key, dict[dt.date, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    for row in touching(production_id, dt.date.min, dt.date.max):
        if row.starts is not None and row.ends is not None and row.state in OWN_STATES:
            for date in dates_of(row, row.first, row.last):
                found[subjects.of(row)][date].append((row.starts, row.ends, row.state))
    return {key: dict(days) for key, days in found.items()}


def search(production_id: int, query: AvailabilityQuery) -> Page:
    """Spans by their first day; only the caller's own without availability.read."""
    statement = select(Availability).where(Availability.production_id == production_id)
    if query.first is not None:
        statement = statement.where(Availability.last >= query.first)
    if query.last is not None:
        statement = statement.where(Availability.first <= query.last)
    if query.subject_id is not None and query.kind is None:
        raise Invalid("Say of which kind this subject is.", field="kind")
    if query.kind is not None:
        column = getattr(Availability, COLUMN[query.kind])
        statement = statement.where(column.is_not(None) if query.subject_id is None else column == query.subject_id)
    if not may("availability.read"):
        own = [getattr(Availability, COLUMN[kind]) == one for kind, one in subjects.mine(production_id)]
        statement = statement.where(or_(false(), *own))
    page = page_of(statement, (Availability.first, Availability.id), query)
    return replace(page, items=shown(production_id, page.items))


def find(production_id: int, span_id: int) -> Availability:
    """One span. Raises NotFound, also for somebody else's without availability.read."""
    row = db.session.scalar(
        select(Availability).where(Availability.id == span_id, Availability.production_id == production_id)
    )
    if row is None or not (may("availability.read") or subjects.of(row) in subjects.mine(production_id)):
        raise NotFound
    return row


def show(production_id: int, span_id: int) -> dict[str, Any]:
    """One span as `schemas.AvailabilityOut`."""
    return shown(production_id, [find(production_id, span_id)])[0]


def create(production_id: int, body: AvailabilityCreate) -> dict[str, Any]:
    """A span of one subject, and what it changed of older ones. Raises Forbidden for somebody else's."""
    key: Key = (body.subject.kind, body.subject.id)
    subjects.owned(production_id, [key], "subject")
    row, said = _put(production_id, key, body.model_dump(exclude={"subject"}))
    db.session.flush()
    return {**shown(production_id, [row])[0], "replaced": said}


def paint(production_id: int, body: AvailabilityPaint) -> dict[str, Any]:
    """One span for several subjects, or (state null) these days free again; all or nothing."""
    keys: list[Key] = list(dict.fromkeys((one.kind, one.id) for one in body.subjects))
    names = subjects.owned(production_id, keys, "subjects")
    values = body.model_dump(exclude={"subjects"})
    rows, said = [], []
    for key in keys:
        row, changed = _put(production_id, key, values)
        rows += [row] if row.state else []
        said += [{**one, "text": f"{names[key]}: {one['text']}"} for one in changed]
    db.session.flush()
    return {"spans": shown(production_id, rows), "replaced": said}


def change(production_id: int, span_id: int, body: AvailabilityPatch, version: int) -> dict[str, Any]:
    """Change a span as the caller saw it; where it now meets others, it takes their place."""
    row = find(production_id, span_id)
    _refuse_foreign(production_id, row)
    _expect(row, version)
    for name, value in body.changes().items():
        setattr(row, name, value)
    _check(row)
    _refuse_state(row.state)
    key = subjects.of(row)
    said = spans.give_way(spans.meeting(production_id, key, row), row)
    db.session.flush()
    return {**shown(production_id, [row])[0], "replaced": said}


def delete(production_id: int, span_id: int, version: int) -> dict[str, Any]:
    """Remove a span; answers what was removed."""
    row = find(production_id, span_id)
    _refuse_foreign(production_id, row)
    _expect(row, version)
    gone = shown(production_id, [row])[0]
    db.session.delete(row)
    db.session.flush()
    return gone


def shown(production_id: int, rows: Sequence[Availability]) -> list[dict[str, Any]]:
    """Spans as `schemas.AvailabilityOut`."""
    names = subjects.names(production_id, [subjects.of(row) for row in rows])
    own = subjects.mine(production_id)
    ids = {row.entered_by_id for row in rows}
    people = {row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}
    return [
        {
            **{name: getattr(row, name) for name in PLAIN},
            "kind": subjects.of(row)[0],
            "subject_id": subjects.of(row)[1],
            "name": names[subjects.of(row)],
            "mine": subjects.of(row) in own,
            "entered_by": people.get(row.entered_by_id or 0, ""),
        }
        for row in rows
    ]


def _put(production_id: int, key: Key, values: dict[str, Any]) -> tuple[Availability, list[dict[str, Any]]]:
    """Store a span (not one without a state) and let older ones give way."""
    subjects.refuse_others(production_id, [key])
    _refuse_state(values["state"])
    me = actor().identity
    row = Availability(production_id=production_id, entered_by_id=me.user_id if me else None, **values)
    setattr(row, COLUMN[key[0]], key[1])
    _check(row)
    older = spans.meeting(production_id, key, row)
    if row.state:
        db.session.add(row)
    else:
        for one in older:
            _refuse_foreign(production_id, one)
    return row, spans.give_way(older, row)


def _check(row: Availability) -> None:
    if row.last < row.first:
        raise Invalid("The last day cannot lie before the first.", field="last")
    if (row.last - row.first).days >= LONGEST:
        raise Invalid("A span is three years long at most.", field="last")
    if (row.starts is None) != (row.ends is None):
        raise Invalid("Give both times or neither.", field="ends" if row.ends is None else "starts")
    if row.starts is not None and row.starts == row.ends:
        raise Invalid("The hours are empty; leave both times out for the whole day.", field="ends")


def _refuse_state(state: str | None) -> None:
    if state is not None and state not in OWN_STATES and not may("availability.edit"):
        raise Forbidden("Holds and bookings are entered by those who plan.")


def _refuse_foreign(production_id: int, row: Availability) -> None:
    """Others than planners take back only what they themselves entered about themselves."""
    if not subjects.refuse_others(production_id, [subjects.of(row)]):
        me = actor().identity
        if me is None or row.entered_by_id != me.user_id:
            raise Forbidden("Somebody who plans entered this; ask them to change it.")


def _expect(row: Availability, version: int) -> None:
    if row.version != version:
        raise Stale({**shown(row.production_id, [row])[0], "replaced": []})


def touching(production_id: int, first: dt.date, last: dt.date) -> Sequence[Availability]:
    """The spans that touch these days."""
    statement = select(Availability).where(Availability.production_id == production_id)
    return db.session.scalars(statement.where(Availability.first <= last, Availability.last >= first)).all()


def dates_of(row: Availability, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of a span between two dates."""
    start, end = max(row.first, first), min(row.last, last)
    return [start + dt.timedelta(days=number) for number in range((end - start).days + 1)]
