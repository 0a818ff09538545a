"""What waits for the caller in a production: only what their role may act on, each with the page to do it on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from backend.analytics import queries
from backend.core import clock
from backend.core.access import may, me
from backend.planning.conflicts import service as conflicts
from backend.planning.distribution import service as distribution
from backend.productions.invitations import service as invitations
from backend.productions.productions.models import Production
from backend.timelogs.weeks import waiting
from backend.timelogs.weeks.iso import week_name

SOON = dt.timedelta(days=7)  # a call sheet is not missed before the week of its day


def needs(production: Production, next_day: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Everything that waits, as the fields of `Need`."""
    return [
        *_drafts(production.id),
        *_unscheduled(production.id),
        *_conflicts(production),
        *_call_sheets(production, next_day),
        *_confirmations(production, next_day),
        *_tasks(production),
        *_weeks_to_hand_in(production),
        *_weeks_to_approve(production.id),
        *_invitations(production.id),
    ]


def _need(kind: str, text: str, link: str, count: int = 1) -> dict[str, Any]:
    return {"kind": kind, "text": text, "link": link, "count": count}


def _plural(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many}"


def _drafts(production_id: int) -> Iterator[dict[str, Any]]:
    if may("script.import"):
        for draft in queries.drafts_in_review(production_id):
            yield _need("draft_review", f"{draft.filename} waits for your review", f"/import?draft={draft.id}")


def _unscheduled(production_id: int) -> Iterator[dict[str, Any]]:
    if may("schedule.edit") and (count := queries.unscheduled(production_id)):
        text = _plural(count, "scene is on no shooting day", "scenes are on no shooting day")
        yield _need("unscheduled_scenes", text, "/schedule", count)


def _conflicts(production: Production) -> Iterator[dict[str, Any]]:
    if not may("schedule.edit"):
        return
    today = clock.today(production.timezone)
    found = conflicts.listing(production.id)["conflicts"]
    count = sum(one["severity"] == "error" and not one["accepted"] and one["date"] >= today for one in found)
    if count:
        yield _need(
            "conflicts", _plural(count, "conflict on days to come", "conflicts on days to come"), "/schedule", count
        )


def _call_sheets(production: Production, day: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if day is None or not may("call_sheets.edit"):
        return
    sheet = queries.sheets_of_days([day["day_id"]]).get(day["day_id"])
    when = f"{day['date']:%A} {day['date'].day} {day['date']:%B}"
    link = f"/call-sheets?sheet={sheet.id}" if sheet else f"/call-sheets?day={day['day_id']}"
    if sheet is None or sheet.status not in queries.OUT:
        if day["date"] <= clock.today(production.timezone) + SOON:
            yield _need("call_sheet_missing", f"{when} has no published call sheet", link)
        return
    planned = [row.scene_id for row in queries.scenes_of_days([day["day_id"]]).get(day["day_id"], [])]
    if queries.scenes_of_sheets([sheet.id]).get(sheet.id, []) != planned or sheet.date != day["date"]:
        yield _need("call_sheet_outdated", f"The schedule of {when} changed since its call sheet went out", link)


def _confirmations(production: Production, day: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Who has today's or tomorrow's call and has not said that they know it."""
    if day is None or not may("call_sheets.send"):
        return
    today = clock.today(production.timezone)
    when = {today: "today", today + dt.timedelta(days=1): "tomorrow"}.get(day["date"])
    sheet = queries.sheets_of_days([day["day_id"]]).get(day["day_id"])
    if when is None or sheet is None or sheet.status not in queries.OUT:
        return
    if count := distribution.unconfirmed([sheet.id]).get(sheet.id, 0):
        text = _plural(count, f"has not confirmed {when}'s call", f"have not confirmed {when}'s call")
        yield _need("calls_unconfirmed", text, f"/call-sheets?sheet={sheet.id}&part=Send", count)


def _tasks(production: Production) -> Iterator[dict[str, Any]]:
    today = clock.today(production.timezone)
    due = queries.tasks_due([production.id], me().user_id, today).get(production.id, [])
    if due and may("tasks.read"):
        late = sum(1 for day in due if day < today)
        overdue = f", {late} overdue" if late else ""
        text = _plural(len(due), "task of yours is due", "tasks of yours are due") + overdue
        yield _need("tasks_due", text, "/tasks?mine=1", len(due))


def _weeks_to_hand_in(production: Production) -> Iterator[dict[str, Any]]:
    if not may("time.own"):
        return
    for monday, state in waiting.to_hand_in(production.id, clock.today(production.timezone)):
        week = week_name(monday)
        name = f"week {int(week[6:])}"
        if state == "rejected":
            yield _need("week_rejected", f"Your hours of {name} were sent back", f"/my-time?week={week}")
        else:
            yield _need("week_open", f"Your hours of {name} are not handed in", f"/my-time?week={week}")


def _weeks_to_approve(production_id: int) -> Iterator[dict[str, Any]]:
    if may("time.approve") and (count := waiting.to_decide(production_id)):
        text = _plural(count, "week of hours waits for approval", "weeks of hours wait for approval")
        yield _need("weeks_to_approve", text, "/approvals", count)


def _invitations(production_id: int) -> Iterator[dict[str, Any]]:
    if may("members.edit") and (count := invitations.unanswered(production_id)):
        text = _plural(count, "invitation has not been accepted", "invitations have not been accepted")
        yield _need("invitations_open", text, "/team", count)
