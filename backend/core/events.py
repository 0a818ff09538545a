"""Signals between domains: a domain announces, whoever cares listens, neither imports the other."""

from blinker import Namespace

_signals = Namespace()

changed = _signals.signal("changed", doc="A row was written, in the same transaction. kwargs: change (core.changes.Change).")
day_changing = _signals.signal(
    "day-changing", doc="A shooting day gets another date, or goes (date None). kwargs: day_id, date. Listeners may refuse."
)
committed = _signals.signal("committed", doc="A transaction was committed. kwargs: changes (list of Change).")
production_deleted = _signals.signal("production-deleted", doc="kwargs: production_id.")
membership_ended = _signals.signal("membership-ended", doc="After commit. kwargs: production_id, user_id.")
session_revoked = _signals.signal("session-revoked", doc="After commit. kwargs: session_ids (list of int).")
