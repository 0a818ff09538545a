"""The draft somebody is reviewing: fetched, decided upon, and known in its newest version."""

from typing import Any

import streamlit as st

from streamlit_app.api.client import ApiError, Clash
from streamlit_app.state import api, flash, viewer


def draft_path(draft_id: int) -> str:
    """The draft's address in the API."""
    return f"{viewer().path}/screenplays/{draft_id}"


def load_review(draft_id: int) -> dict[str, Any]:
    """The review as it stands; just after a decision it is what the API answered to that."""
    known: dict[str, Any] = st.session_state.get("_review", {})
    if not st.session_state.pop("_review_fresh", False) or known.get("id") != draft_id:
        known = api().get(draft_path(draft_id))
    st.session_state["_review"] = known
    return known


def send(**decisions: Any) -> bool:
    """Send decisions about the draft on screen; False, and told, when they were refused."""
    review = st.session_state["_review"]
    try:
        st.session_state["_review"] = api().patch(draft_path(review["id"]), decisions, match=review["version"])
    except Clash as clash:
        flash(clash.words(), ":material/sync_problem:")
        return False
    except ApiError as problem:
        flash(problem.words(), ":material/error:")
        return False
    st.session_state["_review_fresh"] = True
    return True


def decide(**decisions: Any) -> None:
    """The same for buttons, which answer nothing."""
    send(**decisions)


def decide_character(name: str, becomes: list[str] | None) -> None:
    """Decide who a name is: somebody else, themselves, nobody ([]) or not decided (None)."""
    decide(characters=[{"name": name, "becomes": becomes}])
