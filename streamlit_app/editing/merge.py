"""What can be told by comparing: who changed which cell, which added row is which; and what is left to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streamlit_app.editing.values import Column

Row = dict[str, Any]


@dataclass
class Problem:
    """Values that the API refused; `row` is None for a row that could not be added."""

    row: int | None
    name: str
    values: Row
    message: str


@dataclass
class Conflict:
    """Cells that somebody else changed first: `theirs` is the whole row as it is now, `mine` the contested cells."""

    name: str
    theirs: Row
    mine: Row


@dataclass
class Added:
    """A row added in the editor: its cells, the id once it is stored, the key of its problem when it was refused."""

    cells: Row
    id: int | None = None
    problem: str = ""


def contested(base: Row, theirs: Row, wanted: Row, columns: Mapping[str, Column]) -> set[str]:
    """The fields that both sides changed to different values, by three-way comparison with what was seen before."""
    plain = Column({})
    return {
        name
        for name, value in wanted.items()
        if not columns.get(name, plain).same(theirs.get(name), base.get(name))
        and not columns.get(name, plain).same(theirs.get(name), value)
    }


def align(before: Sequence[Added], now: Sequence[Row]) -> tuple[list[Added], list[Added]] | None:
    """Which added row is which: (one per row now, those that are gone); None when a deletion cannot be told apart.

    Editors report added rows as a list without ids. It only grows at the end or loses rows.
    """
    if len(now) >= len(before):
        return [*before, *(Added({}) for _ in now[len(before) :])], []
    kept: list[Added] = []
    rest = list(before)
    gone: list[Added] = []
    for cells in now:
        while rest and rest[0].cells != cells:
            gone.append(rest.pop(0))
        if not rest:
            return None
        kept.append(rest.pop(0))
    return kept, gone + rest


def is_newer(theirs: Any, row: Row) -> bool:
    """Whether a refusal carries the same row in another version (and not just a rule that was broken)."""
    return isinstance(theirs, dict) and theirs.get("id") == row["id"] and theirs.get("version") != row.get("version")
