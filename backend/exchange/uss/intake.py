"""What an import works on and what it has to tell: shared by the modules that take over scenes, people and boards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.exchange.uss.document import Document
from backend.exchange.uss.kept import ELEMENTS, Kept, said_by

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
KINDS = ("scenes", "cast", "elements", "categories", "locations", "calendars", "boards", "days", "strips")
MOST_NOTES = 200


@dataclass
class Report:
    """What an import does: counts by kind, each scene and board that is new or changes, and what to look at."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    scenes: list[dict[str, Any]] = field(default_factory=list)
    boards: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Something to look at."""
        if text and len(self.notes) < MOST_NOTES and text not in self.notes:
            self.notes.append(text)


@dataclass
class Intake:
    """An import in progress: file object ids become rows, step by step."""

    production_id: int
    document: Document
    kept: Kept
    report: Report = field(default_factory=Report)
    category: dict[str, int] = field(default_factory=dict)
    cast: dict[str, int] = field(default_factory=dict)
    element: dict[str, int] = field(default_factory=dict)
    location: dict[str, int] = field(default_factory=dict)
    scene: dict[str, tuple[int, int]] = field(default_factory=dict)  # breakdown id → scene id, part
    calendar: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = said_by(self.document)

    def keep(self, kind: str, place: int, row_id: int | None = None, part: int = 0, **wrote: Any) -> None:
        """Keep the object at this place of its list, and what its row says in the file's words."""
        said = self.said["element" if kind in ELEMENTS else kind][place]
        self.kept.remember(kind, said["id"], place, said, row_id, part, wrote)


def fill(row: Any, values: Mapping[str, Any], *, new: bool) -> tuple[list[str], dict[str, Any]]:
    """Write values where a row has none; answers the columns filled, and all that now say the same as the values.

    A new row takes everything. What a row says already stays: an import adds, it never replaces.
    """
    filled = []
    for name, value in values.items():
        if new:
            setattr(row, name, value)
        elif value not in (None, "") and getattr(row, name) in (None, ""):
            setattr(row, name, value)
            filled.append(name)
    return filled, {name: value for name, value in values.items() if getattr(row, name) == value}
