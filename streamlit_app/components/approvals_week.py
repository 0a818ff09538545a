"""One person's week: by task and day against estimates, what was done by hand and why, and time that found no place."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.charts.week_hours import title_of
from streamlit_app.components.approvals_decide import decision, what_changed
from streamlit_app.components.approvals_grid import go, picker
from streamlit_app.components.approvals_held import held_time
from streamlit_app.components.ledger import ledger
from streamlit_app.components.page import metrics, title_line
from streamlit_app.editing.approvals import DAY, STATE, by_task, cost_cell, near_plan, signed, touched, why
from streamlit_app.editing.ledger import Cell, Column, Line
from streamlit_app.editing.my_time import Clock, badges, steps, titles_of
from streamlit_app.editing.team_time import share
from streamlit_app.state import api, viewer

Row = dict[str, Any]
MOST = 40  # entries by hand with their reasons
BY_HAND: list[Column] = [
    {"id": "when", "label": "When", "tight": True},
    {"id": "task", "label": "Task"},
    {"id": "length", "label": "Length", "figure": True},
    {"id": "what", "label": "What was done"},
    {"id": "why", "label": "Why"},
    {"id": "who", "label": "By"},
]


def week(row: Row, others: Sequence[Row], monday: dt.date, today: dt.date, currency: str) -> None:
    """Draw it; `others` is everybody in their order, for the way to the next who waits."""
    st.button("All people", key="approvals_back", type="tertiary", icon=":material/arrow_back:", on_click=go)
    with title_line(words.plain(row["user_name"]), title_of(monday)):
        picker(monday, today, row["user_id"])
        decision(row)
    what_changed(row)
    standing(row)
    figures(row, currency)
    cells = api().get("/time/summary", **_days(row, monday), group="task,day")["rows"]
    if row["seconds"]:
        columns, lines = by_task(row, cells)
        ledger(columns, lines, key="approvals_week", label=f"Hours of {row['user_name']} by task and day")
    else:
        st.caption("No hours this week.")
    by_hand(row, monday)
    if row["held"]:
        held_time(row, monday)
    following(row, others)


def standing(row: Row) -> None:
    """How far it is, who handed in or decided when, and with which words."""
    zone, (label, colour) = viewer().zone, STATE[row["state"]]
    parts = []
    if row["submitted_at"] and row["state"] != "open":
        at = dt.datetime.fromisoformat(row["submitted_at"]).astimezone(zone)
        said = "" if row["state"] == "submitted" else "handed in "
        parts.append(f"{said}{words.day(at.date())} {at:%H:%M}")
    if row["decided_at"]:
        at = dt.datetime.fromisoformat(row["decided_at"]).astimezone(zone)
        who = words.plain(row["decided_by_name"] or "somebody who left")
        parts.append(f"{label.lower()} by {who}, {words.day(at.date())} {at:%H:%M}")
    lock = ":material/lock: " if row["locked"] else ""
    st.markdown(f":{colour}-badge[{lock}{label}] :gray[{' · '.join(parts)}]")
    if row["comment"]:
        with st.container(border=True):
            st.markdown(f":material/comment: {words.plain(row['comment'])}")


def figures(row: Row, currency: str) -> None:
    """Hours, plan, by hand, cost."""
    off = row["seconds"] - row["planned_seconds"]
    days = sum(day["seconds"] > 0 for day in row["days"])
    longest = max(row["days"], key=lambda day: day["seconds"])
    shown = [
        ("Hours", words.hours(row["seconds"]), f"on {words.plural(days, 'day')}"),
        (
            "Planned",
            words.hours(row["planned_seconds"]),
            f"{signed(off)}{'' if near_plan(row) else ', more than a tenth'}",
        ),
        (
            "By hand",
            share(row["manual_seconds"], row["seconds"]),
            f"{words.hours(row['manual_seconds'])} h entered" if row["manual_seconds"] else "all measured",
        ),
        ("Longest day", words.hours(longest["seconds"]), words.day(longest["date"]) if days else "none"),
    ]
    if viewer().may("rates.read"):
        cost = cost_cell(row["cost_minor"], currency)
        shown.append(("Cost", cost["text"] or "–", "at the rates of the days" if cost["text"] else "no rate is set"))
    metrics(shown)


def _days(row: Row, monday: dt.date) -> Row:
    return {
        "from": monday.isoformat(), "to": (monday + 6 * DAY).isoformat(), "user_id": row["user_id"],
        "production_id": viewer().pid,
    }  # fmt: skip


def by_hand(row: Row, monday: dt.date) -> None:
    """Entries and corrections by people, each with its reason; these are what a lead looks at."""
    rows = touched(api().every("/time/segments", **_days(row, monday), include_removed=True))
    st.subheader("By hand", anchor=False)
    if not rows:
        st.markdown(":green[:material/check:] Everything was measured; nobody changed anything.")
        return
    titles = titles_of(row["tasks"], rows)
    lines = [_touched(one, titles) for one in rows[:MOST]]
    ledger(BY_HAND, lines, key="approvals_by_hand", label="Entries and corrections by hand", dense=True)
    if len(rows) > MOST:
        st.caption(f"and {words.plural(len(rows) - MOST, 'other')}")


def _touched(row: Row, titles: dict[int, str]) -> Line:
    clock = Clock(viewer().zone, dt.datetime.now(dt.UTC), "")
    day = clock.local(row["started_at"]).date()
    history = api().get(f"/time/segments/{row['id']}/history")
    reason, who = why(history)
    done = steps(history, clock, titles)[-1].partition(" · ")[0] if history else ""
    marks = [(word, colour) for word, colour, _about in badges(row) if word in ("By hand", "Corrected", "Removed")]
    gone, span = row["removed"], clock.span(row["started_at"], row["ended_at"], day)
    cells: dict[str, Cell] = {
        "when": {"text": f"{words.day(day)} {span}", "sort": row["started_at"]},
        "task": {"text": row["task_title"]},
        "length": {"text": words.hours(row["seconds"]), "sort": row["seconds"], "tone": "quiet" if gone else ""},
        "what": {"badges": marks, "sub": done if row["corrected"] and not gone else ""},
        "why": {"text": reason or "no reason is kept", "tone": "" if reason else "bad"},
        "who": {"text": who},
    }
    return {"id": str(row["id"]), "cells": cells, "tone": "quiet" if gone else "warn"}


def following(row: Row, others: Sequence[Row]) -> None:
    """The next person whose week waits."""
    rest = [one for one in others if one["state"] == "submitted" and one["user_id"] != row["user_id"]]
    if rest and row["state"] != "submitted":
        label = f"Next: {rest[0]['user_name']}"
        st.button(
            label, key="approvals_next", icon=":material/arrow_forward:", on_click=go, args=(None, rest[0]["user_id"])
        )  # fmt: skip
