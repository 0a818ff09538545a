"""What a schedule file said beyond our tables, so that it goes out again as it came in."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base


class ExchangeItem(Base):
    """An object of an imported file, and the row it became.

    kind      file, category, cast, element, location, detail (an element without a row: a set, INT, DAY), breakdown,
              stripboard, unit (a board of one) or calendar
    uss_id    its id in the file
    place     its place in the file's list
    row_id    our row of that kind (scene, cast member, element, board, unit, …); null when we have no table for it
    part      of a breakdown that became part of a scene: which
    said      the object in the standard's form, without what is nested as objects of their own
    current   false once a later file told of the same row under another id
    wrote     the row's columns that say the same as the file, as they were after the import: what is changed since then
              is said by us, all else goes out in the file's words
    """

    __tablename__ = "exchange_item"
    __table_args__ = (
        UniqueConstraint("production_id", "kind", "uss_id"),
        Index("ix_exchange_item_row", "production_id", "kind", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    uss_id: Mapped[str] = mapped_column(String(255))
    place: Mapped[int] = mapped_column(default=0)
    row_id: Mapped[int | None]
    part: Mapped[int] = mapped_column(default=0)
    current: Mapped[bool] = mapped_column(default=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    wrote: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
