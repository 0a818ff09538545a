"""What happens to a call sheet: checked, published edition by edition, started, wrapped, cancelled, deleted, synced."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import OPEN, Sheet, changed, section
from streamlit_app.components.page import confirm, told
from streamlit_app.state import api, flash, viewer

ACTIONS = {
    "publish": ":material/send: Publish the next edition",
    "start": ":material/play_arrow: Start the day",
    "wrap": ":material/flag: Wrap the day",
    "propose": ":material/auto_mode: Work all times out again",
    "cancel": ":material/cancel: Cancel this call sheet",
    "delete": ":material/delete: Delete this draft",
}
MENU = {
    "draft": ("propose", "delete"),
    "published": ("start", "propose", "cancel"),
    "in_progress": ("publish", "propose", "cancel"),
    "wrapped": ("cancel",),
}


def path(sheet: Sheet) -> str:
    """The sheet's address."""
    return f"{viewer().path}/call-sheets/{sheet['id']}"


def buttons(sheet: Sheet) -> None:
    """The primary step, and a menu with the others."""
    choices = MENU.get(sheet["status"], ())
    if choices:
        chosen = st.menu_button("More", list(choices), key="sheet_menu", format_func=lambda one: ACTIONS[one])
        if chosen:
            _act(sheet, chosen)
    if sheet["status"] in ("draft", "published"):
        label = "Publish" if not sheet["edition"] else f"Publish edition {sheet['edition'] + 1}"
        st.button(
            label, key="publish", type="primary", icon=":material/send:", on_click=_publishing, args=(sheet["id"],)
        )  # fmt: skip
    elif sheet["status"] == "in_progress" and st.button("Wrap", key="wrap", type="primary", icon=":material/flag:"):
        _act(sheet, "wrap")
    if st.session_state.get("_publishing") == sheet["id"]:
        publish(sheet)


def _publishing(sheet_id: int | None = None) -> None:
    """Keep the dialog open until it is answered: a table sends its last cell a moment after the click on Publish."""
    st.session_state["_publishing"] = sheet_id


def _act(sheet: Sheet, action: str) -> None:
    steps: dict[str, Callable[[], None]] = {
        "publish": lambda: _publishing(sheet["id"]),
        "start": lambda: _ask(sheet, "in_progress", "Start this shooting day?", "Start", "The day is under way."),
        "wrap": lambda: _ask(
            sheet, "wrapped", "Wrap this day? The sheet can no longer be changed then.", "Wrap", "That's a wrap."
        ),
        "cancel": lambda: _ask(
            sheet, "cancelled",
            "Cancel this call sheet? It stays readable, marked as cancelled, and its day can get a new one.",
            "Cancel the sheet", "The call sheet is cancelled.",
        ),
        "propose": lambda: confirm(
            "Work all times out again from the general call? Times typed by hand (lunch, wrap, scenes, cast, crew and "
            "background) are overwritten too; who is on call stays so.",
            lambda: api().post(f"{path(sheet)}/calls", {"over_typed": True}, match=sheet["version"]),
            button="Work out again",
            done="All times follow from the general call again.",
        ),
        "delete": lambda: confirm("Delete this draft with everything typed on it?", lambda: _delete(sheet)),
    }  # fmt: skip
    steps[action]()


def _ask(sheet: Sheet, status: str, question: str, button: str, said: str) -> None:
    def go_on() -> None:
        api().patch(path(sheet), {"status": status}, match=sheet["version"])

    confirm(question, go_on, button=button, done=said)


def _delete(sheet: Sheet) -> None:
    api().delete(path(sheet), match=sheet["version"])
    st.query_params.pop("sheet", None)
    flash("The draft is deleted.")


@st.dialog("Publish", width="medium", icon=":material/send:", on_dismiss=_publishing)
def publish(sheet: Sheet) -> None:
    """What keeps the sheet from going out, what is worth a look, and the button."""
    edition = sheet["edition"] + 1
    if sheet["missing"]:
        st.markdown("**This sheet cannot go out yet:**")
        _notes(sheet["missing"], "red", "error", "dialog")
    if sheet["warnings"]:
        st.markdown("**Worth a look first:**")
        _notes(sheet["warnings"], "orange", "warning", "dialog")
    if not sheet["missing"]:
        replaces = f" It replaces edition {sheet['edition']}." if sheet["edition"] else ""
        st.markdown(f"Everybody on this production can read edition {edition} as soon as you publish it.{replaces}")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Back", key="publish_back"):
            _publishing()
            st.rerun()
        blocked = bool(sheet["missing"])
        if st.button(f"Publish edition {edition}", key="publish_yes", type="primary", disabled=blocked):
            try:
                api().post(f"{path(sheet)}/publish", match=sheet["version"])
            except ApiError as problem:
                st.error(problem.words(), icon=":material/error:")
            else:
                _publishing()
                flash(f"Edition {edition} is out.")
                st.rerun()


def checks(sheet: Sheet) -> None:
    """What to fix before publishing and what to look at, each with where to do it."""
    missing, warnings = sheet["missing"], sheet["warnings"]
    if not missing and not warnings:
        return
    parts = [f"{len(missing)} to fix" if missing else "", f"{len(warnings)} to look at" if warnings else ""]
    label = "Before it goes out: " + ", ".join(part for part in parts if part)
    with st.expander(label, expanded=bool(missing), icon=":material/fact_check:", key=f"checks_{sheet['id']}"):
        _notes(missing, "red", "error", "panel")
        _notes(warnings, "orange", "warning", "panel")


def _notes(notes: list[dict[str, Any]], colour: str, icon: str, shown: str) -> None:
    """Findings one below the other; each leads to where it is put right."""
    for place, note in enumerate(notes):
        tab = section(note["section"])
        where = f"on {tab}" if tab else "in the times above"
        st.button(
            f":{colour}[:material/{icon}:] {words.plain(note['message'])} :gray[{where}]", type="tertiary",
            key=f"look_{shown}_{icon}_{place}", on_click=_look, args=(tab, note["message"]),
        )  # fmt: skip


def _look(tab: str, message: str) -> None:
    """Go to the tab on which something is put right, and say there what it was."""
    _publishing()
    if tab:
        st.session_state["part"] = tab
    st.session_state["_look"] = message


def looked_for() -> None:
    """What the person came to put right, once."""
    if message := st.session_state.pop("_look", ""):
        st.info(words.plain(message), icon=":material/my_location:")


def outdated(sheet: Sheet) -> None:
    """Times that do not follow from the scenes and calls any more, and the offer to work them out again."""
    count = len(sheet["proposals"])
    if not count:
        return
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="outdated"
    ):
        verb = "does" if count == 1 else "do"
        said = f"{words.plural(count, 'time')} {verb} not follow from the call and the scenes any more."
        st.markdown(f":blue[:material/update:] **{said}** :gray[What was typed by hand stays.]", width="content")
        if st.button("Work out again", key="recompute", icon=":material/auto_mode:"):
            with told("The times follow again; what was typed by hand stayed."):
                api().post(f"{path(sheet)}/calls", match=sheet["version"])
            st.rerun()


def unpublished(sheet: Sheet) -> None:
    """What stands on the sheet but not in anybody's hands."""
    count = len(sheet["unpublished"])
    if count and sheet["status"] in OPEN:
        said = f"Changed since edition {sheet['edition']}: {words.plural(count, 'change')} nobody has yet"
        with st.expander(said, icon=":material/edit_notifications:", key=f"unpublished_{sheet['id']}"):
            st.markdown("\n".join(f"- {words.plain(one['sentence'])}" for one in sheet["unpublished"]))
            st.caption("Publish the next edition to send it out.")


def schedule_moved(sheet: Sheet) -> None:
    """The schedule went on without this sheet: say how, and offer to follow it."""
    said = changed(sheet)
    if not said:
        return
    line = st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="moved"
    )
    with line:
        st.markdown(f":orange[:material/sync_problem:] **{words.plain(said)}**", width="content")
        if not sheet["changed"]["day_gone"] and st.button("Sync with the schedule", key="sync", icon=":material/sync:"):
            with told("Scenes and cast follow the schedule again; everything else stays as it was."):
                api().post(f"{path(sheet)}/sync")
            st.rerun()
