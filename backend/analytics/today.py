"""Today: one production for the caller's role, or all of the caller's active productions in brief."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from backend.activity import service as activity
from backend.analytics import queries
from backend.analytics.needs import needs
from backend.analytics.progress import days_of, progress_of
from backend.core import clock
from backend.core.access import Identity, may, me
from backend.core.paging import Page, page_of
from backend.core.roles import allowed
from backend.core.schemas import PageQuery
from backend.planning.call_sheets.editions import service as editions
from backend.productions.members import service as members
from backend.productions.productions import service as productions
from backend.productions.productions.models import Production

ENTRIES = 10  # of recent activity


def of_production(production_id: int) -> Mapping[str, Any]:
    """The fields of `TodayOut`."""
    production = productions.find(production_id)
    day = next_days([production]).get(production_id)
    return {
        **_brief([production])[production_id],
        "next_day": _in_full(day) if day else None,
        "needs": needs(production, day),
        "activity": activity.latest(production_id, ENTRIES) if may("activity.read") else None,
    }


def of_mine(query: PageQuery) -> Page:
    """One page of the caller's active productions, each the fields of `TodayRow`, by title."""
    identity = me()
    statement = productions.mine(identity).where(Production.status == "active")
    page = page_of(statement, [Production.title, Production.id], query)
    found: Sequence[Production] = page.items
    brief, days, sheets = _brief(found), next_days(found), _seeing_sheets(identity, found)
    due = _tasks_due(found, identity.user_id)
    rows = [{**brief[one.id], "next_day": _shown(days.get(one.id), one.id in sheets)} for one in found]
    return replace(page, items=[{**row, "tasks_due": due[row["production_id"]]} for row in rows])


def _brief(found: Sequence[Production]) -> dict[int, dict[str, Any]]:
    progress = progress_of([one.id for one in found])
    days = days_of(found, progress)
    return {
        one.id: {
            "production_id": one.id,
            "title": one.title,
            "phase": one.phase,
            "status": one.status,
            "today": clock.today(one.timezone),
            "progress": progress[one.id],
            "days": days[one.id],
        }
        for one in found
    }


def next_days(found: Sequence[Production]) -> dict[int, dict[str, Any]]:
    """{production: the fields of `NextDay`} for those that have a day today or later, in its own zone."""
    ids = [one.id for one in found]
    days, planned = queries.days(ids), queries.planned_by_day(ids)
    chosen: dict[int, dict[str, Any]] = {}
    for one in found:
        today, of = clock.today(one.timezone), len(days.get(one.id, ()))
        for number, (day_id, date, call) in enumerate(days.get(one.id, ()), 1):
            if date >= today:
                scenes, eighths = planned.get(day_id, (0, 0))
                chosen[one.id] = {"day_id": day_id, "date": date, "number": number, "of": of, "general_call": call}
                chosen[one.id] |= {"scene_count": scenes, "eighths": eighths}
                break
    sheets = queries.sheets_of_days([day["day_id"] for day in chosen.values()])
    printed = editions.briefs([sheet.id for sheet in sheets.values() if sheet.status in queries.OUT])
    for day in chosen.values():
        sheet = day["call_sheet"] = sheets.get(day["day_id"])
        if sheet and sheet.status in queries.OUT:  # what people have, not what was typed since
            out = printed.get(sheet.id, {}).get("general_call")
            day["general_call"] = dt.time.fromisoformat(out) if out else sheet.general_call or day["general_call"]
    return chosen


def _shown(day: dict[str, Any] | None, with_sheet: bool) -> dict[str, Any] | None:
    return day if day is None or with_sheet else {**day, "call_sheet": None}


def _in_full(day: dict[str, Any]) -> dict[str, Any]:
    day_id, seen = day["day_id"], may("scenes.read")
    return {
        **(_shown(day, may("call_sheets.read")) or {}),
        "scenes": queries.scenes_of_days([day_id]).get(day_id, []) if seen else [],
        "cast_numbers": queries.cast_numbers_of_days([day_id]).get(day_id, []) if seen else [],
    }


def _seeing_sheets(identity: Identity, found: Sequence[Production]) -> set[int]:
    """The productions in which this person may see call sheets."""
    places = members.places(identity.user_id, [one.id for one in found])
    nowhere = (None, None)
    return {one.id for one in found if allowed("call_sheets.read", identity.studio_role, *places.get(one.id, nowhere))}


def _tasks_due(found: Sequence[Production], user_id: int) -> dict[int, int]:
    today = {one.id: clock.today(one.timezone) for one in found}
    due = queries.tasks_due(list(today), user_id, max(today.values())) if today else {}
    return {one: sum(day <= today[one] for day in due.get(one, [])) for one in today}
