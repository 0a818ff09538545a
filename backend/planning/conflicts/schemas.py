"""What conflicts and order locks take and answer."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Id, Line, Out, PageQuery, Patch, Query, Text


class ConflictQuery(Query):
    """Of which board; the active one when none is named."""

    board_id: Id | None = None


class Acceptance(Body):
    """Why a conflict may stand; of which board it was read."""

    reason: Line
    board_id: Id | None = None


class AcceptedOut(Out):
    """Who accepted a conflict, when and why."""

    by: str
    at: dt.datetime
    reason: str


class SubjectOut(Out):
    """Whom or what a conflict is about."""

    kind: Literal["cast", "crew", "element", "location"]
    id: int


class ConflictOut(Out):
    """A conflict: `sentence` says it, `hint` what would help.

    `day_ids`: where it shows, the first is where to jump; `strip_keys`: keys of the board's strips; `to_day_id`: a day
    of this board that would suit these strips.
    """

    fingerprint: str
    code: str
    severity: Literal["error", "warning", "notice"]
    date: dt.date
    sentence: str
    hint: str
    day_ids: list[int]
    strip_keys: list[int]
    subject: SubjectOut | None
    to_day_id: int | None
    accepted: AcceptedOut | None


class Counts(Out):
    """How many are open, by severity, and how many were accepted."""

    error: int
    warning: int
    notice: int
    accepted: int


class ConflictsOut(Out):
    """Every conflict of a board, by date; `unchecked`: days without a general call, where no hours can be judged."""

    conflicts: list[ConflictOut]
    counts: Counts
    unchecked: list[int]


class OrderLockNew(Body):
    """One scene must be shot before another."""

    before_scene_id: Id
    after_scene_id: Id
    notes: Text = ""


class OrderLockPatch(Patch):
    """What to change of a lock."""

    notes: Text = UNCHANGED


class OrderLockQuery(PageQuery):
    """Which locks."""

    scene_id: Id | None = Field(None, description="Those of one scene")


class OrderLockOut(Out):
    """A lock with the numbers of its scenes."""

    id: int
    version: int
    before_scene_id: int
    before_number: str
    after_scene_id: int
    after_number: str
    notes: str
