"""The rows of a call sheet: each is added, changed and removed on its own, so that people can share a sheet.

Changes name the version of the row they saw; who comes second gets the row as it is now.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.core.schemas import Patch
from backend.people.cast import service as cast
from backend.planning.call_sheets import filling, reads
from backend.planning.call_sheets.calls import shooting_minutes
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.planning.call_sheets.schemas import CallSheetCastCreate, CallSheetCrewCreate, CallSheetSceneCreate
from backend.planning.call_sheets.service import find_open
from backend.planning.call_sheets.view import cast_views, crew_views, scene_rows, scene_view
from backend.planning.schedule import service as schedule

Line = TypeVar("Line", CallSheetScene, CallSheetCast, CallSheetCrew)
Shown = dict[str, Any]


def add_scene(production_id: int, sheet_id: int, body: CallSheetSceneCreate) -> Shown:
    """A scene or a banner, at its place. Raises Invalid for a foreign scene, Conflict for one that is there."""
    sheet = find_open(production_id, sheet_id)
    values = body.changes()
    place = values.pop("position", None)
    scene_id = values.get("scene_id")
    if (scene_id is None) == ("banner" not in values):
        raise Invalid("Give either a scene or the words of a banner.", field="scene_id")
    rows = scene_rows(sheet)
    if scene_id is not None:
        values.setdefault("minutes", _estimate(production_id, scene_id))
        if any(row.scene_id == scene_id for row in rows):
            raise Conflict("This scene is on the sheet already.", field="scene_id")
    row = CallSheetScene(production_id=production_id, call_sheet_id=sheet.id, position=len(rows), **values)
    db.session.add(row)
    rows.insert(len(rows) if place is None else place, row)
    _number(rows)
    return _scene_shown(row)


def order_scenes(production_id: int, sheet_id: int, row_ids: Sequence[int]) -> list[Shown]:
    """Put the lines in this order. Raises Invalid for a line of another sheet, Stale when some are missing."""
    sheet = find_open(production_id, sheet_id)
    rows = {row.id: row for row in scene_rows(sheet)}
    if set(row_ids) - rows.keys() or len(set(row_ids)) < len(row_ids):
        raise Invalid("Name every line of this sheet once.", field="row_ids")
    if len(row_ids) < len(rows):
        raise Stale(_all_scenes(sheet), "The scene list has more lines by now.")
    _number([rows[row_id] for row_id in row_ids])
    return _all_scenes(sheet)


def change_scene(production_id: int, sheet_id: int, row_id: int, body: Patch, version: int) -> Shown:
    """Change a line as the caller saw it; only a banner has words of its own."""
    row = _find(CallSheetScene, production_id, sheet_id, row_id)
    if row.scene_id is not None and "banner" in body.model_fields_set:
        raise Invalid("Only a banner has words of its own.", field="banner")
    return _change(row, body, version, _scene_shown)


def remove_scene(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a line off the sheet; answers what was removed."""
    return _remove(_find(CallSheetScene, production_id, sheet_id, row_id), version, _scene_shown)


def add_cast(production_id: int, sheet_id: int, body: CallSheetCastCreate) -> Shown:
    """Call a cast member; what is not given is proposed from their first scene on the sheet."""
    sheet = find_open(production_id, sheet_id)
    member_id = body.cast_member_id
    cast.cast_by_ids(production_id, [member_id], field="cast_member_id")
    called = select(CallSheetCast.id).where(
        CallSheetCast.call_sheet_id == sheet_id, CallSheetCast.cast_member_id == member_id
    )
    if db.session.scalar(called) is not None:
        raise Conflict("This cast member is on the sheet already.", field="cast_member_id")
    starts = filling.first_starts(sheet, schedule.strips(production_id))
    row = filling.cast_row(sheet, member_id, starts.get(member_id))
    for name, value in body.changes().items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    return _cast_shown(row)


def change_cast(production_id: int, sheet_id: int, row_id: int, body: Patch, version: int) -> Shown:
    """Change a cast member's calls as the caller saw them."""
    return _change(_find(CallSheetCast, production_id, sheet_id, row_id), body, version, _cast_shown)


def remove_cast(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a cast member off the sheet; answers what was removed."""
    return _remove(_find(CallSheetCast, production_id, sheet_id, row_id), version, _cast_shown)


def add_crew(production_id: int, sheet_id: int, body: CallSheetCrewCreate) -> Shown:
    """Call a member of the production, or anybody by name; what is not given comes from the member and the sheet."""
    sheet = find_open(production_id, sheet_id)
    values = body.changes()
    if body.member_id is not None:
        member = reads.member(production_id, body.member_id)
        if member is None:
            raise Invalid("This production has no such member.", field="member_id")
        called = select(CallSheetCrew.id).where(
            CallSheetCrew.call_sheet_id == sheet_id, CallSheetCrew.member_id == body.member_id
        )
        if db.session.scalar(called) is not None:
            raise Conflict("This member is on the sheet already.", field="member_id")
        row = filling.crew_row(sheet, reads.crew_member(member))
    elif "name" in values:
        row = CallSheetCrew(production_id=production_id, call_sheet_id=sheet_id, call=sheet.general_call)
    else:
        raise Invalid("Give a member of the production or a name.", field="name")
    for name, value in values.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    return _crew_shown(row)


def change_crew(production_id: int, sheet_id: int, row_id: int, body: Patch, version: int) -> Shown:
    """Change a crew member's call as the caller saw it."""
    return _change(_find(CallSheetCrew, production_id, sheet_id, row_id), body, version, _crew_shown)


def remove_crew(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a crew member off the sheet; answers what was removed."""
    return _remove(_find(CallSheetCrew, production_id, sheet_id, row_id), version, _crew_shown)


def _find(model: type[Line], production_id: int, sheet_id: int, row_id: int) -> Line:
    sheet = find_open(production_id, sheet_id)
    row = db.session.scalar(select(model).where(model.id == row_id, model.call_sheet_id == sheet.id))
    if row is None:
        raise NotFound
    return row


def _change(row: Line, body: Patch, version: int, shown: Callable[[Line], Shown]) -> Shown:
    if row.version != version:
        raise Stale(shown(row))
    for name, value in body.changes().items():
        setattr(row, name, value)
    db.session.flush()
    return shown(row)


def _remove(row: Line, version: int, shown: Callable[[Line], Shown]) -> Shown:
    gone = shown(row)
    if row.version != version:
        raise Stale(gone)
    db.session.delete(row)
    db.session.flush()
    return gone


def _number(rows: Sequence[CallSheetScene]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    db.session.flush()


def _estimate(production_id: int, scene_id: int) -> int:
    strip = schedule.strips(production_id).get(scene_id)
    if strip is None:
        raise Invalid("This production has no such scene.", field="scene_id")
    return shooting_minutes(strip["eighths"], strip["estimated_minutes"])


def _all_scenes(sheet: CallSheet) -> list[Shown]:
    strips = schedule.strips(sheet.production_id)
    return [scene_view(row, strips) for row in scene_rows(sheet)]


def _scene_shown(row: CallSheetScene) -> Shown:
    return scene_view(row, schedule.strips(row.production_id))


def _cast_shown(row: CallSheetCast) -> Shown:
    sheet = db.session.get_one(CallSheet, row.call_sheet_id)
    return cast_views(sheet, _all_scenes(sheet), only=row.id)[0]


def _crew_shown(row: CallSheetCrew) -> Shown:
    return crew_views(db.session.get_one(CallSheet, row.call_sheet_id), only=row.id)[0]
