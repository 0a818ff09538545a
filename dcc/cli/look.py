"""tasks, status, sync and doctor: what changes nothing."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

from ..backlot_client.config import machine_name
from ..backlot_client.focus import focused_process
from ..backlot_client.http import Api, Refused, Unreachable
from ..backlot_client.idle import idle_seconds
from ..backlot_client.picture import Notes
from ..backlot_client.spool import Spool
from ..backlot_client.turns import Alive, is_alive
from . import watch
from .desk import Desk, Problem, hours

SYNC_PATIENCE, CLOCK_OFF = 15.0, 5.0  # seconds


def tasks(desk: Desk, search: str) -> Iterator[str]:
    """The tasks one can log time on, one a line: id, title, production; * marks one's own."""
    listed, old = desk.tasks()
    words = search.lower()
    for task in listed:
        if words in f"{task.title} {task.production}".lower():
            yield f"{task.id:>6} {'*' if task.mine else ' '} {task.title}  ({task.production})"
    if old:
        yield f"An older list: {old}"


def status(desk: Desk) -> dict[str, Any]:
    """How everything stands, as `status --json` prints it. Without an answer of the server: what was last known."""
    access, notes = desk.access(), desk.notes()
    try:
        timer, online = desk.ask(lambda api: api.get("/time/timer")), "yes"
    except Problem as problem:
        timer, online = {**notes.of_user("timer", access.user_id), "running": _here(desk, notes)}, str(problem)
    waiting, refused = _rows(desk, access.user_id)
    running = timer.get("running")
    shown = ("task_id", "task_title", "production_title", "dcc", "machine", "seconds", "source", "started_at")
    return {
        "user": access.user,
        "server": access.server,
        "online": online,
        "running": {name: running.get(name) for name in shown} if running else None,
        "seconds_today": timer.get("seconds_today", 0),
        "waiting": waiting,
        "refused": refused,
        "watching": watch.running(desk) is not None,
    }


def _here(desk: Desk, notes: Notes) -> dict[str, Any] | None:
    """What runs on this machine by its own spool."""
    row = desk.store.db.execute("SELECT * FROM segment WHERE closed IS NULL AND verdict IS NULL").fetchone()
    if row is None or not is_alive(desk.home.alive, row["owner"]):
        return None
    title = notes.title(row["task_id"], row["user_id"])
    production = next((one.production for one in notes.tasks(row["user_id"]) if one.id == row["task_id"]), "")
    return {
        "task_id": row["task_id"], "task_title": title, "production_title": production, "dcc": row["dcc"],
        "machine": machine_name(), "seconds": int(row["end"] - row["start"]), "source": "measured",
    }  # fmt: skip


def told(found: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    running = found["running"]
    if running:
        where = f"{running['dcc']} on {running['machine']}" if running["machine"] else running["dcc"]
        yield f"{running['task_title']} ({running['production_title']}) in {where}: {hours(running['seconds'])}"
    else:
        yield (
            "Nothing is running." if found["online"] == "yes" else "Watching." if found["watching"] else "Not watching."
        )
    yield f"Today {hours(found['seconds_today'])}, {found['user']} at {found['server']}"
    if found["online"] != "yes":
        yield f"{found['online']} What is measured is kept here."
    if found["waiting"]:
        yield f"{found['waiting']} to send"
    if found["refused"]:
        yield f"{found['refused']} refused by the server: backlot-time doctor"


def sync(desk: Desk) -> str:
    """Send what waits now. Raises Problem when something is left."""
    user_id = desk.access().user_id
    sender, alive = desk.sender()
    try:
        sender.spool.adopt(alive.sees)
        until = time.monotonic() + SYNC_PATIENCE
        while not sender.go(force=True) and _rows(desk, user_id)[0] and time.monotonic() < until:
            link = desk.notes().get("link") or {}
            if link.get("online") == "no":
                raise Problem(f"{_rows(desk, user_id)[0]} to send. {link['message']}")
            time.sleep(0.5)  # another program is sending
    except (sqlite3.Error, OSError) as problem:
        raise Problem(f"{desk.home.spool}: {problem}.") from None
    finally:
        sender.end()
        alive.end()
    left = _rows(desk, user_id)[0]
    if left:
        raise Problem(f"{left} to send; another program of this machine is at it.")
    return "Everything is sent."


def doctor(desk: Desk) -> Iterator[tuple[bool, str]]:
    """(well, what was looked at and what to do), line by line."""
    checks: tuple[Callable[[Desk], tuple[bool, str]], ...] = (_server, _token, _clock, _spool, _idle, _focus, _programs)
    paired = desk.home.access() is not None
    for check in checks:
        if paired or check is not _clock:
            yield _checked(check, desk)


def _checked(check: Callable[[Desk], tuple[bool, str]], desk: Desk) -> tuple[bool, str]:
    try:
        return check(desk)
    except (Problem, sqlite3.Error, OSError) as problem:
        return False, f"{check.__name__[1:]}: {problem}"


def _rows(desk: Desk, user_id: int) -> tuple[int, int]:
    """(rows that wait, rows that were refused)."""
    refused = int(desk.store.db.execute("SELECT count(*) FROM refused").fetchone()[0])
    return Spool(desk.store, desk.clock, "").waiting(user_id), refused


def _server(desk: Desk) -> tuple[bool, str]:
    where = desk.home.server()
    if not where:
        return False, "server: no address is known; pair with: backlot-time pair CODE --server URL"
    began = time.monotonic()
    try:
        Api(where).get("/health")
    except Refused:
        pass  # it answers
    except Unreachable as problem:
        return False, f"server: {problem} Is it on, and is this machine in its network?"
    return True, f"server: {where} answers in {1000 * (time.monotonic() - began):.0f} ms"


def _token(desk: Desk) -> tuple[bool, str]:
    me = desk.ask(lambda api: api.get("/devices/me"))
    mode = os.stat(desk.home.token).st_mode & 0o077
    if mode and os.name == "posix":
        return False, f"token: others can read {desk.home.token}; run: chmod 600 {desk.home.token}"
    return True, f"token: {me['user']['name']}, this machine is {me['name']!r}"


def _clock(desk: Desk) -> tuple[bool, str]:
    body = {
        "device": "",
        "boot": desk.clock.boot,
        "uptime": desk.clock.now(),
        "sent_at": desk.clock.wall(),
        "items": [],
    }
    off = desk.ask(lambda api: api.post("/time/heartbeats", body))["server_time"] - desk.clock.wall()
    if abs(off) > CLOCK_OFF:
        return (
            True,
            f"clock: {abs(off):.0f} s {'behind' if off > 0 else 'ahead of'} the server's; hours are right all the same",
        )
    return True, "clock: agrees with the server's"


def _spool(desk: Desk) -> tuple[bool, str]:
    access = desk.home.access()
    user_id = access.user_id if access else 0
    waiting, refused = _rows(desk, user_id)
    others = desk.store.db.execute("SELECT count(*) FROM segment WHERE user_id <> ?", (user_id,)).fetchone()[0]
    aside = [
        file.name for file in desk.home.folder.glob("spool.db.broken-*") if not file.name.endswith(("-wal", "-shm"))
    ]
    parts = [f"{waiting} to send"]
    parts += [f"{others} of other accounts (pair those to send them)"] if others else []
    parts += [f"{refused} refused; why is in {desk.home.folder / 'client.log'}"] if refused else []
    parts += [f"damaged files were set aside: {', '.join(aside)}"] if aside else []
    return not refused, f"spool: {desk.home.spool}, {'; '.join(parts)}"


def _idle(desk: Desk) -> tuple[bool, str]:
    idle = idle_seconds(whole=True)
    if idle is None:
        return False, "input: cannot be seen here; add-ons count by their edits, this command by hand (start to stop)"
    return True, f"input: seen, the last one {idle:.0f} s ago"


def _focus(desk: Desk) -> tuple[bool, str]:
    process = focused_process()
    if process is None:
        return True, "focus: unknown here; input counts for the program with the last edit"
    return True, f"focus: seen, process {process}"


def _programs(desk: Desk) -> tuple[bool, str]:
    alive = Alive(desk.home.alive)
    try:
        others = alive.others()
    finally:
        alive.end()
    shown = ", ".join(f"process {process}{' with its timer on' if on else ''}" for process, on in others.items())
    return True, f"other programs: {shown or 'none'}"
