"""Dialogs of availability: enter days for some people, look at an entry and change it; and the cards of a phone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.editing.availability import KINDS, OWN, STATES, key_of, span_words, subject_of
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]


def plans() -> bool:
    """Whether this person enters everybody's days, or only their own."""
    return viewer().may("availability.edit")


def told_replaced(replaced: Sequence[Row], what: str) -> None:
    """Say what was stored, and what became of older entries."""
    lines = [one["text"] for one in replaced[:3]]
    if len(replaced) > 3:
        lines.append(f"and {len(replaced) - 3} more")
    flash(" ".join([what, *lines]))


@st.dialog("Enter days", width="medium", icon=":material/event_available:")
def enter_days(rows: Sequence[Row], chosen: Sequence[str], first: dt.date, last: dt.date | None = None) -> None:
    """One span for some of `rows` (those whose days this person may enter)."""
    names = {key_of(row): _label(row) for row in rows}
    with st.form("availability", border=False):
        keys = st.multiselect(
            "Who or what", list(names), [key for key in chosen if key in names], format_func=names.__getitem__,
            key="availability_who", placeholder="Choose",
        )  # fmt: skip
        values = _fields({"first": first.isoformat(), "last": (last or first).isoformat()})
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    if sent and not keys:
        st.warning("Choose who or what it is for.", icon=":material/person_search:")
    elif sent and values:
        with told():
            body = {"subjects": [subject_of(key) for key in keys], **values}
            saved = api().post(f"{viewer().path}/availability/paint", body)
            told_replaced(saved["replaced"], f"{words.plural(len(saved['spans']), 'entry', 'entries')} saved.")
            st.rerun()


@st.dialog("Entry", width="medium", icon=":material/event_note:")
def edit_span(span: Row, *, may_change: bool) -> None:
    """Look at an entry; change or delete it where this person may."""
    st.markdown(f"**{words.plain(span['name'])}**")
    if span["entered_by"]:
        st.caption(f"Entered by {words.plain(span['entered_by'])}")
    if not may_change:
        st.markdown(span_words(span))
        if span["note"]:
            st.text(span["note"])
        return
    with st.form("availability_entry", border=False):
        values = _fields(span)
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    ask_delete("this entry", lambda: delete_span(span), "The days are free again.", key=f"span_{span['id']}")
    if sent and values:
        with told():
            saved = api().patch(f"{viewer().path}/availability/{span['id']}", values, match=span["version"])
            told_replaced(saved["replaced"], "Saved.")
            st.rerun()


def delete_span(span: Row) -> None:
    """Make the days of an entry free again."""
    api().delete(f"{viewer().path}/availability/{span['id']}", match=span["version"])
    flash(f"{span['name']}: these days are free again.")


def own_cards(rows: Sequence[Row], spans: Sequence[Row], today: dt.date) -> None:
    """A person's own days on a small screen: what they said, and one button to say more."""
    for row in rows:
        with st.container(border=True):
            st.markdown(f"**{words.plain(_label(row))}**")
            own = [span for span in spans if (span["kind"], span["subject_id"]) == (row["kind"], row["id"])]
            _lines(own, row)
            if wanted := [words.day(cell["date"]) for cell in row["cells"] if cell["wanted"]]:
                st.caption(f"The schedule wants you on {', '.join(wanted)}.")
            key = key_of(row)
            if st.button("I’m not available", key=f"away_{key}", type="primary", icon=":material/event_busy:"):
                enter_days(rows, [key], today)


def cards(rows: Sequence[Row], spans: Sequence[Row]) -> None:
    """Everybody with something entered or a clash, one card each."""
    by_row: Mapping[tuple[str, int], list[Row]] = {
        (row["kind"], row["id"]): [s for s in spans if (s["kind"], s["subject_id"]) == (row["kind"], row["id"])]
        for row in rows
    }
    shown = [row for row in rows if by_row[row["kind"], row["id"]]]
    for row in shown:
        with st.container(border=True):
            about = f" · {words.plain(row['about'])}" if row["about"] else ""
            st.markdown(f"**{words.plain(_label(row))}**{about}")
            _lines(by_row[row["kind"], row["id"]], row)
    if len(shown) < len(rows):
        st.caption(f"Nothing is entered for {len(rows) - len(shown)} others in this month.")


def _lines(spans: Sequence[Row], row: Row) -> None:
    for span in spans:
        if st.button(
            span_words(span), key=f"span_{span['id']}_{row['kind']}", icon=":material/event:", type="tertiary"
        ):
            edit_span(span, may_change=may_change(span))
    if not spans:
        st.caption("Nothing entered in this month.")
    for cell in row["cells"]:
        if cell["clash"]:
            icon = ":red[:material/error:]" if cell["clash"] == "error" else ":orange[:material/warning:]"
            st.markdown(f"{icon} Wanted by the schedule on **{words.day(cell['date'])}**.")


def may_change(span: Row) -> bool:
    """Planners change everything, others what they themselves entered about themselves."""
    return plans() or (span["mine"] and span["entered_by_id"] == viewer().me["id"])


def _fields(span: Mapping[str, Any]) -> Row | None:
    """State, days, hours and note as the API takes them; None (and a word why) while the days are not both chosen."""
    states = [state for state in STATES if plans() or state in OWN]
    state = st.segmented_control(
        "State", states, default=span.get("state", "unavailable"), required=True, key="availability_state",
        format_func=lambda one: STATES[one][1],
    )  # fmt: skip
    days = st.date_input(
        "From – to", (_date(span["first"]), _date(span["last"])), format="YYYY-MM-DD", key="availability_days"
    )
    with st.container(horizontal=True):
        starts = st.time_input("Only from", _time(span.get("starts")), step=900, key="availability_starts")
        ends = st.time_input("until", _time(span.get("ends")), step=900, key="availability_ends")
    st.caption("Leave both times empty for whole days.")
    note = st.text_area("Note", span.get("note", ""), height=68, key="availability_note", max_chars=20_000)
    if not isinstance(days, tuple) or len(days) != 2:
        st.caption("Choose a first and a last day.")
        return None
    return {
        "first": days[0].isoformat(), "last": days[1].isoformat(), "state": state, "note": note,
        "starts": f"{starts:%H:%M}" if starts else None, "ends": f"{ends:%H:%M}" if ends else None,
    }  # fmt: skip


def _label(row: Row) -> str:
    number = f"{row['number']} " if row["number"] else ""
    kind = "" if row["kind"] in ("cast", "crew") else f" ({KINDS[row['kind']][:-1].lower()})"
    return f"{number}{row['name']}{kind}"


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
