"""Which weeks of a person are approved: their days take no more hours until somebody reopens them."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select

from backend.core.db import db
from backend.timelogs.weeks.models import TimeWeek


def monday_of(day: dt.date) -> dt.date:
    """The Monday that names a day's week."""
    return day - dt.timedelta(days=day.weekday())


def approved_weeks(user_id: int, since: dt.date) -> set[tuple[int, dt.date]]:
    """(production, Monday) of every approved week of a person that has days from `since` on."""
    found = select(TimeWeek.production_id, TimeWeek.monday).where(
        TimeWeek.user_id == user_id, TimeWeek.monday >= monday_of(since), TimeWeek.state == "approved"
    )
    return {(row.production_id, row.monday) for row in db.session.execute(found)}


def locked_days(production_id: int, user_id: int, days: Collection[dt.date]) -> set[dt.date]:
    """Those of `days` that lie in an approved week of this person on this production."""
    if not days:
        return set()
    approved = approved_weeks(user_id, min(days))
    return {day for day in days if (production_id, monday_of(day)) in approved}
