"""Locations: a card with what a crew needs to get there and be safe, and the dialog that changes it."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import money, words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.state import api, flash, viewer

Location = dict[str, Any]
BLANK: Location = {
    "name": "", "address": "", "contact_name": "", "contact_phone": "", "parking": "", "basecamp": "",
    "hospital_name": "", "hospital_address": "", "hospital_phone": "", "latitude": None, "longitude": None, "notes": "",
    "permit": "unknown", "permit_until": None, "permit_notes": "", "daily_cost": None, "cost_notes": "",
    "photo_ids": [],
}  # fmt: skip
PERMITS = {
    "unknown": ("Not clarified", "gray"), "not_needed": ("Not needed", "gray"), "to_apply": ("To apply for", "orange"),
    "applied": ("Applied for", "orange"), "granted": ("Granted", "green"), "refused": ("Refused", "red"),
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
    if row["photo_ids"]:
        st.image(picture(row["id"], row["photo_ids"][0]), width="stretch")
    if row["address"]:
        st.text(row["address"])
    _scenes(scenes)
    _terms(row)
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


def _terms(row: Location) -> None:
    """The permit and, for those who see money, the fee."""
    word, colour = PERMITS[row["permit"]]
    until = f" until {words.day(row['permit_until'], year=True)}" if row["permit_until"] else ""
    said = []
    if row["permit"] != "unknown":
        said.append(f":{colour}-badge[Permit: {word.lower()}{until}]")
    if row["daily_cost"] is not None:
        said.append(f":gray-badge[{money.said(row['daily_cost'], _currency())} a day]")
    if said:
        st.markdown(" ".join(said))
    for text in (row["permit_notes"], row["cost_notes"]):
        if text:
            st.caption(words.plain(text))


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
        if row["photo_ids"] or viewer().may("locations.edit"):
            count = len(row["photo_ids"])
            label = words.plural(count, "picture") if count else "Add pictures"
            st.button(
                label, key=f"pictures_{row['id']}", icon=":material/photo_library:", on_click=_show, args=(row["id"],)
            )
        if row["hospital_phone"]:
            st.link_button("Hospital", words.dial(row["hospital_phone"]), icon=":material/local_hospital:")


def picture(location_id: int, photo_id: int, size: str = "small") -> bytes:
    """The file of a picture."""
    return api().file(f"{viewer().path}/locations/{location_id}/photos/{photo_id}/file", size=size)


def _show(location_id: int) -> None:
    st.session_state["_pictures_of"] = location_id


def _open(location_id: int) -> None:
    st.session_state["_open_location"] = location_id


@st.dialog("Location", width="large", icon=":material/location_on:")
def edit_location(row: Location) -> None:
    """Add a location (`BLANK`) or change one."""
    with st.form("location", border=False):
        fields = {**_place(row), **_people(row), **_permit(row)}
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
    if row["latitude"] is None:
        towns = {town["name"]: town for town in api().get(f"{viewer().path}/locations/towns")}
        near = st.selectbox(
            "No link at hand? Choose the nearest town, for sunrise and sunset", [None, *towns], key="town",
            format_func=lambda name: name or "–",
        )  # fmt: skip
        if near and fields["latitude"] is None and fields["longitude"] is None:
            fields["latitude"], fields["longitude"] = towns[near]["latitude"], towns[near]["longitude"]
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


def _permit(row: Location) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    with st.container(horizontal=True):
        fields["permit"] = st.selectbox(
            "Permit", list(PERMITS), list(PERMITS).index(row["permit"]), key="permit",
            format_func=lambda one: PERMITS[one][0],
        )  # fmt: skip
        until = st.date_input(
            "Valid until",
            dt.date.fromisoformat(row["permit_until"]) if row["permit_until"] else None,
            key="permit_until",
        )
        fields["permit_until"] = until.isoformat() if isinstance(until, dt.date) else None
    fields["permit_notes"] = st.text_input("Conditions, number, who issued it", row["permit_notes"], key="permit_notes")
    if viewer().may("rates.read"):
        cost = money.major(row["daily_cost"], _currency())
        with st.container(horizontal=True):
            given = st.number_input(f"Cost a day, {_currency()}", 0.0, value=cost, key="daily_cost", step=50.0)
            fields["daily_cost"] = money.minor(given, _currency())
            fields["cost_notes"] = st.text_input("What it includes, deposit", row["cost_notes"], key="cost_notes")
    return fields


def _currency() -> str:
    return str((viewer().production or {})["currency"])


def _delete(row: Location) -> None:
    def gone() -> None:
        api().delete(f"{viewer().path}/locations/{row['id']}", match=row["version"])
        flash(f"{row['name']} is off the list.")

    ask_delete("this location", gone, "Scenes and days that name it keep their place in the schedule.")
