"""What is kept of the files a production was filled from: read back as one document, found by id and by row."""

import re
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss import writing
from backend.exchange.uss.document import Document
from backend.exchange.uss.models import ExchangeItem
from backend.exchange.uss.reading import HEADER, document_from

LISTS = {
    "breakdown": "breakdowns",
    "category": "categories",
    "element": "elements",
    "stripboard": "stripboards",
    "calendar": "calendars",
}
ELEMENTS = ("cast", "element", "location", "detail")
Row = tuple[str, int, int]  # kind, row id, part


class Kept:
    """The items of one production."""

    def __init__(self, production_id: int) -> None:
        self.production_id = production_id
        rows = db.session.scalars(
            select(ExchangeItem)
            .where(ExchangeItem.production_id == production_id)
            .order_by(ExchangeItem.place, ExchangeItem.id)
        ).all()
        self.items = {(row.kind, row.uss_id): row for row in rows}
        self._told: list[ExchangeItem] = []

    def row_id(self, kind: str, uss_id: str) -> int | None:
        """Which row this object became."""
        item = self.items.get((kind, uss_id))
        return item.row_id if item else None

    def by_row(self) -> dict[Row, list[ExchangeItem]]:
        """The current items of each row, in the order of their file."""
        found: dict[Row, list[ExchangeItem]] = defaultdict(list)
        for item in self.items.values():
            if item.row_id is not None and item.current:
                found[item.kind, item.row_id, item.part].append(item)
        return found

    def remember(
        self, kind: str, uss_id: str, place: int, said: dict[str, Any], row_id: int | None = None, part: int = 0,
        wrote: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Keep an object; the newest file's word holds. In a file seen before the row goes on saying the same."""
        for other in ELEMENTS if kind in ELEMENTS else ():
            if other != kind and (gone := self.items.pop((other, uss_id), None)):
                db.session.delete(gone)
        item = self.items.get((kind, uss_id))
        if item is None:
            item = ExchangeItem(production_id=self.production_id, kind=kind, uss_id=uss_id)
            db.session.add(item)
            self.items[kind, uss_id] = item
        elif (item.row_id, item.part, item.said) == (row_id, part, said):
            wrote = {**item.wrote, **(wrote or {})}
        item.place, item.row_id, item.part, item.said, item.wrote = place, row_id, part, said, wrote or {}
        item.current = True
        self._told.append(item)

    def settle(self) -> None:
        """After an import: what older files said of the same rows under other ids is no longer current."""
        told = {(item.kind, item.row_id, item.part) for item in self._told if item.row_id is not None}
        fresh = {(item.kind, item.uss_id) for item in self._told}
        for key, item in self.items.items():
            if key not in fresh and item.kind != "unit" and (item.kind, item.row_id, item.part) in told:
                item.current = False
        db.session.flush()

    def document(self) -> Document:
        """Everything current, as one document; without a header when no file was imported."""
        file = self.items.get(("file", "file"))
        body: dict[str, Any] = dict(file.said["body"]) if file else dict.fromkeys(HEADER)
        for kind, name in LISTS.items():
            kinds = ELEMENTS if kind == "element" else (kind,)
            items = [item for item in self.items.values() if item.kind in kinds and item.current]
            body[name] = [item.said for item in sorted(items, key=lambda item: item.place)]
        return document_from({"universalScheduleStandard": body, **(file.said["outer"] if file else {})})


def said_by(document: Document) -> dict[str, list[dict[str, Any]]]:
    """Every object of a document in the standard's form, by kind, in its order."""
    body = writing.as_json(document)["universalScheduleStandard"]
    return {kind: body[name] for kind, name in LISTS.items()}


def header_said(document: Document) -> dict[str, Any]:
    """What the file said of itself, as `Kept.document` takes it back."""
    whole = writing.as_json(document)
    body = whole.pop("universalScheduleStandard")
    return {"body": {name: value for name, value in body.items() if name not in LISTS.values()}, "outer": whole}


def clean(value: Any) -> Any:
    """JSON that every database stores: PostgreSQL takes no NUL and no half of a surrogate pair."""
    if isinstance(value, str):
        return re.sub(r"[\x00\ud800-\udfff]", "", value)
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {clean(name): clean(each) for name, each in value.items()}
    return value
