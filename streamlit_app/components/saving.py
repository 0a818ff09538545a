"""Saving a form that may have been overtaken: what somebody else changed is told, and saving again decides."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from streamlit_app.api.client import ApiError, Clash
from streamlit_app.state import flash


def save_or_tell(
    row: dict[str, Any],
    changes: dict[str, Any],
    send: Callable[[dict[str, Any], int], Any],
    say: Callable[[str, Any], str],
) -> None:
    """Send `changes` of `row` (which has an id and a version) and run the page again; in a dialog that closes it.

    send  gets the changes and the version to match. When somebody was faster, the form stays as it is and says what
          they changed; sent once more it writes over theirs, and only the fields that were changed here.
    say   a field's value in words, with its label: ("eighths", 10) → "Pages: 1 2/8"
    """
    overtaken = f"_overtaken_{row['id']}_{row['version']}"
    try:
        if changes:
            send(changes, st.session_state.get(overtaken, row["version"]))
    except Clash as clash:
        theirs = clash.data
        if not isinstance(theirs, dict) or theirs.get("version") in (
            None,
            st.session_state.get(overtaken, row["version"]),
        ):
            st.error(clash.words(), icon=":material/error:")
            return
        st.session_state[overtaken] = theirs["version"]
        news = [say(name, value) for name, value in theirs.items() if name in row and row[name] != value]
        said = " · ".join(one for one in news if one) or "something else"
        st.warning(
            "Somebody saved this while you were typing. Save again to write yours too.", icon=":material/sync_problem:"
        )
        st.text(said)
    except ApiError as problem:
        st.error(problem.words(), icon=":material/error:")
    else:
        st.session_state.pop(overtaken, None)
        if changes:
            flash("Saved.")
        st.rerun()
