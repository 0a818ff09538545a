"""Rules: the working rules and strip colours of the production, from a preset, changed where this film differs."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.charts.strips import contrast, ink_on
from streamlit_app.components.board import board, column, strip
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import confirm, title_line
from streamlit_app.components.rules_form import rules_form
from streamlit_app.editing.rules import STRIPS
from streamlit_app.state import api, flash, viewer

cares_about("rules")
path = f"{viewer().path}/rules"
may_edit = viewer().may("rules.edit")
rules = api().get(path)
offered = api().get(f"{path}/presets")
names = {one["key"]: one["name"] for one in offered["rules"]}
about = {one["key"]: one["about"] for one in offered["rules"]}
conventions = {one["key"]: one for one in offered["strips"]}
SAMPLE = (
    ("12", "INT", "DAY", "FERRY OFFICE"), ("13", "EXT", "DAY", "HARBOUR WALL"), ("14", "INT", "NIGHT", "WHEELHOUSE"),
    ("15", "EXT", "NIGHT", "BREAKWATER"), ("16", "EXT", "DAWN", "BEACH"), ("17", "EXT", "DUSK", "LIGHTHOUSE"),
)  # fmt: skip


def store(body: dict[str, Any], said: str) -> None:
    """Store at once what was chosen; runs before the page is drawn again."""
    try:
        api().patch(path, body, match=rules["version"])
        flash(said)
    except ApiError as problem:
        flash(problem.words(), ":material/sync_problem:")


def choose_preset() -> None:
    key = st.session_state[f"preset_{rules['version']}"]
    store({"preset": key}, f"Rules of {names[key]}. What you changed stays changed.")


def choose_strips() -> None:
    key = st.session_state[f"strips_{rules['version']}"]
    store({"strip_preset": key}, f"Strips: {conventions[key]['name']}.")


def choose_colour(place: str, key: str) -> None:
    store({"strip_colours": {place: st.session_state[key]}}, f"{STRIPS[place]} changed.")


def colours() -> None:
    """The strips as they look, and every colour to change."""
    own = rules["strip_colours"]
    strips = [
        strip(f"s{number}", number=number, int_ext=int_ext, day_night=light, heading=where, pages="1 2/8", cast="1, 4")
        for number, int_ext, light, where in SAMPLE
    ]
    board(
        [column("sample", "How a day looks", strips)], key="strip_sample", rev="sample", readonly=True, label="Strips"
    )
    with st.grid(min_column_width=150) as cells:
        for place, label in STRIPS.items():
            with cells.container():
                key = f"colour_{place}_{own[place]}"
                st.color_picker(
                    label, own[place], key=key, on_change=choose_colour, args=(place, key), disabled=not may_edit
                )
                if place in rules["strip_changed"]:
                    st.caption(":orange-badge[changed]")
                if contrast(own[place], ink_on(own[place])) < 4.5:
                    st.caption(":material/visibility_off: Hard to read on")


def back(what: str, body: dict[str, Any], count: int) -> None:
    if st.button(f"Back to the preset ({count})", key=f"back_{what}", icon=":material/restart_alt:", type="tertiary"):
        confirm(
            f"{words.plural(count, 'change')} of this production will be gone.",
            lambda: api().patch(path, body, match=rules["version"]),
            button="Back to the preset", done="Preset restored.",
        )  # fmt: skip


own = words.plural(len(rules["changed"]), "rule") + " changed" if rules["changed"] else "as the preset says"
with title_line("Rules", f"{(viewer().production or {})['title']} · {own}"):
    st.selectbox(
        "Preset", list(names), list(names).index(rules["preset"]), key=f"preset_{rules['version']}", width=260,
        format_func=names.__getitem__, label_visibility="collapsed", on_change=choose_preset, disabled=not may_edit,
    )  # fmt: skip
st.caption(f"{about[rules['preset']]} Where you start, not legal advice: check your own agreements.")
tab = st.segmented_control(
    "Part", ["Working rules", "Strip colours"], default="Working rules", required=True, key="rules_part",
    label_visibility="collapsed", bind="query-params",
)  # fmt: skip
if tab == "Strip colours":
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Convention", list(conventions), list(conventions).index(rules["strip_preset"]), width=260,
            key=f"strips_{rules['version']}", format_func=lambda key: conventions[key]["name"], on_change=choose_strips,
            disabled=not may_edit,
        )  # fmt: skip
        if may_edit and rules["strip_changed"]:
            back("strips", {"strip_colours": dict.fromkeys(rules["strip_changed"])}, len(rules["strip_changed"]))
    st.caption(words.plain(conventions[rules["strip_preset"]]["source"]))
    colours()
else:
    if may_edit and rules["changed"]:
        back("rules", {"values": dict.fromkeys(rules["changed"])}, len(rules["changed"]))
    rules_form(rules)
