"""The list of scenes: filters in the address, totals, a table to open or tick scenes in, cards on a phone."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import empty
from streamlit_app.components.scene_bulk import bulk_bar
from streamlit_app.components.scene_rows import Row, Wanted, choices, day_of, flags, totals
from streamlit_app.components.screen import on_phone
from streamlit_app.state import viewer

A_PAGE = 24
OPTIONAL = {"script_day", "location", "flags", "priority", "synopsis"}  # columns shown once one scene has them


def open_scene(scene_id: int | None) -> None:
    """Show a scene, or the list again."""
    if scene_id is None:
        st.query_params.pop("scene", None)
    else:
        st.query_params["scene"] = str(scene_id)


def scene_list(rows: Sequence[Row], cast: Sequence[dict[str, Any]]) -> None:
    """Filter bar, totals, then the scenes."""
    wanted = _filters(rows, cast)
    shown = [row for row in rows if wanted.keeps(row)]
    if not shown:
        empty("Nothing found", "No scene matches these filters.", "search_off")
        return
    st.caption(totals(shown))
    if on_phone():
        _cards(shown)
        return
    ticked = _table(shown)
    if ticked and viewer().may("scenes.edit"):
        with st.bottom:
            bulk_bar(ticked, choices(rows, "script_day"))


def _filters(rows: Sequence[Row], cast: Sequence[dict[str, Any]]) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input(
            "Search", key="q", type="search", placeholder="Search", label_visibility="collapsed",
            bind="query-params", width=175,
        )  # fmt: skip
        if on_phone():
            with st.popover("Filters", icon=":material/filter_list:"):
                return _choices(rows, cast, search)
        return _choices(rows, cast, search)


def _choices(rows: Sequence[Row], cast: Sequence[dict[str, Any]], search: str) -> Wanted:
    names = {member["id"]: f"{member['number']} {member['character_name']}" for member in cast}

    def one(label: str, options: Sequence[Any], key: str, width: int, say: Any = str) -> Any:
        return st.selectbox(
            label, options, None, key=key, placeholder=label, label_visibility="collapsed", format_func=say,
            bind="query-params", width=width,
        )  # fmt: skip

    status = st.multiselect(
        "Status", list(words.SCENE_STATUS), key="status", placeholder="Status", label_visibility="collapsed",
        format_func=words.SCENE_STATUS.__getitem__, bind="query-params", width=140,
    )  # fmt: skip
    return Wanted(
        search=search,
        status=status,
        place=one("Place", words.INT_EXT, "place", 100),
        light=one("Light", choices(rows, "day_night"), "light", 105),
        set_name=one("Set", choices(rows, "set_name"), "set", 130),
        cast_id=one("Cast", list(names), "who", 120, lambda key: names.get(key, "")),
        unscheduled=st.toggle("Unscheduled", key="unscheduled", bind="query-params"),
    )


def _table(shown: Sequence[Row]) -> list[Row]:
    """The table; answers the ticked scenes."""
    text = st.column_config.TextColumn
    config = {
        "number": text("Scene", width=65), "heading": text("Heading", width=290), "pages": text("Pages", width=65),
        "cast": text("Cast", width=110), "day": text("Shooting day", width=135), "status": text("Status", width=95),
        "script_day": text("Story day", width=80), "location": text("Location", width=150),
        "flags": text("Needs", width=110),
        "priority": st.column_config.NumberColumn("Priority", width=70), "synopsis": text("Synopsis", width=320),
    }  # fmt: skip
    cells = [_cells(row) for row in shown]
    filled = [name for name in config if name not in OPTIONAL or any(row[name] for row in cells)]
    key = f"scenes_{st.session_state.setdefault('_scenes_serial', 0)}_{hash(tuple(row['id'] for row in shown))}"
    said = st.dataframe(
        cells, key=key, hide_index=True, column_config=config, column_order=filled,
        height="content" if len(shown) <= 18 else 640, on_select=lambda: _opened(key, [row["id"] for row in shown]),
        selection_mode=["multi-row", "single-cell"] if viewer().may("scenes.edit") else "single-cell",
        alt="Scenes in script order", placeholder="",
    )  # fmt: skip
    return [shown[at] for at in said.selection.rows if at < len(shown)]


def _cells(row: Row) -> dict[str, Any]:
    return {
        "number": row["number"],
        "heading": row["heading"],
        "pages": words.eighths(row["eighths"]),
        "cast": ", ".join(str(number) for number in row["cast_numbers"]),
        "day": day_of(row),
        "status": words.SCENE_STATUS[row["status"]],
        "script_day": row["script_day"],
        "location": row["location_name"],
        "flags": flags(row),
        "priority": row["priority"] or None,
        "synopsis": row["synopsis"],
    }


def _opened(key: str, ids: list[int]) -> None:
    """A click on a row opens its scene; a tick only selects it."""
    cells = st.session_state[key].selection.cells
    if cells:
        open_scene(ids[cells[0][0]])


def _cards(shown: Sequence[Row]) -> None:
    pages = -(-len(shown) // A_PAGE)
    page = st.pagination(pages, key="scenes_page") if pages > 1 else 1
    for row in shown[(page - 1) * A_PAGE : page * A_PAGE]:
        with st.container(border=True, gap="xsmall", key=f"scene_card_{row['id']}"):
            badge = f":{words.STATUS_COLOUR[row['status']]}-badge[{words.SCENE_STATUS[row['status']]}]"
            st.markdown(f"**{words.plain(row['number'])}** {words.plain(row['heading'])} {badge}")
            cast = f"cast {', '.join(str(number) for number in row['cast_numbers'])}" if row["cast_numbers"] else ""
            facts = [f"{words.eighths(row['eighths'])} pages", day_of(row) or "not scheduled", cast, flags(row)]
            st.caption(" · ".join(part for part in facts if part))
            st.button("Open", key=f"open_{row['id']}", on_click=open_scene, args=(row["id"],), width="stretch")
