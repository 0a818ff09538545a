"""The rows of a call sheet: each is added, changed and removed on its own, so that people can share a sheet.

Changes name the version of the row they saw; who comes second gets the row as it is now. Background, departments, unit
information and signatures are in `rows_more`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.core.schemas import Patch
from backend.people.cast import service as cast
from backend.people.cast.performers import my_parts
from backend.planning.call_sheets import facts, filling, reads
from backend.planning.call_sheets.facts import scene_rows, scene_view
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.planning.call_sheets.schemas import CallSheetCastCreate, CallSheetCrewCreate, CallSheetSceneCreate
from backend.planning.call_sheets.service import find_open, typed
from backend.planning.call_sheets.view import for_cast, for_crew

Line = TypeVar("Line")
Shown = dict[str, Any]
# The times of each kind of row that are worked out unless somebody types them.
TIMES: dict[str, tuple[str, ...]] = {
    "CallSheetScene": ("at",),
    "CallSheetCast": ("pick_up", "makeup", "wardrobe", "on_set", "wrap"),
    "CallSheetCrew": ("call",),
    "CallSheetBackground": ("call", "on_set"),
}


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
        values.setdefault("minutes", _estimate(sheet, scene_id))
        if any(row.scene_id == scene_id for row in rows):
            raise Conflict("This scene is on the sheet already.", field="scene_id")
    values.setdefault("typed", typed([], TIMES["CallSheetScene"], values))
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
    row = find_row(CallSheetScene, production_id, sheet_id, row_id)
    if row.scene_id is not None and "banner" in body.model_fields_set:
        raise Invalid("Only a banner has words of its own.", field="banner")
    return change_row(row, body, version, _scene_shown)


def remove_scene(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a line off the sheet; answers what was removed."""
    return remove_row(find_row(CallSheetScene, production_id, sheet_id, row_id), version, _scene_shown)


def add_cast(production_id: int, sheet_id: int, body: CallSheetCastCreate) -> Shown:
    """Call a cast member; what is not given is worked out from their first scene, or back from the times given."""
    sheet = find_open(production_id, sheet_id)
    member_id = body.cast_member_id
    cast.cast_by_ids(production_id, [member_id], field="cast_member_id")
    called = select(CallSheetCast.id).where(
        CallSheetCast.call_sheet_id == sheet_id, CallSheetCast.cast_member_id == member_id
    )
    if db.session.scalar(called) is not None:
        raise Conflict("This cast member is on the sheet already.", field="cast_member_id")
    row = filling.new_cast_row(sheet, member_id)
    db.session.add(row)
    _set(row, body)
    db.session.flush()
    filling.lead_up(sheet, row)
    return _cast_shown(row)


def change_cast(production_id: int, sheet_id: int, row_id: int, body: Patch, version: int) -> Shown:
    """Change a cast member's calls as the caller saw them."""
    return change_row(find_row(CallSheetCast, production_id, sheet_id, row_id), body, version, _cast_shown)


def remove_cast(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a cast member off the sheet; answers what was removed."""
    return remove_row(find_row(CallSheetCast, production_id, sheet_id, row_id), version, _cast_shown)


def add_crew(production_id: int, sheet_id: int, body: CallSheetCrewCreate) -> Shown:
    """Call a member of the production, or anybody by name; what is not given comes from the member and the sheet."""
    sheet = find_open(production_id, sheet_id)
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
    elif "name" in body.model_fields_set:
        row = CallSheetCrew(production_id=production_id, call_sheet_id=sheet_id, call=sheet.general_call, typed=[])
    else:
        raise Invalid("Give a member of the production or a name.", field="name")
    _set(row, body)
    db.session.add(row)
    db.session.flush()
    return _crew_shown(row)


def change_crew(production_id: int, sheet_id: int, row_id: int, body: Patch, version: int) -> Shown:
    """Change a crew member's call as the caller saw it."""
    return change_row(find_row(CallSheetCrew, production_id, sheet_id, row_id), body, version, _crew_shown)


def remove_crew(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a crew member off the sheet; answers what was removed."""
    return remove_row(find_row(CallSheetCrew, production_id, sheet_id, row_id), version, _crew_shown)


def find_row(model: type[Line], production_id: int, sheet_id: int, row_id: int) -> Line:
    """One row of a sheet that can be edited. Raises NotFound, or Conflict for a closed sheet."""
    find_open(production_id, sheet_id)
    row = db.session.get(model, row_id)
    if row is None or row.call_sheet_id != sheet_id:  # type: ignore[attr-defined]
        raise NotFound
    return row


def change_row(row: Any, body: Patch, version: int, shown: Callable[[Any], Shown]) -> Shown:
    """Change what was sent; a time that was sent is typed by hand from now on."""
    if row.version != version:
        raise Stale(shown(row))
    _set(row, body)
    db.session.flush()
    return shown(row)


def remove_row(row: Any, version: int, shown: Callable[[Any], Shown]) -> Shown:
    """Remove a row as the caller saw it; answers what was removed."""
    gone = shown(row)
    if row.version != version:
        raise Stale(gone)
    db.session.delete(row)
    db.session.flush()
    return gone


def _set(row: Any, body: Patch) -> None:
    changes = body.changes()
    if times := TIMES.get(type(row).__name__):
        changes.setdefault("typed", typed(row.typed or [], times, changes))
    for name, value in changes.items():
        setattr(row, name, value)


def _number(rows: Sequence[CallSheetScene]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    db.session.flush()


def _estimate(sheet: CallSheet, scene_id: int) -> int | None:
    scenes = reads.scenes(sheet.production_id, [scene_id])
    if not scenes:
        raise Invalid("This production has no such scene.", field="scene_id")
    line = reads.Line(scene_id, 0, None, None, "", "")
    return filling.minutes_of(sheet, line, scenes)


def _all_scenes(sheet: CallSheet) -> list[Shown]:
    rows = scene_rows(sheet)
    scenes = reads.scenes(sheet.production_id, {row.scene_id for row in rows if row.scene_id is not None})
    return [scene_view(row, scenes) for row in rows]


def _scene_shown(row: CallSheetScene) -> Shown:
    return scene_view(row, reads.scenes(row.production_id, [row.scene_id] if row.scene_id else []))


def _cast_shown(row: CallSheetCast) -> Shown:
    sheet = db.session.get_one(CallSheet, row.call_sheet_id)
    return for_cast(facts.cast_views(sheet, _all_scenes(sheet), only=row.id)[0], my_parts(row.production_id))


def _crew_shown(row: CallSheetCrew) -> Shown:
    return for_crew(facts.crew_views(db.session.get_one(CallSheet, row.call_sheet_id), only=row.id)[0])
