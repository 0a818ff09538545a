"""What a ledger shows: columns, and lines of cells; made without Streamlit, drawn by `components.ledger`."""

from typing import Literal, TypedDict

Tone = Literal["", "bad", "good", "warn", "quiet"]


class Column(TypedDict, total=False):
    """A column. `figure`: aligned by its digits; `tight`: on one line; `about`: what hovering its heading says.

    On a phone, where a row is a card: `top` stands beside its name, seven of `strip` stand in one line.
    """

    id: str
    label: str
    figure: bool
    tight: bool
    top: bool
    strip: bool
    about: str


class Cell(TypedDict, total=False):
    """What stands in a cell; every text is shown as text.

    sub     a second, quieter line            sort    what it is sorted by (its text if absent)
    title   what hovering says                link    whether clicking it means something of its own
    fill    how full a bar behind it is, 0–1  mark    where on that bar a tick stands, 0–1
    shade   how strongly its ground is tinted, 0–1    lock    a padlock stands before it
    badges  [(text, gray|blue|green|orange|red|violet)] after it
    """

    text: str
    sub: str
    title: str
    tone: Tone
    fill: float
    mark: float
    shade: float
    lock: bool
    link: bool
    badges: list[tuple[str, str]]
    sort: float | str


class Line(TypedDict, total=False):
    """A row: `id` is what opening it tells, `tone` the colour of its edge; `last` stays below all others (a total)."""

    id: str
    cells: dict[str, Cell]
    tone: Tone
    last: bool
