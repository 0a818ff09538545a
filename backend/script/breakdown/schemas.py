"""What the breakdown routes take and answer."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.schemas import (
    MAX_INT,
    ONE_LINE,
    STRIPPED,
    Body,
    Id,
    Line,
    MaybeLine,
    Out,
    PageQuery,
    Patch,
    Query,
    Text,
)

Kind = Literal["elements", "background"]
Source = Literal["hand", "suggestion", "tag", "import"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$"), Field(examples=["#7B1FA2"])]
CategoryName = Annotated[Line, StringConstraints(max_length=100)]
PaperMark = Annotated[str, StringConstraints(max_length=40, pattern=ONE_LINE), STRIPPED]
Quantity = Annotated[int, Field(ge=0, le=100_000, description="How many a scene needs")]
Days = Annotated[int, Field(ge=0, le=365)]
Money = Annotated[int, Field(ge=0, le=MAX_INT, description="Minor units of the production's currency")]
Aliases = Annotated[list[Line], Field(max_length=50, description="Other words of the script for it")]
Ids = Annotated[list[Id], Field(min_length=1, max_length=1000)]
ShortLine = Annotated[str, StringConstraints(max_length=100, pattern=ONE_LINE), STRIPPED]
Place = Annotated[int, Field(ge=0, le=1_000_000, description="Counted from 0 in characters (code points)")]
WordKey = Annotated[str, StringConstraints(min_length=1, max_length=255), Field(description="`key` of a suggestion")]


class CategoryOut(Out):
    """A category; see `models.Category`."""

    id: int
    version: int
    code: str
    name: str
    colour: str
    mark: str
    position: int
    kind: str
    day_out_of_days: bool
    archived: bool


class CategoryQuery(PageQuery):
    """Which categories."""

    archived: bool = Field(False, description="Archived ones too")


class CategoryNew(Body):
    """A category of the production's own."""

    name: CategoryName
    colour: Colour = "#757575"
    mark: PaperMark = ""
    kind: Kind = "elements"
    day_out_of_days: bool = False


class CategoryPatch(Patch):
    """Changes of a category; what is not sent stays."""

    name: CategoryName = ""
    colour: Colour = ""
    mark: PaperMark = ""
    kind: Kind = "elements"
    day_out_of_days: bool = False
    archived: bool = False


class OrderBody(Body):
    """Every category, once, in order."""

    ids: Ids


class PresetBody(Body):
    """Which list to start from."""

    preset: Literal["indie", "classic", "schedule"]


class KnownCategoryOut(Out):
    """A category of a preset."""

    code: str
    name: str
    colour: str
    mark: str
    kind: str


class PresetOut(Out):
    """A list a production may start from."""

    key: str
    name: str
    about: str
    categories: list[KnownCategoryOut]


class ElementOut(Out):
    """An element and in how many scenes it is; the rate is null for those who may not edit the breakdown."""

    id: int
    version: int
    category_id: int
    category_name: str
    name: str
    aliases: list[str]
    notes: str
    quantity: int
    in_dood: bool
    allow_hold: bool
    allow_drop: bool
    drop_days: int | None
    daily_rate: int | None
    scene_count: int
    scene_numbers: list[str] = Field(description="In script order, omitted scenes left out")


class ElementQuery(PageQuery):
    """Which elements; `search` looks in names and notes."""

    category_id: list[Id] = Field([], description="Repeat for several")
    in_dood: bool | None = None
    search: MaybeLine | None = None


class ElementNew(Body):
    """An element; it has a day out of days when its category says so, unless `in_dood` is sent."""

    category_id: Id
    name: Line
    aliases: Aliases = []
    notes: Text = ""
    quantity: Quantity = 1
    in_dood: bool | None = None
    allow_hold: bool = True
    allow_drop: bool = True
    drop_days: Days | None = None
    daily_rate: Money | None = None


class ElementPatch(Patch):
    """Changes of an element; what is not sent stays. A renamed element keeps the old name as an alias."""

    category_id: Id = 1
    name: Line = ""
    aliases: Aliases = []
    notes: Text = ""
    quantity: Quantity = 1
    in_dood: bool = False
    allow_hold: bool = True
    allow_drop: bool = True
    drop_days: Days | None = None
    daily_rate: Money | None = None


class ElementBulk(Body):
    """The same change for many elements."""

    ids: Ids
    category_id: Id | None = None
    in_dood: bool | None = None
    allow_hold: bool | None = None
    allow_drop: bool | None = None


class SplitBody(Body):
    """A new element of the same category, or of another, that takes over some of the scenes."""

    name: Line
    scene_ids: Ids
    category_id: Id | None = None


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


class SuggestionOut(Out):
    """A word that may be an element: of which category, and why it is offered (known, lexicon, capitals, age)."""

    key: str
    label: str
    category_id: int
    element_id: int | None
    reason: str
    count: int = Field(description="Scenes in which it is offered")
    spans: list[SpanOut]


class SuggestionQuery(Query):
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


class ParagraphOut(Out):
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
    paragraphs: list[ParagraphOut]
    entries: list[EntryOut]
    marks: list[MarkOut]
    suggestions: list[SuggestionOut]


class SheetPatch(Patch):
    """Changes of what a sheet says beside the scene; what is not sent stays."""

    sequence: ShortLine = ""
    unit: ShortLine = ""
    comments: Text = ""
    done: bool = False
