"""What the screenplay routes take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import MAX_INT, ONE_LINE, STRIPPED, Body, Line, MaybeLine, Out, PageQuery, Patch, Query
from backend.script.scenes.schemas import DayNight, Eighths, HeadingText, IntExt, ParagraphOut, SceneNumber

SceneKey = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,9}(-[0-9]{1,4})?(\.[0-9]{1,6})?$"),
    Field(description="The scene's key in the review", examples=["118"]),
]
LineNumber = Annotated[int, Field(ge=1, le=MAX_INT)]
Colour = Annotated[str, StringConstraints(max_length=30, pattern=ONE_LINE), STRIPPED]


class UploadQuery(Query):
    """The name of the file; its ending must be .fountain, .spmd, .txt, .fdx or .pdf."""

    filename: Line


class DraftQuery(PageQuery):
    """Which drafts."""

    status: Literal["review", "imported"] | None = None


class DraftOut(Out):
    """A draft in the list; `number` counts the imported ones and is null under review."""

    id: int
    version: int
    number: int | None
    colour: str
    status: str
    title: str
    filename: str
    format: str
    sha256: str
    eighths: int
    scene_count: int
    uploaded_by_id: int | None
    created_at: dt.datetime
    imported_at: dt.datetime | None


class CueOut(Out):
    """A speaking character: speeches, lines of dialogue and (in the whole draft) the number of scenes."""

    name: str
    cues: int
    lines: int
    scenes: int = 1
    aliases: list[str] = []


class ReviewSceneOut(Out):
    """A scene as it would be imported.

    change: added, changed, renumbered, unchanged, omitted (the draft says OMITTED) or skipped. what: number, heading,
    text, length, set, day_night or restored. `proposed`: the number is ours, not the draft's. `merged`: keys of scenes
    that became part of it. `decided`: fields the reviewer set.
    """

    key: str
    line: int
    number: str | None
    proposed: bool
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    eighths: int
    omitted: bool
    skipped: bool
    merged: list[str]
    decided: list[str]
    paragraphs: int
    characters: list[CueOut]
    change: str
    what: list[str]
    scene_id: int | None
    old_number: str | None


class GoneSceneOut(Out):
    """A scene of the production that the draft no longer has; it would become omitted."""

    id: int
    number: str
    heading: str
    status: str


class AliasOfferOut(Out):
    """A name that may belong to others: send it back in `characters` to accept."""

    name: str
    targets: list[str]
    reason: str


class HeadingOfferOut(Out):
    """A line that looks like a heading but was not taken: send its line in `accept` to take it."""

    line: int
    heading: str
    number: str | None


class ImportWarningOut(Out):
    """Something to look at, with its line in the file."""

    line: int
    message: str


class ProblemOut(Out):
    """What must be decided before the import."""

    field: str
    message: str


class ChangeCounts(Out):
    """Scenes by kind of change."""

    added: int
    changed: int
    omitted: int
    renumbered: int
    unchanged: int


class ReviewOut(DraftOut):
    """A draft with everything an import would do, after the decisions."""

    scenes: list[ReviewSceneOut]
    gone: list[GoneSceneOut]
    counts: ChangeCounts
    characters: list[CueOut]
    renames: dict[str, list[str]]
    alias_offers: list[AliasOfferOut]
    heading_offers: list[HeadingOfferOut]
    accepted: list[int] = Field(description="Lines of the offered headings that were taken")
    warnings: list[ImportWarningOut]
    problems: list[ProblemOut]


class SceneDecision(Patch):
    """What to do with one scene; fields that are not sent stay as they were decided.

    merge: its paragraphs go to the scene before. skip: it is no scene and is left out. reset: forget what was decided.
    """

    key: SceneKey
    action: Literal["keep", "merge", "skip"] = "keep"
    reset: bool = False
    number: SceneNumber = ""
    heading: HeadingText = ""
    set_name: MaybeLine = ""
    int_ext: IntExt | None = None
    day_night: DayNight | None = None
    eighths: Eighths = 1


class SplitDecision(Body):
    """Start a new scene at a paragraph (counted from 0) of the scene `key`; `undo` joins the two again."""

    key: SceneKey
    paragraph: int = Field(ge=1, le=MAX_INT)
    undo: bool = False


class CharacterDecision(Body):
    """Who a name of the script is: one renames or merges, several share a group's cues, [] is nobody, null undoes."""

    name: Line
    becomes: list[Line] | None = Field(max_length=20)


class DraftPatch(Patch):
    """The reviewer's decisions; several at once are taken together or not at all."""

    colour: Colour = ""
    scenes: list[SceneDecision] = Field([], max_length=2000)
    splits: list[SplitDecision] = Field([], max_length=2000)
    characters: list[CharacterDecision] = Field([], max_length=2000)
    accept: list[LineNumber] = Field([], max_length=2000, description="Lines of all offered headings to take")


class ReviewTextOut(Out):
    """The paragraphs of one scene under review, for choosing where to split."""

    key: str
    heading: str
    paragraphs: list[ParagraphOut]
