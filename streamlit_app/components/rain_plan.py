"""Rain plan: what a day can shoot under a roof instead of its exteriors."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.shooting_days import day_label
from streamlit_app.editing.suggest import cover_line
from streamlit_app.state import api, viewer


@st.dialog("Rain plan", width="large", icon=":material/rainy:")
def rain_plan(days: list[dict[str, Any]]) -> None:
    """Choose a day; see what it loses to rain and what could be shot instead, cheapest first."""
    today = dt.datetime.now(viewer().zone).date().isoformat()
    coming = {day["id"]: day for day in days if day["date"] >= today} or {day["id"]: day for day in days}
    wet = [one for one, day in coming.items() if any("EXT" in (strip["int_ext"] or "") for strip in day["strips"])]
    first = list(coming).index(wet[0]) if wet else 0
    chosen = st.selectbox("Day", list(coming), first, format_func=lambda one: day_label(coming[one]), key="rain_day")
    found = api().get(f"{viewer().path}/days/{chosen}/covers")
    if not found["lost"]:
        st.info("Nothing of this day is shot under the open sky.", icon=":material/roofing:")
        return
    lost = ", ".join(words.plain(strip["number"]) for strip in found["lost"])
    st.markdown(f"Lost to rain: **{lost}** · {words.eighths(found['eighths'])} pages")
    if not found["covers"]:
        st.info(
            "No interior of a later day or of the boneyard can be shot then: its cast or its place cannot be had.",
            icon=":material/event_busy:",
        )
        return
    for cover in found["covers"][:12]:
        _cover(cover, found["currency"])
    if len(found["covers"]) > 12:
        st.caption(f"{len(found['covers']) - 12} more need more people or are longer.")
    st.caption("Move strips on the Stripboard; here nothing changes.")


def _cover(cover: dict[str, Any], currency: str) -> None:
    badge = " :green-badge[take]" if cover["taken"] else "" if cover["fits"] else " :orange-badge[longer]"
    where = f"from {words.day(cover['date'])}" if cover["date"] else "from the boneyard"
    with st.container(border=True, gap="xxsmall"):
        name = f"**{words.plain(cover['number'])}** {words.plain(cover['set_name'])}"
        st.markdown(f"{name} · {words.eighths(cover['eighths'])} pages · {where}{badge}")
        st.caption(words.plain(cover_line(cover, currency)))
        for warning in cover["warnings"]:
            st.caption(f":orange[{words.plain(warning)}]")
