"""Approvals: a week of everybody's hours, looked at and locked; one person's week opened from it."""

import datetime as dt

import streamlit as st

from streamlit_app.charts.week_hours import name_of
from streamlit_app.components import approvals_grid as everybody
from streamlit_app.components.approvals_week import week
from streamlit_app.components.live import cares_about
from streamlit_app.editing.approvals import ordered, week_of
from streamlit_app.state import api, viewer

cares_about("time", "time week", "task", "member")
today = dt.datetime.now(viewer().zone).date()
currency = (viewer().production or {})["currency"]
path = f"{viewer().path}/time/weeks"

waiting = {row["week"]: row["people"] for row in api().get(f"{path}/waiting")}
monday = week_of(st.query_params.get("week"), today, list(waiting))
rows = ordered(api().get(path, week=name_of(monday)))
wanted = st.query_params.get("person", "")
person = next((row for row in rows if str(row["user_id"]) == wanted), None)

if person is not None:
    week(person, rows, monday, today, currency)
else:
    everybody.head(monday, today, rows)
    if not rows:
        everybody.nobody()
    else:
        everybody.figures(rows, currency)
        everybody.waiting_elsewhere(waiting, monday)
        everybody.grid(rows, monday, today, currency)
