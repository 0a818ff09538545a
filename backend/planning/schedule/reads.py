"""What the schedule reads of other domains, one query each however long the script is."""

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from backend.core.db import db
from backend.people.cast import service as cast
from backend.people.cast.models import Appearance
from backend.planning.call_sheets.models import CallSheet
from backend.planning.schedule.models import ShootingDay, Strip
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

UNSHOT = frozenset({"omitted", "cancelled"})  # scenes that need no day


class Sheet(NamedTuple):
    """A day's call sheet."""

    id: int
    status: str


def scenes(production_id: int, board_id: int) -> list[dict[str, Any]]:
    """Every scene as a strip of a board, in script order, with its day (None: unscheduled) and its place there.

    A scene in parts is several strips.
    """
    columns = (
        Scene.id.label("scene_id"), Scene.number, Scene.heading, Scene.int_ext, Scene.day_night, Scene.set_name,
        Scene.synopsis, Scene.script_day, func.coalesce(Strip.eighths, Scene.eighths).label("eighths"), Scene.status,
        func.coalesce(Strip.minutes, Scene.estimated_minutes).label("estimated_minutes"), Scene.location_id,
        Location.name.label("location_name"), Strip.day_id, Strip.position, Strip.part,
    )  # fmt: skip
    rows = db.session.execute(
        select(*columns)
        .outerjoin(Strip, and_(Strip.scene_id == Scene.id, Strip.board_id == board_id))
        .outerjoin(Location, Location.id == Scene.location_id)
        .where(Scene.production_id == production_id)
        .order_by(Scene.position, Scene.id, Strip.part)
    )
    strips = [dict(row) for row in rows.mappings()]
    people = cast.cast_of_scenes(production_id, [strip["scene_id"] for strip in strips])
    for strip in strips:
        who = people[strip["scene_id"]]
        strip["cast_numbers"] = [number for _, number, _ in who]
        strip["cast_member_ids"] = [member_id for member_id, _, _ in who]
    return strips


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
