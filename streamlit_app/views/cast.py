"""Cast: every character with performer, role and how much they are in it."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.cast_forms import add_member, figures, merge_member, show_member
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import confirm, empty, title_line
from streamlit_app.components.screen import on_phone
from streamlit_app.state import api, flash, viewer

MENU = {
    "Edit": ":material/edit: Edit",
    "Merge": ":material/merge: Merge into another",
    "Delete": ":material/delete: Delete",
}
BY_LABEL = {label: name for name, label in MENU.items()}
cares_about("cast member", "scene", "draft")
path = f"{viewer().path}/cast-members"
may_edit = viewer().may("cast.edit")


def keeps(row: dict[str, Any], search: str, roles: list[str]) -> bool:
    """Whether the filters want a character."""
    text = " ".join((str(row["number"]), row["character_name"], row["name"], *row["aliases"])).casefold()
    return search.strip().casefold() in text and (not roles or row["role_type"] in roles)


def do(member_id: int, what: str) -> None:
    """Remember what to open; the page draws it in this run."""
    st.session_state["_cast_do"] = (member_id, what)
    st.session_state["_cast_serial"] = st.session_state.get("_cast_serial", 0) + 1  # no cell stays chosen


def table(rows: list[dict[str, Any]]) -> None:
    """One line a character; a click opens it."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    ids = [row["id"] for row in rows]

    def clicked() -> None:
        if cells := st.session_state[key].selection.cells:
            do(ids[cells[0][0]], "Edit")

    def chosen() -> None:
        if click := st.session_state["cast_menu"]:
            do(ids[click.row], BY_LABEL[click.label])

    config: dict[str, Any] = {
        "number": number("No.", width=55),
        "character_name": text("Character", width=190),
        "name": text("Performer", width=180),
        "role": text("Role", width=105),
        "scene_count": number("Scenes", width=75),
        "cues": number("Cues", width=65),
        "lines": number("Lines", width=65),
        "pages": text("Pages", width=75),
        "menu": st.column_config.ButtonColumn("Do", width=55, type="tertiary", key="cast_menu", on_click=chosen),
        "scenes": text("In scenes", width=330),
    }
    shown = [
        {
            **{name: row[name] for name in ("number", "character_name", "name", "scene_count", "cues", "lines")},
            "role": words.ROLE_TYPE[row["role_type"]], "pages": words.eighths(row["eighths"]),
            "scenes": ", ".join(row["scene_numbers"]), "menu": list(MENU.values()),
        }
        for row in rows
    ]  # fmt: skip
    key = f"cast_{st.session_state.get('_cast_serial', 0)}"
    st.dataframe(
        shown, key=key, hide_index=True, column_config=config,
        height="content" if len(rows) <= 18 else 640, on_select=clicked,
        column_order=[name for name in config if may_edit or name != "menu"], selection_mode="single-cell",
        alt="Characters by number", placeholder="",
    )  # fmt: skip


def card(row: dict[str, Any]) -> None:
    """One character on a phone."""
    with st.container(border=True, gap="xsmall"):
        performer = f" · {words.plain(row['name'])}" if row["name"] else ""
        st.markdown(f"**{row['number']} {words.plain(row['character_name'])}**{performer}")
        st.caption(f"{words.ROLE_TYPE[row['role_type']]} · {figures(row)}")
        with st.container(horizontal=True):
            st.button("Open", key=f"open_{row['id']}", on_click=do, args=(row["id"], "Edit"))
            if not may_edit:
                return
            choice = st.menu_button(
                "Change", ["Merge", "Delete"], key=f"menu_{row['id']}", type="tertiary", format_func=MENU.__getitem__
            )
            if choice:
                do(row["id"], choice)


def open_dialog(rows: list[dict[str, Any]]) -> None:
    """The dialog somebody asked for."""
    member_id, what = st.session_state.pop("_cast_do", (None, ""))
    row = next((row for row in rows if row["id"] == member_id), None)
    if row is None:
        return
    if what == "Edit":
        show_member(row)
    elif what == "Merge":
        merge_member(row, [other for other in rows if other["id"] != member_id])
    else:
        scenes = words.plural(row["scene_count"], "scene")
        confirm(
            f"**{words.plain(row['character_name'])}** goes off the cast list and out of {scenes}.", lambda: delete(row)
        )


def delete(row: dict[str, Any]) -> None:
    """Take a character off the list."""
    api().delete(f"{path}/{row['id']}", match=row["version"])
    flash(f"{row['character_name']} was deleted.")


rows = api().every(path)
with title_line("Cast", (viewer().production or {})["title"]):
    if may_edit and st.button("Add character", icon=":material/person_add:", key="add", type="primary"):
        add_member()
if rows:
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input(
            "Search", key="q", type="search", placeholder="Character or performer", label_visibility="collapsed",
            bind="query-params", width=240,
        )  # fmt: skip
        roles = st.pills(
            "Role", list(words.ROLE_TYPE), selection_mode="multi", key="role", label_visibility="collapsed",
            format_func=words.ROLE_TYPE.__getitem__, bind="query-params",
        )  # fmt: skip
    shown = [row for row in rows if keeps(row, search, roles)]
    st.caption(f"{words.plural(len(shown), 'character')} · {sum(bool(row['name']) for row in shown)} with a performer")
    if not shown:
        empty("Nobody found", "No character matches these filters.", "search_off")
    elif on_phone():
        with st.grid(min_column_width=260) as cells:
            for row in shown:
                with cells.container():
                    card(row)
    else:
        table(shown)
    open_dialog(rows)
else:
    empty(
        "Nobody is in it yet",
        "Import the screenplay: everybody who speaks is listed here. Others are added by hand.",
        "theater_comedy",
    )
