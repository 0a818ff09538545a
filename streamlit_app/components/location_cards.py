"""Locations: a card with what a crew needs to get there and be safe, and the dialog that changes it."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.state import api, flash, viewer

Location = dict[str, Any]
BLANK: Location = {
    "name": "", "address": "", "contact_name": "", "contact_phone": "", "parking": "", "basecamp": "",
    "hospital_name": "", "hospital_address": "", "hospital_phone": "", "latitude": None, "longitude": None, "notes": "",
}  # fmt: skip
MAP_HELP = "Open the place in Google Maps, Apple Maps or OpenStreetMap and paste the address of that page."


def map_address(row: Location) -> str | None:
    """A web map at the coordinates, or None without any."""
    if row["latitude"] is None:
        return None
    at = f"{row['latitude']:.6f}/{row['longitude']:.6f}"
    return f"https://www.openstreetmap.org/?mlat={at.replace('/', '&mlon=')}#map=16/{at}"


def card(row: Location, scenes: list[dict[str, Any]], sun: dict[str, Any] | None) -> None:
    """One location; `scenes` are shot there, `sun` is today's (None without coordinates)."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"#### {words.plain(row['name'])}")
        if viewer().may("locations.edit"):
            st.button(
                "Edit",
                key=f"edit_{row['id']}",
                icon=":material/edit:",
                type="tertiary",
                on_click=_open,
                args=(row["id"],),
            )
    if row["address"]:
        st.text(row["address"])
    _scenes(scenes)
    if sun:
        _sun(sun)
    for icon, label, text in (
        ("local_parking", "Parking", row["parking"]),
        ("camping", "Base camp", row["basecamp"]),
        ("local_hospital", "Hospital", ", ".join(filter(None, (row["hospital_name"], row["hospital_address"])))),
        ("notes", "Notes", row["notes"]),
    ):
        if text:
            st.markdown(f":material/{icon}: **{label}** {words.plain(text)}")
    _links(row)


def _scenes(scenes: list[dict[str, Any]]) -> None:
    if not scenes:
        st.caption("No scene is set here yet.")
        return
    sets = list(dict.fromkeys(scene["set_name"] for scene in scenes if scene["set_name"]))
    pages = words.eighths(sum(scene["eighths"] for scene in scenes))
    named = ", ".join(sets[:4]) + (f" and {len(sets) - 4} more" if len(sets) > 4 else "")
    st.markdown(
        f":material/movie: **{words.plural(len(scenes), 'scene')}** · {pages} pages"
        + (f"  \n:small[{words.plain(named)}]" if named else "")
    )


def _sun(sun: dict[str, Any]) -> None:
    rise, down = (f"**{words.clock(sun[name])}**" if sun[name] else "–" for name in ("sunrise", "sunset"))
    light = f"  \n:small[light from {words.clock(sun['civil_dawn'])} to {words.clock(sun['civil_dusk'])}]"
    both = sun["civil_dawn"] and sun["civil_dusk"]
    st.markdown(f":material/wb_twilight: Today: sunrise {rise}, sunset {down}{light if both else ''}")
    if sun["note"]:
        st.caption(sun["note"])


def _links(row: Location) -> None:
    """Buttons big enough for a thumb: the map, the contact's and the hospital's telephone."""
    with st.container(horizontal=True):
        if address := map_address(row):
            st.link_button("Map", address, icon=":material/map:")
        if row["contact_phone"]:
            st.link_button(row["contact_name"] or "Contact", words.dial(row["contact_phone"]), icon=":material/call:")
        elif row["contact_name"]:
            st.markdown(f":material/person: {words.plain(row['contact_name'])}", width="content")
        if row["hospital_phone"]:
            st.link_button("Hospital", words.dial(row["hospital_phone"]), icon=":material/local_hospital:")


def _open(location_id: int) -> None:
    st.session_state["_open_location"] = location_id


@st.dialog("Location", width="large", icon=":material/location_on:")
def edit_location(row: Location) -> None:
    """Add a location (`BLANK`) or change one."""
    with st.form("location", border=False):
        fields = {**_place(row), **_people(row)}
        link = fields.pop("map_link")
        sent = st.form_submit_button("Save" if row.get("id") else "Add", type="primary", width="stretch")
    if row.get("id"):
        _delete(row)
    if not sent:
        return
    changes = {name: value for name, value in fields.items() if value != row[name]}
    if link:
        changes = {name: value for name, value in changes.items() if name not in ("latitude", "longitude")}
        changes["map_link"] = link
    with told():
        if not row.get("id"):
            api().post(f"{viewer().path}/locations", changes)
            flash(f"{fields['name']} is on the list.")
        elif changes:
            api().patch(f"{viewer().path}/locations/{row['id']}", changes, match=row["version"])
            flash("Saved.")
        st.rerun()


def _place(row: Location) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": st.text_input("Name", row["name"], key="name", max_chars=255)}
    fields["address"] = st.text_area("Address", row["address"], key="address", height=70)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields["map_link"] = st.text_input(
            "Map link", key="map_link", help=MAP_HELP, placeholder="Paste a map link"
        ).strip()
        bounds: dict[str, Any] = {"format": "%.6f", "step": 0.001, "width": 160}
        fields["latitude"] = st.number_input("Latitude", -90.0, 90.0, row["latitude"], key="latitude", **bounds)
        fields["longitude"] = st.number_input("Longitude", -180.0, 180.0, row["longitude"], key="longitude", **bounds)
    with st.container(horizontal=True):
        fields["parking"] = st.text_area("Parking", row["parking"], key="parking", height=70)
        fields["basecamp"] = st.text_area("Base camp", row["basecamp"], key="basecamp", height=70)
    return fields


def _people(row: Location) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    with st.container(horizontal=True):
        fields["contact_name"] = st.text_input("Contact", row["contact_name"], key="contact_name")
        fields["contact_phone"] = st.text_input("Contact's phone", row["contact_phone"], key="contact_phone")
    with st.container(horizontal=True):
        fields["hospital_name"] = st.text_input("Nearest hospital", row["hospital_name"], key="hospital_name")
        fields["hospital_phone"] = st.text_input("Hospital's phone", row["hospital_phone"], key="hospital_phone")
    fields["hospital_address"] = st.text_input("Hospital's address", row["hospital_address"], key="hospital_address")
    fields["notes"] = st.text_area("Notes", row["notes"], key="notes", height=70)
    return fields


def _delete(row: Location) -> None:
    def gone() -> None:
        api().delete(f"{viewer().path}/locations/{row['id']}", match=row["version"])
        flash(f"{row['name']} is off the list.")

    ask_delete("this location", gone, "Scenes and days that name it keep their place in the schedule.")
