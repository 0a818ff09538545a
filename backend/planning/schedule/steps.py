"""Steps of a board: what each change did, so that it can be taken back and made again.

A step is found by comparing the board before and after, so whatever was written inside it counts, whoever wrote it.
Steps of a board are one line: undo takes back the newest, if it is one's own; a new step ends what could be redone.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, select

from backend.core.access import actor
from backend.core.db import db
from backend.planning.schedule import boards
from backend.planning.schedule.models import Board, BoardStep, ShootingDay, Strip

DAY_FIELDS = ("unit_id", "date", "general_call", "location_id", "pinned", "notes")
STRIP_FIELDS = ("day_id", "scene_id", "part", "eighths", "minutes", "banner", "notes", "position")
KEPT = 50  # steps of a board that can be undone

Row = dict[str, Any]
Rows = dict[int, Row]


@dataclass(frozen=True, slots=True)
class State:
    """The days and strips of a board, by id, as plain values."""

    days: Rows
    strips: Rows


@dataclass(slots=True)
class Step:
    """A step under way: `before` it; `about` may still be worded inside; what it touched is known when it is over.

    days      the days that changed or whose strips did, those that went included
    boneyard  whether strips came from or went to the boneyard
    """

    before: State
    about: str
    days: set[int] = field(default_factory=set)
    boneyard: bool = False


@contextmanager
def step(board: Board, about: str) -> Iterator[Step]:
    """Make everything that is written to a board inside it one step, which counts the board's revision up by one.

    Nothing changed, nothing counted. `about` is what people read beside "undo": "Scenes 4, 7A to day 3 (Tue 24 Nov)".
    Whoever writes to a board (the optimiser, an import) does it in a step; the caller holds the write transaction.
    """
    done = Step(state(board.id), about)
    yield done
    db.session.flush()
    after = state(board.id)
    changes = _changes(done.before, after)
    if not changes["days"] and not changes["strips"]:
        return
    done.days, done.boneyard = touched(done.before, after)
    _remember(board, done.about, changes, boards.moved_on(board))


def state(board_id: int) -> State:
    """A board as it is stored now."""
    return State(_rows(ShootingDay.__table__, DAY_FIELDS, board_id), _rows(Strip.__table__, STRIP_FIELDS, board_id))


def touched(before: State, after: State) -> tuple[set[int], bool]:
    """The days that changed, or whose strips did, and whether strips came from or went to the boneyard."""
    days = {one for one in before.days.keys() | after.days.keys() if before.days.get(one) != after.days.get(one)}
    boneyard = False
    for one in before.strips.keys() | after.strips.keys():
        was, now = before.strips.get(one), after.strips.get(one)
        if was == now:
            continue
        places = {side["day_id"] if side else None for side in (was, now)}  # no row: whole, in the boneyard
        boneyard = boneyard or None in places
        days |= {day_id for day_id in places if day_id is not None}
    return days, boneyard


def last(board_id: int) -> BoardStep | None:
    """The newest step that has not been undone."""
    mine = select(BoardStep).where(BoardStep.board_id == board_id, BoardStep.undone.is_(False))
    return db.session.scalar(mine.order_by(BoardStep.id.desc()).limit(1))


def undone(board_id: int) -> BoardStep | None:
    """The step that a redo would make again."""
    mine = select(BoardStep).where(BoardStep.board_id == board_id, BoardStep.undone.is_(True))
    return db.session.scalar(mine.order_by(BoardStep.id).limit(1))


def offered(board_id: int) -> dict[str, str | None]:
    """What the caller can take back and make again now: {"undo": about, "redo": about}, None for nothing."""
    columns = (BoardStep.user_id, BoardStep.about, BoardStep.undone)
    rows = db.session.execute(select(*columns).where(BoardStep.board_id == board_id).order_by(BoardStep.id)).all()
    found = {
        "undo": next((row for row in reversed(rows) if not row.undone), None),
        "redo": next((row for row in rows if row.undone), None),
    }
    return {name: row.about if row and row.user_id == my_id() else None for name, row in found.items()}


def my_id() -> int | None:
    """Who acts; None for jobs and commands."""
    identity = actor().identity
    return identity.user_id if identity else None


def _rows(table: Any, fields: tuple[str, ...], board_id: int) -> Rows:
    assert isinstance(table, Table)  # noqa: S101 (for the type checker)
    found = db.session.execute(
        select(table.c.id, *(table.c[name] for name in fields)).where(table.c.board_id == board_id)
    )
    return {row[0]: dict(zip(fields, row[1:], strict=True)) for row in found}


def _changes(before: State, after: State) -> dict[str, Any]:
    """{"days": {id: [before, after]}, "strips": …} of the rows that differ, as JSON; None where there is no row."""
    return {"days": _differences(before.days, after.days), "strips": _differences(before.strips, after.strips)}


def _differences(before: Rows, after: Rows) -> dict[str, list[Row | None]]:
    return {
        str(row_id): [_plain(before.get(row_id)), _plain(after.get(row_id))]
        for row_id in before.keys() | after.keys()
        if before.get(row_id) != after.get(row_id)
    }


def _plain(row: Row | None) -> Row | None:
    """JSON values."""
    if row is None:
        return None
    return {name: value.isoformat() if isinstance(value, dt.date | dt.time) else value for name, value in row.items()}


def _remember(board: Board, about: str, changes: dict[str, Any], revision: int) -> None:
    db.session.execute(delete(BoardStep).where(BoardStep.board_id == board.id, BoardStep.undone.is_(True)))
    mine = select(BoardStep.id).where(BoardStep.board_id == board.id)
    oldest = db.session.scalar(mine.order_by(BoardStep.id.desc()).offset(KEPT - 1).limit(1))
    if oldest is not None:
        db.session.execute(delete(BoardStep).where(BoardStep.board_id == board.id, BoardStep.id <= oldest))
    db.session.add(BoardStep(board_id=board.id, user_id=my_id(), revision=revision, about=about[:255], changes=changes))
    db.session.flush()
