"""Cast members: characters, their performers and the scenes they are in.

For other domains: `find`, `cast_by_ids`, `cast_of_scenes`. What an import does to the cast lives in `casting`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import String, cast, or_, select

from backend.core import events
from backend.core.access import may
from backend.core.changes import news
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.core.references import used_by
from backend.core.schemas import clean_query
from backend.people.cast.casting import by_name, next_number
from backend.people.cast.models import Appearance, CastMember
from backend.people.cast.schemas import AppearanceQuery, CastMemberNew, CastMemberPatch, CastQuery
from backend.script.scenes import service as scenes
from backend.script.screenplays.importers.cues import canonical

PLAIN = (
    "id", "version", "number", "character_name", "name", "role_type", "aliases", "notes", "allow_hold", "allow_drop",
    "drop_days", "created_at", "updated_at",
)  # fmt: skip
# What only some see and set, the action they need, and what a refusal calls it.
PRIVATE = {
    "phone": ("cast.contact", "phone numbers"), "email": ("cast.contact", "e-mail addresses"),
    "born": ("cast.contact", "dates of birth"), "daily_rate": ("rates.read", "daily rates"),
}  # fmt: skip


class CastView(SimpleNamespace):
    """A cast member with their scenes counted, as `schemas.CastMemberOut` shows it."""

    version: int


def listing(production_id: int, query: CastQuery) -> Page:
    """Cast members by number, each with their scenes counted."""
    statement = select(CastMember).where(CastMember.production_id == production_id)
    if query.role_type:
        statement = statement.where(CastMember.role_type.in_(query.role_type))
    if query.search:
        like = clean_query(query.search)
        columns = (CastMember.character_name, CastMember.name, cast(CastMember.number, String))
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    page = page_of(statement, (CastMember.number, CastMember.id), query)
    return replace(page, items=_shown(production_id, page.items))


def find(production_id: int, cast_member_id: int) -> CastMember:
    """One cast member of this production. Raises NotFound."""
    row = db.session.scalar(
        select(CastMember).where(CastMember.production_id == production_id, CastMember.id == cast_member_id)
    )
    if row is None:
        raise NotFound("There is no such cast member in this production.")
    return row


def show(production_id: int, cast_member_id: int) -> CastView:
    """One cast member with their scenes counted."""
    return _shown(production_id, [find(production_id, cast_member_id)])[0]


def cast_by_ids(production_id: int, ids: Collection[int], *, field: str = "ids") -> dict[int, CastMember]:
    """These cast members by id. Raises Invalid naming `field` when one of them is none of this production's."""
    wanted = set(ids)
    rows = db.session.scalars(
        select(CastMember).where(CastMember.production_id == production_id, CastMember.id.in_(wanted))
    )
    found = {row.id: row for row in rows}
    if missing := wanted - found.keys():
        raise Invalid(f"Cast member {min(missing)} does not belong to this production.", field=field)
    return found


def cast_of_scenes(production_id: int, scene_ids: Collection[int]) -> dict[int, list[tuple[int, int, str]]]:
    """Who is in each scene, by cast number: {scene_id: [(cast_member_id, number, character_name)]}; [] for nobody."""
    found: dict[int, list[tuple[int, int, str]]] = {scene_id: [] for scene_id in scene_ids}
    statement = (
        select(Appearance.scene_id, CastMember.id, CastMember.number, CastMember.character_name)
        .join(CastMember, CastMember.id == Appearance.cast_member_id)
        .where(CastMember.production_id == production_id, Appearance.scene_id.in_(list(found)))
        .order_by(CastMember.number)
    )
    for scene_id, member_id, number, name in db.session.execute(statement):
        found[scene_id].append((member_id, number, name))
    return found


def add(production_id: int, body: CastMemberNew) -> CastView:
    """A character by hand. Raises Conflict naming `character_name` or `number` when it is taken."""
    _private_allowed(body.model_fields_set)
    values = body.model_dump()
    values["number"] = body.number or next_number(set(_numbers(production_id)))
    row = CastMember(production_id=production_id)
    _apply(row, production_id, values)
    db.session.add(row)
    db.session.flush()
    return _shown(production_id, [row])[0]


def change(production_id: int, cast_member_id: int, body: CastMemberPatch, version: int) -> CastView:
    """Change what was sent. Raises Stale when somebody was faster, Conflict when a name or number is taken."""
    row = find(production_id, cast_member_id)
    if row.version != version:
        raise Stale(_shown(production_id, [row])[0])
    _private_allowed(body.model_fields_set)
    changes = body.changes()
    renamed = "character_name" in changes and canonical(changes["character_name"]) != canonical(row.character_name)
    if renamed:  # the next draft still calls them by the old name
        changes["aliases"] = [*changes.get("aliases", row.aliases), row.character_name]
    _apply(row, production_id, changes)
    db.session.flush()
    return _shown(production_id, [row])[0]


def remove(production_id: int, cast_member_id: int, version: int) -> None:
    """Delete a cast member with their days. Raises Stale, and Conflict when a call sheet names them."""
    row = find(production_id, cast_member_id)
    expect(row, version)
    if kinds := used_by(row, besides={"appearance", "availability", "personal_day"}):
        raise Conflict(f"{row.character_name} is used by a {' and a '.join(kinds)} and cannot be deleted.")
    db.session.delete(row)
    db.session.flush()


def merge(production_id: int, cast_member_id: int, into_id: int) -> CastView:
    """Make two cast members one: names become aliases, appearances are summed, empty contacts are filled.

    Announces `events.cast_merged`, so that whoever names the first can name the second. Raises Conflict for itself.
    """
    row, target = find(production_id, cast_member_id), find(production_id, into_id)
    if row.id == target.id:
        raise Conflict("A cast member cannot be merged into themselves.")
    _sum_appearances(row, target)
    events.cast_merged.send(target, production_id=production_id, cast_member_id=row.id, into_id=target.id)
    if kinds := used_by(row, besides={"appearance"}):
        raise Conflict(f"{row.character_name} is used by a {' and a '.join(kinds)} and cannot be merged.")
    names, before = [row.character_name, *row.aliases], {canonical(a) for a in (target.character_name, *target.aliases)}
    target.aliases = [*target.aliases, *(name for name in names if canonical(name) not in before)]
    for name in ("name", "drop_days", *PRIVATE):
        if getattr(target, name) in (None, ""):
            setattr(target, name, getattr(row, name))
    target.notes = "\n".join(filter(None, [target.notes, row.notes]))
    db.session.delete(row)
    db.session.flush()
    return _shown(production_id, [target])[0]


def appear(production_id: int, cast_member_id: int, scene_id: int) -> Appearance:
    """Put a character into a scene by hand; stays through later drafts. Raises NotFound."""
    member, scene = find(production_id, cast_member_id), scenes.find(production_id, scene_id)
    row = _appearance(member.id, scene.id)
    if row is None:
        row = Appearance(scene_id=scene.id, cast_member_id=member.id, cues=0, lines=0)
        db.session.add(row)
    row.by_hand = True
    db.session.flush()
    db.session.refresh(row, ["cast_member"])
    news(member)
    return row


def disappear(production_id: int, cast_member_id: int, scene_id: int) -> None:
    """Take a character out of a scene; a later draft that gives them lines brings them back. Raises NotFound."""
    member, scene = find(production_id, cast_member_id), scenes.find(production_id, scene_id)
    row = _appearance(member.id, scene.id)
    if row is None:
        raise NotFound(f"{member.character_name} is not in scene {scene.number}.")
    db.session.delete(row)
    db.session.flush()
    news(member)


def appearances(production_id: int, query: AppearanceQuery) -> Page:
    """Who is in which scene, for lists that show cast numbers."""
    members = select(CastMember.id).where(CastMember.production_id == production_id)
    statement = select(Appearance).where(Appearance.cast_member_id.in_(members))
    if query.scene_id is not None:
        statement = statement.where(Appearance.scene_id == query.scene_id)
    if query.cast_member_id is not None:
        statement = statement.where(Appearance.cast_member_id == query.cast_member_id)
    return page_of(statement, (Appearance.id,), query)


def _shown(production_id: int, rows: Sequence[CastMember]) -> list[CastView]:
    """Rows with their scenes counted: two queries, however many rows; omitted scenes do not count."""
    briefs = scenes.briefs(production_id)
    statement = select(Appearance.cast_member_id, Appearance.scene_id, Appearance.cues, Appearance.lines)
    statement = statement.where(Appearance.cast_member_id.in_([row.id for row in rows]))
    found: dict[int, list[Any]] = defaultdict(list)
    for each in db.session.execute(statement):
        if briefs[each.scene_id].status != "omitted":
            found[each.cast_member_id].append(each)
    seen = {name for name, (action, _what) in PRIVATE.items() if may(action)}
    views = []
    for row in rows:
        mine = sorted(found[row.id], key=lambda each: briefs[each.scene_id].position)
        views.append(
            CastView(
                **{name: getattr(row, name) for name in PLAIN},
                **{name: getattr(row, name) if name in seen else None for name in PRIVATE},
                scene_count=len(mine),
                scene_numbers=[briefs[each.scene_id].number for each in mine],
                cues=sum(each.cues for each in mine),
                lines=sum(each.lines for each in mine),
                eighths=sum(briefs[each.scene_id].eighths for each in mine),
            )
        )
    return views


def _apply(row: CastMember, production_id: int, values: dict[str, Any]) -> None:
    """Set the values after looking that name, aliases and number are nobody else's."""
    number = values.get("number")
    if number is not None and (other := _numbers(production_id).get(number)) and other != row.id:
        raise Conflict(f"Cast number {number} is taken.", field="number")
    known = by_name(production_id)
    name = values.get("character_name")
    if name is not None and (taken := known.get(canonical(name))) and taken is not row:
        raise Conflict(f"{name} is already cast member {taken.number}.", field="character_name")
    if "aliases" in values:
        own = canonical(name or row.character_name)
        unique = {canonical(alias): alias for alias in values["aliases"] if canonical(alias) != own}
        if clash := next((a for key, a in unique.items() if known.get(key, row) is not row), None):
            raise Conflict(f"{clash} is already cast member {known[canonical(clash)].number}.", field="aliases")
        values["aliases"] = list(unique.values())
    for column, value in values.items():
        setattr(row, column, value)


def _numbers(production_id: int) -> dict[int, int]:
    """Cast numbers in use → cast member id."""
    statement = select(CastMember.number, CastMember.id).where(CastMember.production_id == production_id)
    return {row.number: row.id for row in db.session.execute(statement)}


def _appearance(cast_member_id: int, scene_id: int) -> Appearance | None:
    return db.session.scalar(
        select(Appearance).where(Appearance.cast_member_id == cast_member_id, Appearance.scene_id == scene_id)
    )


def _sum_appearances(row: CastMember, target: CastMember) -> None:
    both = db.session.scalars(select(Appearance).where(Appearance.cast_member_id.in_([row.id, target.id]))).all()
    there = {each.scene_id: each for each in both if each.cast_member_id == target.id}
    for each in both:
        if each.cast_member_id == row.id:
            if same := there.get(each.scene_id):
                same.cues, same.lines = same.cues + each.cues, same.lines + each.lines
                same.by_hand = same.by_hand or each.by_hand
                db.session.delete(each)
            else:
                each.cast_member_id = target.id
    db.session.flush()


def _private_allowed(sent: Collection[str]) -> None:
    for name, (action, what) in PRIVATE.items():
        if name in sent and not may(action):
            raise Forbidden(f"Your role does not allow to change {what} of the cast.")
