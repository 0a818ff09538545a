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
    "emergency_plan": ("Emergency plan", "Who calls for help, where the ambulance meets us."),
}
NOTES = {
    "weather": ("Weather", "Showers until noon, then dry."),
    "safety_notes": ("Safety", "What everybody must know before stepping on set."),
    "policy": ("On set", "No forced calls without approval, no photographs …"),
    "notes": ("Notes", "Anything else for everybody."),
}
LABELS = {name: label for name, (label, _hint) in {**PLACES, **NOTES}.items()}
FORECAST = {
    "temperature_high": ("High °", -100, 150),
    "temperature_low": ("Low °", -100, 150),
    "rain_percent": ("Rain %", 0, 100),
}
WAY = {"travel_minutes": "Travel", "makeup_minutes": "Hair and make-up", "wardrobe_minutes": "Wardrobe"}
MEALS = {"breakfast_count": ("Breakfast for", "breakfast"), "lunch_count": ("Lunch for", "lunch")}


def edits_of(sheet: Sheet, locations: dict[int | None, str]) -> Edits:
    """What this person typed into the head: the same bookkeeping as a table with one row."""
    options: Any = {one: name for one, name in locations.items() if one is not None}
    columns = {name: Column(c.TimeColumn(label, format="HH:mm")) for name, label in TIMES.items()}
    columns |= {name: Column(c.TextColumn(label), empty="") for name, label in LABELS.items()}
    numbers = {name: label for name, (label, *_limits) in FORECAST.items()} | WAY
    numbers |= {name: label for name, (label, _meal) in MEALS.items()}
    columns |= {name: Column(c.NumberColumn(label, step=1)) for name, label in numbers.items()}
    columns["wind"] = Column(c.TextColumn("Wind"), empty="")
    columns["closed_set"] = Column(c.CheckboxColumn("Closed set"), empty=False)
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
                        label, None, key=widget(sheet, field), step=dt.timedelta(minutes=5), width=110,
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
        _counts(sheet, edits)
    with right:
        _forecast(sheet, edits)
        _texts(sheet, edits, NOTES)


def _forecast(sheet: Sheet, edits: Edits) -> None:
    """The weather as somebody looked it up: numbers beside each other."""
    with st.container(horizontal=True):
        for field, (label, least, most) in FORECAST.items():
            unit = sheet["temperature_unit"] if label.endswith("°") else ""
            _number(sheet, edits, field, label + unit, least, most)
        _line(sheet, edits, "wind", "Wind", "SW 24 km/h")
    key = widget(sheet, "closed_set")
    st.checkbox(
        "Closed set: no visitors", bool(_now(sheet, "closed_set").first), key=key, on_change=_left,
        args=(sheet, edits, "closed_set", key),
    )  # fmt: skip


def _counts(sheet: Sheet, edits: Edits) -> None:
    """For how many is cooked (counted while empty), and how long the cast takes to the set, where this day differs."""
    with st.container(horizontal=True):
        for field, (label, _meal) in MEALS.items():
            _number(sheet, edits, field, label, 0, 100_000, str(sheet["meals"]["counted"]))
    st.caption("Empty means: everybody who is called today.")
    st.caption("Minutes of the cast's way to the set; empty is what the production usually needs.")
    with st.container(horizontal=True):
        for field, label in WAY.items():
            _number(sheet, edits, field, label, 0, 1440, str(sheet["offsets"][field]))


def _number(
    sheet: Sheet, edits: Edits, field: str, label: str, least: int, most: int, hint: str | None = None
) -> None:  # fmt: skip
    key = widget(sheet, field)
    st.number_input(
        label, least, most, _now(sheet, field).first, step=1, key=key, placeholder=hint, on_change=_left,
        args=(sheet, edits, field, key), width=128,
    )  # fmt: skip


def _line(sheet: Sheet, edits: Edits, field: str, label: str, hint: str) -> None:
    key = widget(sheet, field)
    st.text_input(
        label, _now(sheet, field).first or "", key=key, placeholder=hint, max_chars=60, on_change=_left,
        args=(sheet, edits, field, key), width=160,
    )  # fmt: skip


def _texts(sheet: Sheet, edits: Edits, fields: dict[str, tuple[str, str]]) -> None:
    for field, (label, hint) in fields.items():
        st.text_area(
            label, _now(sheet, field).first, key=widget(sheet, field), height=112, placeholder=hint, max_chars=20_000,
            on_change=_left, args=(sheet, edits, field, widget(sheet, field)),
        )  # fmt: skip
