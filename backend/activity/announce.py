"""From what was committed to whom it concerns now: the bridge between the signals of core and the live hub.

Everybody in the room `production:<id>` hears that rows changed (never what they hold: pages fetch that with their own
permissions); sockets of ended sessions and memberships are closed.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from backend.core import events
from backend.core.access import actor
from backend.core.changes import Change
from backend.core.context import hub

MANY = 20  # changes of one kind in one transaction, from which on one event stands for all (an import, a reorder)


def room(production_id: int) -> str:
    """The room of everybody who looks at a production."""
    return f"production:{production_id}"


def connect() -> None:
    """Listen; connecting twice changes nothing."""
    events.committed.connect(_changed)
    events.membership_ended.connect(_membership_ended)
    events.session_revoked.connect(_session_revoked)


def _changed(_sender: Any, changes: Iterable[Change]) -> None:
    groups: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.production_id is not None:
            groups[change.production_id, change.kind].append(change)
    for (production_id, kind), group in groups.items():
        for event in _events(kind, group):
            hub().publish(room(production_id), event)


def _events(kind: str, group: list[Change]) -> list[dict[str, object]]:
    """What is told about changes of one kind; `id` is null when more rows changed than are worth naming."""
    told = [(one, one.id) for one in group] if len(group) <= MANY else [(group[0], None)]
    tab = actor().tab
    return [
        {"type": "changed", "kind": kind, "id": i, "action": one.action, "by": one.user_id, "tab": tab}
        for one, i in told
    ]


def _membership_ended(_sender: Any, production_id: int, user_id: int) -> None:
    hub().drop_member(user_id, room(production_id))


def _session_revoked(_sender: Any, session_ids: list[int]) -> None:
    for session_id in session_ids:
        hub().drop_session(session_id)
