"""What the schedule reads of other domains, one query each however long the script is."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select

from backend.core.db import db
from backend.people.cast.models import Appearance, CastMember
from backend.planning.call_sheets.models import CallSheet, CallSheetDefaults
from backend.planning.schedule.models import ShootingDay, Strip
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

UNSHOT = frozenset({"omitted", "cancelled"})  # scenes that need no day
BANNER: dict[str, Any] = {
    "scene_id": None, "number": "", "heading": "", "int_ext": None, "day_night": None, "set_name": "", "synopsis": "",
    "script_day": "", "eighths": 0, "scene_eighths": 0, "status": "", "location_id": None, "location_name": None,
    "part": 0, "parts": 0, "cast_numbers": [], "cast_member_ids": [],
}  # fmt: skip


class Sheet(NamedTuple):
    """A day's call sheet."""

    id: int
    status: str


def strips(
    production_id: int, board_id: int, day_ids: Collection[int] | None = None, *, unscheduled: bool = True
) -> list[dict[str, Any]]:
    """The strips of a board (only of these days, when some are named) in script order, banners at the end.

    Each with its day (None: the boneyard) and its place there. A scene in parts is several strips, a scene without a
    row is one.
    """
    here = Strip.day_id.in_(day_ids) if day_ids is not None else Strip.day_id.is_not(None)
    chosen = or_(here, Strip.day_id.is_(None)) if unscheduled else here
    named = {"production": production_id, "board": board_id}
    found = [dict(row) for row in db.session.execute(_SCENES.where(chosen), named).mappings()]
    people = _cast(production_id, None if day_ids is None else {strip["scene_id"] for strip in found})
    parts = Counter(strip["scene_id"] for strip in found if strip["part"])
    if parts and not (day_ids is None and unscheduled):  # the other parts may lie elsewhere
        parts = _parts(board_id)
    for strip in found:
        strip["key"] = strip["id"] if strip["part"] else -strip["scene_id"]
        strip["part"], strip["parts"] = strip["part"] or 0, parts[strip["scene_id"]]
        length = strip["eighths"] if strip["part"] else None
        strip["estimated_minutes"] = minutes_of_part(
            strip.pop("own_minutes"), strip.pop("scene_minutes"), length, strip["scene_eighths"]
        )
        who = people[strip["scene_id"]]
        strip["cast_numbers"] = [number for _, number in who]
        strip["cast_member_ids"] = [member_id for member_id, _ in who]
    banners = select(Strip).where(Strip.board_id == board_id, Strip.scene_id.is_(None), chosen).order_by(Strip.id)
    return found + [_banner(row) for row in db.session.scalars(banners)]


_SCENE = (
    Scene.id.label("scene_id"), Scene.number, Scene.heading, Scene.int_ext, Scene.day_night, Scene.set_name,
    Scene.synopsis, Scene.script_day, func.coalesce(Strip.eighths, Scene.eighths).label("eighths"),
    Scene.eighths.label("scene_eighths"), Scene.status, Scene.location_id, Location.name.label("location_name"),
    Scene.estimated_minutes.label("scene_minutes"), Strip.minutes.label("own_minutes"), Strip.id, Strip.day_id,
    Strip.position, Strip.part, func.coalesce(Strip.banner, "").label("banner"),
    func.coalesce(Strip.notes, "").label("notes"),
)  # fmt: skip
_SCENES = (  # put together once: that takes as long as reading it
    select(*_SCENE)
    .outerjoin(Strip, and_(Strip.scene_id == Scene.id, Strip.board_id == bindparam("board")))
    .outerjoin(Location, Location.id == Scene.location_id)
    .where(Scene.production_id == bindparam("production"))
    .order_by(Scene.position, Scene.id, Strip.part)
)


def _cast(production_id: int, scene_ids: Collection[int] | None) -> dict[int, list[tuple[int, int]]]:
    """Who is in each scene (of these, when some are named), by cast number: [(cast_member_id, number)]."""
    rows = (
        select(Appearance.scene_id, CastMember.id, CastMember.number)
        .join(CastMember, CastMember.id == Appearance.cast_member_id)
        .where(CastMember.production_id == production_id)
        .order_by(CastMember.number)
    )
    if scene_ids is not None:
        rows = rows.where(Appearance.scene_id.in_(scene_ids))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for scene_id, member_id, number in db.session.execute(rows):
        found[scene_id].append((member_id, number))
    return found


def minutes_of(strip: dict[str, Any], pace: int) -> int:
    """How long a strip takes: as estimated, without an estimate by its length (`pace`: minutes an eighth takes)."""
    known: int | None = strip["estimated_minutes"]
    return int(strip["eighths"] * pace) if known is None else known


def minutes_of_part(own: int | None, scene: int | None, eighths: int | None, of: int) -> int | None:
    """A strip's own minutes, else the scene's, for a part (`eighths` of the scene's `of`) its share of them."""
    if own is not None or scene is None or eighths is None:
        return scene if own is None else own
    return round(scene * eighths / max(of, 1))


def minutes_per_eighth(production_id: int) -> int:
    """How long an eighth of a page takes to shoot when nobody said, as this production's call sheets have it."""
    mine = select(CallSheetDefaults.minutes_per_eighth).where(CallSheetDefaults.production_id == production_id)
    default: Any = CallSheetDefaults.__table__.c.minutes_per_eighth.default
    return db.session.scalar(mine) or int(default.arg)


def names(production_id: int, scene_ids: Collection[int]) -> dict[int, Any]:
    """Number and status of scenes, by id; those of other productions are left out."""
    mine = select(Scene.id, Scene.number, Scene.status).where(Scene.production_id == production_id)
    return {row.id: row for row in db.session.execute(mine.where(Scene.id.in_(scene_ids)))}


def sheets(production_id: int) -> dict[int, Sheet]:
    """The call sheet of each day that has one: day id → sheet."""
    rows = db.session.execute(
        select(CallSheet.day_id, CallSheet.id, CallSheet.status).where(
            CallSheet.production_id == production_id, CallSheet.day_id.is_not(None)
        )
    )
    return {day_id: Sheet(sheet_id, status) for day_id, sheet_id, status in rows if day_id is not None}


def work_days(board_id: int) -> dict[int, list[dt.date]]:
    """On which days each cast member has a strip: cast member id → dates, ascending."""
    rows = db.session.execute(
        select(Appearance.cast_member_id, ShootingDay.date)
        .join(Strip, Strip.scene_id == Appearance.scene_id)
        .join(ShootingDay, ShootingDay.id == Strip.day_id)
        .where(ShootingDay.board_id == board_id)
        .distinct()
        .order_by(ShootingDay.date)
    )
    found: dict[int, list[dt.date]] = defaultdict(list)
    for member_id, date in rows:
        found[member_id].append(date)
    return found


def _parts(board_id: int) -> Counter[int | None]:
    """How many parts each scene that is split has on a board."""
    rows = db.session.execute(
        select(Strip.scene_id, func.count().label("parts"))
        .where(Strip.board_id == board_id, Strip.part > 0)
        .group_by(Strip.scene_id)
    )
    return Counter({row.scene_id: row.parts for row in rows})


def _banner(row: Strip) -> dict[str, Any]:
    own = {"id": row.id, "key": row.id, "day_id": row.day_id, "position": row.position}
    return {**BANNER, **own, "estimated_minutes": row.minutes, "banner": row.banner, "notes": row.notes}
