"""Which days are locked: those of approved weeks, in which nothing is added, corrected or removed."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import bindparam, select

from backend.core.db import db
from backend.timelogs.weeks.iso import monday_of as monday_of
from backend.timelogs.weeks.models import APPROVED, TimeWeek

_WEEK = TimeWeek.__table__
_APPROVED = select(_WEEK.c.production_id, _WEEK.c.monday).where(  # made once: every heartbeat asks
    _WEEK.c.user_id == bindparam("user"), _WEEK.c.monday >= bindparam("since"), _WEEK.c.state == APPROVED
)


def locked_days(production_id: int, user_id: int, days: Collection[dt.date]) -> set[dt.date]:
    """Those of these days of the production's calendar whose week is approved for this person."""
    mondays = {monday_of(day) for day in days}
    approved = set(
        db.session.scalars(
            select(TimeWeek.monday).where(
                TimeWeek.production_id == production_id, TimeWeek.user_id == user_id, TimeWeek.monday.in_(mondays),
                TimeWeek.state == APPROVED,
            )
        )
    )  # fmt: skip
    return {day for day in days if monday_of(day) in approved}


def approved_weeks(user_id: int, since: dt.date) -> set[tuple[int, dt.date]]:
    """(production, Monday) of this person's approved weeks from the week of a day on: one look for a batch of work."""
    found = db.session.connection().execute(_APPROVED, {"user": user_id, "since": monday_of(since)})
    return {(production, monday) for production, monday in found}


def states(production_id: int, user_id: int, mondays: Collection[dt.date]) -> set[str]:
    """The states of these weeks of a person, without those nobody has touched."""
    found = select(TimeWeek.state).where(
        TimeWeek.production_id == production_id, TimeWeek.user_id == user_id, TimeWeek.monday.in_(mondays)
    )
    return set(db.session.scalars(found))
