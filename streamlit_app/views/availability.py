"""Availability: when cast, crew, locations and things can be had, against the days the schedule wants them."""

import datetime as dt

import streamlit as st

from streamlit_app import words
from streamlit_app.components.availability_forms import (
    cards,
    edit_span,
    enter_days,
    may_change,
    own_cards,
    plans,
    told_replaced,
)
from streamlit_app.components.availability_grid import Painted, availability_grid
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.screen import on_phone
from streamlit_app.editing.availability import KINDS, chosen, clashes, grid, key_of, month_of, months_on, subject_of
from streamlit_app.state import api, viewer

cares_about(
    "availability", "schedule", "shooting day", "strip", "cast member", "member", "location", "element", "calendar date"
)
path = f"{viewer().path}/availability"
today = dt.datetime.now(viewer().zone).date()


def store(stroke: Painted) -> None:
    body = {"subjects": [subject_of(key) for key in stroke.rows], "first": stroke.first, "last": stroke.last}
    saved = api().post(f"{path}/paint", {**body, "state": stroke.state})
    if len(stroke.rows) > 1 or stroke.first != stroke.last or saved["replaced"]:
        told_replaced(saved["replaced"], "Saved.")


def open_cell(key: str, date: str) -> None:
    """The entry of a cell, or a new one there."""
    row = next((row for row in everybody if key_of(row) == key), None)
    if row is None:
        return
    cell = next((cell for cell in row["cells"] if cell["date"] == date and cell["span_id"]), None)
    if cell:
        span = api().get(f"{path}/{cell['span_id']}")
        edit_span(span, may_change=may_change(span))
    elif plans() or row["mine"]:
        enter_days([one for one in everybody if plans() or one["mine"]], [key], dt.date.fromisoformat(date))


def turn(step: int) -> None:
    st.session_state["availability_month"] = months_on(month, step)


def start_month() -> dt.date:
    """The month chosen before; else this one, or the first that is shot when that is later."""
    if kept := st.session_state.get("availability_month"):
        found: dt.date = kept
        return found
    start = (viewer().production or {}).get("start_date")
    return max(today, dt.date.fromisoformat(start)) if start else today


month = start_month()
first, last = month_of(month)
shown = api().get(f"{path}/calendar", first=first.isoformat(), last=last.isoformat())
everybody = shown["rows"]
mine = [row for row in everybody if row["mine"]]
with title_line("Availability", "Who and what can be had, and where the schedule wants them"):
    writable = [row for row in everybody if plans() or row["mine"]]
    if writable and not (on_phone() and not plans()):
        label = "Enter days" if plans() else "I’m not available"
        if st.button(label, key="availability_add", type="primary", icon=":material/edit_calendar:"):
            start = max(first, min(today, last))
            enter_days(writable, [] if plans() else [key_of(mine[0])], start)

with st.container(horizontal=True, vertical_alignment="center"):
    st.button(
        "Month before", key="month_back", icon=":material/chevron_left:", on_click=turn, args=(-1,), type="tertiary"
    )
    st.markdown(f"**{first:%B} {first.year}**", width="content")
    st.button("Month after", key="month_on", icon=":material/chevron_right:", on_click=turn, args=(1,), type="tertiary")
    kinds: list[str] = []
    search, only = "", False
    if len(everybody) > len(mine):
        there = [kind for kind in KINDS if any(row["kind"] == kind for row in everybody)]
        kinds = st.pills(
            "Show", there, selection_mode="multi", format_func=KINDS.__getitem__, key="availability_kinds",
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        search = st.text_input(
            "Search", key="availability_q", type="search", placeholder="Name or number", width=180,
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        only = st.toggle("Only clashes", key="availability_clashes", bind="query-params")

rows = chosen(everybody, kinds, search, only)
wrong = clashes(rows)
if wrong:
    sure = sum(cell["clash"] == "error" for _row, cell in wrong)
    named = [f"{words.plain(row['name'])} {words.day(cell['date'])}" for row, cell in wrong[:4]]
    more = f" and {len(wrong) - 4} more" if len(wrong) > 4 else ""
    colour = "red" if sure else "orange"
    st.markdown(
        f":{colour}[:material/error: **{words.plural(len(wrong), 'clash', 'clashes')}**] {', '.join(named)}{more}"
    )

if not everybody:
    how = "Your entry on the cast list needs your e-mail address; ask whoever plans to put it there."
    if plans():
        how = "Import the screenplay and invite the team; everybody has a line here then."
    empty("Nobody to enter days for yet", how, "event_available")
elif not rows:
    empty("Nothing found", "Nobody matches these filters in this month.", "search_off")
elif on_phone():
    spans = api().every(path, first=first.isoformat(), last=last.isoformat())
    start = max(first, min(today, last))
    if mine and not plans():
        own_cards([row for row in rows if row["mine"]], spans, start)
    cards([row for row in rows if plans() or not row["mine"]], spans)
else:
    data = grid(shown, rows, everybody=plans(), today=today.isoformat())
    availability_grid(data, key="availability_grid", on_painted=store, on_opened=open_cell)
    st.caption(
        "A dot: the schedule wants them. A frame: a clash. Stripes: some hours only. Grey: the company does not work."
    )
