"""Script text laid out as a screenplay: a whole draft with its scenes beside it, or the words of one scene."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app import words

HERE = Path(__file__).parent

_READER = st.components.v2.component(
    "backlot_reader", css=(HERE / "reader.css").read_text(), js=(HERE / "reader.js").read_text()
)


def page_of_script(scene: dict[str, Any], paragraphs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One scene as the reader takes it; `paragraphs` are the API's {type, text, dual}."""
    return {
        "id": scene["id"],
        "number": scene["number"],
        "heading": scene["heading"] or words.heading(scene),
        "pages": words.eighths(scene["eighths"]),
        "omitted": scene["status"] == "omitted",
        "paragraphs": list(paragraphs),
    }


def reader(
    scenes: Sequence[dict[str, Any]],
    *,
    key: str,
    start: int | None = None,
    on_open: Callable[[int], None] | None = None,
) -> None:
    """The script to read through, jump about in and search; it starts at the scene `start`.

    `on_open` is called while the page is drawn, with the id of the scene somebody wants to open.
    """
    data = {"scenes": list(scenes), "toolbar": True, "start": start, "opens": on_open is not None}
    said = _READER(key=key, data=data, on_opened_change=lambda: None)
    if on_open and said.opened is not None:
        on_open(int(said.opened["id"]))


def scene_words(paragraphs: Sequence[dict[str, Any]], *, key: str) -> None:
    """The words of one scene, without anything around them."""
    scene = {"id": 0, "number": "", "heading": "", "pages": "", "omitted": False, "paragraphs": list(paragraphs)}
    _READER(
        key=key,
        data={"scenes": [scene], "toolbar": False, "start": None, "opens": False},
        on_opened_change=lambda: None,
    )
