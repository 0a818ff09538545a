"""The day out of days of a board in the database: of the cast, or of the elements of a breakdown category."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.core.access import may
from backend.core.db import db
from backend.core.errors import Conflict, NotFound
from backend.people.cast.models import CastMember
from backend.planning.dood import events
from backend.planning.dood.columns import Column, columns
from backend.planning.dood.engine import Row, day_out_of_days
from backend.planning.dood.schemas import DoodQuery
from backend.planning.facts import BoardFacts, Subject
from backend.planning.rules import service as rules
from backend.planning.schedule import boards
from backend.planning.schedule import facts as schedule
from backend.productions.productions import service as productions
from backend.script.breakdown.models import Category, Element, SceneElement

LONGEST = 3 * 366  # days from the first to the last; a board that spans more has a wrong date somewhere
TOTALS = ("work", "hold", "travel", "rehearsal", "fitting", "holiday", "paid")


@dataclass(frozen=True)
class Dood:
    """A board's day out of days; `category` None for the cast, `performers` by the subject's key."""

    board_id: int | None
    facts: BoardFacts
    category: Category | None
    performers: dict[int, str]
    rows: list[Row]
    columns: list[Column]


def show(production_id: int, query: DoodQuery) -> dict[str, Any]:
    """As `schemas.DoodOut`."""
    found = of(production_id, query)
    money = may("rates.read")
    rows = [_row(found, row, money) for row in found.rows]
    totals = {name: sum(row[name] for row in rows) for name in TOTALS}
    return {
        "board_id": found.board_id,
        "board": found.facts.name,
        "category_id": found.category.id if found.category else None,
        "category": found.category.name if found.category else "Cast",
        "currency": productions.find(production_id).currency,
        "columns": [_column(found, column) for column in found.columns],
        "rows": rows,
        "totals": {**totals, "hold_cost": sum(row.hold_cost for row in found.rows) if money else None},
    }


def of(production_id: int, query: DoodQuery) -> Dood:
    """A board's day out of days. Raises NotFound for a board or category of another production."""
    category = _category(production_id, query.category)
    facts = (
        element_facts(production_id, category, query.board_id)
        if category
        else schedule.board_facts(production_id, query.board_id)
    )
    board = boards.chosen(production_id, query.board_id)
    dates = [day.date for day in facts.days]
    if dates and (max(dates) - min(dates)).days > LONGEST:
        raise Conflict(f"This board reaches from {min(dates)} to {max(dates)}. Correct the date that is wrong.")
    rows = day_out_of_days(facts)
    performers = {} if category else _performers(production_id)
    return Dood(board.id if board else None, facts, category, performers, rows, columns(facts, rows))


def element_facts(production_id: int, category: Category, board_id: int | None = None) -> BoardFacts:
    """A board with those elements of a category that have a day out of days."""
    drop_days = rules.of(production_id).drop_days
    own = events.by_subject(production_id, "element_id")
    elements = db.session.scalars(
        select(Element).where(Element.category_id == category.id, Element.in_dood).order_by(Element.key, Element.id)
    )
    subjects = {
        row.id: Subject(
            key=row.id,
            name=row.name,
            hold=row.allow_hold,
            drop=row.allow_drop,
            drop_days=drop_days if row.drop_days is None else row.drop_days,
            rate=row.daily_rate or 0,
            events=own.get(row.id, {}),
        )
        for row in elements
    }
    found: dict[int, list[int]] = {}
    for scene_id, element_id in db.session.execute(
        select(SceneElement.scene_id, SceneElement.element_id).where(SceneElement.element_id.in_(list(subjects)))
    ):
        found.setdefault(scene_id, []).append(element_id)
    working = {scene_id: tuple(keys) for scene_id, keys in found.items()}
    return schedule.board_facts(production_id, board_id, subjects=subjects, working=working)


def _category(production_id: int, category_id: int | None) -> Category | None:
    """The category, or None for the cast, who have one of their own."""
    if category_id is None:
        return None
    row = db.session.scalar(select(Category).where(Category.id == category_id, Category.production_id == production_id))
    if row is None:
        raise NotFound
    return None if row.kind == "cast" else row


def _performers(production_id: int) -> dict[int, str]:
    rows = db.session.execute(select(CastMember.id, CastMember.name).where(CastMember.production_id == production_id))
    return {row.id: row.name for row in rows}


def _row(found: Dood, row: Row, money: bool) -> dict[str, Any]:
    key = row.subject.key
    dates = sorted({*row.codes, *row.events, *row.marks})
    return {
        "cast_member_id": None if found.category else key,
        "element_id": key if found.category else None,
        "number": row.subject.number,
        "name": row.subject.name,
        "performer": found.performers.get(key, ""),
        "codes": {date: row.shown(date) for date in dates},
        **{name: getattr(row, name) for name in (*TOTALS, "drop", "start", "finish")},
        "daily_rate": row.subject.rate or None if money else None,
        "hold_cost": row.hold_cost if money else None,
    }


def _column(found: Dood, column: Column) -> dict[str, Any]:
    days = [
        {"day_id": day.day, "unit_id": day.unit, "unit": found.facts.units.get(day.unit, ""), "number": day.number}
        for day in column.days
    ]
    return {"date": column.date, "kind": column.kind, "days": days, "after_pause": column.after_pause}
