"""Whatever waits for somebody has an icon and a page to do it on."""

import ast
import datetime as dt
from pathlib import Path
from typing import Any, get_args

from backend.analytics.schemas import Need
from backend.core import clock
from backend.timelogs.weeks.iso import week_name
from streamlit_app.navigation import GROUPS
from tests.people import Caller, Studio
from tests.timelogs.rows import Hours

VIEW = Path(__file__).resolve().parents[2] / "streamlit_app" / "views" / "today.py"
KINDS = set(get_args(Need.model_fields["kind"].annotation))


def table(name: str) -> dict[str, str]:
    """One of the page's tables; the page itself runs only inside Streamlit."""
    for node in ast.parse(VIEW.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            found: dict[str, str] = ast.literal_eval(node.value)
            return found
    raise LookupError(name)


def test_every_need_has_an_icon_and_a_page_that_exists() -> None:
    pages = {place.file for places in GROUPS.values() for place in places}
    assert set(table("NEED_ICON")) == set(table("NEED_PAGE")) == KINDS
    assert set(table("NEED_PAGE").values()) <= pages


def test_today_leads_to_hours_that_wait(open_page: Any, studio: Studio) -> None:
    production = studio.production()
    lead, kim = studio.member(production, "vfx_supervisor"), studio.member(production, "vfx_artist")
    hours, last = Hours(studio.app, production), clock.today("UTC") - dt.timedelta(days=7)
    hours.day(kim.user_id, hours.task(), last, 8)

    def links(caller: Caller) -> dict[str, str]:
        found = open_page(caller, production=production).get("page_link")
        return {link.proto.label: link.proto.page for link in found}

    number = last.isocalendar().week
    assert links(kim)[f"Your hours of week {number} are not handed in"] == "my-time"
    kim.post(f"/productions/{production}/time/weeks/{kim.user_id}/{week_name(last)}/submit", {})
    assert links(lead)["1 week of hours waits for approval"] == "approvals"
