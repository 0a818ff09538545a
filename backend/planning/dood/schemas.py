"""What the day out of days takes and answers."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.core.schemas import UNCHANGED, Body, Day, Id, MaybeLine, Out, PageQuery, Patch, Query

EventKind = Literal["travel", "rehearsal", "fitting"]
PaperSize = Literal["a3", "a4", "tabloid", "letter"]


class DoodQuery(Query):
    """Which board (the active one when none is named), and whose days (the cast's when no category is named)."""

    board_id: Id | None = None
    category: Id | None = Field(None, description="A breakdown category: its elements instead of the cast")


class DoodPdfQuery(DoodQuery):
    """On what paper, landscape; the production's own size when none is named."""

    paper: PaperSize | None = None


class DoodExcelQuery(DoodQuery):
    """With money or without."""

    rates: bool = Field(False, description="Add daily rates and what held days cost; needs rates.read")


class UnitDayOut(Out):
    """A unit's shooting day on that date; `number` counts the unit's days."""

    day_id: int
    unit_id: int
    unit: str
    number: int


class ColumnOut(Out):
    """A date; dates of a long pause are left out, and the next column says so."""

    date: dt.date
    kind: Literal["shoot", "work", "off", "holiday", "travel"]
    days: list[UnitDayOut]
    after_pause: bool


class DoodRowOut(Out):
    """A cast member's or an element's days: date → code, and the totals. Money is null for those who may not see it."""

    cast_member_id: int | None
    element_id: int | None
    number: str
    name: str
    performer: str
    codes: dict[dt.date, str]
    work: int
    hold: int
    drop: int
    travel: int
    rehearsal: int
    fitting: int
    holiday: int
    paid: int
    start: dt.date | None
    finish: dt.date | None
    daily_rate: int | None
    hold_cost: int | None


class DoodTotals(Out):
    """Sums over the rows."""

    work: int
    hold: int
    travel: int
    rehearsal: int
    fitting: int
    holiday: int
    paid: int
    hold_cost: int | None


class DoodOut(Out):
    """A day out of days; codes as in the guide (S W F H D P TR R FT / M)."""

    board_id: int | None
    board: str
    category_id: int | None
    category: str
    currency: str
    columns: list[ColumnOut]
    rows: list[DoodRowOut]
    totals: DoodTotals


class PersonalDayPatch(Patch):
    """Changes of a personal day."""

    date: Day = UNCHANGED
    kind: EventKind = UNCHANGED
    note: MaybeLine = ""


class PersonalDayCreate(Body):
    """A day of travel, rehearsal or fitting of one cast member or one element."""

    cast_member_id: Id | None = None
    element_id: Id | None = None
    date: Day
    kind: EventKind
    note: MaybeLine = ""


class PersonalDayQuery(PageQuery):
    """Whose days."""

    cast_member_id: Id | None = None
    element_id: Id | None = None


class PersonalDayOut(Out):
    """A day of travel, rehearsal or fitting."""

    id: int
    version: int
    cast_member_id: int | None
    element_id: int | None
    date: dt.date
    kind: str
    note: str
