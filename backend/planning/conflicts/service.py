"""Conflicts of a board, worked out when asked for, and those somebody accepted. For other domains: `of_board`."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import select

from backend.accounts.users.models import User
from backend.core.access import actor
from backend.core.db import db
from backend.core.errors import NotFound
from backend.planning.conflicts import engine, gather
from backend.planning.conflicts.facts import SEVERITIES, Conflict
from backend.planning.conflicts.models import ConflictAcceptance
from backend.planning.conflicts.schemas import Acceptance
from backend.planning.facts import BoardFacts
from backend.planning.rules import service as rules
from backend.planning.schedule.facts import board_facts

Row = dict[str, Any]


def listing(production_id: int, board_id: int | None = None) -> Row:
    """Every conflict of a board as `schemas.ConflictsOut`. Raises NotFound for a board of another production."""
    board = board_facts(production_id, board_id)
    return _judged(production_id, board)


def of_board(production_id: int, board_id: int | None = None) -> Row:
    """The conflicts of a board by day and by strip, for whoever draws it.

    {"list": [ConflictOut…], "counts": …, "unchecked": [day ids], "days": {day id: [conflicts]}, "strips": {strip key:
    [conflicts]}}; what was accepted is in the list alone.
    """
    found = listing(production_id, board_id)
    days, strips = defaultdict(list), defaultdict(list)
    for one in found["conflicts"]:
        if one["accepted"] is None:
            for day_id in one["day_ids"]:
                days[day_id].append(one)
            for key in one["strip_keys"]:
                strips[key].append(one)
    return {
        "list": found["conflicts"], "counts": found["counts"], "unchecked": found["unchecked"],
        "days": dict(days), "strips": dict(strips),
    }  # fmt: skip


def accept(production_id: int, fingerprint: str, body: Acceptance) -> Row:
    """Let a conflict stand until its facts change; the last reason holds. Raises NotFound for one that is gone."""
    board = board_facts(production_id, body.board_id)
    found = _find(production_id, board, fingerprint)
    row = _acceptance(production_id, fingerprint)
    if row is None:
        row = ConflictAcceptance(production_id=production_id, fingerprint=fingerprint)
        db.session.add(row)
    me = actor().identity
    row.sentence, row.reason = found.sentence, body.reason.strip()
    row.accepted_by_id = me.user_id if me else None
    db.session.flush()
    return _shown(found, _accepted(production_id))


def take_back(production_id: int, fingerprint: str) -> None:
    """A conflict counts again. Raises NotFound when it was not accepted."""
    row = _acceptance(production_id, fingerprint)
    if row is None:
        raise NotFound
    db.session.delete(row)
    db.session.flush()


def _judged(production_id: int, board: BoardFacts) -> Row:
    around = gather.around(production_id, board)
    found, accepted = engine.conflicts(board, rules.of(production_id), around), _accepted(production_id)
    rows = [_shown(one, accepted) for one in found]
    counts = Counter(row["severity"] if row["accepted"] is None else "accepted" for row in rows)
    return {
        "conflicts": rows,
        "counts": {name: counts[name] for name in (*SEVERITIES, "accepted")},
        "unchecked": engine.unchecked(board, around),
    }


def _find(production_id: int, board: BoardFacts, fingerprint: str) -> Conflict:
    around = gather.around(production_id, board)
    for one in engine.conflicts(board, rules.of(production_id), around):
        if one.fingerprint == fingerprint:
            return one
    raise NotFound("This conflict is not there any more.")


def _acceptance(production_id: int, fingerprint: str) -> ConflictAcceptance | None:
    return db.session.scalar(
        select(ConflictAcceptance).where(
            ConflictAcceptance.production_id == production_id, ConflictAcceptance.fingerprint == fingerprint
        )
    )


def _accepted(production_id: int) -> dict[str, Row]:
    """Fingerprint → who accepted it, when and why."""
    rows = db.session.execute(
        select(ConflictAcceptance, User.name)
        .outerjoin(User, User.id == ConflictAcceptance.accepted_by_id)
        .where(ConflictAcceptance.production_id == production_id)
    )
    return {row.fingerprint: {"by": name or "", "at": row.updated_at, "reason": row.reason} for row, name in rows}


def _shown(one: Conflict, accepted: dict[str, Row]) -> Row:
    return {
        "fingerprint": one.fingerprint,
        "code": one.code,
        "severity": one.severity,
        "date": one.date,
        "sentence": one.sentence,
        "hint": one.hint,
        "day_ids": list(one.days),
        "strip_keys": list(one.strips),
        "subject": {"kind": one.subject[0], "id": one.subject[1]} if one.subject else None,
        "to_day_id": one.to_day,
        "accepted": accepted.get(one.fingerprint),
    }
