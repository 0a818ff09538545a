"""The head of a call sheet: its times, places and notes, each stored when it is left; a clash asks whose stays."""

import datetime as dt
from typing import Any, NamedTuple

import streamlit as st

from streamlit_app import words
from streamlit_app.components.call_sheet_facts import TIMES, Sheet, sun
from streamlit_app.components.figure import figure
from streamlit_app.components.grid import Column, sheet_of
from streamlit_app.components.troubles import show_troubles
from streamlit_app.editing.sheet import Sheet as Edits
from streamlit_app.state import api, viewer

c = st.column_config
PLACES = {
    "parking": ("Crew parking", ""),
    "basecamp": ("Basecamp", ""),
    "hospital": ("Nearest hospital", "Name, address and phone, each on a line of its own."),
}
NOTES = {
    "weather": ("Weather", "High and low, rain, wind."),
    "safety_notes": ("Safety", "What everybody must know before stepping on set."),
    "notes": ("Notes", "No visitors, no forced calls without approval, walkie channels …"),
}
LABELS = {name: label for name, (label, _hint) in {**PLACES, **NOTES}.items()}


def edits_of(sheet: Sheet, locations: dict[int | None, str]) -> Edits:
    """What this person typed into the head: the same bookkeeping as a table with one row."""
    options: Any = {one: name for one, name in locations.items() if one is not None}
    columns = {name: Column(c.TimeColumn(label, format="HH:mm")) for name, label in TIMES.items()}
    columns |= {name: Column(c.TextColumn(label), empty="") for name, label in LABELS.items()}
    columns["location_id"] = Column(c.SelectboxColumn("Location", options=list(options), format_func=options.get))
    return sheet_of(f"head_{sheet['id']}", columns)


def follow(sheet: Sheet, edits: Edits) -> None:
    """Bring the widgets to what is stored, except where something typed waits for a decision.

    A widget is given another value by drawing a new one that starts with it: what the browser still sends for the old
    one, not having heard yet, can then be told from an edit (see `_left`).
    """
    waiting: set[str] = set()
    if problem := edits.problems.get(sheet["id"]):
        waiting |= problem.values.keys()
    if conflict := edits.conflicts.get(sheet["id"]):
        waiting |= conflict.mine.keys()
    drawn: dict[str, Drawn] = st.session_state.setdefault(_drawn(sheet), {})
    for name, column in edits.columns.items():
        key = widget(sheet, name)
        typed = _typed(edits, name, key) if key in st.session_state else None
        shown = key in st.session_state and (name in waiting or column.same(typed, sheet[name]))
        if edits.stale or not shown:
            number = drawn[name].number + 1 if name in drawn else 1
            drawn[name] = Drawn(number, column.to_cell(sheet[name]), key, typed)
        if name in TIMES and (edits.stale or name not in waiting):
            # a time that can be cleared has no other way to start with a value; again each time, because a run that is
            # cut short by the next one may not have told the browser
            st.session_state[widget(sheet, name)] = column.to_cell(sheet[name])
    fields = {name: sheet[name] for name in edits.columns}
    edits.held, edits.stale = {sheet["id"]: {"id": sheet["id"], "version": sheet["version"], **fields}}, False


class Drawn(NamedTuple):
    """A field's widget: the how manieth, what it starts with; the key of the one before, and what stood in that."""

    number: int
    first: Any
    before: str
    then: Any


def widget(sheet: Sheet, field: str) -> str:
    """The key of a field's widget as it is drawn now."""
    drawn = st.session_state[_drawn(sheet)].get(field)
    return f"head_{sheet['id']}_{field}_{drawn.number if drawn else 0}"


def _now(sheet: Sheet, field: str) -> Drawn:
    found: Drawn = st.session_state[_drawn(sheet)][field]
    return found


def _drawn(sheet: Sheet) -> str:
    return f"_head_{sheet['id']}_drawn"


def save(row: Sheet, changes: Sheet) -> Sheet:
    """Store fields of the head, as this person saw it."""
    stored: Sheet = api().patch(f"{viewer().path}/call-sheets/{row['id']}", changes, match=row["version"])
    return stored


def _typed(edits: Edits, field: str, key: str) -> Any:
    value = edits.columns[field].to_api(st.session_state[key])
    return value.strip() if isinstance(value, str) else value


def _left(sheet: Sheet, edits: Edits, field: str, key: str) -> None:
    value = _typed(edits, field, key)
    now = _now(sheet, field)
    if key == now.before and value == now.then:
        return  # the old value of a widget that was just replaced: nobody typed it
    if not edits.columns[field].same(edits.held[sheet["id"]][field], value):
        edits.store(sheet["id"], {field: value}, save)


def times(sheet: Sheet, edits: Edits) -> None:
    """The card on top: the general call large, the other times beside it, the sun below."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(width=200):
            place = sheet["location_name"] or "No location yet"
            figure(TIMES["general_call"], words.clock(sheet["general_call"]) or "–:–", place, key="general_call_figure")
        with st.container(gap="xsmall"):
            with st.container(horizontal=True):
                for field, label in TIMES.items():
                    st.time_input(
                        label, None, key=widget(sheet, field), step=dt.timedelta(minutes=5), width=128,
                        on_change=_left, args=(sheet, edits, field, widget(sheet, field)),
                    )  # fmt: skip
            st.caption(f":material/wb_twilight: {words.plain(sun(sheet))}")
    show_troubles(edits, key=f"head_{sheet['id']}", save=save, add=None)


def details(sheet: Sheet, edits: Edits, locations: dict[int | None, str]) -> None:
    """Where everybody goes, and what they must know."""
    left, right = st.columns(2, gap="large")
    with left:
        ids, first, key = list(locations), _now(sheet, "location_id").first, widget(sheet, "location_id")
        st.selectbox(
            "Location", ids, ids.index(first) if first in ids else 0, key=key, on_change=_left,
            args=(sheet, edits, "location_id", key), format_func=lambda one: locations[one],
        )  # fmt: skip
        if sheet["location_address"]:
            st.caption(words.plain(sheet["location_address"]))
        _texts(sheet, edits, PLACES)
    with right:
        _texts(sheet, edits, NOTES)


def _texts(sheet: Sheet, edits: Edits, fields: dict[str, tuple[str, str]]) -> None:
    for field, (label, hint) in fields.items():
        st.text_area(
            label, _now(sheet, field).first, key=widget(sheet, field), height=112, placeholder=hint, max_chars=20_000,
            on_change=_left, args=(sheet, edits, field, widget(sheet, field)),
        )  # fmt: skip
