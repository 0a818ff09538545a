"""The timer: what runs and for how long, one big button to start or stop, and a click to change over; a line of it."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.api.client import ApiError
from streamlit_app.components.my_time_tasks import described
from streamlit_app.editing.my_time import Clock
from streamlit_app.state import Viewer, api, viewer

HERE = Path(__file__).parent
QUIET = 120  # seconds without input after which the clock stands still and says so
ROOM = 20  # letters of a title in the sidebar
FRESH = 30  # seconds for which the sidebar goes by what it knows
AGAIN = 20  # seconds after which a drawing is one of the minute's, which asks anew
KEPT, TROUBLE = "_timer", "_timer_trouble"

_TIMER = st.components.v2.component(
    "backlot_timer", css=(HERE / "timer.css").read_text(), js=(HERE / "timer.js").read_text()
)
Row = dict[str, Any]


def running_now(viewer: Viewer) -> Row | None:
    """The viewer's running segment, asked once a rerun."""
    if viewer.timer is None:
        viewer.timer = api().get("/time/timer")
        st.session_state[KEPT] = (time.monotonic(), viewer.timer["running"])
    found: Row | None = viewer.timer["running"]
    return found


def sidebar_line(viewer: Viewer) -> None:
    """`● Animation 1:24`, a link to My time; nothing while nothing runs.

    It is on every page, so what is known since half a minute will do: most reruns ask nothing.
    """
    if not viewer.may("time.own"):
        return
    asked, running = st.session_state.get(KEPT, (0.0, None))
    if time.monotonic() - asked > FRESH or not asked:
        running = running_now(viewer)
    if running is not None:
        title = running["task_title"]
        title = title if len(title) <= ROOM else title[: ROOM - 1].rstrip() + "…"
        text = f":green[●] {words.plain(title)} **{words.hours(_elapsed(running)[0] // 60 * 60)}**"
        st.page_link(navigation.link("my_time"), label=text, help="It runs; open My time to stop or switch")


def timer(clock: Clock, ready: Row | None, several: bool, colour: Mapping[int, int], today: int, *, key: str) -> None:
    """Draw what runs, or the task that Start starts (`ready`); a press is carried out before the page is drawn again.

    several: tasks are of more than one production. today: seconds that count for the present day.
    """
    running = running_now(viewer())
    every = 60 if running and running["source"] == "measured" else None  # its program tells once a minute
    st.fragment(_drawn, run_every=every)(clock, ready, several, dict(colour), today, key)


def chips(used: Sequence[Row], several: bool, colour: Mapping[int, int], *, key: str) -> None:
    """Draw tasks that a click changes over to."""
    data = {
        "rev": dt.datetime.now(dt.UTC).isoformat(),
        "chips": [_task(task, several, colour) for task in used],
        "lead": "Switch to" if running_now(viewer()) else "Or start",
    }
    _TIMER(key=key, data=data, on_pressed_change=partial(_pressed, key))


def _drawn(clock: Clock, ready: Row | None, several: bool, colour: Mapping[int, int], today: int, key: str) -> None:
    now = dt.datetime.now(dt.UTC)
    again = (now - clock.now).total_seconds() > AGAIN
    running = api().get("/time/timer")["running"] if again else running_now(viewer())
    data = {
        "rev": now.isoformat(),
        "running": _running(running, clock, now, colour) if running else None,
        "ready": _task(ready, several, colour) if ready and not running else None,
        "today": f"{words.length(today)} today" if today else "",
    }
    said = _TIMER(key=key, data=data, on_pressed_change=partial(_pressed, key))
    if said.pressed is not None:
        st.rerun(scope="app")  # the whole page shows what runs


def _task(task: Row, several: bool, colour: Mapping[int, int]) -> Row:
    about = described(task, several)
    return {"task_id": task["id"], "title": task["title"], "about": about, "colour": colour.get(task["id"])}


def _running(running: Row, clock: Clock, now: dt.datetime, colour: Mapping[int, int]) -> Row:
    seconds, quiet = _elapsed(running, now)
    since = clock.time(running["started_at"], clock.today)
    parts = [running["production_title"], f"since {since}"]
    if running["source"] == "measured":
        machine = f" on {running['machine']}" if running["machine"] else ""
        parts.append(f"measured in {words.program(running['dcc'])}{machine}")
        if quiet > QUIET:
            parts.append(f"no input for {words.length(quiet)}")
    elif running["dcc"] != "web":
        parts.append(f"started in {words.program(running['dcc'])}")
    return {
        "title": running["task_title"], "about": " · ".join(parts), "seconds": seconds, "ticking": quiet <= QUIET,
        "colour": colour.get(running["task_id"]),
    }  # fmt: skip


def _elapsed(running: Row, now: dt.datetime | None = None) -> tuple[int, int]:
    """(seconds up to now, seconds without input): a measured segment reaches to its last input only."""
    moment = now or dt.datetime.now(dt.UTC)
    since = (moment - dt.datetime.fromisoformat(running["started_at"])).total_seconds()
    if running["source"] != "measured":
        return round(since), 0
    seen = (
        dt.datetime.fromisoformat(running["seen_at"]) - dt.datetime.fromisoformat(running["started_at"])
    ).total_seconds()
    quiet = round(seen) - int(running["seconds"])
    return (int(running["seconds"]) if quiet > QUIET else round(since)), quiet


def change(task_id: int | None) -> None:
    """Start a task, change over to it, or stop (None); what goes wrong is told below the timer."""
    st.session_state.pop(KEPT, None)
    try:
        if task_id is None:
            api().post("/time/timer/stop")
        else:
            api().post("/time/timer/start", {"task_id": task_id})
    except ApiError as problem:
        st.session_state[TROUBLE] = problem.words()


def trouble() -> None:
    """What went wrong with the last press."""
    if text := st.session_state.pop(TROUBLE, ""):
        st.error(text, icon=":material/error:")


def _pressed(key: str) -> None:
    said = st.session_state[key].pressed
    if said is not None:
        change(said["task"])
