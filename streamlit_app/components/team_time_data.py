"""What team time asks the API for, in as few and as small answers as its figures need.

What is drawn is fresh at every run. What only helps to choose, or reaches over all days, is kept for a minute, in this
session alone: it is keyed by who looks, at which productions and days.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from streamlit_app.editing.team_time import Asked, Row, sums, windows
from streamlit_app.state import api, viewer

FRESH = 60  # seconds


@dataclass(frozen=True)
class Choices:
    """What the filters choose from: people and tasks by id, members with their departments, programs, categories."""

    people: Mapping[int, str]
    tasks: Mapping[int, Row]
    members: list[Row]
    programs: list[str]


@dataclass(frozen=True)
class Hours:
    """Sums of what is asked for: by person and program, by task, by person and day (or week), by department.

    `total` is exact: the parts of one answer come to it.
    """

    asked: Asked
    people: list[Row]
    tasks: list[Row]
    cells: list[Row]
    places: Mapping[str, int]
    total: Row


def choices(asked: Asked) -> Choices:
    """Of these days and productions, whatever is filtered."""
    return _choices(viewer().me["id"], viewer().pid, asked.wider())


def hours(asked: Asked, known: Choices) -> Hours:
    """All that the figures are drawn from."""
    people, tasks = by(asked, "user,dcc")["rows"], by(asked, "task")["rows"]
    if asked.production_id is None:
        seen = _teams(viewer().me["id"], tuple(row["id"] for row in viewer().productions))
        tasks = [row if row["production_id"] in seen else {**row, "estimate_minutes": None} for row in tasks]
    cells = by(asked, "user,week" if asked.by_week else "user,day")
    return Hours(asked, people, tasks, cells["rows"], _places(asked, people, known), cells["total"])


def _places(asked: Asked, people: list[Row], known: Choices) -> dict[str, int]:
    """Seconds by department: of one production its members tell, of several the API."""
    if asked.production_id is None:
        return sums(by(asked, "department")["rows"], lambda row: row["department"])
    where = {row["user_id"]: row["department"] for row in known.members}
    return sums(people, lambda row: where.get(row["user_id"], ""))


def ever(asked: Asked) -> dict[int, int]:
    """Seconds on each task of the asked productions until the last day, whenever they were."""
    made = {row["id"]: row["created_at"][:10] for row in viewer().productions}
    since = min([made[asked.production_id]] if asked.production_id in made else made.values())
    return _ever(viewer().me["id"], asked.production_id, since, asked.last)


def workers(asked: Asked) -> dict[int, list[str]]:
    """The names of those who worked on each task."""
    return _workers(viewer().me["id"], asked)


def by(asked: Asked, group: str) -> Any:
    """`rows` and `total` of the API's sums."""
    return api().call("GET", "/time/summary", params=_said({**asked.query(), "group": group})).json()["data"]


def segments(asked: Asked, cursor: str | None, limit: int) -> tuple[list[Row], str | None, int]:
    """A page of the segments behind: rows, cursor of the next, how many in all."""
    query = {**asked.query(), "zone": viewer().zone.key, "limit": limit, "cursor": cursor}
    body = api().call("GET", "/time/segments", params=_said(query)).json()
    return body["data"], body["page"]["next"], body["page"]["total"]


@st.cache_data(scope="session", ttl=FRESH, max_entries=20, show_spinner=False)
def _teams(user_id: int, productions: tuple[int, ...]) -> set[int]:
    """Where one sees everybody's hours; elsewhere one's own say nothing about a bid."""
    return {one for one in productions if "time.team" in api().get(f"/productions/{one}/me")["actions"]}


@st.cache_data(scope="session", ttl=FRESH, max_entries=20, show_spinner=False)
def _choices(user_id: int, production_id: int, asked: Asked) -> Choices:
    rows = by(asked, "user,dcc")["rows"]
    tasks = {row["task_id"]: row for row in by(asked, "task")["rows"]}
    members = api().every(f"/productions/{production_id}/members")
    people = {row["user_id"]: row["name"] for row in members} | {row["user_id"]: row["user_name"] for row in rows}
    return Choices(people, tasks, members, sorted({row["dcc"] for row in rows}))


@st.cache_data(scope="session", ttl=FRESH, max_entries=20, show_spinner=False)
def _ever(user_id: int, production_id: int | None, since: str, last: dt.date) -> dict[int, int]:
    found: dict[int, int] = {}
    first = dt.date.fromisoformat(since) - dt.timedelta(days=366)  # time may be entered for a year back
    for start, end in windows(first, last):
        for row in by(Asked(start, end, production_id), "task")["rows"]:
            found[row["task_id"]] = found.get(row["task_id"], 0) + row["seconds"]
    return found


@st.cache_data(scope="session", ttl=FRESH, max_entries=20, show_spinner=False)
def _workers(user_id: int, asked: Asked) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in by(asked, "user,task")["rows"]:
        found.setdefault(row["task_id"], []).append(row["user_name"])
    return found


def _said(query: Row) -> Row:
    """Without what is not asked for; an empty text is asked for."""
    return {name: value for name, value in query.items() if value is not None}
