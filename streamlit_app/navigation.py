"""Which pages there are, in which group, and who sees them."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from streamlit_app.state import Viewer


@dataclass(frozen=True)
class Place:
    """A page: file, title, icon, address, and the action a viewer needs (None: everybody signed in)."""

    file: str
    title: str
    icon: str
    url: str
    action: str | None = None
    owner_only: bool = False
    outside: bool = False  # also without a production


GROUPS: dict[str, list[Place]] = {
    "": [Place("today", "Today", "wb_sunny", "today", outside=True)],
    "Script": [
        Place("script_import", "Import", "upload_file", "import", "script.import"),
        Place("script_text", "Script", "article", "script", "script.read"),
        Place("scenes", "Scenes", "movie", "scenes", "scenes.read"),
        Place("breakdown", "Breakdown", "sell", "breakdown", "breakdown.read"),
    ],
    "Plan": [
        Place("schedule", "Stripboard", "calendar_view_day", "schedule", "schedule.read"),
        Place("suggest", "Suggest an order", "low_priority", "suggest", "schedule.suggest"),
        Place("dood", "Day out of days", "date_range", "day-out-of-days", "dood.read"),
        Place("availability", "Availability", "event_available", "availability", "availability.own"),
        Place("calendar", "Calendar", "calendar_month", "calendar", "schedule.read"),
        Place("call_sheets", "Call sheets", "assignment", "call-sheets", "call_sheets.read"),
        Place("locations", "Locations", "location_on", "locations", "locations.read"),
        Place("rules", "Rules", "rule", "rules", "rules.read"),
    ],
    "Set": [Place("shots", "Shots", "videocam", "shots", "shots.read")],
    "Office": [Place("tasks", "Tasks", "checklist", "tasks", "tasks.read")],
    "Time": [
        Place("my_time", "My time", "timer", "my-time", "time.own"),
        Place("team_time", "Team time", "insights", "team-time", "time.team"),
        Place("approvals", "Approvals", "fact_check", "approvals", "time.approve"),
        Place("dcc_setup", "DCC setup", "extension", "dcc-setup", "time.own"),
        Place("time_settings", "Time settings", "tune", "time-settings", "time.settings"),
    ],
    "People": [
        Place("team", "Team", "groups", "team", "members.read"),
        Place("cast", "Cast", "theater_comedy", "cast", "cast.read"),
    ],
    "Studio": [
        Place("productions", "Productions", "folder_special", "productions", outside=True),
        Place("activity", "Activity", "history", "activity", "activity.read"),
        Place("users", "Users", "manage_accounts", "users", owner_only=True, outside=True),
        Place("studio", "Studio", "settings", "studio", owner_only=True, outside=True),
        Place("account", "My account", "account_circle", "account", outside=True),
    ],
}
PUBLIC = [
    Place("join", "Join", "person_add", "join"),
    Place("verify", "Confirm e-mail", "mark_email_read", "verify"),
    Place("reset", "New password", "lock_reset", "reset"),
]


def navigate(viewer: Viewer | None) -> Any:
    """Register the pages this viewer may see; all of them while signed out, so that deep links survive sign-in."""
    pages: dict[str, list[Any]] = {}
    for group, places in GROUPS.items():
        seen = [_page(place) for place in places if viewer is None or _visible(place, viewer)]
        if seen:
            pages[group] = seen
    pages.setdefault("", []).extend(_page(place, hidden=True) for place in PUBLIC)
    return st.navigation(pages, position="sidebar" if viewer else "hidden", expanded=True)


def is_public(page: Any) -> bool:
    """Whether a page may be seen without signing in."""
    return page.url_path in {place.url for place in PUBLIC}


def _visible(place: Place, viewer: Viewer) -> bool:
    if place.owner_only:
        return viewer.owner
    if viewer.production is None:
        return place.outside
    return place.action is None or viewer.may(place.action)


def _page(place: Place, hidden: bool = False) -> Any:
    return st.Page(
        f"views/{place.file}.py",
        title=place.title,
        icon=f":material/{place.icon}:",
        url_path=place.url,
        default=place.url == "today",
        visibility="hidden" if hidden else "visible",
    )


def link(file: str) -> str:
    """The page file for st.switch_page and st.page_link."""
    return f"views/{file}.py"
