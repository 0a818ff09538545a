"""A board as the engines take it (planning.facts), read in a handful of queries however long the script is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from backend.core.db import db
from backend.people.cast.models import Appearance, CastMember
from backend.planning.availability import service as availability
from backend.planning.dood import events
from backend.planning.facts import BoardFacts, CalendarFacts, DayFacts, StripFacts, Subject
from backend.planning.rules import service as rules
from backend.planning.schedule import boards, calendars
from backend.planning.schedule.layout import key_of
from backend.planning.schedule.models import Board, OrderLock, ShootingDay, Strip, Unit
from backend.planning.schedule.reads import UNSHOT, minutes_of_part
from backend.script.scenes.models import Scene

Working = Mapping[int, tuple[int, ...]]  # scene id → keys of those who work in it


def board_facts(
    production_id: int,
    board_id: int | None = None,
    *,
    subjects: Mapping[int, Subject] | None = None,
    working: Working | None = None,
) -> BoardFacts:
    """A board (the active one when none is named) as facts. Raises NotFound for a board of another production.

    The subjects are the cast, unless others (elements of a category) and where they work are given. Scenes that are
    cut are left out. A production without a board has no days, and all its scenes in the boneyard.
    """
    board = boards.chosen(production_id, board_id)
    if subjects is None or working is None:
        subjects, working = cast(production_id), cast_at_work(production_id)
    on_day, boneyard = _strips(production_id, board, working)
    return BoardFacts(
        name=board.name if board else "",
        days=_days(board, on_day),
        boneyard=tuple(boneyard),
        subjects=subjects,
        calendar=calendar_facts(board.calendar_id) if board else CalendarFacts(),
        locks=_locks(production_id),
        closed=closed(production_id),
        units=_units(production_id),
    )


def cast(production_id: int) -> dict[int, Subject]:
    """The cast as subjects, by cast member id, in order of their numbers; terms they lack are the production's."""
    drop_days, own = rules.of(production_id).drop_days, events.by_subject(production_id, "cast_member_id")
    known = availability.away(production_id)
    rows = db.session.scalars(
        select(CastMember).where(CastMember.production_id == production_id).order_by(CastMember.number)
    )
    return {
        row.id: Subject(
            key=row.id,
            name=row.character_name,
            number=str(row.number),
            hold=row.allow_hold,
            drop=row.allow_drop,
            drop_days=drop_days if row.drop_days is None else row.drop_days,
            rate=row.daily_rate or 0,
            events=own.get(row.id, {}),
            away=availability.dates_in(known.get(("cast", row.id)), "unavailable"),
            maybe=availability.dates_in(known.get(("cast", row.id)), "tentative", "hold_2"),
            born=row.born,
        )
        for row in rows
    }


def closed(production_id: int) -> dict[int, frozenset[dt.date]]:
    """Location id → dates on which it cannot be had."""
    known = availability.away(production_id)
    dates = {
        one: availability.dates_in(days, "unavailable") for (kind, one), days in known.items() if kind == "location"
    }
    return {one: days for one, days in dates.items() if days}


def cast_at_work(production_id: int) -> dict[int, tuple[int, ...]]:
    """Scene id → cast member ids."""
    rows = db.session.execute(
        select(Appearance.scene_id, Appearance.cast_member_id)
        .join(CastMember, CastMember.id == Appearance.cast_member_id)
        .where(CastMember.production_id == production_id)
        .order_by(CastMember.number)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for scene_id, member_id in rows:
        found[scene_id].append(member_id)
    return {scene_id: tuple(members) for scene_id, members in found.items()}


def calendar_facts(calendar_id: int) -> CalendarFacts:
    """A calendar as facts."""
    return calendars.facts(calendar_id)


def _strips(
    production_id: int, board: Board | None, working: Working
) -> tuple[dict[int, list[StripFacts]], list[StripFacts]]:
    """Strips by day in shooting order, and the boneyard in script order."""
    columns = (
        Scene.id, Scene.number, Scene.int_ext, Scene.day_night, Scene.set_name, Scene.script_day, Scene.eighths,
        Scene.estimated_minutes, Scene.location_id, Scene.position, Scene.status,
    )  # fmt: skip
    scenes = {
        row.id: row
        for row in db.session.execute(
            select(*columns).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
        )
    }
    on_day: dict[int, list[StripFacts]] = defaultdict(list)
    boneyard: list[StripFacts] = []
    seen = set()
    rows = db.session.scalars(
        select(Strip).where(Strip.board_id == (board.id if board else 0)).order_by(Strip.position, Strip.id)
    )
    for row in rows:
        scene = scenes.get(row.scene_id) if row.scene_id else None
        seen.add(row.scene_id)
        if scene is None or row.day_id is not None or scene.status not in UNSHOT:
            strip = _strip(row, scene, working)
            (boneyard if row.day_id is None else on_day[row.day_id]).append(strip)
    whole = [scene for scene in scenes.values() if scene.id not in seen and scene.status not in UNSHOT]
    boneyard += [_strip(None, scene, working) for scene in whole]
    return on_day, boneyard


def _strip(row: Strip | None, scene: object, working: Working) -> StripFacts:
    """A strip of a scene (row None: whole, in the boneyard), or a banner (scene None); keys as in `layout`."""
    if scene is None:
        assert row is not None  # noqa: S101 (a banner always has a row)
        return StripFacts(key=row.id, scene_id=None, minutes=row.minutes, banner=row.banner)
    own = scene._mapping  # type: ignore[attr-defined]
    return StripFacts(
        key=key_of(row.id if row else None, own["id"], row.part if row else 0),
        scene_id=own["id"],
        number=own["number"],
        part=row.part if row else 0,
        eighths=row.eighths if row and row.eighths is not None else own["eighths"],
        minutes=minutes_of_part(
            row.minutes if row else None, own["estimated_minutes"], row.eighths if row else None, own["eighths"]
        ),
        int_ext=own["int_ext"],
        day_night=own["day_night"],
        set_name=own["set_name"],
        script_day=own["script_day"],
        location_id=own["location_id"],
        subjects=working.get(own["id"], ()),
        order=own["position"],
    )


def _days(board: Board | None, on_day: Mapping[int, list[StripFacts]]) -> tuple[DayFacts, ...]:
    if board is None:
        return ()
    rows = db.session.scalars(
        select(ShootingDay).where(ShootingDay.board_id == board.id).order_by(ShootingDay.date, ShootingDay.unit_id)
    )
    return tuple(
        DayFacts(
            key=row.id,
            date=row.date,
            strips=tuple(on_day.get(row.id, ())),
            unit=row.unit_id,
            pinned=row.pinned,
            call=row.general_call,
            location_id=row.location_id,
        )
        for row in rows
    )


def _locks(production_id: int) -> tuple[tuple[int, int], ...]:
    rows = db.session.execute(
        select(OrderLock.before_scene_id, OrderLock.after_scene_id)
        .where(OrderLock.production_id == production_id)
        .order_by(OrderLock.id)
    )
    return tuple((before, after) for before, after in rows)


def _units(production_id: int) -> dict[int, str]:
    rows = db.session.execute(
        select(Unit.id, Unit.name).where(Unit.production_id == production_id).order_by(Unit.position)
    )
    return {row.id: row.name for row in rows}
