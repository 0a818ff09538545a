"""Who gets the call sheet and how far each is: the assistant director's board of confirmations."""

from typing import Any

import pandas as pd
import streamlit as st

from streamlit_app import words
from streamlit_app.components import call_sheet_send_dialogs as dialogs
from streamlit_app.components.call_sheet_confirm import mine
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.components.call_sheet_send_words import (
    COLOUR,
    FILTERS,
    STATE,
    Recipient,
    clock_of,
    counted,
    matching,
    when,
)
from streamlit_app.components.page import empty
from streamlit_app.components.screen import on_phone
from streamlit_app.state import api, viewer

Board = dict[str, Any]


def panel(sheet: Sheet) -> None:
    """The whole part: the count, what to do next, a filter, and everybody."""
    mine(sheet, slim=True)
    board: Board = api().get(f"{viewer().path}/call-sheets/{sheet['id']}/recipients")
    if not board["edition"]:
        said = f"{words.plural(board['counts']['total'], 'person gets', 'people get')} it once it is published."
        with empty("Not published yet", said, "outgoing_mail"):
            if st.button("Add somebody", icon=":material/person_add:", key="recipient_add"):
                dialogs.add(sheet)
        _table(sheet, board["recipients"])
        return
    _head(sheet, board)
    _notes(board)
    chosen = st.segmented_control(
        "Show", list(FILTERS), default="all", required=True, key="send_show", bind="query-params",
        format_func=lambda name: FILTERS[name], label_visibility="collapsed",
    )  # fmt: skip
    rows = [row for row in board["recipients"] if matching(row, chosen)]
    if not rows:
        st.caption("Nobody here." if chosen != "all" else "Nobody is on this sheet yet.")
    elif on_phone():
        _cards(sheet, rows)
    else:
        _table(sheet, rows)


def _head(sheet: Sheet, board: Board) -> None:
    counts = board["counts"]
    line = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    with line:
        st.markdown(counted(counts), width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if st.button("For the wall", icon=":material/qr_code_2:", key="wall"):
                dialogs.wall(sheet)
            if st.button("Add somebody", icon=":material/person_add:", key="recipient_add"):
                dialogs.add(sheet)
            if st.button("Rules", icon=":material/tune:", key="sharing"):
                dialogs.sharing()
            pending = counts["pending"]
            if board["may_send"]:
                label = f"Send to {pending}" if pending else "Send again"
                if st.button(label, type="primary", icon=":material/send:", key="send"):
                    dialogs.send(sheet, board)


def _notes(board: Board) -> None:
    if board["may_send"] and not board["mail_works"]:
        st.info(
            "No mail server is set up here. Open a person to copy their link, or to send it by phone.",
            icon=":material/mail_off:",
        )
    if board["may_send"] and not board["links_reach_others"]:
        st.warning(
            "Links lead to this computer only. Start Backlot with `--lan`, or set BACKLOT_PUBLIC_URL, before you send.",
            icon=":material/link_off:",
        )


def _table(sheet: Sheet, rows: list[Recipient]) -> None:
    """Everybody on one screen; ticked people are sent to together, one alone opens."""
    if not rows:
        return
    zone = viewer().zone
    frame = pd.DataFrame(
        {
            "Name": [row["name"] for row in rows],
            "Part": [row["part"] for row in rows],
            "Call": [clock_of(row["call_at"], sheet["date"], zone) for row in rows],
            "State": [[STATE[row["state"]]] if not row["sending"] else ["On its way"] for row in rows],
            "When": [when(row, zone) for row in rows],
            "E-mail": [row["email"] or "" for row in rows],
            "Phone": [row["phone"] for row in rows],
        }
    )
    bar = st.container(horizontal=True, vertical_alignment="center", height=48)
    options = [*STATE.values(), "On its way"]
    colours = [*(COLOUR[state] for state in STATE), "gray"]
    picked = st.dataframe(
        frame, key=f"recipients_{sheet['id']}", hide_index=True, on_select="rerun", selection_mode="multi-row",
        height=min(38 + 35 * len(rows), 720),
        column_config={
            "State": st.column_config.MultiselectColumn("State", options=options, color=colours, width="small"),
            "When": st.column_config.TextColumn("When", width="medium"),
            "E-mail": st.column_config.TextColumn("E-mail", width="medium"),
            "Phone": st.column_config.TextColumn("Phone", width=150),
        },
    )  # fmt: skip
    ids = [rows[at]["id"] for at in picked["selection"]["rows"] if at < len(rows)]
    chosen = [row for row in rows if row["id"] in ids]
    with bar:
        _actions(sheet, chosen)


def _actions(sheet: Sheet, chosen: list[Recipient]) -> None:
    """What can be done with the ticked people, above the table."""
    if not chosen:
        st.caption("Tick people to send to them, or one to see their link and history.")
        return
    if len(chosen) == 1 and st.button(f"Open {chosen[0]['name']}", icon=":material/person:", key="recipient_open"):
        dialogs.person(sheet, chosen[0]["id"])
    if sheet["status"] in ("published", "in_progress") and st.button(
        f"Send to {len(chosen)} ticked", icon=":material/send:", key="send_ticked"
    ):
        dialogs.send_some(sheet, chosen)


def _cards(sheet: Sheet, rows: list[Recipient]) -> None:
    zone = viewer().zone
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            state = "On its way" if row["sending"] else STATE[row["state"]]
            colour = "gray" if row["sending"] else COLOUR[row["state"]]
            st.markdown(
                f"**{words.plain(row['name'])}** :{colour}-badge[{state}]  \n"
                f":small[{words.plain(' · '.join(part for part in (row['part'], when(row, zone)) if part))}]"
            )
            if st.button("Open", key=f"recipient_{row['id']}", type="tertiary"):
                dialogs.person(sheet, row["id"])
