"""A call sheet as it is read: by who makes it as it stands, by everybody else as the last edition says."""

from collections.abc import Collection
from typing import Any

from backend.core.access import actor, may
from backend.people.cast.performers import my_parts
from backend.planning.call_sheets import checks, defaults, facts, reads, rest
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.editions.snapshots import plain
from backend.planning.call_sheets.facts import Facts
from backend.planning.call_sheets.models import CallSheet
from backend.planning.call_sheets.proposals import proposals
from backend.planning.rules import service as rules

OPEN = ("draft", "published", "in_progress")  # sheets that still follow the schedule and can be edited
NOTHING: Facts = {"added": [], "removed": [], "day_gone": False}


def whole(sheet: CallSheet) -> Facts:
    """The whole sheet as whoever asks may see it, as `schemas.CallSheetOut` shows it."""
    if not may("call_sheets.edit") and (out := editions.latest(sheet.id)):
        return _as_published(sheet, out.snapshot)
    found = facts.of(sheet)
    return _with_desk(sheet, found)


def _with_desk(sheet: CallSheet, found: Facts) -> Facts:
    """What only matters to who makes the sheet: checks, proposals, the schedule's news, what nobody has yet."""
    pid = sheet.production_id
    base, in_force = defaults.of(pid), rules.of(pid)
    found["changed"] = _changed(sheet, found["scenes"])
    desk = found | {"offsets": {name: getattr(base, name) for name in checks.OFFSETS}}
    noted = []
    if may("call_sheets.edit"):
        noted = checks.every(found, rest.around(sheet), in_force, found["production"]["timezone"])
    still = sheet.status in OPEN and may("call_sheets.edit")
    return {
        **desk,
        **_for_reader(found),
        "missing": [note for note in noted if note["severity"] == "blocks"],
        "warnings": [note for note in noted if note["severity"] == "warns"],
        "proposals": [_proposal(one) for one in proposals(sheet)] if still else [],
        "unpublished": [vars(one) for one in editions.unpublished(sheet.id, found)] if sheet.edition else [],
    }


def _as_published(sheet: CallSheet, snapshot: Facts) -> Facts:
    """An edition, with the state and version the sheet has by now."""
    now = {"id": sheet.id, "version": sheet.version, "status": sheet.status, "day_id": sheet.day_id}
    none: Facts = {"missing": [], "warnings": [], "proposals": [], "unpublished": [], "changed": NOTHING}
    return {**snapshot, **none, "offsets": dict.fromkeys(checks.OFFSETS, 0), **_for_reader(snapshot), **now}


def _for_reader(found: Facts) -> Facts:
    """Names with the phone numbers and addresses this reader may see, and which rows are about themselves."""
    mine = my_parts(found["production"]["id"])
    return {
        "cast": [for_cast(row, mine) for row in found["cast"]],
        "crew": [for_crew(row) for row in found["crew"]],
        "info": [for_info(row) for row in found["info"]],
    }


def for_cast(row: Facts, mine: Collection[int]) -> Facts:
    """A cast row for whoever asks, who plays the cast members `mine`."""
    contact = may("cast.contact")
    seen = {"phone": row["phone"] if contact else None, "email": row["email"] if contact else None}
    return {**row, **seen, "mine": row["cast_member_id"] in mine}


def for_crew(row: Facts) -> Facts:
    """A crew row for whoever asks."""
    contact, me = may("members.contact"), actor().membership
    mine = me is not None and row["member_id"] is not None and row["member_id"] == me.member_id
    seen = {"phone": row["phone"] if contact else None, "email": row["email"] if contact else None}
    return {**row, **seen, "mine": mine}


def for_info(row: Facts) -> Facts:
    """A line of unit information for whoever asks; numbers for emergencies are for everybody."""
    contact = may("members.contact") or row["section"] == "emergency"
    return {**row, "phone": row["phone"] if contact else None}


def _proposal(one: Any) -> Facts:
    return {
        "section": one.section, "row_id": one.row.id, "field": one.field, "now": one.now, "proposed": one.value,
    }  # fmt: skip


def _changed(sheet: CallSheet, scenes: list[Facts]) -> Facts:
    """How the schedule moved on: scenes on the day but not on the sheet, and the other way round."""
    if sheet.status not in OPEN:
        return NOTHING
    if sheet.day_id is None:
        return {**NOTHING, "day_gone": True}
    here = {(scene["scene_id"], scene["part"]): scene for scene in scenes if scene["scene_id"] is not None}
    there = {(line.scene_id, line.part): line for line in reads.lines([sheet.day_id])[sheet.day_id] if line.scene_id}
    new = reads.scenes(sheet.production_id, {one for one, part in there if (one, part) not in here and one})
    return {
        "added": [
            {"scene_id": one, "part": part, "number": _number(new[one]["number"], part)}
            for one, part in there
            if (one, part) not in here and one in new
        ],
        "removed": [
            {"scene_id": one, "part": part, "number": scene["number"]}
            for (one, part), scene in here.items()
            if (one, part) not in there
        ],
        "day_gone": False,
    }


def _number(number: str, part: int) -> str:
    return f"{number} pt {part}" if part else number


def snapshot(sheet: CallSheet) -> Facts:
    """What whoever asks may print: the sheet as it stands for its makers, the last edition for everybody else."""
    if not may("call_sheets.edit") and (out := editions.latest(sheet.id)):
        return {**out.snapshot, "status": sheet.status}
    found: Facts = plain(facts.of(sheet))
    return found
