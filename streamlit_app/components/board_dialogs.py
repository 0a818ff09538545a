"""Boards of a production: choose one, try another scenario, compare, make one the active board."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.components.strip_moves import Schedule
from streamlit_app.state import api, flash, viewer

Board = dict[str, Any]


def boards() -> list[Board]:
    """Every board of the production, the active one first."""
    rows = api().every(f"{viewer().path}/boards")
    return sorted(rows, key=lambda row: not row["active"])


def chosen_board(rows: list[Board]) -> int | None:
    """The board of the address (`?board=2`), chosen in a list when there are several; None is the active one."""
    wanted = st.query_params.get("board", "")
    names = {row["id"]: row["name"] + (" (active)" if row["active"] else "") for row in rows}
    shown = int(wanted) if wanted.isdecimal() and int(wanted) in names else None
    if len(rows) > 1:
        at = list(names).index(shown) if shown else 0
        key = f"board_{list(names)[at]}"
        st.selectbox(
            "Board", list(names), at, format_func=lambda one: names[one], key=key, width=230,
            label_visibility="collapsed", help="Scenarios of the schedule; call sheets go by the active one",
            on_change=_choose, args=(key,),
        )  # fmt: skip
    return shown


def choose(board_id: int | None) -> None:
    """Show this board from the next run on; None is the active one."""
    if board_id is None:
        st.query_params.pop("board", None)
    else:
        st.query_params["board"] = str(board_id)


def _choose(key: str) -> None:
    choose(st.session_state[key])


@st.dialog("Boards", width="large", icon=":material/dashboard_customize:")
def boards_dialog(schedule: Schedule, rows: list[Board]) -> None:
    """Every board with what can be done with it, and a way to try another."""
    edit = viewer().may("schedule.edit")
    if edit:
        _new(schedule)
    for row in rows:
        _one(schedule, row, rows, edit)


def _new(schedule: Schedule) -> None:
    with st.form("new_board", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("New board", placeholder="Rain plan", key="board_new", max_chars=255)
        how = st.segmented_control(
            "With", ["Copy of this board", "Empty"], default="Copy of this board", required=True, key="board_how"
        )
        sent = st.form_submit_button("Add", type="primary")
    if sent and name.strip():
        with told():
            copy = schedule["board_id"] if how != "Empty" else None
            made = api().post(f"{viewer().path}/boards", {"name": name, "copy_of": copy})
            choose(made["id"])
            flash(f"{made['name']} is a board of its own now; the active one is unharmed.")
            st.rerun()


def _one(schedule: Schedule, row: Board, rows: list[Board], edit: bool) -> None:
    path = f"{viewer().path}/boards/{row['id']}"
    dates = f" · {words.day(row['first'])} – {words.day(row['last'], year=True)}" if row["days"] else ""
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        active = " :green-badge[active]" if row["active"] else ""
        st.markdown(
            f"**{words.plain(row['name'])}**{active}  \n{words.plural(row['days'], 'day')}{dates}", width="stretch"
        )
        if row["id"] != schedule["board_id"] and st.button("Show", key=f"board_show_{row['id']}"):
            choose(None if row["active"] else row["id"])
            st.rerun()
        if not edit:
            return
        with st.popover("Change", icon=":material/edit:", key=f"board_edit_{row['id']}"):
            _change(path, row)
        if not row["active"]:
            with st.popover("Make active", icon=":material/check_circle:", key=f"board_active_{row['id']}"):
                st.markdown("Call sheets, Today and the papers go by the active board. Open call sheets follow to it.")
                if st.button("Make active", key=f"board_activate_{row['id']}", type="primary"):
                    with told():
                        api().post(f"{path}/activate", match=row["version"])
                        choose(None)
                        flash(f"{row['name']} is the active board.")
                        st.rerun()


def _change(path: str, row: Board) -> None:
    name = st.text_input("Name", row["name"], key=f"board_name_{row['id']}", max_chars=255)
    notes = st.text_area("Notes", row["notes"], key=f"board_notes_{row['id']}", height=80)
    with st.container(horizontal=True):
        if st.button("Save", key=f"board_save_{row['id']}", type="primary", disabled=not name.strip()):
            with told():
                api().patch(path, {"name": name, "notes": notes}, match=row["version"])
                flash("Saved.")
                st.rerun()
        if not row["active"] and st.button("Delete this board", key=f"board_delete_{row['id']}", type="tertiary"):
            with told():
                api().delete(path, match=row["version"])
                choose(None)
                flash(f"The board {row['name']} is gone.")
                st.rerun()


@st.dialog("Compare boards", width="large", icon=":material/compare:")
def compare_dialog(schedule: Schedule, rows: list[Board]) -> None:
    """This board beside another: days, hold days, moves, and every scene that lies elsewhere."""
    others = {row["id"]: row["name"] for row in rows if row["id"] != schedule["board_id"]}
    other = st.selectbox("Compare with", list(others), format_func=lambda one: others[one], key="compare_with")
    found = api().get(f"{viewer().path}/boards/{schedule['board_id']}/compare", with_id=other)
    first, second = found["first"], found["second"]
    figures = {
        "days": "Shooting days", "scenes": "Scenes on days", "unscheduled": "In the boneyard",
        "work_days": "Cast work days", "hold_days": "Cast hold days", "moves": "Company moves",
    }  # fmt: skip
    table: dict[str, list[str]] = {"": [], first["name"]: [], second["name"]: [], "Difference": []}
    for name, label in figures.items():
        apart = second[name] - first[name]
        for place, value in zip(table, (label, first[name], second[name], f"{apart:+d}" if apart else ""), strict=True):
            table[place].append(str(value))
    for label, side in (("First day", "first"), ("Last day", "last")):
        days = [words.day(one[side], year=True) for one in (first, second)]
        for place, value in zip(table, (label, *days, ""), strict=True):
            table[place].append(value)
    st.table(table, hide_index=True)
    rows_apart = found["differences"]
    if not rows_apart:
        st.success("Every scene lies on the same date.", icon=":material/check_circle:")
        return
    st.caption(f"{words.plural(len(rows_apart), 'scene')} on another date")
    where = [
        {
            "Scene": row["label"],
            first["name"]: words.day(row["first"]) or "Boneyard",
            second["name"]: words.day(row["second"]) or "Boneyard",
        }
        for row in rows_apart
    ]
    st.dataframe(where, hide_index=True, height=min(38 * len(where) + 38, 320))
