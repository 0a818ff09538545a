"""Breakdown sheets put together: the scene, its cast and its elements by category."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from backend.core.db import db
from backend.core.eighths import format_eighths
from backend.core.errors import Invalid
from backend.people.cast import service as cast
from backend.script.breakdown import overview
from backend.script.breakdown import service as breakdown
from backend.script.breakdown.service import CategoryFacts
from backend.script.scenes import service as scenes
from backend.script.scenes.models import Scene


@dataclass(frozen=True)
class Need:
    """One line of a box; `number` is the cast number."""

    name: str
    quantity: int = 1
    notes: str = ""
    number: str = ""


@dataclass(frozen=True)
class Box:
    """A category with what the scene needs of it."""

    category_id: int
    code: str
    name: str
    colour: str
    mark: str
    kind: str
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class BreakdownSheet:
    """One sheet; see `schemas.SheetOut` for what the fields mean."""

    scene_id: int
    number: int
    scene_number: str
    page: int
    eighths: int
    pages: str
    int_ext: str
    set_name: str
    location: str
    day_night: str
    script_day: str
    sequence: str
    unit: str
    synopsis: str
    minutes: int | None
    comments: str
    done: bool
    boxes: tuple[Box, ...] = field(default=())


def sheet(production_id: int, scene_id: int) -> BreakdownSheet:
    """One sheet. Raises NotFound."""
    return sheets(production_id, [scenes.find(production_id, scene_id).id])[0]


def sheets(production_id: int, scene_ids: Sequence[int] = ()) -> list[BreakdownSheet]:
    """The sheets of these scenes in script order, of every scene that is not omitted when none is named.

    Every category is a box, empty ones too; archived ones only when they hold something. Raises Invalid naming
    `scene_id` for a scene of another production.
    """
    rows = _scenes(production_id)
    if unknown := set(scene_ids) - rows.keys():
        raise Invalid(f"Scene {min(unknown)} does not belong to this production.", field="scene_id")
    wanted = [row for row in rows.values() if (row.id in scene_ids if scene_ids else row.status != "omitted")]
    ids = [row.id for row in wanted]
    needed = breakdown.elements_of_scenes(production_id, ids)
    people = _cast(production_id, ids)
    categories = breakdown.categories(production_id)
    own = overview.all_own_fields(production_id)
    blank = {"sequence": "", "unit": "", "comments": "", "done": False}
    places = _places(list(rows.values()))
    return [
        BreakdownSheet(
            scene_id=row.id, number=places[row.id][0], scene_number=row.number, page=places[row.id][1],
            eighths=row.eighths, pages=format_eighths(row.eighths), int_ext=row.int_ext or "", set_name=row.set_name,
            location=row.location_name or "", day_night=row.day_night or "", script_day=row.script_day,
            synopsis=row.synopsis, minutes=row.estimated_minutes, **own.get(row.id, blank),
            boxes=_boxes(categories, needed[row.id], people[row.id]),
        )
        for row in wanted
    ]  # fmt: skip


def _scenes(production_id: int) -> dict[int, Scene]:
    statement = select(Scene).where(Scene.production_id == production_id).order_by(Scene.position, Scene.id)
    return {row.id: row for row in db.session.scalars(statement)}


def _places(rows: Sequence[Scene]) -> dict[int, tuple[int, int]]:
    """Sheet number and script page of each scene; an omitted one has no sheet number and takes no room."""
    found, number, before = {}, 0, 0
    for row in rows:
        live = row.status != "omitted"
        number += live
        found[row.id] = (number if live else 0, before // 8 + 1)
        before += row.eighths if live else 0
    return found


def _cast(production_id: int, ids: Sequence[int]) -> dict[int, tuple[Need, ...]]:
    """Who is in each scene by cast number, with the performer as the remark."""
    found = cast.cast_of_scenes(production_id, ids)
    members = cast.cast_by_ids(production_id, {member_id for each in found.values() for member_id, _, _ in each})
    return {
        scene_id: tuple(Need(name, 1, members[member_id].name, str(number)) for member_id, number, name in each)
        for scene_id, each in found.items()
    }


def _boxes(
    categories: Sequence[CategoryFacts], needed: Sequence[breakdown.Needed], people: tuple[Need, ...]
) -> tuple[Box, ...]:
    boxes = []
    for category in categories:
        mine = tuple(
            Need(each.element.name, each.quantity, each.notes) for each in needed if each.category.id == category.id
        )
        needs = people if category.kind == "cast" else mine
        if needs or not category.archived:
            facts = (category.id, category.code, category.name, category.colour, category.mark, category.kind)
            boxes.append(Box(*facts, needs))
    return tuple(boxes)
