"""How a production hands its call sheets out: how long links work, whose numbers they show, what mails bring along."""

from typing import Any

from sqlalchemy import select

from backend.core.contract import expect
from backend.core.db import db
from backend.planning.distribution.models import SharingRules
from backend.planning.distribution.schemas import SharingPatch


def of(production_id: int) -> SharingRules:
    """The rules in force; those of a production that never changed any belong to no session and have version 0."""
    row = db.session.scalar(select(SharingRules).where(SharingRules.production_id == production_id))
    return row or SharingRules(production_id=production_id, link_days=5, phones="key", attach_pdf=True, version=0)


def change(production_id: int, body: SharingPatch, version: int) -> SharingRules:
    """Change what was sent. Raises Stale when somebody else did first."""
    row = of(production_id)
    expect(row, version)
    if row.version == 0:
        row = SharingRules(production_id=production_id, link_days=5, phones="key", attach_pdf=True)
        db.session.add(row)
    values: dict[str, Any] = body.changes()
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    return row
