"""What schemathesis cannot know: which rows exist, their versions, and rules between fields. Loaded by its own process.

A generated id hits a row by luck only; so wherever an id would be valid, one of a living row takes its place, made on
the spot if there is none left. A route that deletes gets a row made for it.
"""

import datetime as dt
import itertools
import os
import random
import uuid
from collections.abc import Callable
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

from tests.promises.schemathesis_rules import known_rule
from tests.running import Client

URL, OWNER = os.environ["BACKLOT_TRIED_URL"], os.environ["BACKLOT_TRIED_EMAIL"]
ANEW = os.environ.get("BACKLOT_TRIED_ANEW") == "yes"
count = itertools.count(1000)
chance = random.Random(12)


class World:
    """Rows of the production that is tried."""

    def __init__(self, client: Client, production_id: int) -> None:
        self.client, self.production_id = client, production_id
        self.base = f"/productions/{production_id}"
        self.seen: dict[str, list[Any]] = {}
        self.days: list[int] = []

    def row(self, name: str, path: dict[str, Any], fresh: bool) -> Any:
        """An id for a path parameter; None for one that nothing is known about."""
        make: Callable[[dict[str, Any], bool], Any] | None = getattr(self, f"any_{name}", None)
        return make(path, fresh) if make else None

    def some(self, listing: str) -> list[Any]:
        """Some rows of a list, looked at anew now and then: others add and delete meanwhile."""
        if not self.seen.get(listing) or chance.random() < 0.1:
            self.seen[listing] = self.client.get(f"{listing}?limit=20").data
        return self.seen[listing]

    def _any(self, listing: str, body: dict[str, Any], fresh: bool) -> Any:
        rows = [] if fresh else self.some(listing)
        return chance.choice(rows)["id"] if rows else self.client.post(listing, body).data["id"]

    def any_production_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any("/productions", {"title": "To be changed"}, True) if fresh else self.production_id

    def any_scene_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(f"{self.base}/scenes", {"number": f"{next(count)}", "set_name": "PIER"}, fresh)

    def any_cast_member_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        body = {"character_name": f"VOICE {next(count)}", "number": next(count)}
        return self._any(f"{self.base}/cast-members", body, fresh)

    def any_into_id(self, path: dict[str, Any], _fresh: bool) -> Any:
        return self.any_cast_member_id(path, True)

    def any_location_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(
            f"{self.base}/locations", {"name": f"Pier {next(count)}", "latitude": 51.5, "longitude": 0.1}, fresh
        )

    def any_task_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(f"{self.base}/tasks", {"title": "Ask the harbour master"}, fresh)

    def any_shot_id(self, path: dict[str, Any], fresh: bool) -> Any:
        scene = self.any_scene_id(path, False)
        if not fresh and (rows := self.some(f"{self.base}/shots")):
            return chance.choice(rows)["id"]
        return self.client.post(f"{self.base}/scenes/{scene}/shots", {"number": f"{next(count)}"}).data["id"]

    def any_invitation_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        body = {"job_role": "crew", "level": "child"}
        return self.client.post(f"{self.base}/invitations", body).data["id"]

    def any_draft_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        if not fresh and (rows := self.some(f"{self.base}/screenplays")):
            return chance.choice(rows)["id"]
        text = f"INT. HARBOUR OFFICE {next(count)} - DAY\n\nMara waits.\n".encode()
        headers = {"Content-Type": "application/octet-stream"}
        path = f"{self.base}/screenplays?filename=draft.fountain"
        return self.client.post(path, data=text, headers=headers).data["id"]

    def any_day_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        if not fresh:
            if not self.days:
                self.days = [row["id"] for row in self.client.get(f"{self.base}/schedule").data["days"]]
            return chance.choice(self.days)
        year, day = divmod(next(count), 336)
        body = {"date": f"{2050 + year}-{day // 28 + 1:02}-{day % 28 + 1:02}"}
        return self.client.post(f"{self.base}/days", body).data["id"]

    def any_board_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(f"{self.base}/boards", {"name": f"Scenario {next(count)}"}, fresh)

    def any_with_id(self, path: dict[str, Any], _fresh: bool) -> Any:
        return self.any_board_id(path, True)

    def any_unit_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(f"{self.base}/units", {"name": f"Unit {next(count)}"}, fresh)

    def any_calendar_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        return self._any(f"{self.base}/calendars", {"name": f"Calendar {next(count)}"}, fresh)

    def any_date_id(self, path: dict[str, Any], _fresh: bool) -> Any:
        """A holiday of the calendar in the address."""
        made = self.client.post(
            f"{self.base}/calendars/{path['calendar_id']}/dates", {"date": "2027-05-03", "kind": "holiday"}
        )
        return made.data["dates"][0]["id"] if made.status == 201 else None

    def any_strip_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        """A banner in the boneyard."""
        seen = self.client.get(f"{self.base}/schedule").data["version"]
        made = self.client.post(f"{self.base}/banners", {"banner": "Lunch"}, match=seen)
        return made.data["unscheduled"][-1]["id"] if made.status == 201 else None

    def any_sheet_id(self, path: dict[str, Any], fresh: bool) -> Any:
        if not fresh and (rows := self.some(f"{self.base}/call-sheets")):
            return chance.choice(rows)["id"]
        return self.client.post(f"{self.base}/call-sheets", {"day_id": self.any_day_id(path, True)}).data["id"]

    def any_recipient_id(self, path: dict[str, Any], fresh: bool) -> Any:
        """Somebody who gets a published sheet; one added by hand for routes that remove them."""
        for sheet in self.some(f"{self.base}/call-sheets"):
            listing = f"{self.base}/call-sheets/{sheet['id']}/recipients"
            if fresh:
                return self.client.post(listing, {"name": f"Agent {next(count)}"}).data["id"]
            answer = self.client.get(listing)
            if answer.status == 200 and answer.data["edition"] and answer.data["recipients"]:
                return chance.choice(answer.data["recipients"])["id"]
        return 1

    def any_link(self, path: dict[str, Any], _fresh: bool) -> Any:
        """Somebody's page."""
        recipient = self.any_recipient_id(path, False)
        answer = self.client.get(f"{self.base}/call-sheet-recipients/{recipient}/link")
        return answer.data["link"].rpartition("/")[2] if answer.status == 200 else None

    def any_event_id(self, path: dict[str, Any], fresh: bool) -> Any:
        """A travel day of somebody new, so that no other is on its date."""
        if not fresh and (rows := self.some(f"{self.base}/dood-events")):
            return chance.choice(rows)["id"]
        body = {"cast_member_id": self.any_cast_member_id(path, True), "date": "2027-03-01", "kind": "travel"}
        return self.client.post(f"{self.base}/dood-events", body).data["id"]

    def any_span_id(self, path: dict[str, Any], fresh: bool) -> Any:
        """Somebody's days; of somebody new, so that they meet no others."""
        who = {"kind": "cast", "id": self.any_cast_member_id(path, True)}
        body = {"subject": who, "state": "booked", "first": "2027-03-01", "last": "2027-03-05"}
        return self._any(f"{self.base}/availability", body, fresh)

    def any_lock_id(self, path: dict[str, Any], fresh: bool) -> Any:
        scenes = {"before_scene_id": self.any_scene_id(path, True), "after_scene_id": self.any_scene_id(path, True)}
        return self._any(f"{self.base}/order-locks", scenes, fresh)

    def any_fingerprint(self, _path: dict[str, Any], fresh: bool) -> Any:
        """A conflict of the board; an accepted one for the route that takes it back."""
        found = self.client.get(f"{self.base}/conflicts").data["conflicts"]
        if not found:
            return None
        fingerprint = chance.choice(found)["fingerprint"]
        if fresh:
            self.client.put(f"{self.base}/conflicts/{fingerprint}/acceptance", {"reason": "Agreed"})
        return fingerprint

    def any_member_id(self, _path: dict[str, Any], fresh: bool) -> Any:
        rows = self.some(f"{self.base}/members")
        others = [row["id"] for row in rows if row["email"] != OWNER]
        if others and not fresh:
            return chance.choice(others)
        body = {"name": f"Day player {next(count)}", "job_role": "crew", "level": "child"}
        return self.client.post(f"{self.base}/members", body).data["id"]

    def any_user_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        rows = self.some("/users")
        return chance.choice([row["id"] for row in rows if row["email"] != OWNER])

    def any_pairing_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        return self.client.post("/devices/pairings").data["id"]

    def any_code(self) -> str:
        return str(self.client.post("/devices/pairings").data["code"])

    def any_device_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        """A program that was paired just now."""
        body = {"code": self.any_code(), "name": f"ws{next(count)}", "program": "blender"}
        return self.client.post("/devices/pair", body).data["device_id"]

    def any_name(self, _path: dict[str, Any], _fresh: bool) -> Any:
        """A package for another program."""
        return chance.choice(self.some("/dcc-packages"))["name"]

    def row_of_sheet(self, path: str) -> tuple[int, int]:
        """A sheet and one of its lines of the kind that the route is about."""
        part = path.partition("{sheet_id}/")[2].partition("/")[0]
        for sheet in self.some(f"{self.base}/call-sheets"):
            answer = self.client.get(f"{self.base}/call-sheets/{sheet['id']}")
            if answer.status == 200 and (rows := answer.data[part]):
                return sheet["id"], chance.choice(rows)["id"]
        return 1, 1

    def any_key(self, path: dict[str, Any], _fresh: bool) -> Any:
        """A scene of a draft."""
        answer = self.client.get(f"{self.base}/screenplays/{path['draft_id']}")
        return chance.choice(answer.data["scenes"])["key"] if answer.status == 200 else None

    def any_token(self, _path: dict[str, Any], _fresh: bool) -> Any:
        """An open invitation."""
        body = {"job_role": "crew", "level": "child"}
        return self.client.post(f"{self.base}/invitations", body).data["token"]

    def any_segment_id(self, path: dict[str, Any], _fresh: bool) -> Any:
        """Time entered by hand, an hour further back each time."""
        end = dt.datetime.now(dt.UTC) - dt.timedelta(hours=next(count) - 990)
        start = end - dt.timedelta(minutes=30)
        body = {"task_id": self.any_task_id(path, False), "reason": "A meeting"}
        body |= {"start": start.isoformat(timespec="seconds"), "end": end.isoformat(timespec="seconds")}
        made = self.client.post("/time/segments", body)
        return made.data["id"] if made.status == 201 else 1

    def any_session_id(self, path: dict[str, Any], _fresh: bool) -> Any:
        """Work that goes on in a program."""
        body = {"task_id": self.any_task_id(path, False), "dcc": "maya"}
        return self.client.post("/time/sessions", body).data["session_id"]

    def any_week(self, path: dict[str, Any], _fresh: bool) -> Any:
        """One of the last weeks, the owner's own as often as not."""
        if chance.random() < 0.5:
            path["user_id"] = self.client.get("/auth/me").data["id"]
        return f"{dt.datetime.now(dt.UTC) - dt.timedelta(weeks=chance.randrange(8)):%G-W%V}"

    def any_valid_from(self, path: dict[str, Any], _fresh: bool) -> Any:
        """The day of a rate of somebody on the production."""
        members = self.some(f"{self.base}/members")
        path["user_id"] = chance.choice(members)["user_id"]
        day = f"2026-01-{chance.randrange(1, 29):02}"
        self.client.put(f"{self.base}/time/rates/{path['user_id']}", {"valid_from": day, "hourly_minor": 4500})
        return day

    def any_held_id(self, _path: dict[str, Any], _fresh: bool) -> Any:
        """Time on a task that is gone."""
        item = {"segment_id": str(uuid.uuid4()), "session_id": str(uuid.uuid4()), "task_id": 2**31 - 1, "dcc": "maya"}
        item |= {"start_age": 600, "end_age": 60, "closed": "stop"}
        body = {"boot": "tried", "uptime": 1000, "sent_at": 1000, "items": [item]}
        self.client.post("/time/heartbeats", body)
        return self.client.get("/time/held?limit=1").data[0]["id"]

    def version(self, path: str) -> Any:
        """The version a route wants to be told: the row's, or the board's for what moves strips."""
        parts = path.split("/")
        where = path
        if parts[-1] in ("undo", "redo"):
            where = f"{self.base}/schedule?board_id={parts[-2]}"
        elif any(part in parts for part in ("strips", "banners", "swap", "shift", "break", "breaks")):
            where = f"{self.base}/schedule"
        elif parts[-1] == "activate":
            where = path.removesuffix("/activate")
        found = self.client.get(where)
        return found.data.get("version") if found.status == 200 else None


world = World(Client(URL, os.environ["BACKLOT_TRIED_TOKEN"]), int(os.environ["BACKLOT_TRIED_PRODUCTION"]))


def new_session() -> str:
    """A token of a session of its own, for routes that end it."""
    body = {"email": OWNER, "password": os.environ["BACKLOT_TRIED_PASSWORD"]}
    return str(world.client.post("/auth/token", body).data["access_token"])


LONG_WORK = {
    "POST /productions/{production_id}/suggestions": ("seconds", 2),
    "POST /productions/{production_id}/days/range": ("count", 3),
}


def is_valid(case: Any, location: ParameterLocation) -> bool:
    """Whether this part of the request keeps to the contract."""
    part = case.meta.components.get(location) if case.meta else None
    return part is None or part.mode.is_positive


@schemathesis.hook
def before_call(_context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Put living rows and their versions where valid ones belong; stateful cases bring their own."""
    if ANEW and "Authorization" in kwargs.get("headers", {}):
        kwargs["headers"] = {**kwargs["headers"], "Authorization": f"Bearer {new_session()}"}
    field, most = LONG_WORK.get(case.operation.label, ("", 0))
    if field and is_valid(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        case.body[field] = most  # more of it is not the contract's matter
    if case.meta is None or case.meta.phase.name is TestPhase.STATEFUL:
        return
    if case.operation.label == "POST /devices/pair" and is_valid(case, ParameterLocation.BODY):
        case.body["code"] = world.any_code()
    own = case.operation.path.removesuffix("/status") == "/productions/{production_id}"
    fresh = case.method == "DELETE"
    if case.path_parameters and is_valid(case, ParameterLocation.PATH):
        for name in case.path_parameters:
            new = fresh if name != "production_id" else own and case.method != "GET"
            sign_in = name == "session_id" and "/auth/" in case.operation.path  # of another kind, and nobody's to end
            value = None if sign_in else world.row(name, case.path_parameters, new)
            if value is not None:
                case.path_parameters[name] = value
        if "{row_id}" in case.operation.path:
            case.path_parameters["sheet_id"], case.path_parameters["row_id"] = world.row_of_sheet(case.operation.path)
    if (
        case.headers
        and "If-Match" in case.headers
        and is_valid(case, ParameterLocation.HEADER)
        and chance.random() < 0.8
    ):
        version = world.version(case.formatted_path.removeprefix("/api"))
        if version is not None:
            case.headers["If-Match"] = f'"{version}"'
    if case.operation.label == "DELETE /productions/{production_id}" and is_valid(case, ParameterLocation.BODY):
        case.body = {"title": "To be changed"}


@schemathesis.hook
def filter_failure(_context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Keep a failure unless a rule that no schema can state refused the request."""
    return not known_rule(failure, case, response)
