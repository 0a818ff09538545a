"""Weeks: handed in by their person, approved or sent back by a lead, reopened when something was wrong after all."""

import datetime as dt
from typing import Any

from sqlalchemy import exists, or_, select

from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import me
from backend.core.db import db, join_writers
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound
from backend.productions.members.levels import my_level
from backend.productions.members.models import Member
from backend.productions.productions.service import find
from backend.timelogs.amounts import rounded
from backend.timelogs.segments.models import TimeDay
from backend.timelogs.weeks import grid
from backend.timelogs.weeks.iso import monday_named
from backend.timelogs.weeks.models import APPROVED, OPEN, REJECTED, REOPENED, SUBMITTED, TimeWeek
from backend.timelogs.weeks.schemas import WeekQuery

# What becomes of a week: state and action → state. Whatever is not here is refused.
NEXT = {
    (OPEN, "submit"): SUBMITTED,
    (REJECTED, "submit"): SUBMITTED,
    (REOPENED, "submit"): SUBMITTED,
    (SUBMITTED, "withdraw"): OPEN,
    (SUBMITTED, "approve"): APPROVED,
    (SUBMITTED, "reject"): REJECTED,
    (APPROVED, "reopen"): REOPENED,
}
_DONE = {
    "submit": "handed in", "withdraw": "taken back", "approve": "approved", "reject": "sent back", "reopen": "reopened",
}  # fmt: skip
_WORDS = {
    OPEN: "not handed in", SUBMITTED: "handed in", APPROVED: "approved", REJECTED: "sent back", REOPENED: "open again",
}  # fmt: skip


def listed(production_id: int, query: WeekQuery) -> list[dict[str, Any]]:
    """A week of everybody the caller sees; the fields of `WeekOut`. Raises Invalid naming `week`."""
    return grid.rows(production_id, monday_named(query.week) if query.week else None, query.user_id)


def hand_over(production_id: int, user_id: int, week: str, action: str, comment: str) -> dict[str, Any]:
    """Hand one's own week in (submit) or take it back (withdraw). Raises Forbidden for somebody else's, Conflict.

    Raises Invalid naming `week` for one that has not begun.
    """
    person, monday = _person(production_id, user_id), monday_named(week)
    if user_id != me().user_id:
        raise Forbidden("Everybody hands in their own hours.")
    if action == "submit" and monday > clock.today(find(production_id).timezone):
        raise Invalid("This week has not begun.", field="week")
    row = _advance(production_id, person, monday, action, comment)
    row.submitted_at = clock.now() if action == "submit" else None
    row.decided_at = row.decided_by_id = None
    return _told(row)


def decide(
    production_id: int, user_id: int, week: str, action: str, comment: str, seconds: int | None = None
) -> dict[str, Any]:
    """Approve (what was seen: `seconds`), reject or reopen a week. Raises Forbidden for one's own, Conflict."""
    person, monday = _person(production_id, user_id), monday_named(week)
    if user_id == me().user_id and my_level() != "admin":
        raise Forbidden("Somebody else decides about your own hours.")
    row = _advance(production_id, person, monday, action, comment)
    row.approved_ms = None
    if action == "approve":
        join_writers()  # heartbeats name no production: none may add to what is being approved
        row.approved_ms = grid.worked_ms(production_id, user_id, monday)
        _refuse_other_hours(rounded(row.approved_ms), seconds)
    row.decided_at, row.decided_by_id = clock.now(), me().user_id
    return _told(row)


def _refuse_other_hours(now: int, seen: int | None) -> None:
    if now != seen:
        hours = f"{now // 3600}:{now % 3600 // 60:02}"
        raise Conflict(f"This week has other hours than you saw: {hours} now. Look at it again.", field="seconds")


def _advance(production_id: int, person: User, monday: dt.date, action: str, comment: str) -> TimeWeek:
    row = db.session.scalar(
        select(TimeWeek).where(
            TimeWeek.production_id == production_id, TimeWeek.user_id == person.id, TimeWeek.monday == monday
        )
    )
    state = row.state if row else OPEN
    after = NEXT.get((state, action))
    if after is None:
        raise Conflict(f"This week is {_WORDS[state]}; it cannot be {_DONE[action]} now.")
    if row is None:
        row = TimeWeek(production_id=production_id, user_id=person.id, user=person, monday=monday)
        db.session.add(row)
    row.state, row.comment = after, comment
    return row


def _told(row: TimeWeek) -> dict[str, Any]:
    db.session.flush()
    return grid.rows(row.production_id, row.monday, row.user_id)[0]


def _person(production_id: int, user_id: int) -> User:
    """Somebody who logs hours on the production, or has. Raises NotFound."""
    here = or_(*(
        exists().where(model.production_id == production_id, model.user_id == user_id)
        for model in (Member, TimeDay, TimeWeek)
    ))  # fmt: skip
    user = db.session.scalar(select(User).where(User.id == user_id, here))
    if user is None:
        raise NotFound
    return user
