"""Segments for people: looked at, entered and corrected by hand; gaps offered back; held time placed."""

from typing import Any

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.core.roles import SIGNED_IN
from backend.timelogs.segments import gaps, held, manual, reads
from backend.timelogs.segments.schemas_hand import (
    CorrectionOut,
    GapOut,
    GapQuery,
    HeldOut,
    HeldPlace,
    HeldQuery,
    ReasonBody,
    SegmentCreate,
    SegmentOut,
    SegmentPatch,
    SegmentQuery,
)

bp = Domain("time_by_hand", __name__, prefix="/time")


@bp.get("/segments", allow=SIGNED_IN, out=SegmentOut, page=True, devices=True)
def listed(query: SegmentQuery) -> Page:
    """Segments the caller may see, the newest first."""
    return reads.listed(query)


@bp.post("/segments", allow=SIGNED_IN, out=SegmentOut, status=201, devices=True)
def create(body: SegmentCreate) -> dict[str, Any]:
    """Enter time by hand."""
    return manual.create(body)


@bp.get("/segments/<int:segment_id>", allow=SIGNED_IN, out=SegmentOut)
def show(segment_id: int) -> dict[str, Any]:
    """One segment."""
    return reads.one(segment_id)


@bp.patch("/segments/<int:segment_id>", allow=SIGNED_IN, out=SegmentOut)
def change(segment_id: int, body: SegmentPatch) -> dict[str, Any]:
    """Correct a segment; what was measured stays beside it."""
    return manual.change(segment_id, body)


@bp.delete("/segments/<int:segment_id>", allow=SIGNED_IN, out=SegmentOut)
def remove(segment_id: int, body: ReasonBody) -> dict[str, Any]:
    """Take a segment out of every sum; it can be brought back."""
    return manual.remove(segment_id, body.reason)


@bp.post("/segments/<int:segment_id>/restore", allow=SIGNED_IN, out=SegmentOut)
def restore(segment_id: int, body: ReasonBody) -> dict[str, Any]:
    """Bring back a segment that was taken out."""
    return manual.restore(segment_id, body.reason)


@bp.get("/segments/<int:segment_id>/history", allow=SIGNED_IN, out=list[CorrectionOut])
def history(segment_id: int) -> list[dict[str, Any]]:
    """What was done to a segment by hand, by whom and why."""
    return reads.history(segment_id)


@bp.get("/gaps", allow=SIGNED_IN, out=list[GapOut], devices=True)
def gaps_of_day(query: GapQuery) -> list[dict[str, Any]]:
    """The caller's stretches of a day that were taken out; POST /time/segments fills one."""
    return gaps.of_day(query.day, query.zone)


@bp.get("/held", allow=SIGNED_IN, out=HeldOut, page=True)
def held_listed(query: HeldQuery) -> Page:
    """Measured time that found no place."""
    return held.listed(query)


@bp.post("/held/<int:held_id>/place", allow=SIGNED_IN, out=HeldOut)
def held_place(held_id: int, body: HeldPlace) -> dict[str, Any]:
    """Put held time on a task."""
    return held.place(held_id, body)


@bp.post("/held/<int:held_id>/discard", allow=SIGNED_IN, out=HeldOut)
def held_discard(held_id: int, body: ReasonBody) -> dict[str, Any]:
    """Say that held time is none."""
    return held.discard(held_id, body.reason)
