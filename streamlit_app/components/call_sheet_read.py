"""A call sheet to read on a phone before sunrise: when I must be where, and everything else below."""

from itertools import groupby
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.call_sheet_facts import TIMES, Sheet, hospital, line_title, sun, totals, weather
from streamlit_app.components.figure import figure


def read(sheet: Sheet) -> None:
    """The whole sheet, the most urgent first; two columns where there is room."""
    if sheet["status"] == "cancelled":
        st.error("This call sheet is cancelled. Do not travel on it.", icon=":material/cancel:")
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _calls(sheet)
        _place(sheet)
        _hospital(sheet)
        _numbers(sheet)
        _words(sheet)
    with right:
        _scenes(sheet)
        _cast(sheet)
        _background(sheet)
        _crew(sheet)
        _advance(sheet)


def _calls(sheet: Sheet) -> None:
    own = [row for row in sheet["crew"] if row["mine"]]
    roles = [row for row in sheet["cast"] if row["mine"]]
    with st.container(border=True, gap="small", key="calls"):
        for row in own:
            call = "On call" if row["on_call"] else words.clock(row["call"]) or "No time yet"
            what = " · ".join(part for part in (row["position"], row["department"]) if part)
            figure("Your call", call, what or row["name"], key=f"mine_{row['id']}")
        for row in roles:
            _role(row)
        general = words.clock(sheet["general_call"])
        if own or roles:
            st.markdown(f"**General call {general}**")
        else:
            figure(TIMES["general_call"], general or "–:–", "", key="general")
            st.caption("You are not on this sheet yourself; ask your department when you are needed.")
        others = [(label, words.clock(sheet[name])) for name, label in TIMES.items() if name != "general_call"]
        said = [f"{label} **{clock}**" for label, clock in others if clock]
        if said:
            st.markdown(" · ".join(said))
        if over := sun(sheet):
            st.caption(f":material/wb_twilight: {words.plain(over)}")


def _role(row: dict[str, Any]) -> None:
    names = {"Pick-up": "pick_up", "Hair and make-up": "makeup", "Wardrobe": "wardrobe", "On set": "on_set"}
    steps = [(label, row[name]) for label, name in names.items()]
    known = [(label, words.clock(clock)) for label, clock in steps if clock]
    first, *later = known or [("Your call", "No time yet")]
    scenes = f"scenes {', '.join(row['scene_numbers'])}" if row["scene_numbers"] else ""
    note = " · ".join(part for part in (row["character_name"], scenes) if part)
    figure(f"Your {first[0].lower()}" if known else first[0], first[1], note, key=f"role_{row['id']}")
    if later:
        st.markdown(" · ".join(f"{label} **{clock}**" for label, clock in later))
    if row["remarks"]:
        st.markdown(f":material/info: {words.plain(row['remarks'])}")


def _place(sheet: Sheet) -> None:
    if not any(sheet[name] for name in ("location_name", "parking", "basecamp")):
        return
    with st.container(border=True, gap="xsmall"):
        st.subheader("Where", anchor=False)
        if sheet["location_name"]:
            st.markdown(f"**{words.plain(sheet['location_name'])}**")
        if sheet["location_address"]:
            st.text(sheet["location_address"])
        if sheet["location_map"]:
            st.link_button("Map", sheet["location_map"], icon=":material/map:", width="stretch")
        for icon, label, name in (("local_parking", "Parking", "parking"), ("cabin", "Basecamp", "basecamp")):
            if sheet[name]:
                st.space("xxsmall")
                st.markdown(f":material/{icon}: **{label}**")
                st.text(sheet[name])


def _hospital(sheet: Sheet) -> None:
    lines, phone = hospital(sheet["hospital"])
    if not lines and not phone:
        return
    with st.container(border=True, gap="xsmall"):
        st.subheader("Nearest hospital", anchor=False)
        if lines:
            st.markdown(f"**{words.plain(lines[0])}**")
        if lines[1:]:
            st.text("\n".join(lines[1:]))
        if phone:
            st.link_button(f"Call {phone}", words.dial(phone), icon=":material/call:", width="stretch")


def _numbers(sheet: Sheet) -> None:
    """Whom to ring, and on which channel whom."""
    rows = [row for row in sheet["info"] if row["section"] != "walkie"]
    channels = ", ".join(f"{row['label']} {row['text']}" for row in sheet["info"] if row["section"] == "walkie")
    if not rows and not channels:
        return
    with st.container(border=True, gap="xsmall"):
        st.subheader("Unit information", anchor=False)
        for row in sorted(rows, key=lambda one: one["section"] != "emergency"):
            at = f"{words.clock(row['at'])} " if row["at"] else ""
            about = words.plain(row["text"].replace("\n", " "))
            st.markdown(f"{at}**{words.plain(row['label'])}** {about}")
            if row["phone"]:
                number = words.dial(row["phone"])
                st.link_button(f"Call {row['phone']}", number, icon=":material/call:", width="stretch")
        if channels:
            st.markdown(f":material/speaker_phone: {words.plain(channels)}")


def _background(sheet: Sheet) -> None:
    if not sheet["background"]:
        return
    with st.container(border=True, gap="small"):
        st.subheader("Background and stand-ins", anchor=False)
        for row in sheet["background"]:
            call = f"**{words.clock(row['call'])}** · " if row["call"] else ""
            remarks = words.plain(row["remarks"].replace("\n", " "))
            note = f"  \n{_small(remarks)}" if remarks else ""
            st.markdown(f"{call}{row['quantity']} {words.plain(row['kind'])}{note}")


def _words(sheet: Sheet) -> None:
    closed = "Closed set: no visitors." if sheet["closed_set"] else ""
    said = [
        ("Safety", "health_and_safety", sheet["safety_notes"]),
        ("On set", "do_not_disturb_on", " ".join(filter(None, [closed, sheet["policy"]]))),
        ("Emergency plan", "emergency", sheet["emergency_plan"]),
        ("Weather", "partly_cloudy_day", weather(sheet)),
        ("Notes", "sticky_note_2", sheet["notes"]),
    ]
    for title, icon, text in said:
        if text:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f":material/{icon}: **{title}**")
                st.text(text)


def _scenes(sheet: Sheet) -> None:
    with st.container(border=True, gap="small"):
        st.subheader("Scenes", anchor=False)
        st.caption(totals(sheet))
        for row in sheet["scenes"]:
            st.markdown(_scene(row) if row["scene_id"] else _banner(row))


def _banner(row: dict[str, Any]) -> str:
    said = " ".join(part for part in (words.clock(row["at"]), row["banner"]) if part)
    return f":blue[:material/flag:] **{words.plain(said)}**"


def _scene(row: dict[str, Any]) -> str:
    cast = f"cast {', '.join(map(str, row['cast_numbers']))}" if row["cast_numbers"] else ""
    facts = [words.clock(row["at"]), f"{words.eighths(row['eighths'])} pages", cast, row["location_name"] or ""]
    below = [" · ".join(words.plain(part) for part in facts if part)]
    below += [words.plain(text.replace("\n", " ")) for text in (row["synopsis"], row["notes"]) if text]
    return "  \n".join([f"**{words.plain(row['number'])}** {words.plain(line_title(row))}", *map(_small, below)])


def _small(text: str) -> str:
    return f":small[{text}]"


def _cast(sheet: Sheet) -> None:
    if not sheet["cast"]:
        return
    with st.container(border=True, gap="small"):
        st.subheader("Cast", anchor=False)
        for row in sheet["cast"]:
            steps = (("pick-up", row["pick_up"]), ("H/MU", row["makeup"]), ("on set", row["on_set"]))
            times = " · ".join(f"{label} **{words.clock(clock)}**" for label, clock in steps if clock)
            played = words.plain(row["name"]) or "not cast yet"
            code = f" :gray-badge[{words.plain(row['code'])}]" if row["code"] else ""
            remarks = words.plain(row["remarks"].replace("\n", " "))
            lines = [f"**{row['number']} {words.plain(row['character_name'])}** {played}{code}"]
            st.markdown("  \n".join([*lines, *(_small(part) for part in (times, remarks) if part)]))


def _crew(sheet: Sheet) -> None:
    if not sheet["crew"]:
        return
    with st.container(border=True, gap="small"):
        st.subheader("Crew", anchor=False)
        for department, people in groupby(sheet["crew"], key=lambda row: row["department"]):
            lines = [_person(row) for row in people]
            st.markdown(f"**{words.plain(department or 'Everybody else')}**  \n" + "  \n".join(lines))


def _person(row: dict[str, Any]) -> str:
    call = "O/C" if row["on_call"] else words.clock(row["call"])
    phone = (row["phone"] or "").replace(" ", "\u00a0")  # a number stays on one line
    about = map(words.plain, (row["name"], row["position"], phone))
    parts = [f"**{call}**" if call else "", *about]
    return " · ".join(part for part in parts if part)


def _advance(sheet: Sheet) -> None:
    if not sheet["advance"]:
        return
    with st.container(border=True, gap="small"):
        st.subheader("Next days", anchor=False)
        for day in sheet["advance"]:
            call = f"call {words.clock(day['general_call'])}" if day["general_call"] else ""
            numbers = ", ".join(row["number"] for row in day["scenes"])
            facts = [day["location_name"] or "", call, f"scenes {numbers}" if numbers else ""]
            said = " · ".join(words.plain(part) for part in facts if part)
            st.markdown(f"**{words.day(day['date'])}** · Day {day['number']}  \n:small[{said}]")
