"""Boards of a production: scenarios that are tried beside the active one, compared with it, and made the active one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, insert, select

from backend.core import events
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery
from backend.planning.schedule import boards, calendars, steps
from backend.planning.schedule.board_schemas import BoardCreate, BoardPatch
from backend.planning.schedule.models import Board, BoardRevision, ShootingDay, Strip

Row = dict[str, Any]


def search(production_id: int, query: PageQuery) -> Page:
    """The production's boards, oldest first."""
    page = page_of(select(Board).where(Board.production_id == production_id), (Board.id,), query)
    return Page(_views(page.items), page.next, page.total)


def show(production_id: int, board_id: int) -> Row:
    """One board. Raises NotFound."""
    return _views([boards.find(production_id, board_id)])[0]


def create(production_id: int, body: BoardCreate) -> Row:
    """A new board, beside the active one. Raises Conflict naming `name`, Invalid naming what is copied."""
    boards.writable(production_id)  # the first board of a production is its active one
    source = _source(production_id, body.copy_of)
    _refuse_taken(production_id, body.name)
    calendar_id = source.calendar_id if source else boards.first_calendar(production_id).id
    if body.calendar_id is not None:
        calendar_id = calendars.owned(production_id, body.calendar_id).id
    row = Board(production_id=production_id, calendar_id=calendar_id, name=body.name, notes=body.notes)
    db.session.add(row)
    db.session.flush()
    if source:
        _copy(source, row)
    return show(production_id, row.id)


def change(production_id: int, board_id: int, body: BoardPatch, version: int) -> Row:
    """Another name, other notes, another calendar."""
    row = boards.find(production_id, board_id)
    expect_board(row, version)
    changes = body.changes()
    if "name" in changes:
        _refuse_taken(production_id, changes["name"], besides=row.id)
    if "calendar_id" in changes:
        calendars.owned(production_id, changes["calendar_id"])
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.flush()
    return show(production_id, row.id)


def activate(production_id: int, board_id: int, version: int) -> Row:
    """Make this the board that call sheets, Today and papers go by; open call sheets look for their day on it."""
    row = boards.find(production_id, board_id)
    expect_board(row, version)
    if not row.active:
        before = boards.chosen(production_id)
        if before is not None:
            before.active = False
            db.session.flush()  # there is one active board at every moment
        row.active = True
        db.session.flush()
        events.board_activated.send(db.session, production_id=production_id, board_id=row.id)
    return show(production_id, row.id)


def delete(production_id: int, board_id: int, version: int) -> Row:
    """Remove a board with its days; answers what was removed. Raises Conflict for the active one."""
    row = boards.find(production_id, board_id)
    expect_board(row, version)
    if row.active:
        raise Conflict("This is the active board. Make another one active first.")
    gone = show(production_id, row.id)
    db.session.delete(row)
    db.session.flush()
    return gone


def expect_board(row: Board, version: int) -> None:
    """Refuse (409, with the board as it is now) when the caller saw an older one."""
    expect(_Seen(_views([row])[0], row.version), version)


class _Seen(dict[str, Any]):
    def __init__(self, values: Row, version: int) -> None:
        super().__init__(values)
        self.version = version


def _views(rows: Collection[Board]) -> list[Row]:
    ids = [row.id for row in rows]
    counts = select(
        ShootingDay.board_id, func.count(), func.min(ShootingDay.date), func.max(ShootingDay.date)
    ).where(ShootingDay.board_id.in_(ids)).group_by(ShootingDay.board_id)  # fmt: skip
    days = {board_id: tuple(facts) for board_id, *facts in db.session.execute(counts)}
    seen = select(BoardRevision.board_id, BoardRevision.revision).where(BoardRevision.board_id.in_(ids))
    revisions = {row.board_id: row.revision for row in db.session.execute(seen)}
    own = ("id", "version", "name", "notes", "active", "calendar_id")
    return [
        {
            **{name: getattr(row, name) for name in own},
            "revision": revisions.get(row.id, 0),
            **dict(zip(("days", "first", "last"), days.get(row.id, (0, None, None)), strict=True)),
        }
        for row in rows
    ]


def _source(production_id: int, board_id: int | None) -> Board | None:
    if board_id is None:
        return None
    try:
        return boards.find(production_id, board_id)
    except NotFound as unknown:
        raise Invalid("This production has no such board.", field="copy_of") from unknown


def _copy(source: Board, target: Board) -> None:
    """Every day, strip and banner; the activity log tells of the board, not of each of its strips."""
    found = steps.state(source.id)
    own = {"production_id": target.production_id, "board_id": target.id}
    ids = list(found.days)
    new = add_days([{**found.days[day_id], **own} for day_id in ids])
    days = dict(zip(ids, new, strict=True))
    add_strips([{**row, **own, "day_id": days.get(row["day_id"])} for row in found.strips.values()])
    boards.moved_on(target)


def add_days(rows: list[Row]) -> list[int]:
    """Insert days given as columns; answers their ids in the same order."""
    if not rows:
        return []
    made = insert(ShootingDay).returning(ShootingDay.id, sort_by_parameter_order=True)
    return list(db.session.scalars(made, [{"version": 1, **row} for row in rows]))


def add_strips(rows: list[Row]) -> None:
    """Insert strips given as columns."""
    if rows:
        db.session.execute(insert(Strip), rows)


def _refuse_taken(production_id: int, name: str, besides: int = 0) -> None:
    mine = select(Board.id).where(Board.production_id == production_id, Board.name == name)
    if db.session.scalar(mine.where(Board.id != besides)) is not None:
        raise Conflict("There is a board of this name.", field="name")
