"""What the revision routes take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import STRIPPED, Body, Id, Out, Patch, Query

Name = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[\w-][\w -]*$"), STRIPPED]
Tint = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class RevisionColour(Body):
    """A colour of paper."""

    name: Name
    tint: Tint


class RevisionColourOut(Out):
    """A colour of paper."""

    name: str
    tint: str


class ColourOrderOut(Out):
    """A known order of colours."""

    key: str
    name: str
    colours: list[RevisionColourOut]


class ScriptRulesOut(Out):
    """Order of revision colours and whether scene numbers are locked."""

    version: int
    colours: list[RevisionColourOut]
    numbers_locked: bool
    locked_at: dt.datetime | None
    presets: list[ColourOrderOut]


class ScriptRulesPatch(Patch):
    """Script rules to change."""

    colours: Annotated[list[RevisionColour], Field(min_length=1, max_length=30)] | None = None
    numbers_locked: bool | None = None


class ChangesQuery(Query):
    """Against which earlier draft; the imported one before when left out."""

    since: Id | None = None


Mark = Literal["same", "added", "removed", "changed"]


class RevisionOut(Out):
    """A draft in a comparison or a history."""

    draft_id: int
    number: int
    colour: str
    imported_at: dt.datetime


class PartOut(Out):
    """A run of words that stayed, came or went."""

    mark: Literal["same", "added", "removed"]
    text: str


class MarkedParagraphOut(Out):
    """A paragraph of the newer draft, or one that is gone; `parts` of a changed one put together give both texts."""

    type: str
    text: str
    dual: str = ""
    mark: Mark
    parts: list[PartOut] = []


class ChangedSceneOut(Out):
    """A scene in both drafts; paragraphs only where words changed."""

    scene_id: int
    change: Literal["added", "changed", "omitted", "unchanged"]
    number: str
    old_number: str | None
    heading: str
    old_heading: str | None
    eighths: int
    old_eighths: int | None
    paragraphs: list[MarkedParagraphOut]


class ChangesOut(Out):
    """Everything between two drafts, in the order of the script."""

    draft: RevisionOut
    since: RevisionOut | None
    counts: dict[str, int]
    scenes: list[ChangedSceneOut]


class SceneRevisionOut(RevisionOut):
    """A scene in one draft, against the draft before that had it."""

    change: Literal["added", "changed", "omitted", "unchanged"]
    scene_number: str
    heading: str
    eighths: int
    paragraphs: list[MarkedParagraphOut]
