"""Which board is meant: the one named, or the production's active one, made when it is first written to."""

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import NotFound
from backend.planning.schedule.models import Board, BoardRevision, Calendar, ShootingDay, Unit

FIRST_BOARD, FIRST_UNIT, FIRST_CALENDAR = "Schedule", "Main unit", "Calendar"


def chosen(production_id: int, board_id: int | None = None) -> Board | None:
    """The board with this id, else the active one; None when the production has none yet. Raises NotFound."""
    if board_id is not None:
        return find(production_id, board_id)
    return db.session.scalar(select(Board).where(Board.production_id == production_id, Board.active))


def find(production_id: int, board_id: int) -> Board:
    """One board. Raises NotFound."""
    board = db.session.scalar(select(Board).where(Board.production_id == production_id, Board.id == board_id))
    if board is None:
        raise NotFound("There is no such board in this production.")
    return board


def day(production_id: int, day_id: int) -> ShootingDay:
    """One shooting day, of whichever board. Raises NotFound."""
    mine = select(ShootingDay).where(ShootingDay.id == day_id, ShootingDay.production_id == production_id)
    row = db.session.scalar(mine)
    if row is None:
        raise NotFound("There is no such shooting day in this production.")
    return row


def chosen_id(production_id: int, board_id: int | None = None) -> int:
    """The id of `chosen`; 0 (no row's id) when the production has no board yet."""
    board = chosen(production_id, board_id)
    return board.id if board else 0


def writable(production_id: int, board_id: int | None = None) -> Board:
    """The board to write to; the first write of a production makes its active board. Raises NotFound."""
    board = chosen(production_id, board_id)
    if board is None:
        main_unit(production_id)
        board = Board(production_id=production_id, calendar_id=first_calendar(production_id).id, name=FIRST_BOARD)
        board.active = True
        db.session.add(board)
        db.session.flush()
    return board


def units(production_id: int) -> list[Unit]:
    """The production's units, the main unit first."""
    mine = select(Unit).where(Unit.production_id == production_id)
    return list(db.session.scalars(mine.order_by(Unit.position, Unit.id)))


def main_unit(production_id: int) -> Unit:
    """The production's first unit; made when there is none."""
    unit = next(iter(units(production_id)), None)
    if unit is None:
        unit = Unit(production_id=production_id, name=FIRST_UNIT)
        db.session.add(unit)
        db.session.flush()
    return unit


def first_calendar(production_id: int) -> Calendar:
    """The production's first calendar; made when there is none."""
    found = select(Calendar).where(Calendar.production_id == production_id).order_by(Calendar.id)
    calendar = db.session.scalar(found.limit(1))
    if calendar is None:
        calendar = Calendar(production_id=production_id, name=FIRST_CALENDAR)
        db.session.add(calendar)
        db.session.flush()
    return calendar


def revision(board_id: int) -> int:
    """How often a board changed."""
    return db.session.scalar(select(BoardRevision.revision).where(BoardRevision.board_id == board_id)) or 0


def moved_on(board: Board) -> int:
    """Count a change of a board; answers its new revision."""
    row = db.session.scalar(select(BoardRevision).where(BoardRevision.board_id == board.id))
    if row is None:
        row = BoardRevision(production_id=board.production_id, board_id=board.id, revision=0)
        db.session.add(row)
    row.revision += 1
    db.session.flush()
    return row.revision
