"""Hours as figures: added up by up to three keys, with names, and everything adds up."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import select

from backend.accounts.users.models import User
from backend.core.access import me
from backend.core.db import db
from backend.core.errors import Invalid
from backend.planning.tasks.models import Task
from backend.productions.members.access import productions_where
from backend.productions.productions.models import Production
from backend.timelogs.amounts import HOUR, rounded, seconds_of, shared
from backend.timelogs.reports import sums
from backend.timelogs.reports.schemas import HoursQuery, SummaryQuery
from backend.timelogs.weeks.iso import week_name

MOST_DAYS = 400
MOST_ROWS = 20_000
Row = dict[str, Any]


def summary(query: SummaryQuery) -> dict[str, Any]:
    """The fields of `SummaryOut`. Raises Invalid naming `to` or `group` for more than fits into one answer."""
    hours, groups = wanted(query), groups_of(query)
    priced = productions_where(me(), "rates.read")
    found = sums.grouped(groups, hours, priced, MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise Invalid(f"These are more than {MOST_ROWS:,} rows: ask for fewer days or group by less.", field="group")
    rows = _named(groups, found)
    seconds = seconds_of([int(row.ms) for row in found], [int(row.manual_ms) for row in found])
    for row, all_, by_hand in zip(rows, *seconds, strict=True):
        row["seconds"], row["manual_seconds"] = all_, by_hand
    total: Row = {name: sum(row[name] for row in rows) for name in ("seconds", "manual_seconds")}
    total |= _priced(rows, found) if priced else _unpriced(rows)
    rows.sort(key=lambda row: [_place(row, group) for group in groups])
    return {"from": query.first, "to": query.last, "rows": rows, "total": total}


def wanted(query: HoursQuery) -> sums.Hours:
    """The hours that are asked for. Raises Invalid naming `to` when the days are too many or none."""
    if not 0 <= (query.last - query.first).days <= MOST_DAYS:
        raise Invalid(f"Not before the first day, and at most {MOST_DAYS} days after it.", field="to")
    return sums.Hours(**{name: getattr(query, name) for name in sums.Hours.__dataclass_fields__})


def groups_of(query: SummaryQuery) -> list[str]:
    """What it is grouped by, each once, in the order asked for."""
    return list(dict.fromkeys(query.group.split(",")))


def _priced(rows: list[Row], found: Sequence[Any]) -> Row:
    """Put what each row costs into it, rounded so that the rows of a currency add up; answers the total's."""
    money: dict[str, list[int]] = {}
    for place, (row, sum_) in enumerate(zip(rows, found, strict=True)):
        row["cost_minor"], row["currency"] = None, sum_.currency
        if sum_.currency and not sum_.hidden and sum_.whole is not None:
            money.setdefault(sum_.currency, []).append(place)
    for places in money.values():
        exact = [int(found[place].whole) * HOUR + int(found[place].rest) for place in places]
        for place, cost in zip(places, shared(exact, HOUR), strict=True):
            rows[place]["cost_minor"] = cost
    currencies = {sum_.currency for sum_ in found}
    known = len(money) == len(currencies) == 1 and not any(sum_.hidden for sum_ in found)
    unrated = sum(int(sum_.unrated_ms) for sum_ in found)
    return {
        "cost_minor": sum(row["cost_minor"] or 0 for row in rows) if known else None,
        "currency": currencies.pop() if len(currencies) == 1 else None,
        "unrated_seconds": rounded(unrated),
    }


def _unpriced(rows: list[Row]) -> Row:
    nothing = {"cost_minor": None, "currency": None}
    for row in rows:
        row |= nothing
    return {**nothing, "unrated_seconds": None}


def _named(groups: Sequence[str], found: Sequence[Any]) -> list[Row]:
    """The keys of each row, with the names of what they are; names are looked up once for all rows."""
    parts = [_NAMED.get(group, _plain)(group, [getattr(row, group) for row in found]) for group in groups]
    return [{key: value for part in row for key, value in part.items()} for row in zip(*parts, strict=True)]


def _plain(group: str, values: Sequence[Any]) -> list[Row]:
    return [{group: value} for value in values]


def _weeks(group: str, values: Sequence[Any]) -> list[Row]:
    return [{group: week_name(monday)} for monday in values]


def _users(_group: str, ids: Sequence[int]) -> list[Row]:
    names = _names(ids, User.id, User.name)
    return [{"user_id": one, "user_name": names[one].name} for one in ids]


def _productions(_group: str, ids: Sequence[int]) -> list[Row]:
    names = _names(ids, Production.id, Production.title)
    return [{"production_id": one, "production_title": names[one].title} for one in ids]


def _tasks(_group: str, ids: Sequence[int]) -> list[Row]:
    known = _names(ids, Task.id, Task.title, Task.estimate_minutes, Task.production_id, Task.category)
    return [
        {
            "task_id": one, "task_title": known[one].title, "estimate_minutes": known[one].estimate_minutes,
            "production_id": known[one].production_id, "category": known[one].category,
        }
        for one in ids
    ]  # fmt: skip


_NAMED: dict[str, Callable[[str, Sequence[Any]], list[Row]]] = {
    "user": _users, "production": _productions, "task": _tasks, "week": _weeks,
}  # fmt: skip


def _names(ids: Collection[int], key: Any, *columns: Any) -> dict[int, Any]:
    return {row.id: row for row in db.session.execute(select(key, *columns).where(key.in_(set(ids))))}


def _place(row: Row, group: str) -> Any:
    """Where a row stands: by name for people, days by the calendar."""
    if group in {"user", "task", "production"}:
        name = "user_name" if group == "user" else f"{group}_title"
        return row[name].casefold(), row[f"{group}_id"]
    return row[group]
