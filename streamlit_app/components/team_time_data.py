"""What team time asks the API for, in as few calls as its figures need; the API answers what the viewer may see."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from streamlit_app.editing.team_time import Asked, Row, kept, windows
from streamlit_app.state import api, viewer

FRESH = 60  # seconds that what is on a task in all may be old


@dataclass(frozen=True)
class Hours:
    """Sums of what is asked for: `rows` by person, task and program, `cells` by person and day (or week), `places` by
    department; `total` is exact."""

    asked: Asked
    rows: list[Row]
    cells: list[Row]
    places: list[Row]
    total: Row


def everything(asked: Asked) -> list[Row]:
    """Hours by person, task and program on these days, unfiltered: what the filters choose from."""
    found: list[Row] = _sums(asked.wider(), "user,task,dcc")["rows"]
    return found


def hours(asked: Asked, rows: list[Row]) -> Hours:
    """All that the page draws; `rows` is what `everything` answered."""
    if asked.department is not None:  # whose department it is on which production, only the API knows
        rows = _sums(asked, "user,task,dcc")["rows"]
    cells = _sums(asked, "user,week" if asked.by_week else "user,day")
    places = _sums(asked, "department")["rows"]
    return Hours(asked, kept(rows, asked), cells["rows"], places, cells["total"])


def ever(asked: Asked) -> dict[int, int]:
    """Seconds on each task of the asked productions whenever they were."""
    made = {row["id"]: row["created_at"][:10] for row in viewer().productions}
    since = min([made[asked.production_id]] if asked.production_id in made else made.values())
    return _ever(viewer().me["id"], asked.production_id, since, asked.last.isoformat())


@st.cache_data(scope="session", ttl=FRESH, max_entries=20, show_spinner=False)
def _ever(user_id: int, production_id: int | None, since: str, until: str) -> dict[int, int]:
    """Kept for a minute in this session alone: it is the one sum that reaches over all days."""
    import datetime as dt

    found: dict[int, int] = {}
    first = dt.date.fromisoformat(since) - dt.timedelta(days=366)  # time may be entered for a year back
    for start, end in windows(first, dt.date.fromisoformat(until)):
        for row in _sums(Asked(start, end, production_id), "task")["rows"]:
            found[row["task_id"]] = found.get(row["task_id"], 0) + row["seconds"]
    return found


def _sums(asked: Asked, group: str) -> Any:
    return api().call("GET", "/time/summary", params=_said({**asked.query(), "group": group})).json()["data"]


def segments(asked: Asked, cursor: str | None, limit: int) -> tuple[list[Row], str | None, int]:
    """A page of the segments behind: rows, cursor of the next, how many in all."""
    query = {**asked.query(), "zone": viewer().zone.key, "limit": limit, "cursor": cursor}
    body = api().call("GET", "/time/segments", params=_said(query)).json()
    return body["data"], body["page"]["next"], body["page"]["total"]


def _said(query: Row) -> Row:
    """Without what is not asked for; an empty text is asked for."""
    return {name: value for name, value in query.items() if value is not None}
