"""The scenes of a production as breakdowns in the standard's form: whole scenes, parts of scenes and banners."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss.document import (
    DAY_NIGHT,
    INT_EXT,
    LOCATION,
    SCRIPT_DAY,
    SEQUENCE,
    SET,
    UNIT,
    Breakdown,
)
from backend.exchange.uss.give import Giving, changed, stamp
from backend.exchange.uss.give_elements import detail
from backend.exchange.uss.models import ExchangeItem
from backend.exchange.uss.texts import banner_says
from backend.people.cast.models import Appearance
from backend.planning.schedule.models import Board, Strip
from backend.planning.schedule.reads import UNSHOT
from backend.script.breakdown.models import SceneElement, Sheet
from backend.script.scenes.models import Scene

MINUTE = 60_000  # milliseconds
Target = tuple[int, int]  # scene id, part


@dataclass
class Strips:
    """Every strip of the production's boards, and what goes out for each."""

    rows: list[Strip]
    scenes: dict[int, Scene]
    breakdowns: dict[str, Breakdown]
    id_of: dict[int, str]  # strip id → breakdown id


def give_scenes(giving: Giving) -> Strips:
    """The breakdowns: those of a file in its order and words first, then scenes, parts and banners of ours."""
    production_id = giving.production.id
    on_boards = select(Strip).join(Board, Board.id == Strip.board_id).where(Board.production_id == production_id)
    rows = list(db.session.scalars(on_boards.order_by(Strip.board_id, Strip.position, Strip.id)))
    mine = select(Scene).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    scenes = {row.id: row for row in db.session.scalars(mine).unique()}
    parts: dict[Target, Strip] = {(row.scene_id, row.part): row for row in rows if row.scene_id is not None}
    make = _Maker(giving, parts)
    found: dict[str, Breakdown] = {}
    for base in giving.base.breakdowns:
        item = giving.kept.items["breakdown", base.id]
        if item.row_id is None:
            found[base.id] = base
        elif item.row_id in scenes:
            found[base.id] = make.breakdown(scenes[item.row_id], item.part, base, item)
    for target in _targets(scenes, parts):
        if not giving.items("breakdown", *target):
            row = scenes[target[0]]
            base = Breakdown(giving.id_of("breakdown", *target), created=stamp(row.created_at))
            found[base.id] = make.breakdown(row, target[1], base, ExchangeItem(wrote={}))
    ids = {row.id: giving.id_of("breakdown", row.scene_id, row.part) for row in rows if row.scene_id is not None}
    ids |= _banners(giving, [row for row in rows if row.scene_id is None], found)
    return Strips(rows, scenes, found, ids)


def _targets(scenes: dict[int, Scene], parts: dict[Target, Strip]) -> Iterable[Target]:
    """What of each scene there is a strip for: the whole of what is to be shot, and the parts that boards have."""
    for scene_id, row in scenes.items():
        own = sorted(part for each, part in parts if each == scene_id)
        if 0 in own or (row.status not in UNSHOT and not own):
            yield scene_id, 0
        yield from ((scene_id, part) for part in own if part)


class _Maker:
    """Makes the breakdown of a scene from what is in it."""

    def __init__(self, giving: Giving, parts: dict[Target, Strip]) -> None:
        self._giving, self._parts = giving, parts
        # scene id → element id, in order → all ids of that row: of two the file has of one name, ours are one
        self._needs: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
        in_scenes = select(Appearance.scene_id, Appearance.cast_member_id).join(Scene, Scene.id == Appearance.scene_id)
        mine = Scene.production_id == giving.production.id
        for scene_id, row_id in db.session.execute(in_scenes.where(mine).order_by(Appearance.cast_member_id)):
            self._need(scene_id, self._ids("cast", row_id))
        entries = select(SceneElement.scene_id, SceneElement.element_id).order_by(SceneElement.id)
        mine = SceneElement.production_id == giving.production.id
        for scene_id, row_id in db.session.execute(entries.where(mine)):
            self._need(scene_id, self._ids("element", row_id))
        sheets = db.session.scalars(select(Sheet).where(Sheet.production_id == giving.production.id))
        self._sheets = {row.scene_id: row for row in sheets}

    def _need(self, scene_id: int, ids: list[str]) -> None:
        self._needs[scene_id].update(dict.fromkeys(ids, tuple(ids)))

    def breakdown(self, row: Scene, part: int, base: Breakdown, item: ExchangeItem) -> Breakdown:
        """`base` with everything that was changed here."""
        wrote, sheet = item.wrote, self._sheets.get(row.id) or Sheet(unit="", sequence="", comments="")
        if changed(wrote, row, "synopsis"):
            base = replace(base, description=row.synopsis or None)
        if changed(wrote, sheet, "comments"):
            base = replace(base, comments=sheet.comments or None)
        if part:
            base = self._part(row, part, base)
        else:
            if changed(wrote, row, "number"):
                base = replace(base, scene=row.number)
            if changed(wrote, row, "eighths"):
                base = replace(base, eighths=row.eighths)
            if changed(wrote, row, "estimated_minutes"):
                base = replace(base, duration=(row.estimated_minutes or 0) * MINUTE or None)
        return replace(base, elements=tuple(self._elements(row, sheet, base, wrote)))

    def _part(self, row: Scene, part: int, base: Breakdown) -> Breakdown:
        strip = self._parts.get((row.id, part))
        base = replace(base, scene=base.scene or f"{row.number}PT{part}")
        if strip is not None and strip.eighths is not None:
            base = replace(base, eighths=strip.eighths)
        if strip is not None and strip.minutes is not None and strip.minutes != round((base.duration or 0) / MINUTE):
            base = replace(base, duration=strip.minutes * MINUTE)
        return base

    def _elements(self, row: Scene, sheet: Sheet, base: Breakdown, wrote: dict[str, Any]) -> Iterable[str]:
        """A file's elements as far as they are still in the scene, then ours."""
        said: dict[int, tuple[Any, str, str]] = {  # what the scene is: by role the row, its column and the words for it
            SET: (row, "set_name", row.set_name),
            INT_EXT: (row, "int_ext", row.int_ext or ""),
            DAY_NIGHT: (row, "day_night", row.day_night or ""),
            SCRIPT_DAY: (row, "script_day", row.script_day),
            UNIT: (sheet, "unit", sheet.unit),
            SEQUENCE: (sheet, "sequence", sheet.sequence),
            LOCATION: (row, "location_id", ""),
        }
        new = {role for role, (source, column, _name) in said.items() if changed(wrote, source, column)}
        needs, met = self._needs[row.id], set[str]()
        for each in dict.fromkeys(self._giving.now("element", one) for one in base.elements):
            element = self._giving.elements.get(each)
            category = self._giving.categories.get(element.category or "") if element else None
            role = category.role if category else None
            if role in new:
                continue
            if element is None or role in said or each in needs or ("detail", each) in self._giving.kept.items:
                yield each
                met.update(needs.get(each, ()))
        for role in sorted(new):
            if role == LOCATION and row.location_id:
                yield from self._ids("location", row.location_id)[:1] or [self._place(row)]
            elif said[role][2]:
                yield detail(self._giving, role, said[role][2])
        yield from (ids[0] for ids in dict.fromkeys(needs.values()) if met.isdisjoint(ids))

    def _ids(self, kind: str, row_id: int) -> list[str]:
        """The ids of a row's elements; a file may have several that are one of ours."""
        return [item.uss_id for item in self._giving.items(kind, row_id)] or [self._giving.id_of(kind, row_id)]

    def _place(self, row: Scene) -> str:
        return detail(self._giving, LOCATION, row.location_name or "Location")


def _banners(giving: Giving, rows: list[Strip], found: dict[str, Breakdown]) -> dict[int, str]:
    """Breakdown ids of banners: a file's where text and time are the same, once a board; the rest are ours.

    Of several that say the same the first laid is the first in the file: a strip keeps its id wherever it is moved. A
    file's banner that was on a board and is on none any more is gone.
    """
    free: dict[int, list[Breakdown]] = {}
    banners = [each for each in found.values() if each.is_banner]
    ids: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: (row.board_id, row.id)):
        if row.board_id not in free:
            free[row.board_id] = _as_laid(giving, row.board_id, banners)
        mine = free[row.board_id]
        same = next((each for each in mine if banner_says(each) == (row.banner, row.minutes)), None)
        if same is None:
            duration = None if row.minutes is None else row.minutes * MINUTE
            key = giving.new_id("banner", row.id)
            created = stamp(giving.production.created_at)
            same = Breakdown(key, "banner", banner_text=row.banner, duration=duration, created=created)
            found[key] = same
        else:
            mine.remove(same)
        ids[row.id] = same.id
    listed = {each for board in giving.base.stripboards for one in board.boards for each in one.flat()}
    for each in banners:
        if each.id in listed and each.id not in ids.values():
            del found[each.id]
    return ids


def _as_laid(giving: Giving, board_id: int, banners: list[Breakdown]) -> list[Breakdown]:
    """A file's banners, those of a board first, as an import lays them: units' days, units without days, boneyard."""
    keys = {item.uss_id for item in giving.items("stripboard", board_id)}
    lists = [one for board in giving.base.stripboards if board.id in keys for one in board.boards]
    lists.sort(key=lambda one: (one.is_boneyard, not one.days()))
    laid = {each: place for place, each in enumerate(each for one in lists for each in one.flat())}
    return sorted(banners, key=lambda each: laid.get(each.id, len(laid)))
