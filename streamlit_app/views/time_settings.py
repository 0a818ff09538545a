"""Time settings: how time is tracked on this production, and what an hour of each person costs."""

import datetime as dt

import streamlit as st

from streamlit_app.components.live import cares_about
from streamlit_app.components.page import title_line
from streamlit_app.components.time_settings_form import form
from streamlit_app.components.time_settings_rates import rates
from streamlit_app.state import api, viewer

cares_about("time settings", "time rate", "member")
production = viewer().production or {}
today = dt.datetime.now(viewer().zone).date()

with title_line("Time settings", production["title"]):
    pass
st.subheader("Tracking", anchor=False)
settings = api().get(f"{viewer().path}/time/settings")
form(settings)
if viewer().may("rates.read"):
    st.subheader(f"Rates, in {production['currency']}", anchor=False)
    rates(production["currency"], today)
