"""Hours as a table, before it is known what kind of file it becomes: columns, and rows that come one by one."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_

from backend.accounts.users.models import User
from backend.core.access import me
from backend.core.db import db
from backend.planning.tasks.models import Task
from backend.productions.members.access import productions_where
from backend.productions.productions.models import Production
from backend.timelogs.reports import service, sums
from backend.timelogs.reports.schemas import ExportQuery
from backend.timelogs.seeing import narrowed, visible
from backend.timelogs.segments.models import TimeDay, TimeSegment
from backend.timelogs.segments.moments import start_of

PAGE = 1000  # segments read at a time
_PLACE = tuple_(TimeSegment.start_ms, TimeSegment.id)
Kind = Literal["text", "number", "day", "moment", "hours", "money"]


@dataclass(frozen=True)
class Column:
    """A column: hours are seconds, money is minor units; `totalled` when its sum says something."""

    title: str
    kind: Kind
    value: Callable[[Any], Any]
    width: int = 14
    totalled: bool = False


@dataclass(frozen=True)
class Table:
    """A table; `rows` can be gone through once."""

    title: str
    columns: Sequence[Column]
    rows: Iterator[Any]


def _of(title: str, kind: Kind, key: str, width: int = 14, totalled: bool = False) -> Column:
    return Column(title, kind, lambda row: row[key], width, totalled)


_ESTIMATE = Column(
    "Estimate (h)", "hours", lambda row: None if row["estimate_minutes"] is None else row["estimate_minutes"] * 60
)
_GROUPS: dict[str, tuple[Column, ...]] = {
    "user": (_of("Person", "text", "user_name", 24),),
    "task": (_of("Task", "text", "task_title", 40), _ESTIMATE),
    "production": (_of("Production", "text", "production_title", 30),),
    "department": (_of("Department", "text", "department", 20),),
    "category": (_of("Category", "text", "category", 20),),
    "dcc": (_of("Program", "text", "dcc"),),
    "day": (_of("Day", "day", "day", 12),),
    "week": (_of("Week", "text", "week", 12),),
    "month": (_of("Month", "text", "month", 12),),
}
_SUMS = (_of("Hours", "hours", "seconds", totalled=True), _of("By hand (h)", "hours", "manual_seconds", totalled=True))
_COST = (_of("Cost", "money", "cost_minor"), _of("Currency", "text", "currency"))
_SEGMENT = (
    Column("Day", "day", lambda row: _local(row, row.start_ms).date(), 12),
    Column("Start", "moment", lambda row: _local(row, row.start_ms), 20),
    Column("End", "moment", lambda row: _local(row, row.end_ms), 20),
    Column("Hours", "hours", lambda row: (row.end_ms - row.start_ms) / 1000),
    Column("Person", "text", lambda row: row.user_name, 24),
    Column("Production", "text", lambda row: row.production_title, 30),
    Column("Task", "text", lambda row: row.task_title, 40),
    Column("Program", "text", lambda row: row.dcc),
    Column("Version", "text", lambda row: row.dcc_version),
    Column("Machine", "text", lambda row: row.machine, 20),
    Column("File", "text", lambda row: row.file, 40),
    Column("Note", "text", lambda row: row.note, 40),
    Column("Source", "text", lambda row: row.source),
    Column("Corrected", "text", lambda row: "yes" if row.corrected else ""),
)


def table(query: ExportQuery) -> Table:
    """What is asked for. Raises what `service.summary` raises, before the first row is read."""
    title = f"Hours {query.first} to {query.last}"
    if query.detail == "segments":
        hours = service.wanted(query)
        statements = [_statement(hours, one) for one in _productions(hours)]  # now: the caller is known until we answer
        return Table(title, _SEGMENT, _segments(statements))
    found = service.summary(query)
    keys = [column for group in service.groups_of(query) for column in _GROUPS[group]]
    money = _COST if service.rates_seen() else ()
    return Table(title, (*keys, *_SUMS, *money), iter(found["rows"]))


def _productions(hours: sums.Hours) -> Sequence[Any]:
    """(id, title, timezone) of those in which there are hours to see."""
    if hours.production_id is not None:
        visible(TimeSegment.user_id, TimeSegment.production_id, hours.production_id)
        ids = {hours.production_id}
    else:
        own = select(TimeDay.production_id).where(TimeDay.user_id == me().user_id).distinct()
        ids = {*productions_where(me(), "time.own"), *db.session.scalars(own)}
    columns = (Production.id, Production.title, Production.timezone)
    return db.session.execute(select(*columns).where(Production.id.in_(ids)).order_by(Production.title)).all()


def _statement(hours: sums.Hours, production: Any) -> tuple[Any, int]:
    """What reads a production's segments that count, and the moment from which on; by start.

    They begin in the days of its own zone.
    """
    end = start_of(hours.last + dt.timedelta(days=1), production.timezone)
    statement = (
        select(
            *TimeSegment.__table__.columns, User.name.label("user_name"), Task.title.label("task_title"),
            Production.title.label("production_title"), Production.timezone,
        )
        .join(User, User.id == TimeSegment.user_id)
        .join(Task, Task.id == TimeSegment.task_id)
        .join(Production, Production.id == TimeSegment.production_id)
        .where(
            visible(TimeSegment.user_id, TimeSegment.production_id, production.id), ~TimeSegment.removed,
            TimeSegment.start_ms < end, TimeSegment.end_ms > TimeSegment.start_ms, *narrowed(TimeSegment, hours),
        )
        .order_by(TimeSegment.start_ms, TimeSegment.id)
        .limit(PAGE)
    )  # fmt: skip
    return statement, start_of(hours.first, production.timezone)


def _segments(statements: Sequence[tuple[Any, int]]) -> Iterator[Any]:
    """Their rows, page by page; between two pages no transaction is open, so a slow reader holds nothing up."""
    for statement, first in statements:
        last = (first, 0)
        while rows := db.session.execute(statement.where(last < _PLACE)).all():
            db.session.rollback()
            yield from rows
            last = (rows[-1].start_ms, rows[-1].id)


def _local(row: Any, ms: int) -> dt.datetime:
    """A moment as the clocks of the production show it."""
    return dt.datetime.fromtimestamp(ms / 1000, ZoneInfo(row.timezone)).replace(tzinfo=None)
