"""What the exchange of schedule files takes and answers."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.core.schemas import Line, MaybeLine, Out, Query

Change = Literal["added", "changed", "unchanged"]


class FileQuery(Query):
    """The name of the file, which ends in .uss or .json."""

    filename: Line


class NewProductionQuery(FileQuery):
    """The name of the file and, where it should not be the file's own, the new production's title."""

    title: MaybeLine = ""


class FileOut(Out):
    """What the file says of itself; texts are empty where it says nothing."""

    name: str
    project: str
    author: str
    source: str
    colour: str = Field(description="The schedule's revision colour")


class FileCountsOut(Out):
    """How many rows of a kind are new, were changed, were there already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class AllCountsOut(Out):
    """Counts by kind."""

    scenes: FileCountsOut
    cast: FileCountsOut
    elements: FileCountsOut
    categories: FileCountsOut
    locations: FileCountsOut
    calendars: FileCountsOut
    boards: FileCountsOut
    days: FileCountsOut
    strips: FileCountsOut


class SceneChangeOut(Out):
    """A scene that is new, or has something it did not have; `what` names what was filled."""

    number: str
    heading: str
    eighths: int
    change: Change
    what: list[str]


class BoardChangeOut(Out):
    """A board: its shooting days, their first and last date, and its strips, the boneyard's too."""

    name: str
    days: int
    first: dt.date | None
    last: dt.date | None
    strips: int
    change: Change


class ImportOut(Out):
    """What an import does, or did; `notes` says what to look at. `production_id` is null in a preview of a new one."""

    production_id: int | None
    title: str
    file: FileOut
    counts: AllCountsOut
    scenes: list[SceneChangeOut]
    boards: list[BoardChangeOut]
    notes: list[str]
