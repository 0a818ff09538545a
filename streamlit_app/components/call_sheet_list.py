"""The shooting days and their call sheets, and making a sheet for a day that has none."""

import datetime as dt
from typing import Any, Literal

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.call_sheet_facts import badge, day_of
from streamlit_app.components.page import empty, told
from streamlit_app.state import api, flash, viewer

Rows = list[dict[str, Any]]


def today() -> str:
    """The day on the production's clock."""
    return dt.datetime.now(viewer().zone).date().isoformat()


def current(sheets: Rows) -> dict[str, Any] | None:
    """The sheet somebody on set looks for: the one being shot, else the next one."""
    live = [row for row in sheets if row["status"] != "cancelled"]
    running = [row for row in live if row["status"] == "in_progress"]
    coming = [row for row in live if row["status"] == "published" and row["date"] >= today()]
    return min(running or coming, key=lambda row: row["date"], default=None)


def rows_of(sheets: Rows, days: Rows) -> Rows:
    """Sheets and days without one, as lines of one list by date: `{date, number, of, day, sheet}`."""
    by_day = {sheet["day_id"]: sheet for sheet in sheets if sheet["day_id"]}
    found = [{**day, "day": day, "sheet": by_day.get(day["id"])} for day in days]
    shown = {row["sheet"]["id"] for row in found if row["sheet"]}
    found += [
        {"date": sheet["date"], "number": sheet["day_number"], "of": None, "day": None, "sheet": sheet}
        for sheet in sheets
        if sheet["id"] not in shown
    ]
    return sorted(found, key=lambda row: row["date"])


def chosen(rows: Rows) -> Rows:
    """The lines of the filter the person chose: coming (next first), past (latest first) or cancelled."""
    which = st.segmented_control(
        "Show", ["Coming", "Past", "Cancelled"], default="Coming", required=True, key="show", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    cancelled = [row for row in rows if row["sheet"] and row["sheet"]["status"] == "cancelled"]
    if which == "Cancelled":
        return cancelled[::-1]
    rest = [row for row in rows if row not in cancelled]
    if which == "Past":
        return [row for row in rest if row["date"] < today()][::-1]
    return [row for row in rest if row["date"] >= today()]


def show(sheets: Rows, days: Rows) -> None:
    """The list, with the next day without a sheet as the one to do."""
    rows = rows_of(sheets, days)
    if not rows:
        _nothing()
        return
    lines = chosen(rows)
    may_edit = viewer().may("call_sheets.edit")
    bare = [row for row in rows if row["sheet"] is None and row["date"] >= today()]
    for row in lines:
        _line(row, first=bool(bare) and row is bare[0], may_edit=may_edit)
    if not lines:
        empty("Nothing here", "No call sheet matches this filter.", "filter_alt_off")


def _line(row: dict[str, Any], *, first: bool, may_edit: bool) -> None:
    sheet, day = row["sheet"], row["day"]
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        when = " · ".join(part for part in (f"**{words.day(row['date'])}**", day_of(row)) if part)
        st.markdown(f"{when} {badge(sheet) if sheet else ':gray-badge[No call sheet]'}  \n:small[{_facts(sheet, day)}]")
        if sheet:
            st.button("Open", key=f"open_{sheet['id']}", on_click=go_to, args=(sheet["id"],))
        elif may_edit and day:
            kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
            if st.button("Make call sheet", key=f"make_{day['id']}", type=kind, icon=":material/note_add:"):
                make(day["id"])


def _facts(sheet: dict[str, Any] | None, day: dict[str, Any] | None) -> str:
    source: dict[str, Any] = sheet or day or {}
    call = f"call {words.clock(source['general_call'])}" if source["general_call"] else "no general call yet"
    if sheet:
        counts = f"{words.plural(sheet['scenes'], 'scene')} · {sheet['cast']} cast · {sheet['crew']} crew"
    else:
        strips = source["strips"]
        counts = f"{words.plural(len(strips), 'scene')} · {words.eighths(source['eighths'])} pages"
    return " · ".join(part for part in (call, words.plain(source["location_name"] or ""), counts) if part)


def go_to(sheet_id: int | None) -> None:
    """Keep the open sheet in the address; None goes back to the list."""
    for name in ("day", "sheet", "all"):
        st.query_params.pop(name, None)
    if sheet_id is None:
        st.query_params["all"] = "1"
    else:
        st.query_params["sheet"] = str(sheet_id)


def back() -> None:
    """The way to the list."""
    st.button(
        "All call sheets", key="back", type="tertiary", icon=":material/arrow_back:", on_click=go_to, args=(None,)
    )  # fmt: skip


def make(day_id: int) -> None:
    """Make a day's sheet and open it."""
    with told():
        made = api().post(f"{viewer().path}/call-sheets", {"day_id": day_id})
        flash("A draft with everybody's calls proposed from the general call. Check it, then publish it.")
        go_to(made["id"])
    st.rerun()


def offer(day: dict[str, Any]) -> None:
    """A day without a sheet, come to from elsewhere."""
    said = f"{words.day(day['date'])} · {day_of(day)} · {_facts(None, day)}"
    if viewer().may("call_sheets.edit"):
        with empty("This day has no call sheet yet", said, "assignment_late"):
            if st.button("Make call sheet", key="make", type="primary", icon=":material/note_add:"):
                make(day["id"])
    else:
        empty("The call sheet of this day is not out yet", said, "assignment_late")


def _nothing() -> None:
    if viewer().may("call_sheets.edit"):
        with empty("No shooting day yet", "A call sheet is made from a shooting day with its scenes.", "assignment"):
            if viewer().may("schedule.read"):
                st.page_link(navigation.link("schedule"), label="Plan the schedule", icon=":material/calendar_add_on:")
    else:
        empty("No call sheet is out yet", "It appears here as soon as it is published.", "assignment")
