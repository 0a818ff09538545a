"""Scenes of a draft under review: a table edited in place, filtered by what would change, or cards on a phone."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.review_inside import look_inside
from streamlit_app.components.review_state import decide, send
from streamlit_app.components.screen import on_phone
from streamlit_app.state import flash

A_PAGE = 24
READ, MERGE, LEAVE, TAKE = "Look inside", "Merge with the one before", "Leave out", "Take in again"
ACTIONS = {MERGE: "merge", LEAVE: "skip", TAKE: "keep"}
EDITED = {
    "number": "number",
    "int_ext": "int_ext",
    "set_name": "set_name",
    "day_night": "day_night",
    "pages": "eighths",
}


def scenes_view(review: dict[str, Any]) -> None:
    """Offered headings, chips for the kinds of change, then the scenes."""
    open_now = review["status"] == "review"
    if open_now:
        _offers(review)
    gone = [row for row in review["gone"] if row["status"] != "omitted"]
    found = {row["change"] for row in review["scenes"]} | ({"omitted"} if gone else set())
    kinds = [kind for kind in words.CHANGE if kind in found]
    chosen: list[str] = kinds
    if len(kinds) > 1:
        chosen = st.pills(
            "Show", list(words.CHANGE), selection_mode="multi", key="change", label_visibility="collapsed",
            bind="query-params", format_func=words.CHANGE.__getitem__,
        ) or kinds  # fmt: skip
    shown = [row for row in review["scenes"] if row["change"] in chosen]
    if not shown and not gone:
        st.caption("No scene of this kind.")
    if on_phone():
        _cards(shown, open_now)
    elif shown:
        _table(review, shown, open_now)
    if gone and "omitted" in chosen:
        _gone(gone, open_now)
    inside = st.session_state.pop("_look_inside", None)
    if inside in {row["key"] for row in review["scenes"]}:
        look_inside(inside)


def _offers(review: dict[str, Any]) -> None:
    for offer in review["heading_offers"]:
        taken = [*review["accepted"], offer["line"]]
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"Is this a heading? **{words.plain(offer['heading'])}**  \n:small[line {offer['line']}]")
            st.button("Yes, a scene", key=f"accept_{offer['line']}", on_click=lambda taken=taken: decide(accept=taken))


def _row(row: dict[str, Any], open_now: bool) -> dict[str, Any]:
    actions = [READ, TAKE] if row["skipped"] else [READ, MERGE, LEAVE]
    return {
        "number": row["number"] or "–",
        "int_ext": row["int_ext"],
        "set_name": row["set_name"],
        "day_night": row["day_night"],
        "pages": words.eighths(row["eighths"]),
        "change": words.CHANGE[row["change"]],
        "what": ", ".join(words.WHAT.get(one, one) for one in row["what"])
        + (f" (was {row['old_number']})" if "number" in row["what"] else ""),
        "characters": ", ".join(cue["name"] for cue in row["characters"]),
        "heading": row["heading"],
        "actions": actions if open_now else [READ],
    }


def _config(shown: list[dict[str, Any]], keys: list[str], again: bool) -> dict[str, Any]:
    text = st.column_config.TextColumn
    config = {
        "number": text("Scene", width=90, required=True, max_chars=20, validate=r"^[^\W_]\S*$"),
        "int_ext": st.column_config.SelectboxColumn("Place", width=95, options=list(words.INT_EXT)),
        "set_name": text("Set", width=220, max_chars=255),
        "day_night": text("Light", width=115, max_chars=60),
        "pages": text("Pages", width=90, required=True, validate=words.PAGES, help="Pages and eighths: 1 2/8"),
        "actions": st.column_config.ButtonColumn(
            "Do", width=60, type="tertiary", key="review_do", on_click=_done, args=(keys,)
        ),
        "change": text("Change", width=95),
        "what": text("What", width=150),
        "characters": text("Characters", width=220),
        "heading": text("Heading in the script", width=260),
    }
    if not again:
        del config["what"]
    return config


def _table(review: dict[str, Any], shown: list[dict[str, Any]], open_now: bool) -> None:
    keys = [row["key"] for row in shown]
    serial = st.session_state.setdefault("_review_serial", 0)
    editor = f"review_{review['id']}_{hash(tuple(keys))}_{serial}"  # other rows are another table
    again = any(row["change"] not in ("added", "skipped") for row in review["scenes"])
    config = _config(shown, keys, again)
    st.data_editor(
        [_row(row, open_now) for row in shown], key=editor, hide_index=True, height=520, column_config=config,
        column_order=list(config), disabled=[name for name in config if name not in EDITED] if open_now else True,
        on_change=_edited, args=(editor, keys), placeholder="", alt="Scenes of the draft",
    )  # fmt: skip


def _edited(editor: str, keys: list[str]) -> None:
    """Send the cells that are new since the last time; a refused one is shown as it was, and told."""
    taken = st.session_state.setdefault(f"_taken_{editor}", {})
    new: dict[str, dict[str, Any]] = {}
    for at, cells in st.session_state[editor]["edited_rows"].items():
        for name, value in cells.items():
            if name in EDITED and taken.get((at, name)) != (value,):
                taken[at, name] = (value,)
                new.setdefault(keys[int(at)], {})[EDITED[name]] = _for_api(name, value)
    if new and not send(scenes=[{"key": key, **fields} for key, fields in new.items()]):
        st.session_state["_review_serial"] += 1


def _for_api(name: str, value: Any) -> Any:
    if name == "pages":
        return words.from_eighths(value or "")
    return (value or "") if name == "set_name" else value or None


def _done(keys: list[str]) -> None:
    click = st.session_state["review_do"]
    if click:
        act(keys[click.row], click.label)


def act(key: str, label: str) -> None:
    """Do what a row's menu says."""
    if label == READ:
        st.session_state["_look_inside"] = key
    elif send(scenes=[{"key": key, "action": ACTIONS[label]}]) and label == MERGE:
        flash("Merged. Look inside the scene before to separate them again.")


def _cards(shown: list[dict[str, Any]], open_now: bool) -> None:
    pages = -(-len(shown) // A_PAGE)
    page = st.pagination(pages, key="review_page") if pages > 1 else 1
    for row in shown[(page - 1) * A_PAGE : page * A_PAGE]:
        with st.container(border=True, gap="xsmall"):
            cells = _row(row, open_now)
            what = f" · {cells['what']}" if cells["what"] else ""
            st.markdown(f"**{words.plain(cells['number'])}** {words.plain(row['heading'])}")
            st.caption(f"{cells['pages']} pages · {cells['change']}{what}")
            st.button(READ, key=f"inside_{row['key']}", on_click=act, args=(row["key"], READ), width="stretch")


def _gone(gone: list[dict[str, Any]], open_now: bool) -> None:
    said = (
        "are not in this draft and become omitted; their work stays"
        if open_now
        else "were not in this draft and became omitted"
    )
    st.markdown(f"**{words.plural(len(gone), 'scene')}** of the production {said}.")
    config = {
        "number": st.column_config.TextColumn("Scene", width=70),
        "heading": st.column_config.TextColumn("Heading"),
    }
    st.dataframe(
        gone, hide_index=True, column_config=config, column_order=list(config), alt="Scenes that become omitted"
    )
