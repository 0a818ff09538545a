"""The sample production: written through the same addresses, importers and rules that people use.

Three days are shot, the fourth is tomorrow with a published call sheet, five more are planned.
"""

import datetime as dt
import tomllib
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import Client

from backend.accounts.auth.sessions import open_session
from backend.accounts.users.passwords import hash_new
from backend.accounts.users.service import create_user
from backend.core import clock
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Problem
from backend.demo_boards import plan_boards
from backend.demo_breakdown import break_down
from backend.demo_call_sheet import fill_and_publish
from backend.demo_time import log_hours
from backend.settings import ROOT

SAMPLE = ROOT / "data" / "sample"
PASSWORD = "longest-tide-of-the-year"  # noqa: S105 (printed on screen, for a throw-away copy)
DAYS, SHOT_DAYS = 9, 3


class _People:
    """Calls the API as the sample production's producer."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = Client(app)
        self.headers = {"Authorization": f"Bearer {token}"}

    def call(self, method: str, path: str, body: Any = None, *, match: int | None = None, **more: Any) -> Any:
        """The data of an answer; raises Problem with the API's own words for a refusal."""
        headers = dict(self.headers)
        if match is not None:
            headers["If-Match"] = str(match)
        if body is not None:
            more["json"] = body
        answer = self.client.open(path, method=method, headers=headers, **more)
        said = answer.get_json()
        if not said["success"]:
            raise Problem(f"{method} {path}: {said['message']}", errors=said["errors"])
        return said["data"]


def load_demo(app: Flask) -> dict[str, Any]:
    """Fill an empty installation; answers how to sign in. Raises Conflict when somebody uses it already."""
    sample = tomllib.loads((SAMPLE / "the-long-tide.toml").read_text(encoding="utf-8"))
    accounts = [*sample["accounts"], *sample["artists"]]
    token = _accounts(accounts)
    people = _People(app, token)
    production = people.call("POST", "/productions", {**sample["production"], **_dates()})
    path = f"/productions/{production['id']}"
    _crew(people, path, sample)
    _screenplay(people, path)
    _cast(people, path, sample["cast"])
    scenes = _places(people, path, sample)
    days = _schedule(people, path, scenes)
    plan_boards(people.call, path, days)
    break_down(people.call, path, SAMPLE / "the-long-tide-breakdown.toml")
    _shots(people, path, sample["shots"], scenes)
    _progress(people, path, days)
    sheet = fill_and_publish(people.call, path, days[SHOT_DAYS]["id"])
    for person in sample["artists"]:  # after the call sheet, which fills itself with the crew there is
        people.call("POST", f"{path}/members", person)
    _tasks(people, path, sample["tasks"])
    sessions = log_hours(people.call, lambda email: _as(app, email), path, SAMPLE / "the-long-tide-hours.toml")
    return {
        "production": production["title"],
        "scenes": len(scenes),
        "sessions of work": sessions,
        "call sheet": f"day {sheet['number']} of {sheet['of']}" if "number" in sheet else sheet["date"],
        "sign in as": ", ".join(account["email"] for account in accounts),
        "password": PASSWORD,
    }


def _as(app: Flask, email: str) -> Callable[..., Any]:
    """The same as one of the artists."""
    from backend.accounts.users.models import User

    start_writing()
    _session, token = open_session(db.session.scalars(db.select(User.id).where(User.email == email)).one(), "browser")
    db.session.commit()
    return _People(app, token).call


def _accounts(accounts: list[dict[str, Any]]) -> str:
    from backend.accounts.users.models import User

    if db.session.scalar(db.select(User.id).limit(1)) is not None:
        raise Conflict("This installation is in use; the demo needs an empty one.")
    owner_id = 0
    for account in accounts:
        role = account.get("studio_role", "member")
        password = hash_new(PASSWORD, email=account["email"], name=account["name"])
        start_writing()
        user = create_user(account["name"], account["email"], password, studio_role=role, verified=True)
        user.phone = account.get("phone", "")
        db.session.commit()
        owner_id = user.id if role == "owner" else owner_id
    start_writing()
    _session, token = open_session(owner_id, "browser")
    db.session.commit()
    return token


def _dates() -> dict[str, str]:
    first, last = _shooting_dates()[0], _shooting_dates()[-1]
    return {"start_date": first.isoformat(), "end_date": last.isoformat()}


def _shooting_dates() -> list[dt.date]:
    """Nine weekdays: three before today, the others from tomorrow on."""
    today = clock.today("Europe/London")
    before = [day for n in range(1, 10) if (day := today - dt.timedelta(n)).weekday() < 5][:SHOT_DAYS]
    after = [day for n in range(1, 20) if (day := today + dt.timedelta(n)).weekday() < 5][: DAYS - SHOT_DAYS]
    return sorted(before) + after


def _crew(people: _People, path: str, sample: dict[str, Any]) -> None:
    me = people.call("GET", "/auth/me")["id"]
    for person in [*sample["accounts"], *sample["crew"]]:
        body = {key: value for key, value in person.items() if key != "studio_role"}
        if person.get("studio_role") == "owner":
            mine = next(row for row in people.call("GET", f"{path}/members") if row["user_id"] == me)
            place = {key: person[key] for key in ("position", "department")}
            people.call("PATCH", f"{path}/members/{mine['id']}", place, match=mine["version"])
        else:
            people.call("POST", f"{path}/members", body)


def _screenplay(people: _People, path: str) -> None:
    script = (SAMPLE / "the-long-tide.fountain").read_bytes()
    draft = people.call(
        "POST", f"{path}/screenplays?filename=the-long-tide.fountain", data=script,
        content_type="application/octet-stream",
    )  # fmt: skip
    people.call("POST", f"{path}/screenplays/{draft['id']}/import", match=draft["version"])


def _cast(people: _People, path: str, cast: list[dict[str, Any]]) -> None:
    rows = {row["character_name"]: row for row in people.call("GET", f"{path}/cast-members?limit=500")}
    for person in cast:
        row = rows[person["character"]]
        changes = {key: value for key, value in person.items() if key != "character"}
        people.call("PATCH", f"{path}/cast-members/{row['id']}", changes, match=row["version"])


def _places(people: _People, path: str, sample: dict[str, Any]) -> list[dict[str, Any]]:
    """Make the locations and give every scene its place; answers the scenes that will be shot, with `place`."""
    places = []
    for place in sample["locations"]:
        body = {key: value for key, value in place.items() if key != "sets"} | sample["hospital"]
        places.append((people.call("POST", f"{path}/locations", body)["id"], place["sets"]))
    scenes = [row for row in people.call("GET", f"{path}/scenes?limit=500") if row["status"] != "omitted"]
    for location_id, sets in places:
        ids = [row["id"] for row in scenes if row["set_name"].startswith(tuple(sets))]
        people.call("POST", f"{path}/scenes/bulk", {"ids": ids, "changes": {"location_id": location_id}})
        for row in scenes:
            row["place"] = location_id if row["id"] in ids else row.get("place")
    return scenes


def _schedule(people: _People, path: str, scenes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nine days, place by place, day before night, about the same pages each; a few scenes stay unscheduled."""
    ordered = sorted(scenes, key=lambda row: (row["place"] or 0, row["day_night"] == "NIGHT", row["position"]))
    planned = [row for row in ordered if row["number"] not in {"59", "60", "61"}]
    share = sum(row["eighths"] for row in planned) / DAYS
    groups: list[list[dict[str, Any]]] = [[]]
    filled = 0
    for row in planned:
        if filled >= share * len(groups) and len(groups) < DAYS:
            groups.append([])
        groups[-1].append(row)
        filled += row["eighths"]
    days = []
    for date, group in zip(_shooting_dates(), groups, strict=True):
        night = sum(row["day_night"] == "NIGHT" for row in group) * 2 > len(group)
        body = {
            "date": date.isoformat(),
            "general_call": "14:00" if night else "07:00",
            "location_id": group[0]["place"],
        }
        day = people.call("POST", f"{path}/days", body)
        board = people.call("GET", f"{path}/schedule")
        ids = [row["id"] for row in group]
        people.call("PUT", f"{path}/days/{day['id']}/strips", {"scene_ids": ids}, match=board["version"])
        days.append(day | {"scene_ids": ids})
    return days


def _shots(people: _People, path: str, shots: list[dict[str, Any]], scenes: list[dict[str, Any]]) -> None:
    for row in scenes:
        for number, shot in enumerate(shots[: 1 + min(row["eighths"] // 3, 2)], 1):
            people.call("POST", f"{path}/scenes/{row['id']}/shots", {**shot, "number": str(number)})


def _progress(people: _People, path: str, days: list[dict[str, Any]]) -> None:
    """What was shot on the days before today; one scene was not reached and one waits for a pick-up."""
    shot = [scene_id for day in days[:SHOT_DAYS] for scene_id in day["scene_ids"]]
    people.call("POST", f"{path}/scenes/bulk", {"ids": shot[:-2], "changes": {"status": "completed"}})
    people.call("PATCH", f"{path}/scenes/{shot[-2]}/status", {"status": "in_progress"})
    for row in people.call("GET", f"{path}/shots?limit=500"):
        if row["scene_id"] in shot[:-2]:
            people.call("PATCH", f"{path}/shots/{row['id']}/status", {"status": "completed"}, match=row["version"])


def _tasks(people: _People, path: str, tasks: list[dict[str, Any]]) -> None:
    accounts = {row["email"]: row["user_id"] for row in people.call("GET", f"{path}/members?limit=500") if row["email"]}
    scenes = {row["number"]: row["id"] for row in people.call("GET", f"{path}/scenes?limit=500")}
    today = clock.today("Europe/London")
    for task in tasks:
        body = {key: value for key, value in task.items() if key not in {"due_in_days", "assignees", "scene"}}
        body["due_date"] = (today + dt.timedelta(task["due_in_days"])).isoformat()
        body["assignee_ids"] = [accounts[email] for email in task.get("assignees", [])]
        body["scene_id"] = scenes[task["scene"]] if "scene" in task else None
        people.call("POST", f"{path}/tasks", body)
