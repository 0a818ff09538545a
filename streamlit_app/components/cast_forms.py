"""Dialogs of the cast: a character's facts and scenes, adding one, making two one."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import told
from streamlit_app.components.saving import save_or_tell
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]
LABELS = {
    "number": "Number", "character_name": "Character", "name": "Performer", "role_type": "Role", "phone": "Phone",
    "email": "E-mail", "aliases": "Also called", "notes": "Notes", "born": "Born", "daily_rate": "Daily rate",
    "drop_days": "Dropped after", "allow_hold": "Held between work days", "allow_drop": "May be dropped once",
}  # fmt: skip
TERMS: Row = {"allow_hold": True, "allow_drop": True, "drop_days": None, "daily_rate": None, "born": None}


@st.dialog("Add a character", width="medium", icon=":material/person_add:")
def add_member() -> None:
    """A character by hand; the next free number when none is given."""
    with st.form("add_member", border=False):
        blank = {
            "number": None,
            "character_name": "",
            "name": "",
            "role_type": "supporting",
            "phone": "",
            "email": "",
            "notes": "",
            **TERMS,
        }
        fields = _fields(blank, new=True)
        if not st.form_submit_button("Add", type="primary", width="stretch"):
            return
    with told():
        made = api().post(f"{viewer().path}/cast-members", fields)
        flash(f"{made['character_name']} is number {made['number']}.")
        st.rerun()


@st.dialog("Character", width="medium", icon=":material/theater_comedy:")
def show_member(row: Row) -> None:
    """A character's facts, to change for whoever may, and the scenes they are in."""
    st.caption(figures(row))
    if row["scene_numbers"]:
        st.markdown("**Scenes** " + words.plain(", ".join(row["scene_numbers"])))
    if not viewer().may("cast.edit"):
        _read(row)
        return
    with st.form("edit_member", border=False):
        fields = _fields(row)
        aliases = st.multiselect(
            "Also called", row["aliases"], row["aliases"], accept_new_options=True, key="member_aliases",
            placeholder="Other names the script uses", help="The next draft's cues under these names are theirs too.",
        )  # fmt: skip
        fields["aliases"] = list(aliases)
        if not st.form_submit_button("Save", type="primary", width="stretch"):
            return
    changes = {name: value for name, value in fields.items() if value != row[name]}
    path = f"{viewer().path}/cast-members/{row['id']}"
    save_or_tell(row, changes, lambda changed, version: api().patch(path, changed, match=version), say)


@st.dialog("Two names, one character", width="small", icon=":material/merge:")
def merge_member(row: Row, others: Sequence[Row]) -> None:
    """Make this character an alias of another one."""
    names = {other["id"]: f"{other['number']} {other['character_name']}" for other in others}
    st.markdown(
        f"**{words.plain(row['character_name'])}** becomes another name of somebody else. "
        "It cannot be taken apart again."
    )
    into = st.selectbox(
        "Character",
        list(names),
        None,
        key="merge_into",
        format_func=names.__getitem__,
        placeholder="Who they really are",
    )
    if st.button("Make them one", type="primary", width="stretch", key="merge_do", disabled=into is None):
        with told():
            merged = api().post(f"{viewer().path}/cast-members/{row['id']}/merge-into/{into}")
            flash(f"They are one now: {merged['character_name']}.")
            st.rerun()


def figures(row: Row) -> str:
    """`12 scenes · 8 2/8 pages · 40 cues · 96 lines`."""
    return " · ".join(
        [
            words.plural(row["scene_count"], "scene"), f"{words.eighths(row['eighths'])} pages",
            words.plural(row["cues"], "cue"), words.plural(row["lines"], "line"),
        ]
    )  # fmt: skip


def say(name: str, value: Any) -> str:
    """A field of a cast member in words; nothing for what the form does not show."""
    if name not in LABELS:
        return ""
    if name == "role_type":
        value = words.ROLE_TYPE[value]
    if isinstance(value, list):
        value = ", ".join(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if name == "daily_rate" and value is not None:
        value = f"{value / 100:.2f}"
    return f"{LABELS[name]}: {value if value not in (None, '') else 'empty'}"


def _fields(row: Row, *, new: bool = False) -> Row:
    """The form's inputs; contacts only for those who may see them."""
    with st.container(horizontal=True):
        character = st.text_input("Character", row["character_name"], max_chars=255, key="member_character")
        number = st.number_input(
            "Number", 1, 99_999, row["number"], key="member_number", width=130,
            placeholder="Next free" if new else None,
            help="On strips and call sheets",
        )  # fmt: skip
    with st.container(horizontal=True):
        name = st.text_input("Performer", row["name"], max_chars=255, key="member_name")
        kinds = list(words.ROLE_TYPE)
        role = st.selectbox(
            "Role",
            kinds,
            kinds.index(row["role_type"]),
            key="member_role",
            format_func=words.ROLE_TYPE.__getitem__,
            width=150,
        )
    fields: Row = {"character_name": character, "number": number, "name": name, "role_type": role}
    if viewer().may("cast.contact"):
        with st.container(horizontal=True):
            fields["phone"] = st.text_input("Phone", row["phone"] or "", key="member_phone")
            fields["email"] = st.text_input("E-mail", row["email"] or "", key="member_email").strip() or None
    fields["notes"] = st.text_area("Notes", row["notes"], key="member_notes", height=80)
    return fields | _terms(row)


def _terms(row: Row) -> Row:
    """What the day out of days and minors' hours go by; birth and rate only for those who may see them."""
    fields: Row = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields["allow_hold"] = st.checkbox("Held between work days", row["allow_hold"], key="member_hold", width=200)
        fields["allow_drop"] = st.checkbox("May be dropped once", row["allow_drop"], key="member_drop", width=200)
        fields["drop_days"] = st.number_input(
            "Dropped for more than (days)", 0, 365, row["drop_days"], key="member_drop_days", width=200,
            placeholder="As the rules say", help="Calendar days between the last work day and the pick-up",
        )  # fmt: skip
    with st.container(horizontal=True):
        if viewer().may("cast.contact"):
            born = dt.date.fromisoformat(row["born"]) if row["born"] else None
            chosen = st.date_input(
                "Born", born, dt.date(1901, 1, 1), dt.date(2099, 12, 31), key="member_born", format="DD.MM.YYYY",
                width=200, help="Only needed for minors: their hours are checked",
            )  # fmt: skip
            fields["born"] = chosen.isoformat() if isinstance(chosen, dt.date) else None
        if viewer().may("rates.read"):
            minor = row["daily_rate"]
            rate = st.number_input(
                f"Daily rate ({(viewer().production or {})['currency']})", 0.0, 20_000_000.0,
                None if minor is None else minor / 100, 50.0, format="%.2f", key="member_rate", width=200,
            )  # fmt: skip
            fields["daily_rate"] = None if rate is None else round(rate * 100)
    return fields


def _read(row: Row) -> None:
    for name in ("name", "role_type", "aliases", "notes"):
        if row[name]:
            st.text(say(name, row[name]))
