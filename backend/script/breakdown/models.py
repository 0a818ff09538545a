"""What a scene needs beside its words: elements in categories, marks in the text, and the fields of its sheet."""

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.db import Audited, Base, Timestamps, Versioned

KINDS = ("elements", "cast", "background")
SOURCES = ("hand", "suggestion", "tag", "import")


class Category(Versioned, Timestamps, Audited, Base):
    """A breakdown category of a production, in its order.

    code             what it is whatever its name (`presets.toml`); "" for one of the production's own
    colour, mark     `#rrggbb`, and how it is marked on paper
    kind             "cast" holds the cast members and no elements; "background" counts people
    day_out_of_days  new elements of it get a day out of days
    archived         no longer offered; its elements stay
    """

    __tablename__ = "breakdown_category"
    __table_args__ = (UniqueConstraint("production_id", "name"),)
    audit_name = "breakdown category"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(100))
    colour: Mapped[str] = mapped_column(String(7))
    mark: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(20), default="elements")
    day_out_of_days: Mapped[bool] = mapped_column(default=False)
    archived: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.name


class Element(Versioned, Timestamps, Audited, Base):
    """A thing or a group of people the film needs: a prop, a vehicle, a stunt, twelve passengers.

    key                     the name as it is compared (`words.key_of`); unique in its category
    aliases                 other words of the script for it
    quantity                how many a scene usually needs
    in_dood                 has a day out of days
    allow_hold, allow_drop  as of a cast member: idle days are held; one drop and pick-up is allowed
    drop_days               calendar days a gap must exceed for the drop; null is the production's rule
    daily_rate              what a paid day costs, minor units of the production's currency
    """

    __tablename__ = "element"
    __table_args__ = (UniqueConstraint("production_id", "category_id", "key"),)
    audit_name = "element"
    audit_hidden = frozenset({"key", "daily_rate"})

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("breakdown_category.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    key: Mapped[str] = mapped_column(String(255))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    notes: Mapped[str] = mapped_column(Text, default="")
    quantity: Mapped[int] = mapped_column(default=1)
    in_dood: Mapped[bool] = mapped_column(default=False)
    allow_hold: Mapped[bool] = mapped_column(default=True)
    allow_drop: Mapped[bool] = mapped_column(default=True)
    drop_days: Mapped[int | None]
    daily_rate: Mapped[int | None]

    category: Mapped[Category] = relationship(lazy="joined", viewonly=True)

    def __str__(self) -> str:
        return self.name


class SceneElement(Versioned, Timestamps, Audited, Base):
    """An element a scene needs: how many, with what remark, and how it came here (`SOURCES`)."""

    __tablename__ = "scene_element"
    __table_args__ = (UniqueConstraint("scene_id", "element_id"),)
    audit_name = "breakdown entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    element_id: Mapped[int] = mapped_column(ForeignKey("element.id", ondelete="CASCADE"), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(20), default="hand")

    element: Mapped[Element] = relationship(lazy="joined", viewonly=True)

    def __str__(self) -> str:
        return self.element.name if self.element else ""


class Mark(Base):
    """Words of a scene's text that stand for an element: characters `start` to `end` of a paragraph of a draft."""

    __tablename__ = "breakdown_mark"
    __table_args__ = (UniqueConstraint("scene_element_id", "draft_id", "paragraph", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scene_element_id: Mapped[int] = mapped_column(ForeignKey("scene_element.id", ondelete="CASCADE"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    paragraph: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(String(255))


class Refusal(Timestamps, Base):
    """A word nobody wants suggested: in one scene, or (scene_id null) anywhere in the production."""

    __tablename__ = "breakdown_refusal"
    __table_args__ = (Index("ix_breakdown_refusal_production_key", "production_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    scene_id: Mapped[int | None] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(255))


class Sheet(Versioned, Timestamps, Audited, Base):
    """What a breakdown sheet says beside the scene itself; `done` when somebody has been through the scene."""

    __tablename__ = "breakdown_sheet"
    __table_args__ = (UniqueConstraint("scene_id"),)
    audit_name = "breakdown sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    scene_id: Mapped[int] = mapped_column(ForeignKey("scene.id", ondelete="CASCADE"))
    sequence: Mapped[str] = mapped_column(String(100), default="")
    unit: Mapped[str] = mapped_column(String(100), default="")
    comments: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return "Breakdown sheet"
