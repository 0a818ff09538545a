"""Who is looking, at which production, and what they may do there; the one wrapper around session state."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from streamlit_app.api.client import Api, NotSignedIn, Refused
from streamlit_app.charts.strips import CLASSIC

COOKIE = "backlot_session"


def token() -> str | None:
    """The session token of this browser (HttpOnly: scripts in the page cannot read it)."""
    found: str | None = st.context.cookies.get(COOKIE)
    return found


def api() -> Api:
    """The API as the person looking at this page."""
    ip = st.context.ip_address  # None on this machine itself
    return Api(token(), ip if isinstance(ip, str) else "0.0.0.0", tab_name())  # noqa: S104


def tab_name() -> str:
    """A name for this browser tab, so that it does not redraw for the changes it made itself."""
    name: str = st.session_state.setdefault("_tab", secrets.token_hex(8))
    return name


@dataclass
class Viewer:
    """The signed-in person and the production they look at (None when they have none)."""

    me: dict[str, Any]
    productions: list[dict[str, Any]] = field(default_factory=list)
    production: dict[str, Any] | None = None
    actions: frozenset[str] = frozenset()
    level: str = ""
    job_role: str = ""
    strip_colours: Mapping[str, str] | None = None  # see `strip_colours()`
    timer: dict[str, Any] | None = None  # what runs for them, as far as it was asked in this rerun

    def may(self, action: str) -> bool:
        """Whether the API would allow this action here; the page hides what it would not."""
        return action in self.actions

    @property
    def owner(self) -> bool:
        """The owner of this installation."""
        return bool(self.me["studio_role"] == "owner")

    @property
    def pid(self) -> int:
        """The production's id, for addresses."""
        return int((self.production or {})["id"])

    @property
    def zone(self) -> ZoneInfo:
        """The production's clock."""
        return ZoneInfo((self.production or {"timezone": "UTC"})["timezone"])

    @property
    def path(self) -> str:
        """`/productions/<id>`."""
        return f"/productions/{self.pid}"


def load_viewer() -> Viewer | None:
    """Ask the API who this is, on every rerun, so that a revoked session is out at the next click."""
    key = token()
    if not key:
        return None
    if st.session_state.get("_token") != key:  # another account in this tab: nothing of the last one may stay
        st.session_state.clear()
        st.session_state["_token"] = key
    try:
        viewer = Viewer(api().get("/auth/me"))
        viewer.productions = api().every("/productions")
        _choose_production(viewer)
    except NotSignedIn:
        return None
    st.session_state["_viewer"] = viewer
    return viewer


def viewer() -> Viewer:
    """The viewer of this rerun; only for pages behind sign-in."""
    found: Viewer = st.session_state["_viewer"]
    return found


def strip_colours() -> Mapping[str, str]:
    """The production's colours of strips by place, asked once a rerun; the classic ones outside of a production."""
    now: Viewer | None = st.session_state.get("_viewer")
    if now is None or now.production is None:
        return CLASSIC
    if now.strip_colours is None:
        now.strip_colours = api().get(f"{now.path}/rules")["strip_colours"]
    return now.strip_colours


def _choose_production(viewer: Viewer) -> None:
    known = {row["id"]: row for row in viewer.productions}
    wanted = st.query_params.get("production", "")
    chosen = int(wanted) if wanted.isdecimal() else st.session_state.get("_production")
    if chosen not in known:
        active = [row for row in viewer.productions if row["status"] == "active"]
        chosen = (active or viewer.productions or [{"id": None}])[0]["id"]
    if chosen is None:
        return
    try:
        place = api().get(f"/productions/{chosen}/me")
    except Refused:  # removed from it a moment ago
        return
    viewer.production = known[chosen]
    viewer.actions, viewer.level, viewer.job_role = frozenset(place["actions"]), place["level"], place["job_role"]
    remember_production(int(chosen))


def remember_production(production_id: int) -> None:
    """Keep the choice for this tab and in the address, so that reload and links come back to it."""
    st.session_state["_production"] = production_id
    if st.query_params.get("production") != str(production_id):
        st.query_params["production"] = str(production_id)


def flash(text: str, icon: str = ":material/check:") -> None:
    """Say something that survives the next rerun."""
    st.session_state.setdefault("_flash", []).append((text, icon))


def show_flashes() -> None:
    """Show what was said before the rerun."""
    for text, icon in st.session_state.pop("_flash", []):
        st.toast(text, icon=icon)
