"""Shooting units of a production; the first is the main unit."""

from sqlalchemy import func, select

from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery
from backend.planning.call_sheets.models import CallSheet
from backend.planning.schedule import boards
from backend.planning.schedule.calendar_schemas import UnitCreate, UnitPatch
from backend.planning.schedule.models import ShootingDay, Unit


def search(production_id: int, query: PageQuery) -> Page:
    """The production's units, the main unit first."""
    return page_of(select(Unit).where(Unit.production_id == production_id), (Unit.position, Unit.id), query)


def owned(production_id: int, unit_id: int | None) -> Unit:
    """The unit named in a body, else the main unit. Raises Invalid naming `unit_id`."""
    if unit_id is None:
        return boards.main_unit(production_id)
    unit = db.session.get(Unit, unit_id)
    if unit is None or unit.production_id != production_id:
        raise Invalid("This production has no such unit.", field="unit_id")
    return unit


def create(production_id: int, body: UnitCreate) -> Unit:
    """A unit more, after the others. Raises Conflict naming `name`."""
    boards.main_unit(production_id)  # nobody's second unit becomes the main unit by coming first
    _refuse_taken(production_id, body.name)
    last = db.session.scalar(select(func.max(Unit.position)).where(Unit.production_id == production_id)) or 0
    row = Unit(production_id=production_id, name=body.name, position=last + 1)
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, unit_id: int, body: UnitPatch, version: int) -> Unit:
    """Rename a unit, or place it among the others."""
    row = _find(production_id, unit_id)
    expect(row, version)
    changes = body.changes()
    if "name" in changes:
        _refuse_taken(production_id, changes["name"], besides=row.id)
        row.name = changes["name"]
    if "position" in changes:
        others = [unit for unit in boards.units(production_id) if unit.id != row.id]
        others.insert(changes["position"], row)
        for place, unit in enumerate(others):
            unit.position = place
    db.session.flush()
    return row


def delete(production_id: int, unit_id: int, version: int) -> Unit:
    """Remove a unit that shoots on no board; answers what was removed. Raises Conflict when it does."""
    row = _find(production_id, unit_id)
    expect(row, version)
    days = db.session.scalar(select(func.count()).select_from(ShootingDay).where(ShootingDay.unit_id == row.id)) or 0
    if days:
        raise Conflict(f"This unit has shooting days ({days}, all boards together). Give them to another unit first.")
    if db.session.scalar(select(CallSheet.id).where(CallSheet.unit_id == row.id).limit(1)) is not None:
        raise Conflict("There are call sheets of this unit.")
    if len(boards.units(production_id)) == 1:
        raise Conflict("A production has one unit at least.")
    db.session.delete(row)
    db.session.flush()
    return row


def _find(production_id: int, unit_id: int) -> Unit:
    row = db.session.get(Unit, unit_id)
    if row is None or row.production_id != production_id:
        raise NotFound("There is no such unit in this production.")
    return row


def _refuse_taken(production_id: int, name: str, besides: int = 0) -> None:
    mine = select(Unit.id).where(Unit.production_id == production_id, Unit.name == name, Unit.id != besides)
    if db.session.scalar(mine) is not None:
        raise Conflict("There is a unit of this name.", field="name")
