"""What boards as a whole take and answer."""

import datetime as dt

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Id, Line, Out, Patch, Query, Text


class BoardCreate(Body):
    """A new board: empty, or a copy of another with its days, strips and banners."""

    name: Line
    notes: Text = ""
    copy_of: Id | None = None
    calendar_id: Id | None = Field(None, description="Null: that of the board copied, else the first calendar")


class BoardPatch(Patch):
    """Fields of a board to change."""

    name: Line = UNCHANGED
    notes: Text = UNCHANGED
    calendar_id: Id = UNCHANGED


class BoardOut(Out):
    """A scenario of the schedule; the active one is what call sheets go by. `revision` counts changes of its strips."""

    id: int
    version: int
    name: str
    notes: str
    active: bool
    calendar_id: int
    revision: int
    days: int
    first: dt.date | None
    last: dt.date | None


class CompareQuery(Query):
    """The board to compare with."""

    with_id: Id


class SideOut(Out):
    """One of two boards compared.

    scenes and eighths are on days, `unscheduled` scenes are not; work and hold days are the cast's; moves are company
    moves, from one location to the next.
    """

    board_id: int
    name: str
    days: int
    first: dt.date | None
    last: dt.date | None
    scenes: int
    eighths: int
    unscheduled: int
    work_days: int
    hold_days: int
    moves: int


class DifferenceOut(Out):
    """A strip that is on another date on the second board; null: in the boneyard, or not there at all."""

    label: str
    first: dt.date | None
    second: dt.date | None


class ComparisonOut(Out):
    """Two boards side by side, and what lies elsewhere, in script order."""

    first: SideOut
    second: SideOut
    differences: list[DifferenceOut]
