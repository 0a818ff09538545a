"""Dialogs of strips: put on a day, split and join scenes, banners, automatic day breaks."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import ask_delete, told
from streamlit_app.components.shooting_days import clock_of, day_label, unit_field
from streamlit_app.components.strip_board import name_of, number_of
from streamlit_app.components.strip_moves import Schedule, lay
from streamlit_app.state import api, flash, viewer

BANNERS = ["Company move", "Lunch", "Travel", "Pre-light", "Rehearsal"]
Strip = dict[str, Any]


def every(schedule: Schedule) -> dict[int, Strip]:
    """All strips by key, the boneyard first."""
    strips = {one["key"]: one for one in schedule["unscheduled"]}
    return strips | {one["key"]: one for day in schedule["days"] for one in day["strips"]}


def open_strip(schedule: Schedule, key: int) -> None:
    """What a double click opens: a banner to change, or where a scene goes."""
    one = every(schedule).get(key)
    if one and one["scene_id"] is None:
        banner_dialog(schedule, one)
    elif one:
        put_on_day(schedule, [key])


@st.dialog("Put on a day", width="medium", icon=":material/event:")
def put_on_day(schedule: Schedule, chosen: Sequence[int] = ()) -> None:
    """Choose strips and the day they go to: what dragging does, for a phone or for many at once."""
    strips = every(schedule)
    days: dict[int | None, str] = {None: "Boneyard", **{day["id"]: day_label(day) for day in schedule["days"]}}
    if len(chosen) == 1:
        _scene_facts(strips[chosen[0]])
    with st.form("put_on_day", border=False):
        keys = st.multiselect(
            "Strips, in shooting order", list(strips), list(chosen), key="put_scenes",
            format_func=lambda key: name_of(strips[key]),
        )  # fmt: skip
        now = _current(schedule, chosen)
        day_id = st.selectbox("Day", list(days), now, format_func=lambda i: days[i], key="put_day")
        where = st.segmented_control("Where", ["Last", "First"], default="Last", required=True, key="put_where")
        sent = st.form_submit_button("Put there", type="primary", width="stretch")
    if sent and keys:
        with told():
            lay(schedule, keys, day_id, 0 if where == "First" else None, schedule["version"])
            flash(f"{words.plural(len(keys), 'strip')} moved.")
            st.rerun()
    if len(chosen) == 1:
        _parts(schedule, strips[chosen[0]])


def _scene_facts(scene: Strip) -> None:
    st.markdown(f"**{words.plain(number_of(scene))}** {words.plain(words.heading(scene))}")
    cast = ", ".join(map(str, scene["cast_numbers"]))
    facts = [f"{words.eighths(scene['eighths'])} pages", cast and f"cast {cast}", scene["location_name"]]
    st.text(" · ".join(part for part in [*facts, scene["synopsis"]] if part))


def _current(schedule: Schedule, chosen: Sequence[int]) -> int:
    """Which entry of the day list a strip is on now; else the next shooting day."""
    today = dt.datetime.now(viewer().zone).date().isoformat()
    places = list(enumerate(schedule["days"], 1))
    for place, day in places:
        if len(chosen) == 1 and chosen[0] in {one["key"] for one in day["strips"]}:
            return place
    return next((place for place, day in places if day["date"] >= today), len(places))


def _parts(schedule: Schedule, scene: Strip) -> None:
    """Split a scene into parts, or make it whole again."""
    path, body = f"{viewer().path}/strips", {"scene_id": scene["scene_id"], "board_id": schedule["board_id"]}
    with st.container(horizontal=True):
        with st.popover("Split", icon=":material/content_cut:", disabled=scene["scene_eighths"] < 2, key="split_ask"):
            even = ", ".join(words.eighths(one) for one in halves(scene["scene_eighths"], max(scene["parts"], 2)))
            text = st.text_input("Lengths of the parts, in pages", even, key="split_parts")
            st.caption(f"Together {words.eighths(scene['scene_eighths'])} pages, as long as the scene.")
            lengths = [words.from_eighths(part) for part in text.split(",")]
            good = len(lengths) > 1 and all(lengths) and sum(filter(None, lengths)) == scene["scene_eighths"]
            if st.button("Split", key="split_yes", type="primary", disabled=not good):
                _write(f"{path}/split", {**body, "eighths": lengths}, schedule, "The scene lies in parts now.")
        if scene["parts"] and st.button("Join parts", key="join_yes", icon=":material/join_full:"):
            _write(f"{path}/join", body, schedule, "The scene is whole again.")


def halves(eighths: int, count: int) -> list[int]:
    """A length in `count` parts about equal, the longer ones first."""
    count = min(count, max(eighths, 1))
    return [eighths // count + (n < eighths % count) for n in range(count)]


@st.dialog("Banner", width="small", icon=":material/horizontal_distribute:")
def banner_dialog(schedule: Schedule, one: Strip | None = None) -> None:
    """A new banner at the end of a day, or one that is there."""
    now = one or {"banner": "", "estimated_minutes": 30, "notes": ""}
    days: dict[int | None, str] = {None: "Boneyard", **{day["id"]: day_label(day) for day in schedule["days"]}}
    text = st.selectbox(
        "What", [*BANNERS, *([now["banner"]] if now["banner"] and now["banner"] not in BANNERS else [])],
        index=([*BANNERS, now["banner"]].index(now["banner"])) if now["banner"] else None,
        accept_new_options=True, placeholder="Company move, or your own words", key="banner_text",
    )  # fmt: skip
    minutes = st.number_input("Minutes", 0, 1440, now["estimated_minutes"], 5, key="banner_minutes")
    notes = st.text_area("Notes", now["notes"], key="banner_notes", height=70)
    day_id = None
    if one is None:
        first = min(1, len(days) - 1)
        day_id = st.selectbox("At the end of", list(days), first, format_func=lambda i: days[i], key="banner_day")
    body = {"banner": text, "minutes": minutes, "notes": notes}
    if st.button("Save", key="banner_save", type="primary", width="stretch", disabled=not text):
        with told():
            if one is None:
                more = {"day_id": day_id, "board_id": schedule["board_id"]}
                api().post(f"{viewer().path}/banners", {**body, **more}, match=schedule["version"])
            else:
                api().patch(f"{viewer().path}/banners/{one['id']}", body, match=schedule["version"])
            flash("Saved.")
            st.rerun()
    if one is not None:

        def gone() -> None:
            api().delete(f"{viewer().path}/banners/{one['id']}", match=schedule["version"])
            flash("The banner is gone.")

        ask_delete("this banner", gone)


@st.dialog("Lay on days", width="medium", icon=":material/auto_awesome_motion:")
def day_breaks(schedule: Schedule, order: Sequence[Strip]) -> None:
    """Strips of the boneyard (in the order shown there) on days one after the other, as much on each as one takes."""
    strips = {one["key"]: one for one in order}
    last = schedule["days"][-1]["date"] if schedule["days"] else None
    first = dt.date.fromisoformat(last) + dt.timedelta(days=1) if last else dt.datetime.now(viewer().zone).date()
    with st.form("day_breaks", border=False):
        keys = st.multiselect(
            "Strips, in this order", list(strips), list(strips), key="lay_strips",
            format_func=lambda key: number_of(strips[key]),
        )  # fmt: skip
        with st.container(horizontal=True):
            start = st.date_input("From", first, format="YYYY-MM-DD", key="lay_first")
            pages = st.text_input("Pages a day at most", placeholder="As the rules say", key="lay_pages")
            hours = st.number_input("Hours a day at most", 1.0, 24.0, None, 0.5, key="lay_hours")
            call = st.time_input("General call", dt.time(7), key="lay_call", step=900)
            unit = unit_field(schedule, "lay_unit")
        st.caption("Days that hold something already are left alone; missing ones are added on working days.")
        sent = st.form_submit_button("Lay them", type="primary", width="stretch")
    if not sent or not keys:
        return
    eighths = words.from_eighths(pages) if pages.strip() else None
    if pages.strip() and not eighths:
        st.error("Pages are written as 4, 3/8 or 4 2/8.", icon=":material/error:")
        return
    body = {
        "keys": keys, "first": start.isoformat(), "max_eighths": eighths, "board_id": schedule["board_id"],
        "max_minutes": round(hours * 60) if hours else None, "general_call": clock_of(call), "unit_id": unit,
    }  # fmt: skip
    _write(f"{viewer().path}/days/breaks", body, schedule, f"{words.plural(len(keys), 'strip')} laid on days.")


def _write(path: str, body: dict[str, Any], schedule: Schedule, said: str) -> None:
    with told():
        api().post(path, body, match=schedule["version"])
        flash(said)
        st.rerun()
