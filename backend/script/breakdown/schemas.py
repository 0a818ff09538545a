"""What the routes of categories and elements take and answer."""

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
    Text,
)

Kind = Literal["elements", "background"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$"), Field(examples=["#7B1FA2"])]
_NAME = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"  # one line with something in it
CategoryName = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_NAME), STRIPPED]
PaperMark = Annotated[str, StringConstraints(max_length=40, pattern=ONE_LINE), STRIPPED]
Quantity = Annotated[int, Field(ge=0, le=100_000, description="How many a scene needs")]
Days = Annotated[int, Field(ge=0, le=365)]
Money = Annotated[int, Field(ge=0, le=MAX_INT, description="Minor units of the production's currency")]
Aliases = Annotated[list[Line], Field(max_length=50, description="Other words of the script for it")]
Ids = Annotated[list[Id], Field(min_length=1, max_length=1000)]


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


class IdsBody(Body):
    """Which rows."""

    ids: Ids


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


class CategoryListOut(Out):
    """A list a production may start from."""

    key: str
    name: str
    about: str
    categories: list[KnownCategoryOut]


class ElementOut(Out):
    """An element and in how many scenes it is; the rate is null without `rates.read`."""

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
