"""The segments behind a figure: a table that is read page by page, and what is known of one of them."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.ledger import ledger
from streamlit_app.components.team_time_data import segments
from streamlit_app.editing.ledger import Cell, Column, Line
from streamlit_app.editing.my_time import Clock, badges, source_of, steps, titles_of
from streamlit_app.editing.team_time import Asked, Row
from streamlit_app.state import api, viewer

A_PAGE = 25
COLUMNS: list[Column] = [
    {"id": "who", "label": "Person"},
    {"id": "task", "label": "Task"},
    {"id": "program", "label": "Program"},
    {"id": "start", "label": "Start", "tight": True},
    {"id": "length", "label": "Length", "figure": True},
    {"id": "file", "label": "File"},
]
Opened = Callable[[Row, str], None]


def table(asked: Asked, *, key: str, on_open: Opened, empty: str, without: Collection[str] = ()) -> None:
    """One page of the newest segments, and the way to older ones.

    `on_open(row, column)`: "who" and "task" are links, "" is the row. `without`: columns that say nothing here.
    """
    behind = _cursors(key, asked)
    rows, following, total = segments(asked, behind[-1], A_PAGE)
    if not rows:
        st.caption(empty)
        return
    known = {str(row["id"]): row for row in rows}
    columns = [one for one in COLUMNS if one["id"] not in without]
    ledger(
        columns, [line(row) for row in rows], key=f"{key}_rows", label="Sessions, the newest first", dense=True,
        on_open=lambda one, column: on_open(known[one], column) if one in known else None,
    )  # fmt: skip
    first = (len(behind) - 1) * A_PAGE + 1
    count = f"{first:,}–{first + len(rows) - 1:,} of {total:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(behind) > 1:
            st.button(
                "Newer",
                key=f"{key}_newer",
                icon=":material/chevron_left:",
                type="tertiary",
                on_click=_turn,
                args=(behind,),
            )
        st.caption(count, width="content")
        if following:
            st.button(
                "Older", key=f"{key}_older", icon=":material/chevron_right:", icon_position="right", type="tertiary",
                on_click=_turn, args=(behind, following),
            )  # fmt: skip


def _turn(behind: list[str | None], following: str | None = None) -> None:
    """Go on to the page that begins at `following`, or back."""
    if following:
        behind.append(following)
    else:
        behind.pop()


def _cursors(key: str, asked: Asked) -> list[str | None]:
    """Where each page so far began; from the start again when something else is asked for."""
    kept: tuple[Asked, list[str | None]] | None = st.session_state.get(f"_{key}_pages")
    if kept is None or kept[0] != asked:
        st.session_state[f"_{key}_pages"] = kept = (asked, [None])
    return kept[1]


def line(row: Row) -> Line:
    """A segment as a line of the table."""
    start, zone = dt.datetime.fromisoformat(row["started_at"]), zone_of(row["production_id"])
    local = start.astimezone(zone)
    production = row["production_title"] if row["production_id"] != viewer().pid else ""
    cells: dict[str, Cell] = {
        "who": {"text": row["user_name"], "link": True, "title": "Show only their hours"},
        "task": {"text": row["task_title"], "sub": production, "link": True, "title": "Show only this task"},
        "program": {"text": words.program(row["dcc"]), "title": source_of(row)},
        "start": {"text": f"{local:%a} {local.day} {local:%b} {local:%H:%M}", "sort": start.timestamp()},
        "length": {"text": words.hours(row["seconds"]), "sort": row["seconds"], "title": words.length(row["seconds"])},
        "file": {"text": row["file"] or row["note"], "badges": [(one, colour) for one, colour, _ in badges(row)]},
    }  # fmt: skip
    return {"id": str(row["id"]), "cells": cells}


def zone_of(production_id: int) -> ZoneInfo:
    """The clock of one of the viewer's productions."""
    zones = {row["id"]: row["timezone"] for row in viewer().productions}
    return ZoneInfo(zones.get(production_id, viewer().zone.key))


def facts(row: Row) -> None:
    """Everything that is known of a segment: who, what, where, and what was done to it by hand."""
    zone = zone_of(row["production_id"])
    clock = Clock(zone, dt.datetime.now(dt.UTC), f"Times in {zone.key}")
    day = clock.local(row["started_at"]).date()
    marks = " ".join(f":{colour}-badge[{word}]" for word, colour, _about in badges(row))
    st.markdown(f"**{words.plain(row['user_name'])}** · {words.plain(row['task_title'])}  {marks}")
    said = [
        ("When", f"{words.day(day, year=True)}, {clock.span(row['started_at'], row['ended_at'], day)}"),
        ("Length", words.length(row["seconds"])),
        ("Program", " ".join(part for part in (source_of(row) or "By hand", row["dcc_version"]) if part)),
        ("File", row["file"]),
        ("Note", row["note"]),
        ("Ended by", row["closed"] or "still running"),
    ]
    st.markdown("  \n".join(f":gray[{label}] {words.plain(value)}" for label, value in said if value))
    if row["corrected"] or row["removed"] or row["source"] == "manual":
        _history(row, clock, day)
    if viewer().may("tasks.read") and row["production_id"] == viewer().pid:
        query = {"task_q": row["task_title"], "production": str(viewer().pid)}
        st.page_link(navigation.link("tasks"), label="Open the task", icon=":material/checklist:", query_params=query)


def _history(row: Row, clock: Clock, day: dt.date) -> None:
    measured: dict[str, Any] = row["measured"]
    if row["source"] != "manual":
        st.markdown(f":gray[Measured] {clock.span(measured['started_at'], measured['ended_at'], day)}")
    st.caption("By hand, and why")
    for step in steps(api().get(f"/time/segments/{row['id']}/history"), clock, titles_of([row])):
        st.text(step)
