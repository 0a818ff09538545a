"""How far a recipient is, worked out from what happened to which version of their call; nothing else is stored.

Every step counts for the call it was about (its signature). So an edition that leaves somebody's call alone leaves
their state alone, and one that changes it asks them again.

    unsent → sent → opened → confirmed → stale (the call changed) → confirmed
                 ↘ failed (with its reason) → sent
"""

from sqlalchemy import ColumnElement

from backend.planning.distribution.models import CallSheetRecipient

STATES = ("unsent", "sent", "opened", "confirmed", "stale", "failed")


def state_of(row: CallSheetRecipient) -> str:
    """The recipient's state.

    A refusal of the newest message outweighs what is known of an older call; a confirmation of this very call outweighs
    a refusal, because they know.
    """
    if is_confirmed(row):
        return "confirmed"
    if row.failed:
        return "failed"
    if row.confirmed_at is not None:
        return "stale"
    if row.opened_at is not None and row.opened_signature == row.signature:
        return "opened"
    if row.sent_at is not None and row.sent_signature == row.signature:
        return "sent"
    return "unsent"


def is_confirmed(row: CallSheetRecipient) -> bool:
    """Whether they confirmed the call they have now."""
    return row.confirmed_at is not None and row.confirmed_signature == row.signature


def not_confirmed() -> ColumnElement[bool]:
    """The same question, asked of the database."""
    Row = CallSheetRecipient
    return Row.confirmed_at.is_(None) | (Row.confirmed_signature != Row.signature)


def has_it(row: CallSheetRecipient) -> bool:
    """Whether they know of this sheet at all: something reached them, or they found it themselves."""
    return any(moment is not None for moment in (row.sent_at, row.opened_at, row.confirmed_at))
