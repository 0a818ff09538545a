"""Which weeks wait for somebody: for a lead to decide, for their person to hand in."""

import datetime as dt

from sqlalchemy import Exists, exists, func, select

from backend.core.access import me
from backend.core.db import db
from backend.productions.members.levels import my_level
from backend.timelogs.segments.models import TimeDay
from backend.timelogs.weeks.iso import days_of, monday_of
from backend.timelogs.weeks.models import OPEN, REJECTED, REOPENED, SUBMITTED, TimeWeek


def to_decide(production_id: int) -> int:
    """How many weeks are handed in for the caller to approve; their own only when they are an Admin."""
    return sum(people for _monday, people in weeks_to_decide(production_id))


def weeks_to_decide(production_id: int) -> list[tuple[dt.date, int]]:
    """(Monday, how many people) of those, the oldest first."""
    found = select(TimeWeek.monday, func.count()).where(
        TimeWeek.production_id == production_id, TimeWeek.state == SUBMITTED
    )
    if my_level() != "admin":
        found = found.where(TimeWeek.user_id != me().user_id)
    rows = db.session.execute(found.group_by(TimeWeek.monday).order_by(TimeWeek.monday))
    return [(monday, people) for monday, people in rows]


def to_hand_in(production_id: int, today: dt.date) -> list[tuple[dt.date, str]]:
    """(Monday, state) of the caller's weeks that wait for them: sent back, reopened, and last week if it has hours."""
    mine = (TimeWeek.production_id == production_id, TimeWeek.user_id == me().user_id)
    columns = (TimeWeek.monday, TimeWeek.state)
    back = select(*columns).where(*mine, TimeWeek.state.in_((REJECTED, REOPENED))).order_by(TimeWeek.monday)
    found = [(monday, state) for monday, state in db.session.execute(back)]
    last = monday_of(today) - dt.timedelta(days=7)
    state = db.session.scalar(select(TimeWeek.state).where(*mine, TimeWeek.monday == last)) or OPEN
    if state == OPEN and db.session.scalar(select(_worked(production_id, last))):
        found.append((last, OPEN))
    return found


def _worked(production_id: int, monday: dt.date) -> Exists:
    days = days_of(monday)
    return exists().where(
        TimeDay.user_id == me().user_id, TimeDay.day.between(days[0], days[-1]), TimeDay.production_id == production_id
    )
