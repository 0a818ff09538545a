"""What the breakdown sheet routes take and answer."""

from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Id, Out, Query


class NeedOut(Out):
    """One line of a box: how many of what, and what about them; `number` is the cast number."""

    number: str
    name: str
    quantity: int
    notes: str


class BoxOut(Out):
    """A category with what the scene needs of it."""

    category_id: int
    code: str
    name: str
    colour: str
    mark: str
    kind: str
    needs: list[NeedOut]


class SheetOut(Out):
    """A breakdown sheet.

    number  of the sheet: scenes in script order counted from 1, omitted ones left out (an omitted scene has 0)
    page    of the script on which the scene starts, counted from the lengths of the scenes before it
    """

    scene_id: int
    number: int
    scene_number: str
    page: int
    eighths: int
    pages: str = Field(description="The length in eighths, as printed: 1 2/8")
    int_ext: str
    set_name: str
    location: str
    day_night: str
    script_day: str
    sequence: str
    unit: str
    synopsis: str
    minutes: int | None = Field(description="Estimated time to shoot it")
    comments: str
    done: bool
    boxes: list[BoxOut]


class SheetsPdfQuery(Query):
    """Which sheets: every scene that is not omitted, or those named."""

    scene_id: Annotated[list[Id], Field(max_length=500)] = Field([], description="Repeat for several")
    empty: bool = Field(False, description="Print categories without elements too, to write in")
    paper: Literal["a4", "letter"] | None = Field(None, description="The production's own when left out")
