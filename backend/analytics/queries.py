"""Read-only aggregates over the tables below, always for several productions at once, so that no list asks n times."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.core.db import db
from backend.people.cast.models import Appearance, CastMember
from backend.planning.call_sheets.models import CallSheet, CallSheetScene
from backend.planning.schedule.models import Board, ShootingDay, Strip
from backend.planning.tasks import service as tasks
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.script.scenes.models import Scene
from backend.script.screenplays.models import Draft
from backend.shooting.shots.models import Shot

Ids = Collection[int]
NOT_SHOT = ("omitted", "cancelled")  # scenes nobody will shoot
DONE = ("completed", *NOT_SHOT)
LENGTH = func.coalesce(Strip.eighths, Scene.eighths)  # of a strip: a part has its own
OUT = ("published", "in_progress", "wrapped")  # call sheets the crew has in hand


def rows(statement: Any) -> Sequence[Any]:
    """The rows of a statement."""
    return db.session.execute(statement).all()


def scenes_by_status(ids: Ids) -> dict[int, dict[str, tuple[int, int]]]:
    """{production: {status: (scenes, eighths)}}."""
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    statement = (
        select(Scene.production_id, Scene.status, func.count(), func.coalesce(func.sum(Scene.eighths), 0))
        .where(Scene.production_id.in_(ids))
        .group_by(Scene.production_id, Scene.status)
    )
    for production, status, count, eighths in rows(statement):
        found[production][status] = (count, int(eighths))
    return found


def counts(production_column: InstrumentedAttribute[int], ids: Ids) -> dict[int, int]:
    """{production: rows of the table this column belongs to}."""
    statement = select(production_column, func.count()).where(production_column.in_(ids)).group_by(production_column)
    return dict(_pairs(statement))


def shots(ids: Ids) -> dict[int, int]:
    """{production: shots}."""
    return counts(Shot.production_id, ids)


def members(ids: Ids) -> dict[int, int]:
    """{production: people}."""
    return counts(Member.production_id, ids)


def cast(ids: Ids) -> dict[int, int]:
    """{production: cast members}."""
    return counts(CastMember.production_id, ids)


def days(ids: Ids) -> dict[int, list[tuple[int, dt.date, dt.time | None]]]:
    """{production: its shooting days (id, date, general call) by date}."""
    found: dict[int, list[tuple[int, dt.date, dt.time | None]]] = defaultdict(list)
    statement = (
        select(ShootingDay.production_id, ShootingDay.id, ShootingDay.date, ShootingDay.general_call)
        .join(Board, Board.id == ShootingDay.board_id)
        .where(ShootingDay.production_id.in_(ids), Board.active)
        .order_by(ShootingDay.production_id, ShootingDay.date)
    )
    for production, day_id, date, call in rows(statement):
        found[production].append((day_id, date, call))
    return found


def planned_by_day(ids: Ids) -> dict[int, tuple[int, int]]:
    """{shooting day: (scenes, eighths) on it}, without scenes nobody will shoot."""
    statement = (
        select(Strip.day_id, func.count(), func.coalesce(func.sum(LENGTH), 0))
        .join(Scene, Scene.id == Strip.scene_id)
        .where(Strip.production_id.in_(ids), Strip.day_id.is_not(None), Scene.status.not_in(NOT_SHOT))
        .group_by(Strip.day_id)
    )
    return {day: (count, int(eighths)) for day, count, eighths in rows(statement)}


def scenes_of_days(day_ids: Ids) -> dict[int, list[Any]]:
    """{shooting day: rows (scene_id, number, heading, eighths) in shooting order}."""
    found: dict[int, list[Any]] = defaultdict(list)
    statement = (
        select(Strip.day_id, Scene.id.label("scene_id"), Scene.number, Scene.heading, LENGTH.label("eighths"))
        .join(Scene, Scene.id == Strip.scene_id)
        .where(Strip.day_id.in_(day_ids), Scene.status.not_in(NOT_SHOT))
        .order_by(Strip.day_id, Strip.position, Strip.id)
    )
    for row in rows(statement):
        found[row.day_id].append(row)
    return found


def cast_numbers_of_days(day_ids: Ids) -> dict[int, list[int]]:
    """{shooting day: numbers of the cast who play on it, ascending}."""
    found: dict[int, list[int]] = defaultdict(list)
    statement = (
        select(Strip.day_id, CastMember.number)
        .join(Scene, Scene.id == Strip.scene_id)
        .join(Appearance, Appearance.scene_id == Strip.scene_id)
        .join(CastMember, CastMember.id == Appearance.cast_member_id)
        .where(Strip.day_id.in_(day_ids), Scene.status.not_in(NOT_SHOT))
        .distinct()
        .order_by(Strip.day_id, CastMember.number)
    )
    for day, number in _pairs(statement):
        found[day].append(number)
    return found


def sheets_of_days(day_ids: Ids) -> dict[int, Any]:
    """{shooting day: its call sheet (id, status, edition, date, general_call)}."""
    head = (CallSheet.day_id, CallSheet.date, CallSheet.general_call)
    columns = (*head, CallSheet.id, CallSheet.status, CallSheet.edition)
    return {row.day_id: row for row in rows(select(*columns).where(CallSheet.day_id.in_(day_ids)))}


def scenes_of_sheets(sheet_ids: Ids) -> dict[int, list[int]]:
    """{call sheet: scene ids in order}."""
    found: dict[int, list[int]] = defaultdict(list)
    statement = (
        select(CallSheetScene.call_sheet_id, CallSheetScene.scene_id)
        .join(Scene, Scene.id == CallSheetScene.scene_id)
        .where(CallSheetScene.call_sheet_id.in_(sheet_ids), Scene.status.not_in(NOT_SHOT))
        .order_by(CallSheetScene.call_sheet_id, CallSheetScene.position, CallSheetScene.id)
    )
    for sheet, scene in _pairs(statement):
        found[sheet].append(scene)
    return found


def drafts_in_review(production_id: int) -> Sequence[Any]:
    """Screenplays that were read but not yet accepted: (id, filename)."""
    return rows(
        select(Draft.id, Draft.filename)
        .where(Draft.production_id == production_id, Draft.status == "review")
        .order_by(Draft.id)
    )


def unscheduled(production_id: int) -> int:
    """Scenes that are still to be shot and on no day of the active board."""
    on_a_day = (
        select(Strip.scene_id)
        .join(Board, Board.id == Strip.board_id)
        .where(Board.production_id == production_id, Board.active)
        .where(Strip.day_id.is_not(None), Strip.scene_id.is_not(None))
    )
    return _number(
        select(func.count())
        .select_from(Scene)
        .where(Scene.production_id == production_id, Scene.status.not_in(DONE), Scene.id.not_in(on_a_day))
    )


def tasks_due(ids: Ids, user_id: int, before: dt.date) -> dict[int, list[dt.date]]:
    """{production: due days of this person's unfinished tasks up to and including a day}."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    mine = (Task.production_id.in_(ids), tasks.done_by(user_id), Task.status != "done", Task.due_date <= before)
    for production, due in _pairs(select(Task.production_id, Task.due_date).where(*mine)):
        found[production].append(due)
    return found


def _number(statement: Select[Any]) -> int:
    return int(db.session.scalar(statement) or 0)


def _pairs(statement: Any) -> Iterator[tuple[Any, Any]]:
    return ((first, second) for first, second in rows(statement))
