"""Suggested orders of a board: asked for, watched, cancelled, applied on approval, taken back."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.access import may, me
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.planning.call_sheets.models import CallSheet
from backend.planning.conflicts import gather
from backend.planning.facts import BoardFacts
from backend.planning.optimise import runner
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.models import UNDER_WAY, Suggestion
from backend.planning.optimise.schemas import SuggestionCreate, SuggestionQuery
from backend.planning.rules import service as rules
from backend.planning.schedule import boards, undoing
from backend.planning.schedule import service as schedule
from backend.planning.schedule.facts import board_facts
from backend.productions.productions import service as productions

SILENCE = dt.timedelta(seconds=60)  # without a sign of life the server that ran it is gone
INTERRUPTED = "It was interrupted: the server was restarted. Please ask again."
Row = dict[str, Any]


def listing(production_id: int, query: SuggestionQuery) -> Page:
    """Suggestions, newest first."""
    mine = select(Suggestion).where(Suggestion.production_id == production_id)
    if query.board_id is not None:
        mine = mine.where(Suggestion.board_id == query.board_id)
    page = page_of(mine, [Suggestion.id], query, descending=True)
    return Page([_shown(row) for row in page.items], page.next, page.total)


def show(production_id: int, suggestion_id: int) -> Row:
    """One suggestion with how far it is. Raises NotFound."""
    return _shown(find(production_id, suggestion_id))


def find(production_id: int, suggestion_id: int) -> Suggestion:
    """The row. Raises NotFound for another production's."""
    row = db.session.get(Suggestion, suggestion_id)
    if row is None or row.production_id != production_id:
        raise NotFound
    return row


def ask(production_id: int, body: SuggestionCreate) -> Row:
    """Begin to look for a cheaper order. Raises Conflict while another one of this production is under way."""
    _only_one(production_id)
    chosen = boards.chosen(production_id, body.board_id)
    facts = board_facts(production_id, body.board_id)
    if chosen is None or not facts.days:
        raise Invalid("This board has no shooting days to re-order.", field="board_id")
    if set(body.keep) - {day.key for day in facts.days}:
        raise Invalid("This board has no such day.", field="keep")
    row = Suggestion(
        production_id=production_id,
        board_id=chosen.id,
        user_id=me().user_id,
        board_revision=boards.revision(chosen.id),
        seen_at=clock.now(),
        options=body.model_dump(exclude={"board_id"}),
    )
    db.session.add(row)
    db.session.flush()
    runner.after_commit(production_id, row.id, facts, _options(production_id, facts, body))
    return _shown(row)


def cancel(production_id: int, suggestion_id: int) -> Row:
    """Stop looking. Raises Conflict when it is over already."""
    row = find(production_id, suggestion_id)
    if row.state not in UNDER_WAY:
        raise Conflict("This suggestion is not being worked out any more.")
    row.state = "cancelled"
    db.session.flush()
    return _shown(row)


def apply(production_id: int, suggestion_id: int, version: int) -> Row:
    """Give the board's days their suggested dates, as one step that can be undone.

    `version` is the board's revision. Raises Conflict when there is nothing to apply, Stale when the board has moved on
    since the suggestion was asked for.
    """
    row = find(production_id, suggestion_id)
    if row.state not in ("done", "undone"):
        raise Conflict("There is no order to apply: it was not worked out to the end, or it is applied already.")
    _expect(row, version)
    if version != row.board_revision:
        raise Conflict("The board was changed since this order was worked out. Ask for a new suggestion.")
    dates = {day["day_id"]: dt.date.fromisoformat(day["date"]) for day in row.days}
    about = f"Suggested order: {row.before['hold']} → {row.after['hold']} days held" if row.before and row.after else ""
    schedule.write_dates(production_id, row.board_id, dates, version, about)
    row.state, row.applied_revision = "applied", boards.revision(row.board_id)
    db.session.flush()
    return _shown(row)


def undo(production_id: int, suggestion_id: int, version: int) -> Row:
    """Give every day the date it had. Raises Conflict when the board was changed since, Stale for an old `version`."""
    row = find(production_id, suggestion_id)
    if row.state != "applied":
        raise Conflict("This order is not applied.")
    _expect(row, version)
    if row.applied_revision != version:
        raise Conflict("The board was changed since this order was applied, so it cannot be taken back as a whole.")
    undoing.undo(production_id, row.board_id, version)
    row.state, row.applied_revision = "undone", None
    row.board_revision = boards.revision(row.board_id)  # the board is again what the order was worked out for
    db.session.flush()
    return _shown(row)


def _expect(row: Suggestion, version: int) -> None:
    """Refuse, with the suggestion as it is now, when the caller saw an older board."""
    if boards.revision(row.board_id) != version:
        raise Stale(_shown(row), "Somebody else changed this board. Look at it, then decide again.")


def _only_one(production_id: int) -> None:
    mine = select(Suggestion).where(Suggestion.production_id == production_id, Suggestion.state.in_(UNDER_WAY))
    for row in db.session.scalars(mine):
        if not _silent(row):
            raise Conflict("A suggestion is being worked out already. Wait for it, or cancel it.")
        row.state, row.messages = "failed", [INTERRUPTED]


def _silent(row: Suggestion) -> bool:
    return row.state in UNDER_WAY and clock.now() - row.seen_at > SILENCE


def _options(production_id: int, facts: BoardFacts, body: SuggestionCreate) -> Options:
    valid = rules.of(production_id)
    return Options(
        seconds=float(body.seconds),
        move_weight=body.move_weight,
        rest=body.rest,
        fixed=_fixed(production_id, facts) | frozenset(body.keep),
        crew_rest=valid.crew_rest_minutes,
        cast_rest=valid.cast_rest_minutes,
        pace=gather.around(production_id, facts).pace,
    )


def _fixed(production_id: int, facts: BoardFacts) -> frozenset[int]:
    """Days that are over or today, and those whose call sheet people have.

    A board that lies in the past as a whole is a plan of another time: its days may move.
    """
    today = clock.today(productions.find(production_id).timezone)
    out = select(CallSheet.day_id).where(CallSheet.production_id == production_id, CallSheet.status != "draft")
    given = {day_id for day_id in db.session.scalars(out) if day_id is not None}
    over = {day.key for day in facts.days if day.date <= today}
    return frozenset((over if len(over) < len(facts.days) else set()) | (given & {day.key for day in facts.days}))


def _shown(row: Suggestion) -> Row:
    board, silent = boards.find(row.production_id, row.board_id), _silent(row)
    now = boards.revision(row.board_id)
    columns = (
        "id", "version", "board_id", "progress", "best_hold", "created_at", "days", "bound", "certain", "tried",
        "seconds",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in columns},
        "board": board.name,
        "board_version": row.board_revision,
        "state": "failed" if silent else row.state,
        "asked_by": row.user.name if row.user else "Somebody who left",
        "before": _figures(row.before),
        "after": _figures(row.after),
        "messages": [INTERRUPTED] if silent else row.messages,
        "can_apply": row.state in ("done", "undone") and row.board_revision == now,
        "can_undo": row.state == "applied" and row.applied_revision == now,
        "currency": productions.find(row.production_id).currency,
    }


def _figures(figures: Row | None) -> Row | None:
    """Figures with money only for those who may see it."""
    return figures and {**figures, "hold_cost": figures["hold_cost"] if may("rates.read") else None}
