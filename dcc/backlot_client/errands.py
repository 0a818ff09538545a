"""What the artist asks of the server in between: pairing, giving access up, the list of tasks."""

from __future__ import annotations

import contextlib
import platform
import sqlite3

from .config import Access, Home, address, machine_name
from .http import Api, Refused, Unreachable
from .model import Host
from .store import Store
from .version import VERSION

PAGE, PAGES = 200, 5  # tasks in one answer; answers at most


class Failed(Exception):
    """One sentence for the artist."""


def pair(home: Home, host: Host, code: str, server: str | None) -> Access:
    """Trade a code for access to an account. Raises Failed."""
    if not host.online_allowed():
        raise Failed(f"{host.online_hint}.")
    where = address(server or "") or home.server()
    if not where:
        raise Failed("Which server? Give its address, such as http://192.168.1.10:8501.")
    body = {
        "code": code.strip(),
        "name": machine_name(),
        "program": host.dcc[:40],
        "system": f"{platform.system()} {platform.release()}"[:80],
        "client_version": VERSION,
    }
    try:
        data = Api(where).post("/devices/pair", body)["data"]
        access = Access(
            str(data["token"]), where, int(data["user"]["id"]), str(data["user"]["name"]), data["device_id"]
        )
        home.keep(access)
    except (Refused, Unreachable) as problem:
        raise Failed(str(problem)) from None
    except OSError as problem:
        raise Failed(f"{home.folder} cannot be written: {problem.strerror}.") from None
    except (KeyError, TypeError, ValueError):
        raise Failed(f"{where} does not answer as Backlot does.") from None
    return access


def unpair(home: Home) -> None:
    """Give the access up here, and at the server when it answers. Raises Failed."""
    access = home.access()
    if access is not None:
        with contextlib.suppress(Refused, Unreachable):
            Api(access.server, access.token).delete("/devices/self")
    try:
        home.forget()
    except OSError as problem:
        raise Failed(f"{home.token} cannot be removed: {problem.strerror}.") from None


def fetch_tasks(home: Home, store: Store) -> None:
    """Remember the tasks one can log time on, for all programs of this machine. Raises Failed."""
    access = home.access()
    if access is None:
        raise Failed("Pair this program first.")
    api, cursor, tasks = Api(access.server, access.token), "", []
    try:
        for _ in range(PAGES):
            more = {"cursor": cursor} if cursor else {}
            answer = api.get("/tasks", all="true", limit=PAGE, **more)
            tasks += [[row["id"], row["title"], row["production_title"], bool(row["mine"])] for row in answer["data"]]
            cursor = (answer.get("page") or {}).get("next") or ""
            if not cursor:
                break
        store.remember("tasks", {"user_id": access.user_id, "tasks": tasks})
    except (Refused, Unreachable, sqlite3.Error, OSError) as problem:
        raise Failed(str(problem)) from None
    except (KeyError, TypeError):
        raise Failed(f"{access.server} does not answer as Backlot does.") from None
