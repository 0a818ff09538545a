"""Spans that meet: the newer one holds for its days, the older one keeps the rest."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import select

from backend.core.db import db
from backend.planning.availability.models import Availability
from backend.planning.availability.subjects import COLUMN, Key

MINUTES = 24 * 60
DAY = dt.timedelta(days=1)
COPIED = ("production_id", *COLUMN.values(), "starts", "ends", "state", "note", "entered_by_id")
Said = dict[str, Any]


def meeting(production_id: int, key: Key, span: Availability) -> list[Availability]:
    """The other spans of a subject that share hours with this one, by date."""
    column = getattr(Availability, COLUMN[key[0]])
    rows = db.session.scalars(
        select(Availability)
        .where(Availability.production_id == production_id, column == key[1])
        .where(Availability.first <= span.last, Availability.last >= span.first)
        .order_by(Availability.first, Availability.id)
    )
    return [row for row in rows if row is not span and _share_hours(row, span)]


def give_way(older: Sequence[Availability], span: Availability) -> list[Said]:
    """Take the days of `span` out of older spans; answers what became of each, as `schemas.Replaced`."""
    return [_without(row, span.first, span.last) for row in older]


def part_of_day(row: Availability) -> str:
    """`09:00–13:00`, or nothing for whole days."""
    return f"{row.starts:%H:%M}–{row.ends:%H:%M}" if row.starts and row.ends else ""


def take_over(_sender: Any, *, production_id: int, cast_member_id: int, into_id: int, **_more: Any) -> None:
    """Two cast members became one: the first one's spans go to the second, whose own hold where they meet."""
    rows = db.session.scalars(
        select(Availability).where(
            Availability.production_id == production_id, Availability.cast_member_id == cast_member_id
        )
    ).all()
    kept = db.session.scalars(
        select(Availability).where(Availability.production_id == production_id, Availability.cast_member_id == into_id)
    ).all()
    for row in rows:
        row.cast_member_id = into_id
    db.session.flush()
    for span in kept:
        give_way(meeting(production_id, ("cast", into_id), span), span)
    db.session.flush()


def _without(row: Availability, first: dt.date, last: dt.date) -> Said:
    """Cut days out of a span, whose ends may both stay."""
    was = str(row).replace("_", " ").capitalize()
    action: Literal["removed", "shortened", "split"] = "shortened"
    before, after = row.first < first, row.last > last
    said = {"id": row.id}
    if before and after:
        rest = Availability(**{name: getattr(row, name) for name in COPIED}, first=last + DAY, last=row.last)
        db.session.add(rest)
        row.last = first - DAY
        action, text = "split", f"{was} stays until {row.last.isoformat()} and from {rest.first.isoformat()} on."
    elif before:
        row.last = first - DAY
        text = f"{was} now ends on {row.last.isoformat()}."
    elif after:
        row.first = last + DAY
        text = f"{was} now starts on {row.first.isoformat()}."
    else:
        db.session.delete(row)
        action, text = "removed", f"{was} is replaced."
    return {**said, "action": action, "text": text}


def _share_hours(one: Availability, other: Availability) -> bool:
    """Whole days meet everything; hours meet when they overlap, on this day or past midnight."""
    a, b = _hours(one), _hours(other)
    if a is None or b is None:
        return True
    return any(a[0] < b[1] + shift and b[0] + shift < a[1] for shift in (-MINUTES, 0, MINUTES))


def _hours(row: Availability) -> tuple[int, int] | None:
    if row.starts is None or row.ends is None:
        return None
    start, end = (clock.hour * 60 + clock.minute for clock in (row.starts, row.ends))
    return start, end if end > start else end + MINUTES
