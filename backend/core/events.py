"""Signals between domains: a domain announces, whoever cares listens, neither imports the other."""

from blinker import Namespace

_signals = Namespace()

changed = _signals.signal("changed", doc="A row was written, in the same transaction. kwargs: change (changes.Change).")
day_changing = _signals.signal(
    "day-changing",
    doc="A shooting day gets another date, or goes (date None). kwargs: day_id, date. Listeners may refuse.",
)
board_activated = _signals.signal(
    "board-activated",
    doc="Another board became a production's active one, or its days came back, in the same transaction: what belongs "
    "to a day looks for it on this board. kwargs: production_id, board_id.",
)
committed = _signals.signal("committed", doc="A transaction was committed. kwargs: changes (list of Change).")
production_deleted = _signals.signal("production-deleted", doc="kwargs: production_id.")
membership_ended = _signals.signal("membership-ended", doc="After commit. kwargs: production_id, user_id.")
session_revoked = _signals.signal("session-revoked", doc="After commit. kwargs: session_ids (list of int).")
script_imported = _signals.signal(
    "script-imported",
    doc="A screenplay was written into the production, in the same transaction. kwargs: production_id, "
    "scenes ({scene_id: {character: (cues, lines)}}), tags ({scene_id: [screenplays.tagged.SceneTag]}), "
    "aliases ({character: [other spellings]}).",
)
cast_merged = _signals.signal(
    "cast-merged",
    doc="Two cast members became one, in the same transaction, before the first is deleted. "
    "kwargs: production_id, cast_member_id, into_id.",
)
call_sheet_published = _signals.signal(
    "call-sheet-published",
    doc="A new edition of a call sheet went out, in the same transaction. kwargs: production_id, sheet_id, edition.",
)
call_sheet_cancelled = _signals.signal(
    "call-sheet-cancelled",
    doc="A call sheet was cancelled, in the same transaction. kwargs: production_id, sheet_id.",
)
