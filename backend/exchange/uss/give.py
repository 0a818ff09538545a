"""What an export works on: the production, what files said of it before, and stable ids for what they did not."""

import dataclasses
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from backend.exchange.uss.document import Category, Document, Element
from backend.exchange.uss.kept import ELEMENTS, Kept
from backend.exchange.uss.models import ExchangeItem
from backend.planning.rules import service as rules
from backend.productions.productions.models import Production

OURS = uuid.UUID("4c1c6d0e-6f0b-5d0a-9f53-6a8d5b1f7c21")  # under which the ids of rows without an id of a file are made
T = TypeVar("T")


@dataclasses.dataclass
class Giving:
    """An export in progress."""

    production: Production
    kept: Kept
    base: Document
    categories: dict[str, Category] = dataclasses.field(default_factory=dict)
    elements: dict[str, Element] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_row = self.kept.by_row()
        self.drop_days = rules.of(self.production.id).drop_days

    def new_id(self, kind: str, *parts: object) -> str:
        """An id for a row, the same at every export and of no other production anywhere."""
        seed = (self.production.id, stamp(self.production.created_at), kind, *parts)
        return uuid.uuid5(OURS, ":".join(map(str, seed))).hex[:24]

    def items(self, kind: str, row_id: int, part: int = 0) -> list[ExchangeItem]:
        """What files called a row."""
        return self.by_row.get((kind, row_id, part), [])

    def id_of(self, kind: str, row_id: int, part: int = 0) -> str:
        """The id a row goes out with."""
        items = self.items(kind, row_id, part)
        return items[0].uss_id if items else self.new_id(kind, row_id, part)

    def now(self, kind: str, uss_id: str) -> str:
        """The id that stands now for what a file called `uss_id`, which a later file may have called otherwise."""
        for each in ELEMENTS if kind in ELEMENTS else (kind,):
            item = self.kept.items.get((each, uss_id))
            if item is not None:
                return uss_id if item.current or item.row_id is None else self.id_of(each, item.row_id, item.part)
        return uss_id


def stamp(moment: datetime) -> str:
    """A moment in the standard's writing."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.}{moment.microsecond // 1000:03}Z"


def changed(wrote: dict[str, Any], row: Any, name: str) -> bool:
    """Whether a row says something else than the file it came from; always for a row of ours."""
    return name not in wrote or wrote[name] != getattr(row, name)


def put_first(rows: Iterable[T], key: Callable[[T], str], found: dict[str, T]) -> None:
    """Add what is not there yet."""
    for row in rows:
        found.setdefault(key(row), row)
