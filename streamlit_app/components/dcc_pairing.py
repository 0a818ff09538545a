"""Pairing a program: a code to type into it, very large, until the program has answered; and the programs paired."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError, Refused
from streamlit_app.components.figure import figure
from streamlit_app.components.page import confirm, empty, told
from streamlit_app.state import api

Row = dict[str, Any]
KEPT = "_pairing"  # the code is told once, so it is kept here while it is shown


def pair_button(label: str = "Pair a program", *, key: str = "pair") -> None:
    """The button that asks for a new code."""
    if st.button(label, key=key, type="primary", icon=":material/add_link:"):
        with told():
            st.session_state[KEPT] = api().post("/devices/pairings")
            st.rerun()


def pairing() -> None:
    """The code that is open, or what became of it; nothing when none was asked for."""
    made: Row | None = st.session_state.get(KEPT)
    if made is None:
        return
    try:
        found = api().get(f"/devices/pairings/{made['id']}")
    except Refused:  # forgotten long ago
        del st.session_state[KEPT]
        return
    with st.container(border=True, key="pairing"):
        {"waiting": _waiting, "paired": _paired, "expired": _expired}[found["state"]](made, found)


def _waiting(made: Row, _found: Row) -> None:
    left = (dt.datetime.fromisoformat(made["expires_at"]) - dt.datetime.now(dt.UTC)).total_seconds()
    note = "Works once · {left} left"
    with _told("Close"):
        figure("Choose Pair in the program and type", made["code"], note, key="pairing_code", seconds=left, code=True)
        if address := _address():
            st.markdown(f":small[If it asks for the server’s address:] `{address}`")
    _watch(made["id"])


def _paired(_made: Row, found: Row) -> None:
    device = next((row for row in api().every("/devices") if row["id"] == found["device_id"]), None)
    name = _name(device) if device else "Unpaired again"
    with _told("Done"):
        figure("Paired", name, "Choose your task there and press Start.", key="pairing_done")


def _expired(_made: Row, _found: Row) -> None:
    with _told("Close"):
        st.markdown(":material/timer_off: **This code has expired.** Nothing was paired with it.")
        pair_button("New code", key="pair_again")


@contextmanager
def _told(close: str) -> Iterator[None]:
    """What is drawn inside stands on the left, the button that puts it away on the right."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        with st.container(width="content"):
            yield
        if st.button(close, key="pairing_close"):
            del st.session_state[KEPT]
            st.rerun()


@st.fragment(run_every=2)
def _watch(pairing_id: int) -> None:
    """Look every two seconds whether the program has answered; draws the page again when it has."""
    try:
        state = api().get(f"/devices/pairings/{pairing_id}")["state"]
    except ApiError as problem:
        st.caption(problem.words())
        return
    if state != "waiting":
        st.rerun()


def _address() -> str:
    """Where this browser reached the server, which is where programs on the same machine can reach it."""
    url = urlsplit(st.context.url or "")
    return f"{url.scheme}://{url.netloc}" if url.netloc else ""


def _name(device: Row) -> str:
    return words.paired(f"{device['program']} on {device['name']}")


def paired_programs(newest: dict[str, str]) -> None:
    """The programs that keep one's time, each with a way to end that; `newest`: program → version to install."""
    devices = api().every("/devices")
    if not devices:
        empty("No program paired yet", "Install the package, then choose Pair a program.", "link_off")
    for device in devices:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(_described(device, newest.get(device["program"], "")), width="content")
            if st.button("Unpair", key=f"unpair_{device['id']}", type="tertiary"):
                confirm(
                    f"{words.plain(_name(device))} stops sending your time, with every program there that shares its "
                    "pairing. What is not sent yet stays on that machine until it is paired again.",
                    partial(api().delete, f"/devices/{device['id']}"),
                    button="Unpair",
                    done="Unpaired.",
                )


def _described(device: Row, newest: str) -> str:
    version = words.plain(device["client_version"])
    what = filter(None, (words.plain(device["system"]), f"version {version}" if version else ""))
    when = f"last seen {words.ago(device['last_seen_at'])} · since {words.day(device['paired_at'][:10])}"
    older = version and newest and device["client_version"] != newest
    news = f" :orange-badge[{words.plain(newest)} is out]" if older else ""
    return f"**{words.plain(_name(device))}**{news}  \n:small[{' · '.join(what)}]  \n:small[{when}]"
