"""Call sheets: made from a shooting day, changed, published again and again, and closed when the day is done.

Rows of a sheet are changed in `rows`, what a reader gets is put together in `view`, proposals come from `proposals`,
what went out is kept in `editions`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from backend.core import clock, events
from backend.core.access import may
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.planning.call_sheets import filling, reads
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.models import CallSheet, CallSheetCast, CallSheetCrew, CallSheetScene
from backend.planning.call_sheets.proposals import HEAD_TIMES
from backend.planning.call_sheets.schemas import CallSheetCreate, CallSheetPatch, CallSheetQuery
from backend.planning.call_sheets.view import OPEN, whole
from backend.planning.schedule import boards
from backend.planning.schedule import service as schedule
from backend.planning.schedule.models import ShootingDay, Unit
from backend.things.locations import service as locations

# What may follow what: a sheet goes on, or is cancelled; a wrapped day is history.
NEXT = {
    "draft": {"published", "cancelled"},
    "published": {"in_progress", "cancelled"},
    "in_progress": {"wrapped", "cancelled"},
    "wrapped": {"cancelled"},
    "cancelled": set(),
}  # fmt: skip


def search(production_id: int, query: CallSheetQuery) -> Page:
    """The production's call sheets, the latest day first; only published ones for who may not edit them."""
    statement = _brief().where(CallSheet.production_id == production_id, *_visible())
    if query.status:
        statement = statement.where(CallSheet.status == query.status)
    page = page_of(statement, (CallSheet.date, CallSheet.id), query, descending=True)
    names = [column["name"] for column in statement.column_descriptions]
    rows = [dict(zip(names, row, strict=True)) for row in page.items]
    if not may("call_sheets.edit"):
        said = editions.briefs([row["id"] for row in rows])
        rows = [{**row, **said.get(row["id"], {})} for row in rows]
    numbers, units = _numbers(production_id), _units(production_id)
    for row in rows:
        day = (row["unit_id"] or units["main"], row["date"])
        row |= {"day_number": numbers.get(day), "unit": units["names"].get(row["unit_id"], "")}
    return replace(page, items=rows)


def find(production_id: int, sheet_id: int) -> CallSheet:
    """One sheet the caller may see. Raises NotFound."""
    mine = select(CallSheet).where(CallSheet.id == sheet_id, CallSheet.production_id == production_id, *_visible())
    row = db.session.scalar(mine)
    if row is None:
        raise NotFound
    return row


def find_open(production_id: int, sheet_id: int) -> CallSheet:
    """One sheet that can still be edited. Raises NotFound, or Conflict for a wrapped or cancelled one."""
    row = find(production_id, sheet_id)
    if row.status not in OPEN:
        raise Conflict(f"This call sheet is {row.status} and can no longer be changed.")
    return row


def show(production_id: int, sheet_id: int) -> dict[str, Any]:
    """The whole sheet."""
    return whole(find(production_id, sheet_id))


def create(production_id: int, body: CallSheetCreate) -> dict[str, Any]:
    """A draft made from a shooting day. Raises Invalid for a foreign day, Conflict when the day has a sheet."""
    try:
        day = schedule.find(production_id, body.day_id)
    except NotFound as unknown:
        raise Invalid("This production has no such shooting day.", field="day_id") from unknown
    if db.session.scalar(select(CallSheet.id).where(CallSheet.day_id == day.id)) is not None:
        raise Conflict("This day has a call sheet already.", field="day_id")
    return whole(filling.from_day(day))


def change(production_id: int, sheet_id: int, body: CallSheetPatch, version: int) -> dict[str, Any]:
    """Change the head of a sheet, or move it on to its next state, as the caller saw it."""
    row = find(production_id, sheet_id)
    _expect(row, version)
    changes = body.changes()
    status = changes.pop("status", row.status)
    if changes:
        find_open(production_id, sheet_id)
        locations.owned(production_id, changes.get("location_id"))
        changes.setdefault("typed", typed(row.typed, HEAD_TIMES, changes))
        for name, value in changes.items():
            setattr(row, name, value)
    if status != row.status:
        _go_on(row, status)
    db.session.flush()
    return whole(row)


def typed(before: Sequence[str], times: Sequence[str], sent: dict[str, Any]) -> list[str]:
    """Which times of a row are typed by hand, once these values were sent."""
    return [name for name in times if name in before or name in sent]


def publish(production_id: int, sheet_id: int, version: int) -> dict[str, Any]:
    """Give out a new edition. Raises Invalid with everything that is missing; the answer holds the warnings."""
    row = find_open(production_id, sheet_id)
    _expect(row, version)
    _publish(row)
    return whole(row)


def sync(production_id: int, sheet_id: int) -> dict[str, Any]:
    """Bring the scenes of the shooting day onto the sheet and those that left it off; changes nothing else."""
    row = find_open(production_id, sheet_id)
    changed = whole(row)["changed"]
    if changed["day_gone"] or row.day_id is None:
        raise Conflict("This day is no longer on the schedule.")
    wanted, gone = ({(one["scene_id"], one["part"]) for one in changed[name]} for name in ("added", "removed"))
    new = [line for line in reads.lines([row.day_id])[row.day_id] if (line.scene_id, line.part) in wanted]
    filling.sync(row, new, gone)
    return whole(row)


def propose(production_id: int, sheet_id: int, version: int, *, over_typed: bool = False) -> dict[str, Any]:
    """Work the times out afresh from the general call; those typed by hand stay unless `over_typed`."""
    row = find_open(production_id, sheet_id)
    _expect(row, version)
    if row.general_call is None:
        raise Invalid("Say when the general call is.", field="general_call")
    filling.propose(row, over_typed=over_typed)
    return whole(row)


def delete(production_id: int, sheet_id: int, version: int) -> dict[str, Any]:
    """Remove a draft; answers what was removed. Raises Conflict for a sheet that people have: cancel it."""
    row = find(production_id, sheet_id)
    _expect(row, version)
    if row.status != "draft":
        raise Conflict("This call sheet was given out. Cancel it instead of deleting it.")
    gone = whole(row)
    db.session.delete(row)
    db.session.flush()
    return gone


@events.day_changing.connect
def follow_day(_session: Any, *, day_id: int, date: dt.date | None) -> None:
    """A draft goes with its day to another date; a sheet that people have keeps its day where it is."""
    row = db.session.scalar(select(CallSheet).where(CallSheet.day_id == day_id))
    if row is None:
        return
    if row.status != "draft":
        raise Conflict("The call sheet of this day was given out. Cancel it first.")
    if date is not None:
        row.date = date


@events.board_activated.connect
def follow_board(_session: Any, *, production_id: int, board_id: int) -> None:
    """Every sheet goes to its unit's day of the same date on this board, or to none; those people have choose first."""
    main = boards.main_unit(production_id).id
    mine = select(ShootingDay).where(ShootingDay.board_id == board_id)
    days = {(day.unit_id, day.date): day.id for day in db.session.scalars(mine)}
    there = select(CallSheet).where(CallSheet.production_id == production_id, CallSheet.status != "cancelled")
    rows = list(db.session.scalars(there.order_by(CallSheet.edition == 0, CallSheet.id)))
    wanted = {row: days.pop((row.unit_id or main, row.date), None) for row in rows}
    moving = [row for row, day_id in wanted.items() if row.day_id != day_id]
    for row in moving:
        row.day_id = None
    db.session.flush()  # a day has one sheet at every moment
    for row in moving:
        row.day_id = wanted[row]
    db.session.flush()


def _go_on(row: CallSheet, status: str) -> None:
    if not may("call_sheets.publish"):
        raise Forbidden("Your role does not allow to publish, start, wrap or cancel a call sheet.")
    if status not in NEXT[row.status]:
        raise Conflict(f"A call sheet that is {row.status} cannot become {status}.", field="status")
    if status == "published":
        _publish(row)
        return
    row.status = status
    if status == "cancelled":
        row.day_id = None  # so that the day can be moved, removed or given another sheet
        db.session.flush()
        events.call_sheet_cancelled.send(db.session, production_id=row.production_id, sheet_id=row.id)


def _publish(row: CallSheet) -> None:
    db.session.flush()
    missing = whole(row)["missing"]
    if missing:
        errors = [{"field": note["field"], "message": note["message"]} for note in missing]
        raise Invalid("This call sheet is not ready to go out.", errors=errors)
    row.status = "published" if row.status == "draft" else row.status
    row.edition += 1
    row.published_at = clock.now()
    db.session.flush()
    editions.keep(row)
    events.call_sheet_published.send(db.session, production_id=row.production_id, sheet_id=row.id, edition=row.edition)


def _expect(row: CallSheet, version: int) -> None:
    if row.version != version:
        raise Stale(whole(row))


def _visible() -> list[ColumnElement[bool]]:
    """Drafts, and sheets cancelled before anybody had them, are the business of those who make them."""
    return [] if may("call_sheets.edit") else [CallSheet.edition > 0]


def _numbers(production_id: int) -> dict[tuple[int, dt.date], int]:
    """Which shooting day of its unit a date is, on the active board: (unit id, date) → number."""
    rows = db.session.execute(
        select(ShootingDay.unit_id, ShootingDay.date)
        .where(ShootingDay.board_id == boards.chosen_id(production_id))
        .order_by(ShootingDay.date)
    )
    found: dict[tuple[int, dt.date], int] = {}
    count: dict[int, int] = {}
    for unit_id, date in rows:
        count[unit_id] = found[unit_id, date] = count.get(unit_id, 0) + 1
    return found


def _units(production_id: int) -> dict[str, Any]:
    """`main`: the first unit's id; `names` by id, empty while there is only one unit."""
    rows = db.session.execute(
        select(Unit.id, Unit.name).where(Unit.production_id == production_id).order_by(Unit.position, Unit.id)
    )
    names = {row.id: row.name for row in rows}
    return {"main": next(iter(names), None), "names": names if len(names) > 1 else {}}


def _brief() -> Select[Any]:
    def count(model: type[CallSheetScene | CallSheetCast | CallSheetCrew], *more: ColumnElement[bool]) -> Any:
        rows = select(func.count()).where(model.call_sheet_id == CallSheet.id, *more)
        return rows.correlate(CallSheet).scalar_subquery()

    columns: list[Any] = [
        CallSheet.id, CallSheet.version, CallSheet.date, CallSheet.day_id, CallSheet.unit_id, CallSheet.status,
        CallSheet.edition, CallSheet.published_at, CallSheet.general_call,
        locations.name_of(CallSheet.location_id).label("location_name"),
        count(CallSheetScene, CallSheetScene.scene_id.is_not(None)).label("scenes"),
        count(CallSheetCast).label("cast"), count(CallSheetCrew).label("crew"),
    ]  # fmt: skip
    return select(*columns)
