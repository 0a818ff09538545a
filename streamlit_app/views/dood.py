"""Day out of days: who works, is held, dropped, travels on which day of a board."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.dood_day import add_event, show_day
from streamlit_app.components.dood_grid import dood_grid
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.editing.dood import CODES, WHO, amount, chosen
from streamlit_app.state import api, viewer

cares_about(
    "schedule", "shooting day", "strip", "scene", "cast member", "element", "breakdown entry", "breakdown category",
    "personal day", "rules", "board", "calendar", "calendar date",
)  # fmt: skip
path = f"{viewer().path}/dood"
SIZES = {"a4": "A4", "a3": "A3", "letter": "Letter", "tabloid": "Tabloid"}


def sent(file: str, **query: Any) -> Callable[[], bytes]:
    """A file that is made when somebody wants it."""
    person = api()  # the click comes without a session
    return lambda: person.file(f"{path}/{file}", **query)


def downloads(query: dict[str, Any], name: str, money: bool) -> None:
    with st.popover("Print", icon=":material/print:", key="dood_print"):
        own = "letter" if (viewer().production or {})["paper"] == "letter" else "a4"
        size = st.segmented_control(
            "Paper, landscape", list(SIZES), default=own, format_func=SIZES.__getitem__, required=True, key="dood_paper"
        )
        st.download_button(
            "PDF", sent("pdf", paper=size, **query), f"{name}.pdf", "application/pdf", key="dood_pdf",
            on_click="ignore", icon=":material/download:", width="stretch",
        )  # fmt: skip
        rates = money and st.toggle("Daily rates and costs in the workbook", key="dood_rates")
        st.download_button(
            "Excel", sent("excel", rates=rates, **query), f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="dood_excel", on_click="ignore",
            icon=":material/table:", width="stretch",
        )  # fmt: skip


boards = {row["id"]: row for row in api().every(f"{viewer().path}/boards")}
categories = {
    row["id"]: row["name"]
    for row in api().every(f"{viewer().path}/breakdown/categories")
    if row["kind"] != "cast" and row["day_out_of_days"]
}
title = title_line("Day out of days", (viewer().production or {})["title"])
with title:
    actions = st.container(horizontal=True, width="content")
with st.container(horizontal=True, vertical_alignment="center"):
    active = next((key for key, row in boards.items() if row["active"]), None)
    board_id = active
    if len(boards) > 1:
        board_id = st.selectbox(
            "Board", list(boards), list(boards).index(active) if active else 0, key="dood_board", width=200,
            format_func=lambda key: boards[key]["name"] + (" (active)" if boards[key]["active"] else ""),
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
    category = None
    if categories:
        category = st.selectbox(
            "Whose days", [0, *categories], key="dood_category", width=190, label_visibility="collapsed",
            format_func=lambda key: categories.get(key, "Cast"), bind="query-params",
        ) or None  # fmt: skip
    search = st.text_input(
        "Search", key="dood_q", type="search", placeholder="Name or number", label_visibility="collapsed", width=200,
        bind="query-params",
    )  # fmt: skip
    who = st.pills(
        "Show", list(WHO), default="all", format_func=WHO.__getitem__, key="dood_who", label_visibility="collapsed",
        required=True, bind="query-params",
    )  # fmt: skip

query = {"board_id": board_id, "category": category}
dood = api().get(path, **query)
rows = chosen(dood["rows"], who or "all", search)
totals = dood["totals"]
money = totals["hold_cost"] is not None
with actions:
    if dood["rows"]:
        downloads(query, f"{(viewer().production or {})['title']} - day out of days", money)
    if viewer().may("dood.edit"):
        first = dt.date.fromisoformat(dood["columns"][0]["date"]) if dood["columns"] else dt.date.today()
        if st.button("Add day", key="dood_add", type="primary", icon=":material/flight_takeoff:"):
            add_event(category, first)

if not dood["rows"]:
    how = "Put scenes on shooting days; everybody in them has a line here."
    if category:
        how = "Elements of this category that have a day out of days and stand in a scheduled scene have a line here."
    empty("Nobody has a day yet", how, "date_range")
elif not rows:
    empty("Nobody found", "Nobody matches these filters.", "search_off")
else:
    shot = sum(column["kind"] == "shoot" for column in dood["columns"])
    facts = [
        words.plural(len(rows), "row") if category else f"{len(rows)} cast", words.plural(shot, "shooting day"),
        f"{sum(row['work'] for row in rows)} work", f"{sum(row['hold'] for row in rows)} held",
        f"{sum(row['drop'] > 0 for row in rows)} dropped",
    ]  # fmt: skip
    if money and (cost := sum(row["hold_cost"] for row in rows)):
        facts.append(f"held days cost {amount(cost, dood['currency'])}")
    st.caption(" · ".join(facts))
    dood_grid(dood, rows, key="dood_grid", on_opened=show_day)
    st.caption(" · ".join(f"**{code}** {meaning}" for code, meaning in CODES.items()))
