"""A file's strips as scenes, found by number or added, with who and what is in them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select

from backend.core import clock
from backend.core.db import db
from backend.exchange.uss.document import DAY_NIGHT, INT_EXT, LOCATION, SCRIPT_DAY, SEQUENCE, SET, UNIT, Breakdown
from backend.exchange.uss.intake import ADDED, CHANGED, UNCHANGED, Intake, fill
from backend.exchange.uss.shooting import int_ext
from backend.exchange.uss.texts import free, line, paragraph, scene_number
from backend.people.cast.models import Appearance
from backend.script.breakdown.models import Element as ElementRow
from backend.script.breakdown.models import SceneElement, Sheet
from backend.script.scenes.models import Scene
from backend.script.scenes.service import slug

PART = re.compile(r"(.+?)(?:PT|PART)\.?(\d{1,3})", re.IGNORECASE)
WORDS = {
    "synopsis": "synopsis", "eighths": "length", "int_ext": "INT/EXT", "day_night": "day or night",
    "set_name": "set", "script_day": "script day", "estimated_minutes": "minutes", "location_id": "location",
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """What a strip's elements say the scene is."""

    int_ext: str | None
    day_night: str | None
    set_name: str
    script_day: str
    location_id: int | None
    unit: str
    sequence: str


class Headings:
    """Reads the elements of a strip that say what the scene is."""

    def __init__(self, intake: Intake) -> None:
        roles = {category.id: category.role for category in intake.document.categories}
        self._named = {
            element.id: (roles.get(element.category or ""), element.name) for element in intake.document.elements
        }
        self._location = intake.location

    def of(self, strip: Breakdown) -> Heading:
        """The first element of each kind."""
        first: dict[int | None, tuple[str, str]] = {}
        for each in strip.elements:
            role, name = self._named.get(each, (None, ""))
            first.setdefault(role, (each, name))
        named = defaultdict(str, {role: name for role, (_id, name) in first.items()})
        return Heading(
            int_ext=int_ext(named[INT_EXT]),
            day_night=line(named[DAY_NIGHT], 60).upper() or None,
            set_name=line(named[SET]),
            script_day=line(named[SCRIPT_DAY], 50),
            location_id=self._location.get(first[LOCATION][0]) if LOCATION in first else None,
            unit=line(named[UNIT], 100),
            sequence=line(named[SEQUENCE], 100),
        )


def take_scenes(intake: Intake) -> None:
    """Every strip of a scene, also those that are on no board; banners are kept for the boards."""
    mine = select(Scene).where(Scene.production_id == intake.production_id)
    rows = {row.id: row for row in db.session.scalars(mine).unique()}
    last = db.session.scalar(select(func.max(Scene.position)).where(Scene.production_id == intake.production_id)) or 0
    finder, headings = _Finder(intake, rows), Headings(intake)
    taken: list[tuple[int, Breakdown, Scene, int, dict[str, Any]]] = []
    for place, strip in enumerate(intake.document.breakdowns):
        if strip.is_banner:
            intake.keep("breakdown", place)
            continue
        row, part = finder.find(strip)
        new = row is None
        if row is None:
            last += 1
            row = Scene(production_id=intake.production_id, number=finder.number(strip), position=last)
            db.session.add(row)
        filled, wrote = _write(row, strip, headings.of(strip), new=new, part=part)
        finder.taken(row)
        _tell(intake, row, strip, part, filled, new=new)
        taken.append((place, strip, row, part, wrote))
    db.session.flush()
    sheets = _sheets(intake.production_id)
    for place, strip, row, part, wrote in taken:
        intake.scene[strip.id] = (row.id, part)
        said = _sheet(intake, sheets, row, headings.of(strip), strip)
        intake.keep("breakdown", place, row.id, part, **wrote, **said)
    db.session.flush()
    _link(intake)


class _Finder:
    """Which scene a strip is: the one it became before, the one of its number, or part of one."""

    def __init__(self, intake: Intake, rows: dict[int, Scene]) -> None:
        self._kept, self._rows = intake.kept, rows
        self._by_number = {row.number.upper(): row for row in rows.values()}
        self._in_file = {scene_number(strip.scene).upper() for strip in intake.document.breakdowns}
        self._numbers = [row.number for row in rows.values()]
        self._met: set[Scene] = set()

    def find(self, strip: Breakdown) -> tuple[Scene | None, int]:
        """The scene there is and the part of it; two strips of one number are two scenes."""
        item = self._kept.items.get(("breakdown", strip.id))
        if item and item.row_id in self._rows:
            return self._rows[item.row_id], item.part
        number = scene_number(strip.scene).upper()
        row = self._by_number.get(number)
        if row is not None:
            return (row, 0) if row not in self._met else (None, 0)
        found = PART.fullmatch(number)
        whole = self._by_number.get(found[1]) if found and found[1] not in self._in_file else None
        return (whole, int(found[2])) if found and whole else (None, 0)

    def number(self, strip: Breakdown) -> str:
        """A free number for a new scene; "?" for a strip without any."""
        return free(scene_number(strip.scene) or "?", self._numbers, 20, between="-")

    def taken(self, row: Scene) -> None:
        """Remember a scene of this import."""
        self._met.add(row)
        if row.number not in self._numbers:
            self._numbers.append(row.number)


def _write(row: Scene, strip: Breakdown, heading: Heading, *, new: bool, part: int) -> tuple[list[str], dict[str, Any]]:
    minutes = None if not strip.duration else min(max(1, round(strip.duration / 60_000)), 100_000)
    values: dict[str, Any] = {
        "synopsis": paragraph(strip.description), "int_ext": heading.int_ext, "day_night": heading.day_night,
        "set_name": heading.set_name, "script_day": heading.script_day, "location_id": heading.location_id,
    }  # fmt: skip
    if not part:  # length and time of a part are the strip's
        values |= {"eighths": min(strip.eighths or 0, 8000), "estimated_minutes": minutes}
    filled, wrote = fill(row, values, new=new)
    if new:
        row.heading = slug(row)
    if (not part and row.number == scene_number(strip.scene)) or new:
        wrote["number"] = row.number
    return filled, wrote


def _sheets(production_id: int) -> dict[int, Sheet]:
    rows = db.session.scalars(select(Sheet).where(Sheet.production_id == production_id))
    return {row.scene_id: row for row in rows}


def _sheet(
    intake: Intake, sheets: dict[int, Sheet], scene: Scene, heading: Heading, strip: Breakdown
) -> dict[str, Any]:
    """Unit, sequence and comments go on the scene's breakdown sheet."""
    values = {"unit": heading.unit, "sequence": heading.sequence, "comments": paragraph(strip.comments)}
    row = sheets.get(scene.id)
    if row is None and not any(values.values()):
        return values
    new = row is None
    if row is None:
        row = sheets[scene.id] = Sheet(production_id=intake.production_id, scene_id=scene.id)
        db.session.add(row)
    return fill(row, values, new=new)[1]


def _tell(intake: Intake, row: Scene, strip: Breakdown, part: int, filled: list[str], *, new: bool) -> None:
    change = ADDED if new else CHANGED if filled else UNCHANGED
    intake.report.counts["scenes"][change] += 1
    if change != UNCHANGED:
        what = [WORDS[name] for name in filled]
        told = {"number": row.number, "heading": row.heading, "eighths": row.eighths, "change": change, "what": what}
        intake.report.scenes.append(told)
    if new and row.number != (strip.scene or ""):
        said = f"Scene {strip.scene}" if strip.scene else "A scene without a number"
        intake.report.note(f"{said} is written as scene {row.number}.")
    if part:
        intake.report.note(f"{strip.scene} is part {part} of scene {row.number}.")


def _link(intake: Intake) -> None:
    """Who and what is in each scene, beside what is there; nobody is taken out."""
    ids = {scene_id for scene_id, _part in intake.scene.values()}
    cast, things = set(), set()
    for strip in intake.document.breakdowns:
        if strip.id in intake.scene:
            scene_id = intake.scene[strip.id][0]
            cast |= {(scene_id, intake.cast[each]) for each in strip.elements if each in intake.cast}
            things |= {(scene_id, intake.element[each]) for each in strip.elements if each in intake.element}
    there = select(Appearance.scene_id, Appearance.cast_member_id).where(Appearance.scene_id.in_(ids))
    cast -= {(scene_id, member_id) for scene_id, member_id in db.session.execute(there)}
    if cast:
        rows = [{"scene_id": one, "cast_member_id": other, "by_hand": True} for one, other in sorted(cast)]
        db.session.execute(insert(Appearance), rows)
    here = select(SceneElement.scene_id, SceneElement.element_id).where(SceneElement.scene_id.in_(ids))
    things -= {(scene_id, element_id) for scene_id, element_id in db.session.execute(here)}
    if things:
        _link_things(intake.production_id, sorted(things))


def _link_things(production_id: int, pairs: list[tuple[int, int]]) -> None:
    amounts = select(ElementRow.id, ElementRow.quantity).where(ElementRow.production_id == production_id)
    quantity = {row.id: row.quantity for row in db.session.execute(amounts)}
    now = clock.now()
    same = {"production_id": production_id, "notes": "", "source": "import", "version": 1}
    rows = [
        {**same, "scene_id": scene_id, "element_id": element_id, "quantity": quantity[element_id]}
        | {"created_at": now, "updated_at": now}
        for scene_id, element_id in pairs
    ]
    db.session.execute(insert(SceneElement), rows)
