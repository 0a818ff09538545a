"""The weeks of everybody: which week, what it comes to, a line a person, and several approved together."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.charts.week_hours import monday_of, name_of, title_of
from streamlit_app.components.approvals_decide import approve_all
from streamlit_app.components.ledger import ledger
from streamlit_app.components.page import empty, metrics, title_line
from streamlit_app.editing.approvals import as_planned, columns, concerns, cost_cell, line, signed, step, total
from streamlit_app.editing.team_time import share
from streamlit_app.state import viewer

Row = dict[str, Any]


def go(week: str | None = None, person: int | None = None) -> None:
    """Keep the week and the open person in the address; no person goes back to everybody."""
    if week:
        st.query_params["week"] = week
    st.query_params.pop("person", None)
    if person is not None:
        st.query_params["person"] = str(person)


def head(monday: dt.date, today: dt.date, rows: Sequence[Row]) -> None:
    """The title with the week, the way to others, and approving all that are as planned."""
    with title_line("Approvals", title_of(monday)):
        picker(monday, today, None)
        ready = as_planned(rows, viewer().me["id"], viewer().level)
        if ready and st.button(
            f"Approve {len(ready)} as planned", key="approve_all", type="primary", icon=":material/done_all:"
        ):
            approve_all(ready)


def picker(monday: dt.date, today: dt.date, person: int | None) -> None:
    """A week back, a week on, and this one."""
    st.button(
        "Week before", key="week_back", icon=":material/chevron_left:", type="tertiary", on_click=go,
        args=(step(monday, -1), person),
    )  # fmt: skip
    this = monday_of(today)
    st.button(
        "Week after", key="week_on", icon=":material/chevron_right:", icon_position="right", type="tertiary",
        on_click=go, args=(step(monday, 1), person), disabled=monday >= this,
    )  # fmt: skip
    if monday != this:
        st.button("This week", key="week_now", type="tertiary", on_click=go, args=(name_of(this), person))


def waiting_elsewhere(weeks: dict[str, int], monday: dt.date) -> None:
    """Other weeks that somebody handed in, so that none is forgotten."""
    others = {week: count for week, count in weeks.items() if week != name_of(monday)}
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(":orange[:material/pending_actions:] Also handed in:", width="content")
        for week, count in others.items():
            label = f"Week {int(week[6:])} of {week[:4]} · {words.plural(count, 'person', 'people')}"
            st.button(label, key=f"waiting_{week}", type="tertiary", on_click=go, args=(week,))


def figures(rows: Sequence[Row], currency: str) -> None:
    """What waits, what is done, hours against the plan, by hand, and what it costs."""
    counted = [row for row in rows if concerns(row)]
    waits = sum(row["state"] == "submitted" for row in rows)
    done = sum(row["state"] == "approved" for row in rows)
    seconds, planned = (sum(row[name] for row in counted) for name in ("seconds", "planned_seconds"))
    by_hand = sum(row["manual_seconds"] for row in rows)
    missing = sum(row["state"] in ("open", "rejected", "reopened") for row in counted)
    shown = [
        ("Waiting for you", str(waits), f"{missing} not handed in" if missing else "everybody handed in"),
        ("Approved", f"{done} of {len(counted)}", "locked" if done else "none yet"),
        ("Hours", words.hours(seconds), f"{signed(seconds - planned)} against the plan"),
        ("By hand", share(by_hand, seconds), f"{words.hours(by_hand)} h entered" if by_hand else "all measured"),
    ]
    costs = [row["cost_minor"] for row in rows if row["cost_minor"] is not None]
    if viewer().may("rates.read"):
        unrated = sum(row["cost_minor"] is None and row["seconds"] > 0 for row in rows)
        note = f"{words.plural(unrated, 'person', 'people')} without a rate" if unrated else "of these hours"
        shown.append(("Cost", cost_cell(sum(costs), currency)["text"] if costs else "–", note))
    metrics(shown)


def grid(rows: Sequence[Row], monday: dt.date, today: dt.date, currency: str) -> None:
    """A line a person; opening one shows their week."""
    busy = [row for row in rows if concerns(row)]
    idle = len(rows) - len(busy)
    shown = list(rows) if idle and st.session_state.get("approvals_idle") else busy
    if not shown:
        st.info("Nobody has hours in this week.", icon=":material/event_busy:")
    else:
        _lines(shown, monday, today, currency)
    if idle:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption("Open a line for the whole week. Amber edge: waits for you. Padlock: approved.", width="content")
            label = f"Also {words.plural(idle, 'person', 'people')} without hours"
            st.toggle(label, key="approvals_idle", persist_state="session")


def _lines(rows: Sequence[Row], monday: dt.date, today: dt.date, currency: str) -> None:
    lines = [line(row, currency, today) for row in rows]
    known = {row["user_id"] for row in rows}

    def open_person(user: str, _column: str) -> None:
        if user.isdecimal() and int(user) in known:
            go(person=int(user))
            st.rerun()

    ledger(
        columns(monday, cost=viewer().may("rates.read")), [*lines, total(rows, currency)], key="approvals_grid",
        label=f"Weeks of {len(rows)} people, {title_of(monday)}", on_open=open_person,
    )  # fmt: skip


def nobody() -> None:
    """No member keeps hours."""
    how = "Invite the artists on the Team page; their hours then come from their programs and their My time page."
    with empty("Nobody logs hours here yet", how, "fact_check"):
        if viewer().may("members.read"):
            st.page_link(navigation.link("team"), label="Team", icon=":material/groups:")
        if viewer().may("time.own"):
            st.page_link(navigation.link("dcc_setup"), label="DCC setup", icon=":material/extension:")
