"""What the routes of a scene's breakdown take and answer: entries, marks, suggestions, the sheet."""

from typing import Annotated

from pydantic import Field, StringConstraints

from backend.core.schemas import ONE_LINE, STRIPPED, Body, Id, MaybeLine, Out, PageQuery, Patch, Query, Text
from backend.script.breakdown.schemas import Ids, Quantity

ShortLine = Annotated[str, StringConstraints(max_length=100, pattern=ONE_LINE), STRIPPED]
Place = Annotated[int, Field(ge=0, le=1_000_000, description="Counted from 0 in characters (code points)")]
WordKey = Annotated[str, StringConstraints(min_length=1, max_length=255), Field(description="`key` of a suggestion")]


class EntryOut(Out):
    """An element in a scene."""

    id: int
    version: int
    scene_id: int
    element_id: int
    category_id: int
    name: str
    quantity: int
    notes: str
    source: str


class EntryQuery(PageQuery):
    """Which entries."""

    scene_id: Id | None = None
    element_id: Id | None = None
    category_id: Id | None = None


class EntryBody(Body):
    """How many of an element a scene needs, and what about them; the element's own number when left out."""

    quantity: Quantity | None = None
    notes: Text | None = None


class LinkMany(Body):
    """Elements that are needed in scenes, or are not: each of one in each of the other."""

    scene_ids: Ids
    element_ids: Ids


class MarkNew(Body):
    """Words of the scene's newest text that mean an element, a new one or one that is there (`element_id`)."""

    paragraph: Place
    start: Place
    end: Place
    element_id: Id | None = None
    category_id: Id | None = None
    name: MaybeLine = Field("", description="The marked words when left out")


class MarkOut(Out):
    """Marked words; `end` is behind the last character."""

    id: int
    element_id: int
    paragraph: int
    start: int
    end: int
    text: str


class SpanOut(Out):
    """Where suggested words stand."""

    paragraph: int
    start: int
    end: int


class OfferedWordOut(Out):
    """A word that may be an element: of which category, and why it is offered (known, lexicon, capitals, age)."""

    scene_id: int = Field(description="Where it is offered; the first scene when asked of all together")
    key: str
    label: str
    category_id: int
    element_id: int | None
    reason: str
    count: int = Field(description="Scenes in which it is offered")
    spans: list[SpanOut]


class OfferedWordQuery(Query):
    """Of which scene; of all scenes together when left out."""

    scene_id: Id | None = None


class Decision(Body):
    """Yes or no to a suggestion, in one scene or (`everywhere`) in all."""

    scene_id: Id
    key: WordKey
    everywhere: bool = False


class AcceptBody(Decision):
    """Yes, and when they should differ from the offer: the category, the name, or the element that is meant."""

    category_id: Id | None = None
    element_id: Id | None = None
    name: MaybeLine = ""


class DecidedOut(Out):
    """What a decision did."""

    element_id: int | None
    scenes: int


class RefusalOut(Out):
    """A word that is not offered: in one scene, or (scene_id null) anywhere."""

    id: int
    scene_id: int | None
    key: str
    label: str


class SceneStateOut(Out):
    """How far a scene is broken down."""

    scene_id: int
    number: str
    heading: str
    eighths: int
    status: str
    elements: int
    suggestions: int
    done: bool


class BreakdownParagraphOut(Out):
    """A paragraph of the newest text."""

    type: str
    text: str
    dual: str = ""


class SceneBreakdownOut(Out):
    """Everything about one scene's breakdown: its words, marks, entries, suggestions and its sheet's own fields."""

    scene_id: int
    version: int = Field(description="Of the sheet's own fields; 0 before the first is written")
    sequence: str
    unit: str
    comments: str
    done: bool
    draft_id: int | None
    paragraphs: list[BreakdownParagraphOut]
    entries: list[EntryOut]
    marks: list[MarkOut]
    suggestions: list[OfferedWordOut]
    scenes: list[SceneStateOut] | None = Field(None, description="Every scene, when asked for")


class BreakdownSceneQuery(Query):
    """What else to answer with a scene."""

    states: bool = Field(False, description="How far every scene is, too: one call for a whole screen")


class SheetPatch(Patch):
    """Changes of what a sheet says beside the scene; what is not sent stays."""

    sequence: ShortLine = ""
    unit: ShortLine = ""
    comments: Text = ""
    done: bool = False
