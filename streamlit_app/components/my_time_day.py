"""One day of one's hours: the line, the list, and what is done from them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.charts.day_timeline import timeline
from streamlit_app.editing.my_time import AWAY, WHY_GAP, Clock, badges, source_of

HERE = Path(__file__).parent
Row = dict[str, Any]
SHORT = {"Reading or reference": "Reading", "Away from the desk for work": "Away"}

_DAY = st.components.v2.component(
    "backlot_my_day", css=(HERE / "my_time_day.css").read_text(), js=(HERE / "my_time_day.js").read_text()
)


def day_drawn(
    segments: Sequence[Row],
    gaps: Sequence[Row],
    day: dt.date,
    clock: Clock,
    colour: Mapping[int, int],
    *,
    key: str,
    on_open: Callable[[Row], None],
    on_gap: Callable[[Row], None],
    on_fill: Callable[[Row, str], None],
) -> None:
    """Draw a day.

    on_open  called while it is drawn, with the segment that was clicked: it may open a dialog
    on_gap   the same with a gap
    on_fill  called before the page runs again, with a gap and what it was
    """
    fill = partial(_filled, key, {gap["start"]: gap for gap in gaps}, on_fill)
    said = _DAY(key=key, data=drawing(segments, gaps, day, clock, colour), on_asked_change=fill)
    asked = said.asked or {}
    if asked.get("do") == "open" and (row := _find(segments, "id", asked["id"])):
        on_open(row)
    if asked.get("do") == "gap" and (row := _find(gaps, "start", asked["key"])):
        on_gap(row)


def drawing(segments: Sequence[Row], gaps: Sequence[Row], day: dt.date, clock: Clock, colour: Mapping[int, int]) -> Row:
    """What the browser draws: `line` (see charts.day_timeline) and `rows` in the order of the day."""
    several = len({row["production_id"] for row in segments}) > 1
    locked = {row["production_id"] for row in segments if row["locked"]}
    rows = [(row["started_at"], _segment(row, day, clock, colour, several)) for row in segments]
    rows += [(row["start"], _gap(row, day, clock, locked)) for row in gaps]
    start, end = clock.bounds(day)
    return {
        "label": f"Hours of {words.day(day)}",
        "line": timeline(segments, gaps, start, end, clock.now, colour),
        "rows": [row for _start, row in sorted(rows, key=lambda found: dt.datetime.fromisoformat(found[0]))],
        "reasons": [{"long": reason, "short": SHORT.get(reason, reason)} for reason in AWAY],
    }


def _segment(row: Row, day: dt.date, clock: Clock, colour: Mapping[int, int], several: bool) -> Row:
    until = "now" if row["running"] else clock.time(row["ended_at"], day)
    return {
        "kind": "segment", "id": row["id"], "time": f"{clock.time(row['started_at'], day)} – {until}",
        "task": row["task_title"], "production": row["production_title"] if several else "",
        "source": source_of(row), "about": row["note"] or row["file"], "length": words.hours(row["seconds"]),
        "badges": badges(row), "colour": colour.get(row["task_id"], 0), "removed": row["removed"],
    }  # fmt: skip


def _gap(row: Row, day: dt.date, clock: Clock, locked: set[int]) -> Row:
    return {
        "kind": "gap", "key": row["start"], "time": clock.span(row["start"], row["end"], day),
        "length": words.hours(row["seconds"]), "about": WHY_GAP[row["why"]].capitalize(),
        "before": row["before"]["task_title"], "fills": row["before"]["production_id"] not in locked,
    }  # fmt: skip


def _filled(key: str, gaps: Mapping[str, Row], on_fill: Callable[[Row, str], None]) -> None:
    asked = st.session_state[key].asked
    if asked and asked["do"] == "fill" and asked["key"] in gaps:
        on_fill(gaps[asked["key"]], str(asked["reason"]))


def _find(rows: Sequence[Row], name: str, value: Any) -> Row | None:
    return next((row for row in rows if row[name] == value), None)
