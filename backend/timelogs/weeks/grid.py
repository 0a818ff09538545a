"""A week of a production: one row a person, with days, tasks, cost and how far its approval is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import may, me
from backend.core.db import db
from backend.core.roles import allowed
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.productions.productions.models import Production
from backend.productions.productions.service import find
from backend.timelogs.amounts import HOUR, rounded, shared
from backend.timelogs.reports import sums
from backend.timelogs.segments.models import TimeDay, TimeHeld
from backend.timelogs.segments.moments import start_of
from backend.timelogs.terms.service import settings_of
from backend.timelogs.weeks.iso import days_of, monday_of, week_name
from backend.timelogs.weeks.models import APPROVED, OPEN, TimeWeek

_WEEK = dt.timedelta(days=7)
MOST = 1_000_000  # sums of a week: a bound that no crew reaches


@dataclass
class _Worked:
    """What a person worked in the week, in milliseconds."""

    days: dict[dt.date, int] = field(default_factory=lambda: defaultdict(int))
    tasks: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    manual_ms: int = 0
    cost: int | None = None  # in minor units × ms / hour


def rows(production_id: int, monday: dt.date | None, user_id: int | None = None) -> list[dict[str, Any]]:
    """The fields of `WeekOut` of everybody the caller sees, or of one of them, by name; by default of this week."""
    production = find(production_id)
    monday = monday or monday_of(clock.today(production.timezone))
    worked = _worked(production_id, monday, user_id)
    weeks = _weeks(production_id, monday, user_id)
    people = _people(production_id, {*worked, *weeks}, user_id)
    tasks = _tasks(production_id, {task for one in worked.values() for task in one.tasks})
    held = _held(production, monday, people)
    planned = settings_of(production_id).week_hours * 3600
    return [
        {
            "user_id": one, "user_name": name, "week": week_name(monday), "planned_seconds": planned,
            "held": held.get(one, 0), **_state(weeks.get(one)), **_hours(worked[one], monday, tasks),
        }
        for one, name in people.items()
    ]  # fmt: skip


def worked_ms(production_id: int, user_id: int, monday: dt.date) -> int:
    """What a person has in a week now."""
    week = TimeDay.day.between(monday, monday + _WEEK - dt.timedelta(days=1))
    found = select(func.sum(TimeDay.ms)).where(TimeDay.production_id == production_id, TimeDay.user_id == user_id, week)
    return int(db.session.scalar(found) or 0)


def _worked(production_id: int, monday: dt.date, user_id: int | None) -> dict[int, _Worked]:
    hours = sums.Hours(monday, days_of(monday)[-1], production_id=production_id, user_id=user_id)
    priced = [production_id] if may("rates.read") else []
    found: dict[int, _Worked] = defaultdict(_Worked)
    added = sums.grouped(("user", "day", "task"), hours, priced, MOST)
    for user, day, task, ms, manual_ms, _currency, *cost in zip(*added.values(), strict=True):
        one = found[user]
        one.days[day] += ms
        one.tasks[task] += ms
        one.manual_ms += manual_ms
        if cost and cost[0] is not None:
            one.cost = (one.cost or 0) + cost[0] * HOUR + cost[1]
    return found


def _weeks(production_id: int, monday: dt.date, user_id: int | None) -> dict[int, TimeWeek]:
    found = select(TimeWeek).where(TimeWeek.production_id == production_id, TimeWeek.monday == monday)
    if user_id is not None or not may("time.team"):
        found = found.where(TimeWeek.user_id == (user_id or me().user_id))
    return {row.user_id: row for row in db.session.scalars(found)}


def _people(production_id: int, present: Collection[int], user_id: int | None) -> dict[int, str]:
    """{user: name}, by name: with time.team everybody who logs hours and whoever is `present`, else oneself."""
    if may("time.team"):
        places = select(Member.user_id, Member.level, Member.job_role).where(Member.production_id == production_id)
        log = {user for user, level, role in db.session.execute(places) if allowed("time.own", "member", level, role)}
        wanted = log | set(present)
    else:
        wanted = {me().user_id}
    names = select(User.id, User.name).where(User.id.in_(wanted if user_id is None else wanted & {user_id}))
    found = db.session.execute(names.order_by(func.lower(User.name), User.id))
    return {row.id: row.name for row in found}


def _tasks(production_id: int, ids: Collection[int]) -> dict[int, Any]:
    """{task: (title, estimate_minutes, ms of all time)} as far as the caller sees hours."""
    seen = (TimeDay.task_id.in_(ids), *([] if may("time.team") else [TimeDay.user_id == me().user_id]))
    added = select(TimeDay.task_id, func.sum(TimeDay.ms).label("ms")).where(*seen).group_by(TimeDay.task_id).subquery()
    found = select(Task.id, Task.title, Task.estimate_minutes, added.c.ms).join(added, added.c.task_id == Task.id)
    return {row.id: row for row in db.session.execute(found.where(Task.production_id == production_id))}


def _held(production: Production, monday: dt.date, people: Collection[int]) -> dict[int, int]:
    start, end = (start_of(day, production.timezone) for day in (monday, monday + _WEEK))
    found = (
        select(TimeHeld.user_id, func.count())
        .where(
            TimeHeld.production_id == production.id, TimeHeld.settled_at.is_(None), TimeHeld.user_id.in_(people),
            TimeHeld.start_ms >= start, TimeHeld.start_ms < end,
        )
        .group_by(TimeHeld.user_id)
    )  # fmt: skip
    return {user: count for user, count in db.session.execute(found)}  # noqa: C416 - rows are no pairs to a type checker


def _state(row: TimeWeek | None) -> dict[str, Any]:
    row = row or TimeWeek(state=OPEN, version=0, comment="")
    decider = row.decided_by_id and db.session.get(User, row.decided_by_id)
    names = ("state", "version", "comment", "submitted_at", "decided_at")
    return {
        **{name: getattr(row, name) for name in names},
        "decided_by_name": decider.name if decider else None,
        "locked": row.state == APPROVED,
    }


def _hours(worked: _Worked, monday: dt.date, tasks: dict[int, Any]) -> dict[str, Any]:
    days = days_of(monday)
    ids = sorted(worked.tasks, key=lambda task: (tasks[task].title.casefold(), task))
    return {
        "seconds": rounded(sum(worked.days.values())),
        "manual_seconds": rounded(worked.manual_ms),
        "days": _with_seconds([{"date": day} for day in days], [worked.days.get(day, 0) for day in days]),
        "tasks": _with_seconds([_task(tasks[task]) for task in ids], [worked.tasks[task] for task in ids]),
        "cost_minor": None if worked.cost is None else rounded(worked.cost, HOUR),
    }


def _task(task: Any) -> dict[str, Any]:
    return {
        "task_id": task.id, "task_title": task.title, "estimate_minutes": task.estimate_minutes,
        "total_seconds": rounded(int(task.ms)),
    }  # fmt: skip


def _with_seconds(found: list[dict[str, Any]], ms: Sequence[int]) -> list[dict[str, Any]]:
    return [{**row, "seconds": seconds} for row, seconds in zip(found, shared(ms), strict=True)]
