"""What the calendar takes and answers."""

import datetime as dt
from typing import Literal

from backend.core.schemas import Body, Day, Id, Out, Query

Kind = Literal["shoot", "holiday", "off", "travel", "work", "personal", "task", "milestone"]


class DatesQuery(Query):
    """From which date up to which, both included; at most 400 days."""

    first: Day
    last: Day


class CalendarEntryOut(Out):
    """Something on a date. `id` is the row it comes from: a shooting day, calendar date, personal day or task.

    `detail` says more in one line; `status` is the call sheet's or task's.
    """

    date: dt.date
    kind: Kind
    id: int | None
    title: str
    detail: str
    status: str | None
    call_sheet_id: int | None = None


class FeedBody(Body):
    """Whose address: a cast member's; without one, one's own."""

    cast_member_id: Id | None = None


class FeedOut(Out):
    """An address to subscribe to. Whoever has it sees this person's days, so it is renewed when it got about."""

    name: str
    url: str
