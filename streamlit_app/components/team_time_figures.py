"""The figures of team time: the row of numbers, charts, bids against hours; each leads to what stands behind it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from streamlit_app import money, words
from streamlit_app.charts import hours as charts
from streamlit_app.charts.palette import programs
from streamlit_app.components.ledger import ledger
from streamlit_app.components.page import metrics
from streamlit_app.components.pickable import colours, figure
from streamlit_app.components.screen import on_phone
from streamlit_app.components.team_time_behind import Behind, narrower, open_later
from streamlit_app.components.team_time_data import Hours
from streamlit_app.components.team_time_filters import choose_later
from streamlit_app.editing.ledger import Cell, Column, Line
from streamlit_app.editing.team_time import DAY, NOBODY, NOTHING, Asked, Bid, Row, against, share, sums
from streamlit_app.state import viewer

TOP = 15  # tasks with a bar of their own
TALL = 420  # px; longer figures scroll


def numbers(found: Hours, bids: Sequence[Bid], working: int) -> None:
    """Hours, people, by hand, cost, bids."""
    total = found.total
    artists, stretches = len({row["user_id"] for row in found.people}), sum(row["seconds"] > 0 for row in found.cells)
    unit = "week" if found.asked.by_week else "day"
    each = f"{words.hours(total['seconds'] / stretches)} a {unit} each" if stretches else "none yet"
    by_hand = f"{words.hours(total['manual_seconds'])} h entered" if total["manual_seconds"] else "all measured"
    rows = [
        ("Hours", words.hours(total["seconds"]), each),
        ("Artists", str(artists), f"{working} working now"),
        ("By hand", share(total["manual_seconds"], total["seconds"]), by_hand),
    ]
    if viewer().may("rates.read"):
        rows.append(("Cost", *_cost(total)))
    bid, ever, over = against(bids)
    note = f"{words.plural(over, 'task')} over" if over else "none over"
    rows.append(("Bids used", share(ever, bid), note) if bid else ("Bids used", "–", "no task has a bid"))
    metrics(rows)


def _cost(total: Row) -> tuple[str, str]:
    if total["cost_minor"] is None:
        several = total["seconds"] and total["currency"] is None
        return "–", "several currencies" if several else "no rate is set" if total["seconds"] else "nothing yet"
    unrated = total["unrated_seconds"]
    note = f"{words.hours(unrated)} h without a rate" if unrated else "every hour has a rate"
    whole = round(money.major(total["cost_minor"], total["currency"]) or 0) * 10 ** money.digits(total["currency"])
    return money.said(whole, total["currency"]), note


def artists(found: Hours) -> None:
    """Hours of each person, by program."""
    by = sums(found.people, lambda row: (row["user_id"], row["user_name"], row["dcc"]))
    parts = [charts.Part(str(one), name, dcc, seconds) for (one, name, dcc), seconds in by.items()]
    names = {part.key: part.name for part in parts}

    def behind(key: Any) -> None:
        user = int(_one(key))
        open_later(Behind(narrower(found.asked, user_id=user), names[str(user)], {"user_id": user}))

    said = f"Hours of {words.plural(len(names), 'artist')}, the most first, by program"
    _card("Hours per artist", charts.by_artist(parts, colours(), narrow=on_phone()), "team_artists", said, behind)


def tasks(found: Hours, bids: Sequence[Bid]) -> None:
    """Hours of each task, against its bid."""
    order = sorted(bids, key=lambda bid: -bid.here)
    bars = [charts.Bar(str(bid.task_id), bid.title, bid.here, bid.ever, bid.bid, bid.over) for bid in order[:TOP]]
    rest = order[TOP:]
    if rest:
        here = sum(bid.here for bid in rest)
        bars.append(charts.Bar(charts.OTHERS, words.plural(len(rest), "other task"), here, here, None, False))
    names = {bid.task_id: bid.title for bid in order}

    def behind(key: Any) -> None:
        if _one(key) == charts.OTHERS:
            st.session_state["team_bids_all"] = True
            return
        task = int(_one(key))
        open_later(Behind(narrower(found.asked, task_id=task), names[task], {"task_id": task}))

    over = sum(bid.over for bid in order)
    said = f"Hours of {words.plural(len(order), 'task')} with their bids as marks; {over} over"
    about = "The mark is the bid, the pale part was there before or is somebody else’s"
    _card("Hours per task", charts.by_task(bars, colours(), narrow=on_phone()), "team_tasks", said, behind, about)


def calendar(found: Hours) -> None:
    """Who worked how long on which day, or in which week of a long period."""
    unit = "week" if found.asked.by_week else "day"
    seconds = {(str(row["user_id"]), row[unit]): row["seconds"] for row in found.cells if row["seconds"]}
    totals = sums(found.cells, lambda row: (str(row["user_id"]), row["user_name"]))
    people = {key: name for (key, name), _seconds in totals.items()}
    columns = weeks(found.asked) if found.asked.by_week else days(found.asked)

    def behind(cell: Any) -> None:
        who, key = cell
        first, last = span(key)
        asked = narrower(
            found.asked, user_id=int(who), first=max(first, found.asked.first), last=min(last, found.asked.last)
        )
        open_later(Behind(asked, people[who], {"user_id": int(who)}))

    said = f"Hours of {words.plural(len(people), 'artist')} per {unit}"
    _card(
        f"{unit.capitalize()} by {unit}", charts.heatmap(people, columns, seconds, colours()), "team_days", said, behind
    )


def days(asked: Asked) -> list[tuple[str, str, bool]]:
    """The columns of a heatmap: (date, label, whether it is a weekend)."""
    dates = [asked.first + n * DAY for n in range((asked.last - asked.first).days + 1)]
    few = len(dates) <= charts.TIGHT
    return [
        (one.isoformat(), f"{one:%a}<br>{one.day}" if few else f"{one:%a}"[0] + f"<br>{one.day}", one.weekday() > 4)
        for one in dates
    ]


def weeks(asked: Asked) -> list[tuple[str, str, bool]]:
    """The same of weeks: (name, label, False)."""
    found, monday = [], asked.first - asked.first.weekday() * DAY
    while monday <= asked.last:
        year, week, _day = monday.isocalendar()
        found.append((f"{year}-W{week:02}", f"W{week}<br>{monday.day} {monday:%b}", False))
        monday += 7 * DAY
    return found


def span(key: str) -> tuple[dt.date, dt.date]:
    """The days of a heatmap's column: `2026-11-23` or `2026-W48`."""
    if "W" not in key:
        return dt.date.fromisoformat(key), dt.date.fromisoformat(key)
    monday = dt.date.fromisocalendar(int(key[:4]), int(key[6:]), 1)
    return monday, monday + 6 * DAY


def divided(found: Hours) -> None:
    """By program, by category of the task, by department."""
    by_program = sums(found.people, lambda row: row["dcc"])
    tones = programs(sorted(by_program), colours())
    by_category = sums(found.tasks, lambda row: row["category"])
    names = {one: words.program(one) for one in by_program}
    left, middle, right = st.columns(3)
    with left:
        _shares(found, "Programs", "dcc", by_program, names, tones)
    with middle:
        _shares(found, "Categories", "category", by_category, {"": NOTHING})
    with right:
        _shares(found, "Departments", "department", found.places, {"": NOBODY})


def _shares(
    found: Hours, title: str, name: str, seconds: Mapping[str, int], names: Mapping[str, str],
    tones: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    def behind(key: Any) -> None:
        value = _one(key)
        open_later(Behind(narrower(found.asked, **{name: value}), names.get(value, value), {name: value}))

    drawn = charts.shares(seconds, colours(), names=names, tones=tones)
    _card(title, drawn, f"team_{name}", f"Hours by {title.lower()}", behind)


def _card(title: str, drawn: Any, key: str, alt: str, behind: Any, about: str = "") -> None:
    """A figure under its name; one that is too tall scrolls."""
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f"**{title}**", help=about or None)
        if drawn.layout.height > TALL:
            with st.container(height=TALL, border=False):
                figure(drawn, key=key, alt=alt, on_pick=behind)
        else:
            figure(drawn, key=key, alt=alt, on_pick=behind)


def _one(data: Any) -> str:
    """The key that a bar carries; a click says it as it is or as the only one of a list."""
    return str(data[0] if isinstance(data, list | tuple) else data)


BIDS: list[Column] = [
    {"id": "task", "label": "Task"},
    {"id": "bid", "label": "Bid", "figure": True},
    {"id": "ever", "label": "Logged", "figure": True, "about": "All hours on the task until the last day shown"},
    {"id": "here", "label": "Of that here", "figure": True, "about": "In the days and filters shown"},
    {"id": "left", "label": "Left or over", "figure": True},
    {"id": "used", "label": "Used", "figure": True},
    {"id": "people", "label": "People"},
]


def bid_table(bids: Sequence[Bid]) -> None:
    """Each task's bid against its hours; what is over is red, has a sign, and comes first."""
    shown = bids if st.session_state.get("team_bids_all") else bids[:TOP]
    opened = {str(bid.task_id): bid.task_id for bid in bids}

    def only(task: str, _column: str) -> None:
        if task in opened:
            choose_later(task_id=opened[task])
            st.rerun()

    ledger(
        BIDS, [bid_line(bid) for bid in shown], key="team_bids", label="Bids against hours", on_open=only, dense=True
    )
    if len(shown) < len(bids):
        st.toggle(f"Show all {len(bids)} tasks", key="team_bids_all")


def bid_line(bid: Bid) -> Line:
    """A task as a line of the table."""
    left, used = bid.left, bid.used
    more = len(bid.people) - 3
    cells: dict[str, Cell] = {
        "task": {"text": bid.title},
        "bid": {"text": "–" if bid.bid is None else words.hours(bid.bid), "sort": bid.bid or -1},
        "ever": {"text": words.hours(bid.ever), "sort": bid.ever},
        "here": {"text": words.hours(bid.here), "sort": bid.here},
        "people": {"text": ", ".join(bid.people[:3]), "sub": f"and {more} more" if more > 0 else ""},
    }  # fmt: skip
    if left is not None:
        said = f"+{words.hours(-left)} over" if bid.over else f"{words.hours(max(0, left))} left"
        cells["left"] = {"text": said, "sort": -left, "tone": "bad" if bid.over else ""}
    if used is not None:
        reach = max(used, 1.0)
        cells["used"] = {
            "text": f"{100 * used:.0f} %", "sort": used, "tone": "bad" if bid.over else "", "fill": used / reach,
            "mark": 1 / reach,
        }  # fmt: skip
    return {"id": str(bid.task_id), "cells": cells, "tone": "bad" if bid.over else ""}
