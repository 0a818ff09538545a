"""Scenes: lists, changes one by one and many at once, and where each stands.

For other domains: `find`, `scenes_by_ids`, `briefs`, `set_status`, `totals`. Importing a draft lives in `drafts`.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update

from backend.core.access import may
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.references import used_by
from backend.core.schemas import clean_query
from backend.script.revisions import settings as script_rules
from backend.script.scenes.models import Scene, SceneText
from backend.script.scenes.schemas import SceneBulkPatch, SceneNew, ScenePatch, SceneQuery, SceneTextsQuery
from backend.things.locations import service as locations

OWN_TABLES = {"scene_text", "appearance"}  # go with the scene; everything else keeps it from being deleted


class SceneBrief(NamedTuple):
    """What planning and lists need of a scene; `eighths` of a page."""

    id: int
    number: str
    position: int
    eighths: int
    status: str


def listing(production_id: int, query: SceneQuery) -> Page:
    """Scenes in script order."""
    statement = select(Scene).where(Scene.production_id == production_id)
    if query.status:
        statement = statement.where(Scene.status.in_(query.status))
    for name in ("int_ext", "day_night", "set_name", "location_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Scene, name) == value)
    if query.search:
        like = clean_query(query.search)
        columns = (Scene.number, Scene.heading, Scene.set_name, Scene.synopsis)
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return page_of(statement, (Scene.position, Scene.id), query)


def find(production_id: int, scene_id: int) -> Scene:
    """One scene of this production. Raises NotFound."""
    row = db.session.scalar(select(Scene).where(Scene.production_id == production_id, Scene.id == scene_id))
    if row is None:
        raise NotFound("There is no such scene in this production.")
    return row


def scenes_by_ids(production_id: int, ids: Collection[int], *, field: str = "ids") -> dict[int, Scene]:
    """These scenes by id. Raises Invalid naming `field` when one of them is none of this production's."""
    wanted = set(ids)
    rows = db.session.scalars(select(Scene).where(Scene.production_id == production_id, Scene.id.in_(wanted)))
    found = {row.id: row for row in rows.unique()}
    if missing := wanted - found.keys():
        raise Invalid(f"Scene {min(missing)} does not belong to this production.", field=field)
    return found


def briefs(production_id: int) -> dict[int, SceneBrief]:
    """Every scene of a production in script order, by id, without texts."""
    columns = (Scene.id, Scene.number, Scene.position, Scene.eighths, Scene.status)
    statement = select(*columns).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    return {row.id: SceneBrief(*row) for row in db.session.execute(statement)}


def totals(production_id: int) -> dict[str, Any]:
    """`scenes` and `eighths` (omitted ones left out) and `by_status` {status: {scenes, eighths}} of a production."""
    statement = (
        select(Scene.status, func.count(), func.sum(Scene.eighths))
        .where(Scene.production_id == production_id)
        .group_by(Scene.status)
    )
    rows = db.session.execute(statement)
    by_status = {status: {"scenes": count, "eighths": int(eighths)} for status, count, eighths in rows}
    live = [figures for status, figures in by_status.items() if status != "omitted"]
    return {
        "scenes": sum(figures["scenes"] for figures in live),
        "eighths": sum(figures["eighths"] for figures in live),
        "by_status": by_status,
    }


def add(production_id: int, body: SceneNew) -> Scene:
    """A scene by hand, behind `after_id` or at the end. Raises Conflict naming `number` when it is taken."""
    _number_must_be_free(production_id, body.number)
    locations.owned(production_id, body.location_id)
    values = body.model_dump(exclude={"after_id"})
    row = Scene(production_id=production_id, **values)
    row.day_night = row.day_night or None
    row.heading = row.heading or slug(row)
    row.position = _place_after(production_id, body.after_id)
    db.session.add(row)
    db.session.flush()
    return _fresh(row)


def add_many(production_id: int, bodies: Sequence[SceneNew]) -> list[Scene]:
    """Scenes by hand, all or none; mistakes are named by their place (`scenes.3.number`)."""
    rows = []
    for at, body in enumerate(bodies):
        try:
            rows.append(add(production_id, body))
        except (Conflict, Invalid) as problem:
            for error in problem.errors:
                error["field"] = f"scenes.{at}.{error['field']}"
            raise
    for row in rows:  # a later one may have moved it on
        db.session.refresh(row)
    return rows


def change(production_id: int, scene_id: int, body: ScenePatch, version: int) -> Scene:
    """Change what was sent. Raises Stale when somebody was faster, Conflict naming `number` when it is taken."""
    row = find(production_id, scene_id)
    expect(row, version)
    changes = body.changes()
    if "number" in changes and changes["number"] != row.number:
        if script_rules.of(production_id).numbers_locked:
            raise Conflict(f"Scene numbers are locked: this scene stays {row.number}.", field="number")
        _number_must_be_free(production_id, changes["number"], besides=row.id)
    if "after_id" in changes:
        after_id = changes.pop("after_id")
        if after_id == scene_id:
            raise Invalid("A scene cannot follow itself.", field="after_id")
        changes["position"] = _place_after(production_id, after_id, at_start=after_id is None)
    _apply(row, production_id, changes)
    db.session.flush()
    return _fresh(row)


def change_many(production_id: int, body: SceneBulkPatch) -> list[Scene]:
    """The same changes on every scene named, or on none. Raises Invalid naming `ids` or `changes.location_id`."""
    rows = scenes_by_ids(production_id, body.ids)
    changes = body.changes.changes()
    locations.owned(production_id, changes.get("location_id"), field="changes.location_id")
    ordered = [rows[scene_id] for scene_id in dict.fromkeys(body.ids)]
    for row in ordered:
        _apply(row, production_id, dict(changes), checked=True)
    db.session.flush()
    return [_fresh(row) for row in ordered]


def set_status(production_id: int, ids: Iterable[int], status: str) -> list[Scene]:
    """Mark scenes; every status may follow every other, so that a mistake on set can be taken back.

    Only "omitted" is a decision about the script: to omit a scene or bring it back takes `scenes.edit`. Raises
    Forbidden then, and Invalid for a scene of another production.
    """
    rows = list(scenes_by_ids(production_id, list(ids)).values())
    touches_script = any("omitted" in (row.status, status) and row.status != status for row in rows)
    if touches_script and not may("scenes.edit"):
        raise Forbidden("Only those who edit the script may omit a scene or bring it back.")
    for row in rows:
        row.status = status
    db.session.flush()
    return rows


def remove(production_id: int, scene_id: int) -> None:
    """Delete a scene made by mistake. Raises Conflict when work hangs on it: then it can be omitted."""
    row = find(production_id, scene_id)
    if kinds := used_by(row, besides=OWN_TABLES):
        raise Conflict(f"Scene {row.number} is used by a {' and a '.join(kinds)}; set it to omitted instead.")
    if script_rules.of(production_id).numbers_locked:
        raise Conflict(
            f"Scene numbers are locked: set scene {row.number} to omitted, so that no other gets its number."
        )
    db.session.delete(row)
    db.session.flush()


def text(production_id: int, scene_id: int, draft_id: int | None) -> dict[str, Any]:
    """A scene's paragraphs in a draft, or in the newest that has it. Raises NotFound when that draft has none."""
    row = find(production_id, scene_id)
    statement = select(SceneText).where(SceneText.scene_id == row.id).order_by(SceneText.id.desc())
    if draft_id is not None:
        statement = statement.where(SceneText.draft_id == draft_id)
    found = db.session.scalars(statement.limit(1)).first()
    if found is None and draft_id is not None:
        raise NotFound("This scene is not in that draft.")
    paragraphs = found.paragraphs if found else []
    return {"scene_id": row.id, "draft_id": found.draft_id if found else None, "paragraphs": paragraphs}


def texts(production_id: int, query: SceneTextsQuery) -> Page:
    """Every scene's paragraphs in script order, in one draft or each in the newest draft that has it."""
    ours, mine = Scene.id == SceneText.scene_id, Scene.production_id == production_id
    statement = select(SceneText).join(Scene, ours).where(mine)
    if query.draft is not None:
        statement = statement.where(SceneText.draft_id == query.draft)
    else:
        newest = select(func.max(SceneText.id)).join(Scene, ours).where(mine).group_by(SceneText.scene_id)
        statement = statement.where(SceneText.id.in_(newest))
    return page_of(statement, (Scene.position, Scene.id), query)


def slug(row: Any) -> str:
    """The heading its parts make: `INT. LIGHTHOUSE - NIGHT`."""
    places = " ".join(part for part in (f"{row.int_ext}." if row.int_ext else "", row.set_name) if part)
    return " - ".join(part for part in (places, row.day_night or "") if part)


def _apply(row: Scene, production_id: int, changes: dict[str, Any], *, checked: bool = False) -> None:
    if not checked:
        locations.owned(production_id, changes.get("location_id"))
    if "day_night" in changes:
        changes["day_night"] = changes["day_night"] or None
    made_of_parts = row.heading == slug(row)
    for name, value in changes.items():
        setattr(row, name, value)
    if made_of_parts and "heading" not in changes:
        row.heading = slug(row)


def _fresh(row: Scene) -> Scene:
    """The row with its location looked up again."""
    db.session.refresh(row, ["location"])
    return row


def _number_must_be_free(production_id: int, number: str, besides: int = 0) -> None:
    statement = select(Scene.heading).where(
        Scene.production_id == production_id, func.upper(Scene.number) == number.upper(), Scene.id != besides
    )
    if (heading := db.session.scalar(statement)) is not None:
        raise Conflict(f"Scene number {number} is taken ({heading[:80] or 'no heading'}).", field="number")


def _place_after(production_id: int, after_id: int | None, *, at_start: bool = False) -> int:
    """A free position behind a scene; those behind it move on, without counting as changed by anybody."""
    here = Scene.production_id == production_id
    if after_id is None and not at_start:
        return (db.session.scalar(select(func.max(Scene.position)).where(here)) or 0) + 1
    position = -1
    if after_id is not None:
        found = db.session.scalar(select(Scene.position).where(here, Scene.id == after_id))
        if found is None:
            raise Invalid("The scene it should follow does not belong to this production.", field="after_id")
        position = found
    quietly = {"updated_at": Scene.updated_at, "position": Scene.position + 1}
    statement = update(Scene).where(here, Scene.position > position).values(quietly)
    db.session.execute(statement, execution_options={"synchronize_session": False})
    return position + 1
