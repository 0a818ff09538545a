"""The script rules of a production, as other domains ask for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Invalid, Stale
from backend.script.revisions.colours import CLASSIC, PRESETS, Colour, colour_of
from backend.script.revisions.models import ScriptRules
from backend.script.revisions.schemas import ScriptRulesPatch


@dataclass(frozen=True)
class Rules:
    """Script rules; version 0 while a production never changed any."""

    production_id: int
    version: int = 0
    colours: tuple[Colour, ...] = CLASSIC
    locked_at: datetime | None = None

    @property
    def numbers_locked(self) -> bool:
        """Scene numbers never change: new scenes get letters, lost ones stay as omitted."""
        return self.locked_at is not None

    def colour(self, number: int) -> str:
        """The colour of draft or edition `number`, from 1."""
        return colour_of(number, self.colours)


def of(production_id: int) -> Rules:
    """The script rules of a production."""
    row = _row(production_id)
    if row is None:
        return Rules(production_id)
    return Rules(production_id, row.version, tuple((name, tint) for name, tint in row.colours), row.locked_at)


def shown(production_id: int) -> dict[str, Any]:
    """The rules as `schemas.ScriptRulesOut`, with the known orders to choose from."""
    rules = of(production_id)
    return {
        "version": rules.version,
        "colours": [{"name": name, "tint": tint} for name, tint in rules.colours],
        "numbers_locked": rules.numbers_locked,
        "locked_at": rules.locked_at,
        "presets": [
            {"key": key, "name": name, "colours": [{"name": one, "tint": tint} for one, tint in order]}
            for key, (name, order) in PRESETS.items()
        ],
    }


def change(production_id: int, body: ScriptRulesPatch, version: int) -> dict[str, Any]:
    """Change what was sent. Raises Stale, Invalid naming `colours` (two of one name)."""
    if of(production_id).version != version:
        raise Stale(shown(production_id))
    row = _row(production_id)
    if row is None:
        row = ScriptRules(production_id=production_id, colours=[list(colour) for colour in CLASSIC])
        db.session.add(row)
    if body.colours is not None:
        names = [colour.name.casefold() for colour in body.colours]
        if double := next((name for name in names if names.count(name) > 1), None):
            raise Invalid(f"“{double}” is in the order twice.", field="colours")
        row.colours = [[colour.name, colour.tint] for colour in body.colours]
    if body.numbers_locked is not None and body.numbers_locked != (row.locked_at is not None):
        row.locked_at = clock.now() if body.numbers_locked else None
    db.session.flush()
    return shown(production_id)


def _row(production_id: int) -> ScriptRules | None:
    return db.session.scalar(select(ScriptRules).where(ScriptRules.production_id == production_id))
