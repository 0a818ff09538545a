"""What the production's call sheets start from: minutes, colours, channels, the set's policy, who signs."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.state import api, flash, viewer

MINUTES = {
    "travel_minutes": "Pick-up to base", "makeup_minutes": "Hair and make-up", "wardrobe_minutes": "Wardrobe",
    "setup_minutes": "Call to first shot", "minutes_per_eighth": "An eighth of a page",
    "lunch_after_call": "Call to lunch", "lunch_lasts": "Lunch lasts",
}  # fmt: skip


@st.dialog("Call sheet defaults", width="large", icon=":material/tune:")
def defaults_dialog() -> None:
    """Every field at once; sheets that are there keep what they have, except for times worked out again."""
    path = f"{viewer().path}/call-sheet-defaults"
    now = api().get(path)
    with st.form("call_sheet_defaults", border=False):
        sent = _minutes(now)
        left, right = st.columns(2)
        with left:
            sent |= _policy(now)
        with right:
            sent |= _lists(now)
        if st.form_submit_button("Save", type="primary"):
            with told():
                api().patch(path, sent, match=now["version"])
                flash("New call sheets start from this.")
                st.rerun()


def _minutes(now: dict[str, Any]) -> dict[str, Any]:
    st.caption("Minutes, counted back from being on set, or on from the call. A sheet or a person may differ.")
    found: dict[str, Any] = {}
    with st.container(horizontal=True):
        for field, label in MINUTES.items():
            least = 1 if field == "minutes_per_eighth" else 0
            found[field] = st.number_input(label, least, 1440, now[field], step=5, width=160, key=f"default_{field}")
        found["breakfast_minutes"] = st.number_input(
            "Breakfast before call", 0, 1440, now["breakfast_minutes"], step=5, width=160, placeholder="none",
            key="default_breakfast",
        )  # fmt: skip
    return found


def _policy(now: dict[str, Any]) -> dict[str, Any]:
    return {
        "policy": st.text_area("On set", now["policy"], key="default_policy", height=90),
        "closed_set": st.checkbox("Closed set: no visitors", now["closed_set"], key="default_closed"),
        "hide_phones": st.checkbox("Print no phone numbers", now["hide_phones"], key="default_phones"),
        "temperature_unit": st.segmented_control(
            "Temperatures in", ["C", "F"], default=now["temperature_unit"], format_func="°{}".format, required=True,
            key="default_unit",
        ),
    }  # fmt: skip


def _lists(now: dict[str, Any]) -> dict[str, Any]:
    channels = st.text_area(
        "Walkie channels", "\n".join(" ".join(one) for one in now["channels"]), key="default_channels", height=150,
        help="Channel and who talks there, one a line.",
    )  # fmt: skip
    colours = st.text_input("Colours of the editions, in order", ", ".join(now["colours"]), key="default_colours")
    roles = list(dict.fromkeys([*now["signing"], "production_manager", "assistant_director", "producer", "director"]))
    return {
        "channels": [parts for line in channels.splitlines() if len(parts := line.split(maxsplit=1)) == 2],
        "colours": [one.strip().lower() for one in colours.split(",") if one.strip()],
        "signing": st.multiselect("Who signs", roles, now["signing"], format_func=words.role, key="default_signing"),
    }
