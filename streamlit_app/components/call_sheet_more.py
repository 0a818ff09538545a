"""Further lists of a call sheet, edited in place: background, departments, unit information, lines to sign."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.call_sheet_facts import OPEN, Sheet, moment
from streamlit_app.components.call_sheet_rows import clock_column, edit_of, path
from streamlit_app.components.grid import Column, edit_rows
from streamlit_app.components.page import told
from streamlit_app.state import api, viewer

c = st.column_config
SECTIONS = {
    "emergency": ("Emergency", "Set medic, police, fire: printed beside the hospital.", "Who", "Name or address"),
    "walkie": ("Walkie channels", "", "Channel", "Who talks there"),
    "transport": ("Transport", "One line a vehicle's run.", "Vehicle", "Driver, passengers, from where to where"),
    "contact": ("Contacts", "Production office, vendors, locations.", "Who", "Name, address"),
}


def departments(sheet: Sheet) -> None:
    """Background and stand-ins, then what each department must bring, and when."""
    _background(sheet)
    _notes(sheet)


def information(sheet: Sheet) -> None:
    """Emergency help, walkie channels, transport and contacts; then who signs."""
    for section in SECTIONS:
        _section(sheet, section)
    _signatures(sheet)


def _background(sheet: Sheet) -> None:
    st.subheader("Background and stand-ins", anchor=False)
    columns = {
        "quantity": Column(c.NumberColumn("Number", min_value=1, max_value=10_000, step=1, default=1, width=80)),
        "kind": Column(c.TextColumn("Who", max_chars=255, required=True, width="medium")),
        "call": clock_column("Call"),
        "on_set": clock_column("On set"),
        "remarks": Column(c.TextColumn("Remarks", width="large"), empty=""),
        "stand_in": Column(c.CheckboxColumn("Stand-in", width=80), empty=False),
    }
    _rows(sheet, "background", sheet["background"], columns, "kind", "Background calls")


def _notes(sheet: Sheet) -> None:
    st.subheader("Departments", anchor=False)
    st.caption(
        "Notes start from the breakdown of the day's scenes. A call moves everybody of that department whose call was "
        "not typed by hand, as soon as the times are worked out again."
    )
    columns = {
        "department": Column(c.TextColumn("Department", max_chars=255, required=True, width="medium")),
        "call": clock_column("Call"),
        "note": Column(c.TextColumn("Note", width="large"), empty=""),
    }
    _rows(sheet, "departments", sheet["departments"], columns, "department", "Department calls and notes")


def _section(sheet: Sheet, section: str) -> None:
    title, hint, label, text = SECTIONS[section]
    st.subheader(title, anchor=False)
    if hint:
        st.caption(hint)
    columns = {
        "label": Column(c.TextColumn(label, max_chars=255, required=True, width="medium")),
        "text": Column(c.TextColumn(text, width="large"), empty=""),
    }
    if section != "walkie":
        columns["phone"] = Column(c.TextColumn("Phone", max_chars=40), empty="")
    if section == "transport":
        columns["at"] = clock_column("At")
    rows = [row for row in sheet["info"] if row["section"] == section]
    _rows(sheet, "info", rows, columns, "label", title, key=section, fixed={"section": section})


def _signatures(sheet: Sheet) -> None:
    st.subheader("Signatures", anchor=False)
    for row in sheet["signatures"]:
        _signature(sheet, row)
    if sheet["status"] in OPEN:
        columns = {
            "role": Column(c.TextColumn("As", max_chars=255, required=True)),
            "name": Column(c.TextColumn("Name", max_chars=255), empty=""),
        }
        with st.expander("Change the lines to sign", icon=":material/edit:"):
            _rows(sheet, "signatures", sheet["signatures"], columns, "role", "Lines to sign")


def _signature(sheet: Sheet, row: dict[str, Any]) -> None:
    address = f"{path(sheet, 'signatures', row)}/sign"
    valid = row["signed_at"] and row["edition"] is not None and row["edition"] >= sheet["edition"]
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        said = f"**{words.plain(row['role'])}** {words.plain(row['name'])}"
        if valid:
            when = f"{moment(row['signed_at'], viewer().zone)}, edition {row['edition']}"
            said += f"  \n:green[:material/check:] Signed by {words.plain(row['signed_by'])}, {when}"
        elif row["signed_at"]:
            said += f"  \n:gray[{words.plain(row['signed_by'])} signed edition {row['edition']}]"
        st.markdown(said, width="content")
        if sheet["status"] not in OPEN or not viewer().may("call_sheets.sign"):
            return
        if valid and row["signed_by"] == viewer().me["name"]:
            if st.button("Take back", key=f"unsign_{row['id']}", type="tertiary"):
                with told("Your signature is taken back."):
                    api().delete(address, match=row["version"])
                st.rerun()
        elif not valid and st.button("Sign", key=f"sign_{row['id']}", icon=":material/draw:"):
            with told("Signed."):
                api().post(address, match=row["version"])
            st.rerun()


def _rows(
    sheet: Sheet, rows: str, shown: list[dict[str, Any]], columns: dict[str, Column], name: str, alt: str, *,
    key: str = "", fixed: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    edit_rows(
        shown, key=f"{key or rows}_{sheet['id']}", columns=columns, name=name, alt=alt,
        add=lambda values: api().post(path(sheet, rows), {**values, **(fixed or {})}), **edit_of(sheet, rows),
    )  # fmt: skip
