"""Who still needs a row: found in the tables' own foreign keys, so that no domain must know those above it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, select

from backend.core.db import Base, db


def used_by(row: Any, *, besides: Collection[str] = ()) -> list[str]:
    """The kinds of rows that refer to `row`, in the trade's words ("shot", "strip"); tables in `besides` do not count.

    Rows that only point at it and would lose nothing (`ON DELETE SET NULL`) do not count either.
    """
    table = row.__table__
    found = set()
    for mapper in Base.registry.mappers:
        other = mapper.local_table
        for column in other.columns:
            for key in column.foreign_keys:
                matters = key.column.table is table and key.ondelete != "SET NULL" and str(other) not in besides
                if matters and db.session.scalar(select(exists().where(column == row.id))):
                    found.add(str(getattr(mapper.class_, "audit_name", other)))
    return sorted(found)
