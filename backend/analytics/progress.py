"""How far productions are: scenes and pages shot, days gone, ahead of the plan or behind it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from backend.analytics import queries
from backend.core import clock
from backend.productions.productions.models import Production
from backend.script.scenes.models import STATUSES

ByStatus = Mapping[str, tuple[int, int]]


def percentage(part: int, whole: int) -> float:
    """`part` of `whole` in per cent with one decimal; 0 of nothing is 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def to_shoot(by_status: ByStatus) -> tuple[int, int]:
    """(scenes, eighths) that were or will be shot: all but the omitted and cancelled."""
    counted = [value for status, value in by_status.items() if status not in queries.NOT_SHOT]
    return sum(scenes for scenes, _ in counted), sum(eighths for _, eighths in counted)


def progress_of(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{production: the fields of productions' `Progress`}, for every id, in four queries."""
    by_status, shots = queries.scenes_by_status(ids), queries.shots(ids)
    days, members = queries.days(ids), queries.members(ids)
    return {
        one: {
            **_scene_figures(by_status.get(one, {})),
            "shots": shots.get(one, 0),
            "shooting_days": len(days.get(one, ())),
            "members": members.get(one, 0),
        }
        for one in ids
    }


def _scene_figures(by_status: ByStatus) -> dict[str, Any]:
    scenes, eighths = to_shoot(by_status)
    done_scenes, done_eighths = by_status.get("completed", (0, 0))
    return {
        "scenes": sum(count for count, _ in by_status.values()),
        "scenes_completed": done_scenes,
        "scenes_to_shoot": scenes,
        "scenes_in_progress": by_status.get("in_progress", (0, 0))[0],
        "eighths": eighths,
        "eighths_completed": done_eighths,
        "completion_percentage": percentage(done_scenes, scenes),
    }


def statistics(production: Production) -> dict[str, Any]:
    """The figures of one production, every status apart."""
    ids = [production.id]
    by_status = queries.scenes_by_status(ids).get(production.id, {})
    figures, (scenes, eighths) = progress_of(ids)[production.id], to_shoot(by_status)
    return {
        "production_id": production.id,
        "title": production.title,
        "phase": production.phase,
        "status": production.status,
        "total_scenes": figures["scenes"],
        **{status: by_status.get(status, (0, 0))[0] for status in STATUSES},
        "total_shots": figures["shots"],
        "shooting_days": figures["shooting_days"],
        "cast_members": queries.cast(ids).get(production.id, 0),
        "members": figures["members"],
        "eighths_total": eighths,
        "eighths_completed": figures["eighths_completed"],
        "completion_percentage": percentage(figures["scenes_completed"], scenes),
        "completion_percentage_by_eighths": percentage(figures["eighths_completed"], eighths),
    }


def days_of(productions: Sequence[Production], progress: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """{production: the fields of `DaysProgress`}: the plan up to yesterday against what is shot by now."""
    ids = [one.id for one in productions]
    days, planned = queries.days(ids), queries.planned_by_day(ids)
    return {one.id: _against_plan(one, days.get(one.id, []), planned, progress[one.id]) for one in productions}


def _against_plan(
    production: Production,
    days: Sequence[tuple[int, dt.date, Any]],
    planned: Mapping[int, tuple[int, int]],
    progress: Mapping[str, Any],
) -> dict[str, Any]:
    today = clock.today(production.timezone)
    gone = [planned.get(day_id, (0, 0)) for day_id, date, _ in days if date < today]
    return {
        "total": len(days),
        "done": len(gone),
        "remaining": len(days) - len(gone),
        "ahead_scenes": progress["scenes_completed"] - sum(scenes for scenes, _ in gone),
        "ahead_eighths": progress["eighths_completed"] - sum(eighths for _, eighths in gone),
    }
