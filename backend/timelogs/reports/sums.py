"""Sums of hours: one statement over the day sums, whatever they are grouped by.

First the hours are added up by the columns of `time_day` alone, straight from the covering index; only these few rows
meet members, tasks and rates, and are added up again by what was asked for.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    ScalarSelect,
    String,
    Subquery,
    case,
    cast,
    func,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from backend.core.db import db
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.productions.productions.models import Production
from backend.timelogs.amounts import HOUR
from backend.timelogs.seeing import narrowed, visible_apart
from backend.timelogs.segments.models import TimeDay
from backend.timelogs.terms.models import TimeRate

# Tables and not their models: what a dashboard asks every few seconds is put together in half the time.
_DAY, _RATE, _PRODUCTION = TimeDay.__table__.c, TimeRate.__table__.c, Production.__table__.c
COLUMNS = ("production_id", "day", "user_id", "task_id", "dcc")  # in the order of the covering index
NEEDED = {
    "user": "user_id", "task": "task_id", "production": "production_id", "department": "user_id",
    "category": "task_id", "dcc": "dcc", "day": "day", "week": "day", "month": "day",
}  # fmt: skip
Columns = dict[str, Sequence[Any]]


@dataclass(frozen=True)
class Hours:
    """Which hours: days first to last, both included, and what else must hold."""

    first: dt.date
    last: dt.date
    production_id: int | None = None
    user_id: int | None = None
    task_id: int | None = None
    dcc: str | None = None
    department: str | None = None
    category: str | None = None


class monday(FunctionElement[dt.date]):
    """The Monday of a date's ISO week."""

    type = Date()
    inherit_cache = True


@compiles(monday)
def _monday(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(date_trunc('week', {compiler.process(element.clauses, **more)}) AS DATE)"


@compiles(monday, "sqlite")
def _monday_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"date({compiler.process(element.clauses, **more)}, 'weekday 0', '-6 days')"


def grouped(groups: Sequence[str], hours: Hours, priced: Collection[int], most: int) -> Columns:
    """At most `most` sums, as columns: the groups, `ms`, `manual_ms`, `currency` (None: several), and what they cost.

    priced: the productions whose rates the caller may see; without any, nothing is priced. `whole` and `rest` are the
    cost in minor units and in minor units × ms / hour, None without a rate; `unrated_ms` has no rate; `hidden` is 1
    when a row holds hours whose rates the caller may not see.
    """
    counted = _counted(hours, {NEEDED[group] for group in groups}, priced)
    keys = [_key(group, counted.c).label(group) for group in groups]
    source: Any = counted
    if hours.production_id is None:
        source = source.join(Production.__table__, _PRODUCTION.id == counted.c.production_id)
    if "department" in groups:
        mine = (Member.production_id == counted.c.production_id) & (Member.user_id == counted.c.user_id)
        source = source.outerjoin(Member, mine)
    if "category" in groups:
        source = source.join(Task, Task.id == counted.c.task_id)
    prices = _prices(counted.c, priced) if priced else []
    sums = (_sum(counted.c.ms).label("ms"), _sum(counted.c.manual_ms).label("manual_ms"))
    found = select(*keys, *sums, _currency(hours.production_id).label("currency"), *prices).select_from(source)
    rows = db.session.execute(found.group_by(*keys).order_by(*keys).limit(most)).all()
    names = [str(column.key) for column in found.selected_columns]
    return dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))


def _counted(hours: Hours, needed: Collection[str], priced: Collection[int]) -> Subquery:
    needed = {"production_id", *needed, *(("user_id", "day") if priced else ())}
    columns: list[Any] = [_DAY[name] for name in COLUMNS if name in needed]
    sums: list[Any] = [_sum(_DAY.ms).label("ms"), _sum(_DAY.manual_ms).label("manual_ms")]
    if priced:  # here, where it is looked up once for each person and day
        sums.append(_rate(priced).label("rate"))
    where = (_DAY.day.between(hours.first, hours.last), *narrowed(_DAY, hours))
    seen = visible_apart(_DAY.user_id, _DAY.production_id, hours.production_id)
    parts = [select(*columns).add_columns(*sums).where(one, *where).group_by(*columns) for one in seen]
    return (parts[0] if len(parts) == 1 else union_all(*parts)).subquery("counted")


def _rate(priced: Collection[int]) -> ScalarSelect[int]:
    """What an hour cost on the day: the newest rate that was valid by then."""
    found = select(_RATE.hourly_minor).where(
        _RATE.production_id == _DAY.production_id, _RATE.user_id == _DAY.user_id, _RATE.valid_from <= _DAY.day,
        _RATE.production_id.in_(priced),
    )  # fmt: skip
    return found.order_by(_RATE.valid_from.desc()).limit(1).correlate(TimeDay.__table__).scalar_subquery()


def _currency(production_id: int | None) -> Any:
    """The production's; of several productions the one they share."""
    if production_id is not None:
        return select(_PRODUCTION.currency).where(_PRODUCTION.id == production_id).scalar_subquery()
    least, greatest = func.min(_PRODUCTION.currency), func.max(_PRODUCTION.currency)
    return case((least == greatest, least))


def _sum(column: Any) -> ColumnElement[int]:
    """A sum as a whole number also where the database would make a decimal of it."""
    return cast(func.sum(column), BigInteger)


def _key(group: str, columns: Any) -> ColumnElement[Any]:
    if group == "department":
        return func.coalesce(Member.department, "")
    if group == "category":
        return Task.category.expression
    if group == "week":
        return monday(columns.day)
    if group == "month":
        return func.substr(cast(columns.day, String), 1, 7)
    found: ColumnElement[Any] = columns[NEEDED[group]]
    return found


def _prices(counted: Any, priced: Collection[int]) -> list[ColumnElement[Any]]:
    """Quotient and remainder apart: the sum of the products itself may not fit into 64 bits."""
    product = counted.ms * counted.rate
    return [
        _sum(product // HOUR).label("whole"), _sum(product % HOUR).label("rest"),
        _sum(case((counted.rate.is_(None), counted.ms), else_=0)).label("unrated_ms"),
        func.max(case((counted.production_id.not_in(priced), 1), else_=0)).label("hidden"),
    ]  # fmt: skip
