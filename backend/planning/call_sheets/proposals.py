"""What the times of a sheet follow to: scenes from the call, calls from the scenes, meals and wrap from the day.

Nothing here writes. Times that were typed by hand are never proposed over; everything else that differs from what would
be worked out now is a proposal, which people take with one click.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.core.db import db
from backend.planning.call_sheets import defaults, facts, reads
from backend.planning.call_sheets.calls import MEAL, DayPlan, Stretch, cast_times, later, plan
from backend.planning.call_sheets.models import (
    CallSheet,
    CallSheetBackground,
    CallSheetCast,
    CallSheetCrew,
    CallSheetDefaults,
    CallSheetDepartment,
    CallSheetScene,
)

HEAD_TIMES = ("shooting_call", "breakfast", "lunch", "second_meal", "estimated_wrap")
Spans = dict[int, tuple[dt.time | None, dt.time | None]]  # cast member id → first scene's start, last scene's end


@dataclass(frozen=True)
class Proposal:
    """A time of a row that would be another one now; `section` names the list the row is in (or `head`)."""

    section: str
    row: Any
    field: str
    value: dt.time | None

    @property
    def now(self) -> dt.time | None:
        """What stands there."""
        found: dt.time | None = getattr(self.row, self.field)
        return found


def proposals(sheet: CallSheet) -> list[Proposal]:
    """Every time that does not follow from the others any more; nothing without a general call."""
    if sheet.general_call is None:
        return []
    base = defaults.of(sheet.production_id)
    rows = facts.scene_rows(sheet)
    day = day_plan(sheet, rows, base)
    found = [*_head(sheet, base, day), *_scenes(rows, day), *_cast(sheet, base, rows, day)]
    found += [*_crew(sheet), *_background(sheet, base, day)]
    return [one for one in found if one.field not in one.row.typed and one.value != one.now]


def day_plan(sheet: CallSheet, rows: list[CallSheetScene], base: CallSheetDefaults) -> DayPlan:
    """When each line of the scene list would start."""
    lines = [
        Stretch(
            row.minutes or 0,
            row.at if "at" in row.typed else None,
            meal=row.scene_id is None and MEAL.search(row.banner) is not None,
        )
        for row in rows
    ]
    return plan(sheet.general_call, lines, defaults.pace(base), sheet.shooting_call)


def spans(sheet: CallSheet, rows: list[CallSheetScene], day: DayPlan) -> Spans:
    """When each cast member's first scene on the sheet starts and their last ends, in the order they come on."""
    scenes = reads.scenes(sheet.production_id, {row.scene_id for row in rows if row.scene_id is not None})
    found: Spans = {}
    for row, start, end in zip(rows, day.starts, day.ends, strict=True):
        for member_id in scenes.get(row.scene_id or 0, facts.BANNER)["cast_member_ids"]:
            found[member_id] = (found[member_id][0] if member_id in found else start, end)
    return found


def _head(sheet: CallSheet, base: CallSheetDefaults, day: DayPlan) -> Iterator[Proposal]:
    pace = defaults.pace(base)
    values = {"lunch": day.lunch, "second_meal": day.second_meal, "estimated_wrap": day.wrap}
    if pace.setup:
        values["shooting_call"] = later(sheet.general_call, pace.setup)
    if pace.breakfast is not None:
        values["breakfast"] = later(sheet.general_call, -pace.breakfast)
    yield from (Proposal("head", sheet, field, value) for field, value in values.items())


def _scenes(rows: list[CallSheetScene], day: DayPlan) -> Iterator[Proposal]:
    yield from (Proposal("scenes", row, "at", start) for row, start in zip(rows, day.starts, strict=True))


def _cast(
    sheet: CallSheet, base: CallSheetDefaults, rows: list[CallSheetScene], day: DayPlan
) -> Iterator[Proposal]:  # fmt: skip
    called = spans(sheet, rows, day)
    for person in db.session.scalars(select(CallSheetCast).where(CallSheetCast.call_sheet_id == sheet.id)):
        typed = {name: getattr(person, name) for name in person.typed}
        if person.cast_member_id not in called and "on_set" not in typed:
            continue
        start, end = called.get(person.cast_member_id, (None, None))
        times = cast_times(start, defaults.offsets(base, sheet, person), typed)
        yield from (Proposal("cast", person, field, value) for field, value in times.items())
        if person.cast_member_id in called:
            yield Proposal("cast", person, "wrap", end)


def _crew(sheet: CallSheet) -> Iterator[Proposal]:
    rows = select(CallSheetDepartment).where(
        CallSheetDepartment.call_sheet_id == sheet.id, CallSheetDepartment.call.is_not(None)
    )
    calls = {row.department.casefold(): row.call for row in db.session.scalars(rows)}
    for person in db.session.scalars(select(CallSheetCrew).where(CallSheetCrew.call_sheet_id == sheet.id)):
        if not person.on_call:
            call = calls.get(person.department.casefold(), sheet.general_call)
            yield Proposal("crew", person, "call", call)


def _background(sheet: CallSheet, base: CallSheetDefaults, day: DayPlan) -> Iterator[Proposal]:
    """Background is on set for the first shot and dressed before it, until somebody says otherwise."""
    first = day.starts[0] if day.starts else sheet.general_call
    offsets = defaults.offsets(base, sheet)
    for row in db.session.scalars(select(CallSheetBackground).where(CallSheetBackground.call_sheet_id == sheet.id)):
        on_set = row.on_set if "on_set" in row.typed else first
        yield Proposal("background", row, "on_set", on_set)
        yield Proposal("background", row, "call", later(on_set, -(offsets.makeup + offsets.wardrobe)))
