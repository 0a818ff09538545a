"""What changed between two drafts, and the script's rules: colours of revisions, locked numbers."""

from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError, Clash
from streamlit_app.components.page import empty
from streamlit_app.components.reader import reader
from streamlit_app.state import api, flash, viewer

CHANGE = {"added": "new", "changed": "changed", "omitted": "omitted", "unchanged": "unchanged"}


def name_of(row: dict[str, Any]) -> str:
    """`Draft 2 · blue · Tue 24 Nov`."""
    return f"Draft {row['number']} · {row['colour']} · {words.day(row['imported_at'][:10])}"


def changes(draft_id: int, since: int, on_open: Any) -> None:
    """The scenes that changed, marked as revised pages are."""
    found = api().get(f"{viewer().path}/screenplays/{draft_id}/changes", since=since)
    changed = [row for row in found["scenes"] if row["change"] != "unchanged"]
    counts = [f"{found['counts'][kind]} {word}" for kind, word in CHANGE.items() if found["counts"].get(kind)]
    st.markdown(f"{words.paper(found['draft']['colour'])} {' · '.join(counts)}")
    if not changed:
        empty("Not a word changed", "These two drafts say the same.", "done_all")
        return
    reader([_page(row) for row in changed], key="script_changes", on_open=on_open)


def rules_button() -> None:
    """Opens the script's rules, for who may import."""
    if st.button("Rules", key="script_rules", icon=":material/tune:", help="Revision colours, locked scene numbers"):
        _rules()


@st.dialog("Script rules", width="medium")
def _rules() -> None:
    path = f"{viewer().path}/script-rules"
    rules = api().get(path)
    st.markdown("**Scene numbers**")
    if rules["numbers_locked"]:
        st.caption(
            f"Locked since {words.day(rules['locked_at'][:10], year=True)}: a new scene gets a letter (12A, A12), "
            "a lost one stays as omitted."
        )
    else:
        st.caption("Lock them when the first schedule or breakdown goes out on paper: from then on no number changes.")
    locked = st.toggle("Lock scene numbers", rules["numbers_locked"], key="numbers_locked")
    if not rules["numbers_locked"] and not locked:
        with st.popover("Number all scenes anew", icon=":material/tag:"):
            st.markdown(
                "Every scene gets a new number, 1, 2, 3…, in script order; papers that are out show the old ones."
            )
            if st.button("Number anew", key="renumber", type="primary"):
                _renumber()
    st.markdown("**Colours of revisions, in order**")
    presets = {preset["key"]: preset for preset in rules["presets"]}
    start = next((key for key, one in presets.items() if one["colours"] == rules["colours"]), None)
    chosen = st.selectbox(
        "Order", [None, *presets], index=0 if start is None else [*presets].index(start) + 1, key="colour_order",
        format_func=lambda key: presets[key]["name"] if key else "Our own order", label_visibility="collapsed",
    )  # fmt: skip
    colours = presets[chosen]["colours"] if chosen else rules["colours"]
    edited = st.data_editor(
        colours, num_rows="dynamic", hide_index=True, key=f"colours_{chosen}",
        column_config={
            "name": st.column_config.TextColumn("Colour", required=True, max_chars=20),
            "tint": st.column_config.TextColumn("Paper", required=True, validate="^#[0-9a-fA-F]{6}$", help="#rrggbb"),
        },
    )  # fmt: skip
    if st.button("Save", key="save_script_rules", type="primary"):
        _save(path, rules, {"numbers_locked": locked, "colours": [dict(row) for row in edited]})


def _save(path: str, rules: dict[str, Any], body: dict[str, Any]) -> None:
    try:
        api().patch(path, body, match=rules["version"])
    except Clash:
        st.error("Somebody changed the rules meanwhile. Close this and look again.")
    except ApiError as problem:
        st.error(problem.words())
    else:
        flash("The script rules are saved.")
        st.rerun()


def _renumber() -> None:
    done = api().post(f"{viewer().path}/scenes/renumber")
    flash(f"{words.plural(len(done), 'scene')} numbered anew.")
    st.rerun()


def scene_history(scene_id: int) -> None:
    """In which drafts a scene changed; nothing while there is only one."""
    found = api().get(f"{viewer().path}/scenes/{scene_id}/history")
    if len(found) < 2:
        return
    said = {"added": "first here", "changed": "changed", "omitted": "omitted", "unchanged": "as before"}
    lines = [
        f"{words.paper(row['colour'])} {words.day(row['imported_at'][:10])}: {said[row['change']]}, "
        f"{words.eighths(row['eighths'])} p"
        for row in found
    ]
    st.markdown("  \n".join(lines))


def _page(row: dict[str, Any]) -> dict[str, Any]:
    heading = row["heading"]
    if row["old_heading"] and row["old_heading"] != heading:
        heading = f"{heading} (was {row['old_heading']})"
    pages = words.eighths(row["eighths"])
    if row["old_eighths"] is not None and row["old_eighths"] != row["eighths"]:
        pages = f"{words.eighths(row['old_eighths'])} → {pages}"
    return {
        "id": row["scene_id"], "number": row["number"], "heading": heading, "pages": pages,
        "omitted": row["change"] == "omitted", "paragraphs": row["paragraphs"],
    }  # fmt: skip
