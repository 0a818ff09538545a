"""The lists of a call sheet, edited in place: scenes and banners, cast calls, crew calls."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import Clash
from streamlit_app.components.board import Move, board, column, strip
from streamlit_app.components.call_sheet_add import add_line, call_cast, call_crew
from streamlit_app.components.call_sheet_facts import Sheet, line_title, totals
from streamlit_app.components.call_sheet_typed import by_hand
from streamlit_app.components.grid import Column, edit_rows
from streamlit_app.editing.merge import Row
from streamlit_app.state import api, flash, viewer

c = st.column_config
CODES = ("SW", "W", "WF", "SWF", "H", "T", "R", "FT")
FIVE_MINUTES = 300


def path(sheet: Sheet, rows: str, row: Row | None = None) -> str:
    """The address of a list of the sheet, or of one of its rows."""
    whole = f"{viewer().path}/call-sheets/{sheet['id']}/{rows}"
    return f"{whole}/{row['id']}" if row else whole


def clock_column(label: str) -> Column:
    """A column of clock times."""
    return Column(c.TimeColumn(label, format="HH:mm", step=FIVE_MINUTES, width=85))


def edit_of(sheet: Sheet, rows: str, shown: Any = dict) -> dict[str, Any]:
    """How rows of a list are stored and removed."""

    def save(row: Row, changes: Row) -> Row:
        try:
            return shown(api().patch(path(sheet, rows, row), changes, match=row["version"]))  # type: ignore[no-any-return]
        except Clash as clash:
            if isinstance(clash.data, dict) and "version" in clash.data:
                clash.data = shown(clash.data)
            raise

    return {"save": save, "remove": lambda row: api().delete(path(sheet, rows, row), match=row["version"])}


def undecided(sheet: Sheet) -> set[str]:
    """The lists on which something this person typed is not stored yet: refused, or contested."""
    kept = {"Scenes": f"lines_{sheet['id']}", "Cast": f"cast_{sheet['id']}", "Crew": f"crew_{sheet['id']}"}
    sheets = {name: st.session_state.get(f"_sheet_{key}") for name, key in kept.items()}
    return {name for name, edits in sheets.items() if edits and (edits.problems or edits.conflicts)}


# --- scenes


def _line(row: Row) -> Row:
    """A line of the scene list as the table shows it; a scene's heading is no banner, so the API refuses its change."""
    cast = ", ".join(map(str, row["cast_numbers"]))
    pages = words.eighths(row["eighths"]) if row["scene_id"] else ""
    return {**row, "banner": line_title(row), "pages": pages, "cast": cast}


LINES = {
    "number": Column(c.TextColumn("Scene", width=70), editable=False),
    "banner": Column(c.TextColumn("Set or banner", width=300, help="Only a banner's words can be changed here.")),
    "at": clock_column("At"),
    "minutes": Column(c.NumberColumn("Minutes", min_value=0, max_value=1440, step=5, width=100)),
    "pages": Column(c.TextColumn("Pages", width=70), editable=False),
    "cast": Column(c.TextColumn("Cast", width=110), editable=False),
    "notes": Column(c.TextColumn("Notes", width="large"), empty=""),
}


def scenes(sheet: Sheet) -> None:
    """The scene list: times and notes in place, order by dragging (or up and down on a card)."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{totals(sheet)}**", width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            order = st.toggle("Change the order", key="order_lines")
            if st.button("Add scene or banner", key="add_line", icon=":material/add:"):
                add_line(sheet)
    rows = sheet["scenes"]
    if not rows:
        st.caption("No scene is on this sheet yet. Add one, or bring the day's strips over from the schedule.")
    elif order:
        _order(sheet)
    else:
        edit_rows(
            [_line(row) for row in rows], key=f"lines_{sheet['id']}", columns=LINES, name="banner",
            view=tuple(row["id"] for row in rows), alt="Scenes and banners in shooting order",
            more=lambda row: _up_and_down(sheet, row), **edit_of(sheet, "scenes", _line),
        )  # fmt: skip


def _order(sheet: Sheet) -> None:
    strips = [
        strip(
            row["id"], number=row["number"], int_ext=row["int_ext"], day_night=row["day_night"],
            heading=row["set_name"] or line_title(row), sub=row["synopsis"],
            pages=words.eighths(row["eighths"]) if row["scene_id"] else words.clock(row["at"]),
            cast=", ".join(map(str, row["cast_numbers"])),
        )
        for row in sheet["scenes"]
    ]  # fmt: skip
    revision = "-".join(str(row["id"]) for row in sheet["scenes"])
    board(
        [column("lines", "Shooting order", strips)], key=f"order_{sheet['id']}", rev=revision,
        on_moved=lambda move: _moved(sheet, move), label="Shooting order",
    )  # fmt: skip


def _moved(sheet: Sheet, move: Move) -> None:
    ids = [row["id"] for row in sheet["scenes"] if row["id"] not in move.ids]
    put_in_order(sheet, ids[: move.index] + [int(one) for one in move.ids] + ids[move.index :])


def put_in_order(sheet: Sheet, ids: list[int]) -> None:
    """Store the order of the lines; raises ApiError when somebody added or removed one."""
    api().put(path(sheet, "scenes/order"), {"row_ids": ids})


def _up_and_down(sheet: Sheet, row: Row) -> None:
    ids = [line["id"] for line in sheet["scenes"]]
    at = ids.index(row["id"]) if row["id"] in ids else -1

    def swap(by: int) -> None:
        ids[at], ids[at + by] = ids[at + by], ids[at]
        try:
            put_in_order(sheet, ids)
        except Clash as clash:
            flash(clash.words(), ":material/sync_problem:")

    with st.container(horizontal=True):
        for label, icon, by, end in (("Up", "upward", -1, at <= 0), ("Down", "downward", 1, at in {-1, len(ids) - 1})):
            st.button(
                label, key=f"{label.lower()}_{row['id']}", icon=f":material/arrow_{icon}:", disabled=end,
                on_click=swap, args=(by,),
            )  # fmt: skip


# --- cast and crew


def cast(sheet: Sheet) -> None:
    """Who plays, when they are picked up, made up and on set."""
    known = dict.fromkeys([*CODES, *(row["code"] for row in sheet["cast"] if row["code"])])
    columns = {
        "number": Column(c.NumberColumn("No.", width=55), editable=False),
        "character_name": Column(c.TextColumn("Character"), editable=False),
        "name": Column(c.TextColumn("Performer"), editable=False),
        "code": Column(
            c.SelectboxColumn("Code", options=list(known), width=75, help="Start, work, finish, hold, travel …"),
            empty="",
        ),
        "pick_up": clock_column("Pick-up"),
        "makeup": clock_column("H/MU"),
        "wardrobe": clock_column("Wardrobe"),
        "on_set": clock_column("On set"),
        "wrap": clock_column("Leave"),
        "scenes": Column(c.TextColumn("Scenes", width=110), editable=False),
        "remarks": Column(c.TextColumn("Remarks", width="large"), empty=""),
        "travel_minutes": _minutes("Travel"),
        "makeup_minutes": _minutes("H/MU takes"),
        "wardrobe_minutes": _minutes("Wardrobe takes"),
    }  # fmt: skip
    _above(f"{words.plural(sheet['totals']['cast'], 'cast member')} called", "Call cast", lambda: call_cast(sheet))
    if not sheet["cast"]:
        st.caption("Nobody of the cast is called yet.")
        return
    rows = [_with_scenes(row) for row in sheet["cast"]]
    edit_rows(
        rows, key=f"cast_{sheet['id']}", columns=columns, name="character_name", alt="Cast calls",
        **edit_of(sheet, "cast", _with_scenes),
    )  # fmt: skip
    by_hand(sheet, "cast", lambda row: f"{row['number']} {row['character_name']}")


def _with_scenes(row: Row) -> Row:
    return {**row, "scenes": ", ".join(row["scene_numbers"])}


def _minutes(label: str) -> Column:
    return Column(c.NumberColumn(label, min_value=0, max_value=1440, step=5, width=110, help="Minutes, if unusual"))


def crew(sheet: Sheet) -> None:
    """Who works, by department, and when they are called."""
    columns = {
        "department": Column(c.TextColumn("Department", max_chars=255), empty=""),
        "position": Column(c.TextColumn("Position", max_chars=255), empty=""),
        "name": Column(c.TextColumn("Name", max_chars=255, required=True)),
        "phone": Column(c.TextColumn("Phone", max_chars=40), empty=""),
        "email": Column(c.TextColumn("E-mail", max_chars=254), empty=""),
        "call": clock_column("Call"),
        "wrap": clock_column("Wrap"),
        "on_call": Column(c.CheckboxColumn("O/C", width=60, help="On call: no fixed time"), empty=False),
    }
    if not viewer().may("members.contact"):
        del columns["phone"], columns["email"]
    _above(f"{sheet['totals']['crew']} crew called", "Call crew", lambda: call_crew(sheet))
    edit_rows(
        sheet["crew"], key=f"crew_{sheet['id']}", columns=columns, name="name", alt="Crew calls by department",
        add=lambda values: api().post(path(sheet, "crew"), values), **edit_of(sheet, "crew"),
    )  # fmt: skip
    by_hand(sheet, "crew", lambda row: row["name"])


def _above(said: str, button: str, opened: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{said}**", width="content")
        if st.button(button, key=button.lower().replace(" ", "_"), icon=":material/person_add:"):
            opened()
