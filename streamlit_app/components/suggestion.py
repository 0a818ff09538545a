"""A suggested order: asked for, watched, shown beside the present one, applied, taken back."""

from typing import Any, Literal

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import confirm, told
from streamlit_app.components.screen import on_phone
from streamlit_app.editing import suggest
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]


def ask_form(schedule: Row, locks: int, *, again: bool) -> None:
    """What to weigh and what to leave alone, and the button that begins; `again`: there is an order to apply."""
    days = {day["id"]: f"{words.day(day['date'])} · day {day['number']}" for day in schedule["days"]}
    pinned = sum(day["pinned"] for day in schedule["days"])
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            weight = st.selectbox(
                "An overnight move is worth", list(suggest.MOVE_WEIGHTS), 2, key="suggest_moves", width=200,
                format_func=suggest.MOVE_WEIGHTS.__getitem__,
                help="How many paid days of waiting cast the company would rather have than move overnight once more.",
            )  # fmt: skip
            seconds = st.selectbox(
                "Look for", list(suggest.SECONDS), 1, key="suggest_seconds", width=110,
                format_func=suggest.SECONDS.__getitem__,
            )  # fmt: skip
            keep = st.multiselect(
                "Days that stay", [one for one in days if not _pinned(schedule, one)], key="suggest_keep", width=260,
                format_func=days.__getitem__, placeholder="None beside the pinned",
            )  # fmt: skip
            rest = st.toggle(
                "No day's work after a night outside", True, key="suggest_rest",
                help="Off: a night exterior may come before a day's work on the next date; it counts as one held day.",
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(
                f"{words.plural(pinned, 'day')} pinned · {words.plural(locks, 'order lock')} · days that are over or "
                "have a call sheet out stay, too. Nothing changes before you apply it."
            )
            label = "Look again" if again else "Look for an order"
            kind: Literal["primary", "secondary"] = "secondary" if again else "primary"
            if st.button(label, key="suggest_ask", type=kind, icon=":material/manage_search:"):
                body = {"seconds": seconds, "move_weight": weight, "rest": rest, "keep": keep}
                with told():
                    api().post(f"{viewer().path}/suggestions", {"board_id": schedule["board_id"], **body})
                    st.rerun()


def _pinned(schedule: Row, day_id: int) -> bool:
    return any(day["id"] == day_id and day["pinned"] for day in schedule["days"])


@st.fragment(run_every=1)
def under_way(suggestion_id: int) -> None:
    """How far it is, second by second; redraws the page when it is over."""
    found = api().get(f"{viewer().path}/suggestions/{suggestion_id}")
    if found["state"] not in suggest.UNDER_WAY:
        st.rerun()
    best = f" Best so far: {words.plural(found['best_hold'], 'day')} held." if found["best_hold"] is not None else ""
    text = f"Comparing orders.{best}" if found["state"] == "running" else "Waiting for its turn."
    with st.container(border=True):
        st.progress(found["progress"], text)
        if st.button("Cancel", key="suggest_cancel", icon=":material/close:"):
            with told("Cancelled; the board is as it was."):
                api().post(f"{viewer().path}/suggestions/{suggestion_id}/cancel")
                st.rerun()


def result(found: Row) -> None:
    """Before and after, what to know, what moves, and the way to apply it or take it back."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        about = f"{words.plain(found['asked_by'])}, {words.ago(found['created_at'])} · {suggest.STATES[found['state']]}"
        st.markdown(f"**Suggested order** · {about}", width="content")
        _buttons(found)
    if not found["before"]:
        for message in found["messages"]:
            st.warning(message, icon=":material/error:")
        return
    with st.container(horizontal=True):
        for label, value, difference, said in suggest.figures(found):
            st.metric(
                label, value, said or None, delta_color="inverse" if difference else "off", delta_arrow="off",
                border=True, width="stretch",
            )  # fmt: skip
    for message in found["messages"]:
        st.caption(words.plain(message))
    if found["after"]["broken"]:
        st.warning("Still broken:  \n" + "  \n".join(words.plain(one) for one in found["after"]["broken"]))
    _days(found)


def _buttons(found: Row) -> None:
    path = f"{viewer().path}/suggestions/{found['id']}"
    if found["can_apply"] and suggest.changed(found):
        if st.button("Apply", key="suggest_apply", type="primary", icon=":material/check:"):
            count = words.plural(suggest.changed(found), "day")
            confirm(
                f"{count} of {words.plain(found['board'])} get another date, each with its strips, call and location. "
                "It can be undone.",
                lambda: api().post(f"{path}/apply", match=found["board_version"]),
                button="Apply", done="The board has the suggested order.",
            )  # fmt: skip
    elif found["can_undo"]:
        if st.button("Undo", key="suggest_undo", icon=":material/undo:"):
            with told():
                version = api().get(f"{viewer().path}/schedule", board_id=found["board_id"])["version"]
                api().post(f"{path}/undo", match=version)
                flash("The board has its old order again.")
                st.rerun()
    elif found["state"] in ("done", "undone") and suggest.changed(found):
        st.caption("The board was changed since: look again.", width="content")


def _days(found: Row) -> None:
    if not suggest.changed(found):
        st.info("The present order is the best that was found.", icon=":material/thumb_up:")
        return
    moved = st.toggle("Only days that move", key="suggest_moved")
    rows = suggest.dates(found, moved=moved)
    if on_phone():
        for row in rows:
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"**{row['Date']}**" + (f" · from {row['From']}" if row["From"] else ""))
                st.text(f"Now {row['Now']}\nSuggested {row['Suggested']}")
    else:
        st.dataframe(rows, hide_index=True, height="content" if len(rows) < 15 else 560)
