"""The pages behind links, for people without an account: `/c/<link>` is one's own call, `/c/day/<link>` the wall's."""

import logging
from io import BytesIO

from flask import Response, request, send_file
from werkzeug.exceptions import HTTPException

from backend.core.contract import Domain
from backend.core.db import db
from backend.core.errors import Busy, NotFound, Problem
from backend.core.limits import by_ip
from backend.core.roles import BY_LINK
from backend.planning.distribution import links, opening, page, reading
from backend.planning.distribution.opening import Visit

log = logging.getLogger("backlot")
pages = Domain("call_sheet_pages", __name__, prefix="/c")


def by_link() -> str:
    """One link, whoever opens it: a whole crew may sit behind one address."""
    return f"link:{links.digest((request.view_args or {}).get('link', ''))}"


def missed(response: Response) -> bool:
    """Count only what was not there: guessing is slow, opening is not."""
    return response.status_code == 404


LIMITS = [("30 per minute", by_ip, missed), ("60 per minute", by_link)]


@pages.get("/<link>", allow=BY_LINK, produces="text/html", limits=LIMITS)
def show(link: str) -> Response:
    """One's own call."""
    return _page(opening.open_page(link, _visit()), link)


@pages.post("/<link>/confirm", allow=BY_LINK, produces="text/html", status=303, transaction=False, limits=LIMITS)
def confirm(link: str) -> Response:
    """Confirm one's own call, then show it."""
    opening.confirm(link, request.form.get("signature", ""))
    return Response("", 303, {"Location": f"../{link}"}, mimetype="text/html")


@pages.get("/<link>/call-sheet.pdf", allow=BY_LINK, produces="application/pdf", limits=LIMITS)
def pdf(link: str) -> Response:
    """The sheet on paper, for this person."""
    from backend.planning.distribution.printing import personal_pdf

    made = personal_pdf(opening.find(link))
    return send_file(BytesIO(made.content), mimetype="application/pdf", download_name=made.filename)


@pages.get("/<link>/call.ics", allow=BY_LINK, produces="text/calendar", limits=LIMITS)
def calendar(link: str) -> Response:
    """One's own call for a calendar. Raises NotFound while it has no time."""
    row = opening.find(link)
    sheet = reading.personal(row)
    content = reading.calendar(row, sheet)
    if not content:
        raise NotFound
    name = f"Call {sheet.date.isoformat()}.ics"
    return send_file(BytesIO(content), mimetype="text/calendar", download_name=name, as_attachment=True)


@pages.get("/day/<link>", allow=BY_LINK, produces="text/html", limits=LIMITS)
def day(link: str) -> Response:
    """The day in general, for whoever scans the notice on the wall."""
    return _html(page.wall_page(opening.on_the_wall(link), request.user_agent.string))


@pages.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """One friendly page; the same for what never was and what is over."""
    db.session.rollback()
    words = page.BUSY if isinstance(error, Busy) else page.GONE
    return _html(page.plain_page(*words), error.status, error.headers)


@pages.errorhandler(HTTPException)
def refused(error: HTTPException) -> Response:
    """Too many requests, and whatever else the server refuses by itself."""
    db.session.rollback()
    status = error.code or 500
    kept = {key: value for key, value in error.get_headers() if key in {"Retry-After", "Allow"}}
    return _html(page.plain_page(*(page.SLOW if status == 429 else page.GONE)), status, kept)


@pages.errorhandler(Exception)
def unexpected(error: Exception) -> Response:
    """A fault of ours is logged and never shown."""
    db.session.rollback()
    log.exception("unexpected: %s a call sheet's page", request.method, exc_info=error)
    return _html(page.plain_page(*page.BUSY), 500)


@pages.after_request
def careful(response: Response) -> Response:
    """Nobody keeps, indexes or frames these pages, or learns where they were opened."""
    for name, value in page.headers().items():
        response.headers.setdefault(name, value)
    return response


def _visit() -> Visit:
    headers = request.headers
    purpose = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return Visit(request.method, request.user_agent.string, purpose)


def _page(opened: opening.Opened, link: str) -> Response:
    return _html(
        page.person_page(
            opened.sheet, state=opened.state, confirmed=opened.confirmed, until=opened.until, base=link,
            signature=opening.shown_signature(opened.row), agent=request.user_agent.string,
            has_calendar=(opened.sheet.first or opened.row.call_local) is not None,
        )
    )  # fmt: skip


def _html(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(text, status=status, mimetype="text/html", headers=headers)
