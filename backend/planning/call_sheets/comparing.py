"""What went out, and what changed between two editions or since one."""

from typing import Any

from backend.core.access import may
from backend.core.errors import Invalid, NotFound
from backend.planning.call_sheets import facts
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.editions.snapshots import plain
from backend.planning.call_sheets.models import CallSheetEdition
from backend.planning.call_sheets.schemas import CallSheetDifferenceQuery
from backend.planning.call_sheets.service import find


def editions_of(production_id: int, sheet_id: int) -> list[CallSheetEdition]:
    """The editions of a sheet the caller may see, the latest first."""
    return editions.every(find(production_id, sheet_id).id)


def changes(production_id: int, sheet_id: int, query: CallSheetDifferenceQuery) -> dict[str, Any]:
    """What changed, as `answers.CallSheetChangesOut`. Raises NotFound, Invalid for an edition that never was.

    Without `to` it is compared with the sheet as it stands, which only its makers may see; others get the last edition.
    """
    sheet = find(production_id, sheet_id)
    to = query.to
    if to is None and not may("call_sheets.edit"):
        last = editions.latest(sheet_id)
        to = last.number if last else None
    before = _snapshot(sheet_id, query.since, "since")
    now = plain(facts.of(sheet)) if to is None else _snapshot(sheet_id, to, "to")
    if not may("members.contact"):  # a changed number would tell what the rows hide
        before, now = _without_phones(before), _without_phones(now)
    people = {who.key: who for who in [*editions.people(before), *editions.people(now)]}
    told = [(who, editions.for_person(before, now, key)) for key, who in people.items()]
    return {
        "since": query.since,
        "to": to,
        "differences": editions.between(before, now),
        "people": [
            {"key": who.key, "name": who.name, "part": who.part, "sentences": said} for who, said in told if said
        ],
    }


def _without_phones(snapshot: dict[str, Any]) -> dict[str, Any]:
    return {**snapshot, "info": [{**row, "phone": ""} for row in snapshot["info"]]}


def _snapshot(sheet_id: int, number: int, field: str) -> dict[str, Any]:
    try:
        return editions.find(sheet_id, number).snapshot
    except NotFound as unknown:
        raise Invalid("This call sheet has no such edition.", field=field) from unknown
