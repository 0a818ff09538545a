"""The calendar page's entries, and calendar addresses."""

from io import BytesIO
from typing import Any

from flask import Response, request, send_file

from backend.core.access import may
from backend.core.contract import Domain
from backend.core.limits import by_ip
from backend.core.roles import BY_LINK
from backend.planning.calendar import entries, feed
from backend.planning.calendar.schemas import CalendarEntryOut, DatesQuery, FeedBody, FeedOut

bp = Domain("calendar", __name__, prefix="/productions/<int:production_id>/calendar")
feeds = Domain("calendar_feeds", __name__, prefix="/feeds")


def missed(response: Response) -> bool:
    """Count only what was not there: guessing is slow, subscribing is not."""
    return response.status_code == 404


def by_feed() -> str:
    """One address, whoever asks: a whole crew may sit behind one IP address."""
    return f"feed:{(request.view_args or {}).get('token', '')[:64]}"


@bp.get("", allow="schedule.read", out=list[CalendarEntryOut])
def between(production_id: int, query: DatesQuery) -> list[dict[str, Any]]:
    """Shooting days, holidays, travel, rehearsals, fittings, tasks that are due, by date."""
    return entries.between(production_id, query)


@bp.post("/feed", allow="schedule.read", out=FeedOut)
def address(production_id: int, body: FeedBody) -> dict[str, Any]:
    """The private address of one's own calendar, or, for planners, of a cast member's."""
    feed.planners_only(body.cast_member_id, may("call_sheets.send"))
    return feed.address(production_id, body.cast_member_id)


@bp.post("/feed/renew", allow="schedule.read", out=FeedOut)
def renew(production_id: int, body: FeedBody) -> dict[str, Any]:
    """Another address; the old one shows nothing any more."""
    feed.planners_only(body.cast_member_id, may("call_sheets.send"))
    return feed.address(production_id, body.cast_member_id, renew=True)


@feeds.get(
    "/<token>.ics", allow=BY_LINK, produces="text/calendar",
    limits=[("30 per minute", by_ip, missed), ("60 per minute", by_feed)],
)  # fmt: skip
def subscribed(token: str) -> Response:
    """The calendar behind an address, for phones and calendar programs."""
    response = send_file(BytesIO(feed.content(token)), mimetype="text/calendar", download_name="calls.ics")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
