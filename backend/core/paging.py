"""Keyset pages: stable under inserts and as fast at row one million as at row one (OFFSET is neither)."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select, tuple_

from backend.core.db import db
from backend.core.errors import Invalid
from backend.core.schemas import MAX_ID, PageQuery

MAX_BIG = 2**63 - 1  # what a BIGINT column holds


@dataclass(frozen=True)
class Page:
    """Rows of one page, the cursor of the next (None at the end) and the number of rows in all."""

    items: Sequence[Any]
    next: str | None
    total: int


def page_of(
    statement: Select[Any], keys: Sequence[ColumnElement[Any] | Any], query: PageQuery, *, descending: bool = False
) -> Page:
    """One page of `statement` in the order of `keys`.

    `keys` are not-null columns whose last one is unique (usually the id). The rows may be entities or column tuples;
    the key values are read by selecting them beside the row. Raises Invalid for a cursor that is not ours.
    """
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    if query.cursor:
        values = _decode(query.cursor, keys)
        row = tuple_(*keys)
        statement = statement.where(row < values if descending else row > values)
    ordered = statement.order_by(*(key.desc() if descending else key.asc() for key in keys))
    rows = db.session.execute(ordered.add_columns(*keys).limit(query.limit + 1)).all()
    width = len(keys)
    items = [row[0] if len(row) == width + 1 else row[:-width] for row in rows[: query.limit]]
    more = len(rows) > query.limit
    return Page(items, _encode(rows[query.limit - 1][-width:]) if more else None, total)


def _encode(values: Sequence[Any]) -> str:
    raw = json.dumps([v.isoformat() if isinstance(v, dt.date | dt.time) else v for v in values])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decode(cursor: str, keys: Sequence[Any]) -> tuple[Any, ...]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(keys):
            raise ValueError
        return tuple(_typed(value, key.type) for value, key in zip(values, keys, strict=True))
    except (ValueError, TypeError, NotImplementedError) as error:
        raise Invalid("This cursor does not belong to this list.", field="cursor") from error


def _typed(value: Any, column: Any) -> Any:
    kind, most = column.python_type, MAX_BIG if isinstance(column, BigInteger) else MAX_ID
    if kind in {dt.datetime, dt.date, dt.time}:
        return kind.fromisoformat(value)
    if type(value) is not kind or (kind is int and abs(value) > most):
        raise ValueError
    return value
