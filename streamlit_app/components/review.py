"""A draft under review: what importing it would do, what must be decided first, and the button that does it."""

from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.api.client import ApiError, Clash
from streamlit_app.components.import_home import discard, open_draft
from streamlit_app.components.page import confirm, metrics, title_line
from streamlit_app.components.review_people import people_view
from streamlit_app.components.review_scenes import scenes_view
from streamlit_app.components.review_state import decide, draft_path, load_review
from streamlit_app.components.screen import on_phone
from streamlit_app.state import api, flash, viewer

AUTOMATIC = "next in order"
VIEWS = {"scenes": "Scenes", "characters": "Characters", "warnings": "Warnings"}


def review_page(draft_id: int) -> None:
    """A draft: the review while it is one, afterwards what it changed."""
    review = load_review(draft_id)
    if review["status"] == "imported":
        _imported(review)
        return
    live = [row for row in review["scenes"] if row["number"] and not row["omitted"]]
    with title_line(review["title"] or "Import", f"{review['filename']} · nothing is written yet"):
        if st.button("Discard", key="discard", icon=":material/delete:", type="tertiary"):
            confirm(
                "The upload and every decision about it are thrown away.", lambda: discard(draft_id), button="Discard"
            )
        label = f"Write {words.plural(len(live), 'scene')}"
        if st.button(
            label, key="write", type="primary", icon=":material/check:", disabled=bool(review["problems"] or not live)
        ):
            _write(review)
    _problems(review)
    _figures(review, live)
    _views(review)


def _problems(review: dict[str, Any]) -> None:
    if review["problems"]:
        lines = "\n".join(f"- {words.plain(problem['message'])}" for problem in review["problems"])
        st.error(f"**Decide this first**\n{lines}", icon=":material/block:")


def _figures(review: dict[str, Any], live: list[dict[str, Any]]) -> None:
    counts = review["counts"]
    changes = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count and kind != "unchanged")
    length = sum(row["eighths"] for row in live)  # a page is about a minute of film
    alone = counts["added"] == len(review["scenes"])
    figures = [
        ("Scenes", str(len(live)), "all new" if alone else changes or "nothing changed"),
        ("Pages", words.eighths(length), f"about {-(-length // 8)} minutes"),
        ("Characters", str(len(review["characters"])), "who speak"),
        ("Warnings", str(len(review["warnings"])), "to look at" if review["warnings"] else "none"),
    ]
    if on_phone():  # the scenes shall be on the first screen
        st.markdown(" · ".join(f"**{value}** {label.lower()}" for label, value, _note in figures))
        st.caption(figures[0][2].capitalize())
    else:
        metrics(figures)


def _views(review: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        view = st.segmented_control(
            "View", list(VIEWS), default="scenes", required=True, format_func=VIEWS.__getitem__, key="view",
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        if open_questions := len(review["heading_offers"]) * (view != "scenes") + len(review["alias_offers"]) * (
            view != "characters"
        ):
            where = "Characters" if view != "characters" and review["alias_offers"] else "Scenes"
            st.markdown(f":orange-badge[{words.plural(open_questions, 'question')} under {where}]", width="content")
        _colour(review)
    if view == "characters":
        people_view(review)
    elif view == "warnings":
        _warnings(review["warnings"])
    else:
        scenes_view(review)


def _colour(review: dict[str, Any]) -> None:
    key = f"colour_{review['version']}"
    order = [one["name"] for one in api().get(f"{viewer().path}/script-rules")["colours"]]
    options = list(dict.fromkeys(["", *order, review["colour"]]))
    st.selectbox(
        "Colour of this revision", options, options.index(review["colour"]), key=key, width=220,
        format_func=lambda colour: colour.capitalize() or f"Colour: {AUTOMATIC}", label_visibility="collapsed",
        on_change=lambda: decide(colour=st.session_state[key]),
    )  # fmt: skip


def _warnings(warnings: list[dict[str, Any]]) -> None:
    if not warnings:
        st.markdown(":green[:material/check_circle:] Nothing looked odd in this file.")
        return
    config = {
        "line": st.column_config.NumberColumn("Line", width=70, help="In the file; in a PDF the line of its text"),
        "message": st.column_config.TextColumn("What to look at"),
    }
    st.dataframe(warnings, hide_index=True, column_config=config, alt="Warnings with their lines")


def _write(review: dict[str, Any]) -> None:
    with st.spinner("Writing the scenes…"):
        try:
            done = api().post(f"{draft_path(review['id'])}/import", match=review["version"])
        except Clash as clash:
            flash(clash.words(), ":material/sync_problem:")
        except ApiError as problem:
            flash(problem.words(), ":material/error:")
        else:
            flash(f"Draft {done['number']} is in: {words.plural(done['scene_count'], 'scene')}.")
    st.rerun()


def _imported(review: dict[str, Any]) -> None:
    with title_line(
        f"Draft {review['number']}",
        f"{review['filename']} · {review['colour']} · {words.day(review['imported_at'][:10], year=True)}",
    ):
        st.button("All drafts", key="all_drafts", icon=":material/arrow_back:", on_click=open_draft, args=(None,))
    counts = review["counts"]
    metrics(
        [
            ("Scenes", str(review["scene_count"]), f"{words.eighths(review['eighths'])} pages"),
            ("Added", str(counts["added"]), ""),
            ("Changed", str(counts["changed"] + counts["renumbered"]), f"{counts['renumbered']} of them renumbered"),
            ("Omitted", str(counts["omitted"]), "kept with their work"),
        ]
    )
    with st.container(horizontal=True):
        for file, label, icon in (
            ("scenes", "Scenes", "movie"),
            ("script_text", "Script", "article"),
            ("cast", "Cast", "theater_comedy"),
        ):
            st.page_link(navigation.link(file), label=label, icon=f":material/{icon}:")
    scenes_view(review)
