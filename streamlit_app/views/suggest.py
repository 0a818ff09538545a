"""Suggest an order: a cheaper order of a board's shooting days, looked for, compared, applied on approval."""

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.board_dialogs import boards, chosen_board
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, title_line
from streamlit_app.components.rain_plan import rain_plan
from streamlit_app.components.suggestion import ask_form, result, under_way
from streamlit_app.editing.suggest import UNDER_WAY, changed
from streamlit_app.state import api, viewer

cares_about("schedule", "suggestion", "shooting day", "order lock", "board")
heading = st.container()
board_id = chosen_board(boards())
schedule = api().get(f"{viewer().path}/schedule", board_id=board_id)
days = schedule["days"]
about = f"{words.plural(len(days), 'shooting day')} of {schedule['board_name']}" if days else ""
with heading, title_line("Suggest an order", about):
    if days and st.button("Rain plan", key="rain_plan", icon=":material/rainy:"):
        rain_plan(days)
    st.page_link(navigation.link("schedule"), label="Stripboard", icon=":material/calendar_view_day:")

if len(days) < 2:
    how = "Add shooting days on the Stripboard and lay strips on them; then their order can be compared with others."
    empty("Nothing to re-order yet", how, "calendar_add_on")
else:
    rows, _next, _total = api().page(f"{viewer().path}/suggestions", board_id=schedule["board_id"], limit=1)
    latest = rows[0] if rows else None
    if latest and latest["state"] in UNDER_WAY:
        under_way(latest["id"])
    else:
        locks = api().page(f"{viewer().path}/order-locks", limit=1)[2]
        ask_form(schedule, locks, again=bool(latest and latest["can_apply"] and changed(latest)))
        if latest:
            result(latest)
        else:
            st.caption(
                "Cast who wait between two of their days are paid for it. Backlot compares orders of the same days on "
                "the same dates and shows the cheapest it finds beside the present one."
            )
