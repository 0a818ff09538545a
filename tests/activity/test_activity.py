"""The log and the live bridge: every change is written down with itself and told after it, never without it."""

import asyncio
import base64
import json
from typing import Any

import pytest

from backend.activity.announce import MANY
from backend.core import live, roles
from backend.core.access import Actor, acting
from backend.core.context import hub
from backend.core.db import db, start_writing
from backend.script.scenes.models import Scene
from tests.people import Studio


@pytest.fixture
def production(studio: Studio) -> int:
    return studio.production()


class Told:
    """A hub that remembers what it was asked to do."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def publish(self, room: str, event: Any) -> None:
        self.said.append((room, dict(event)))

    def drop_member(self, user_id: int, room: str) -> None:
        self.said.append(("drop", user_id, room))

    def drop_session(self, session_id: int) -> None:
        self.said.append(("end", session_id))


@pytest.fixture
def told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    listener = Told()
    monkeypatch.setitem(studio.app.extensions, "hub", listener)
    return listener.said


def test_a_change_is_written_down_from_what_to_what(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    admin.patch(f"/productions/{production}/status", {"phase": "production"})
    entry = admin.get(f"/productions/{production}/activity").data[0]
    assert entry["fields"] == {"phase": ["pre_production", "production"]}
    assert (entry["kind"], entry["row_id"], entry["action"], entry["label"]) == (
        "production", production, "update", "The Long Tide",
    )  # fmt: skip
    assert (entry["user_id"], entry["user_name"]) == (admin.user_id, admin.get("/auth/me").data["name"])


def test_what_changed_nothing_or_failed_is_not_written_down(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    count = admin.get(f"/productions/{production}/activity").json["page"]["total"]
    assert admin.patch(f"/productions/{production}/status", {"phase": "pre_production"}).status == 200
    assert (
        admin.patch(
            f"/productions/{production}", {"end_date": "2026-01-01", "start_date": "2026-02-01"}, match=1
        ).status
        == 422
    )
    assert admin.get(f"/productions/{production}/activity").json["page"]["total"] == count


def test_filters_and_pages_newest_first(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    for phase in ("production", "post_production", "completed"):
        admin.patch(f"/productions/{production}/status", {"phase": phase})
    address = f"/productions/{production}/activity"
    made = admin.post(f"/productions/{production}/members", {"name": "Zed"}).data
    phases = [e["fields"]["phase"][1] for e in admin.get(f"{address}?kind=production&action=update").data]
    assert phases == ["completed", "post_production", "production"]
    assert [e["row_id"] for e in admin.get(f"{address}?kind=member&row_id={made['id']}").data] == [made["id"]]
    assert len(admin.get(f"{address}?user_id={admin.user_id}&action=update").data) == 3
    assert admin.get(f"{address}?user_id=999").data == []
    first = admin.get(f"{address}?limit=2&kind=production")
    second = admin.get(f"{address}?limit=2&kind=production&cursor={first.json['page']['next']}")
    ids = [e["id"] for e in first.data + second.data]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4
    assert admin.get(f"{address}?action=read").status == 422
    assert admin.get(f"{address}?kind=%00").status == 422
    assert admin.get(f"{address}?user_id={2**31}").status == 422
    far = base64.urlsafe_b64encode(f"[{2**31}]".encode()).decode().rstrip("=")
    assert admin.get(f"{address}?cursor={far}").fields == ["cursor"]


def test_who_may_read_the_log(studio: Studio, production: int) -> None:
    address = f"/productions/{production}/activity"
    for job in roles.JOB_ROLES:
        expected = 200 if roles.allowed("activity.read", "member", "child", job) else 403
        assert studio.member(production, job).get(address).status == expected, job
    assert studio.member(production, "crew", level="parent").get(address).status == 200
    assert studio.user().get(address).status == 404
    assert studio.anonymous().get(address).status == 401


def test_the_log_outlives_its_production(studio: Studio, production: int) -> None:
    admin, owner = studio.admin(production), studio.owner()
    assert admin.delete(f"/productions/{production}", body={"title": "The Long Tide"}).status == 200
    assert admin.get("/activity").status == 403
    assert studio.anonymous().get("/activity").status == 401
    entry = owner.get(f"/activity?production_id={production}&kind=production").data[0]
    assert (entry["action"], entry["label"], entry["user_id"]) == ("delete", "The Long Tide", admin.user_id)
    assert owner.get(f"/productions/{production}/activity").status == 404


def test_another_productions_log_stays_there(studio: Studio, production: int) -> None:
    other = studio.production("Other")
    studio.admin(other).patch(f"/productions/{other}/status", {"phase": "production"})
    entries = studio.admin(production).get(f"/productions/{production}/activity").data
    assert {entry["production_id"] for entry in entries} == {production}


def test_everybody_in_the_room_is_told_after_the_commit(studio: Studio, production: int, told: list[Any]) -> None:
    admin = studio.admin(production)
    told.clear()
    assert admin.patch(f"/productions/{production}/status", {"phase": "production"}).status == 200
    event = {
        "type": "changed",
        "kind": "production",
        "id": production,
        "action": "update",
        "by": admin.user_id,
        "tab": None,
    }
    assert told == [(f"production:{production}", event)]
    told.clear()
    assert admin.patch(f"/productions/{production}", {"title": ""}, match=2).status == 422
    assert told == []


def test_an_import_is_told_in_one_breath(studio: Studio, production: int, told: list[Any]) -> None:
    def scenes(first: int, count: int) -> None:
        with studio.app.app_context(), acting(Actor()):
            start_writing(production)
            numbers = range(first, first + count)
            db.session.add_all([Scene(production_id=production, number=str(n), position=n) for n in numbers])
            db.session.commit()

    told.clear()
    scenes(1, MANY)
    assert len(told) == MANY
    told.clear()
    scenes(100, MANY + 1)
    assert told == [
        (
            f"production:{production}",
            {"type": "changed", "kind": "scene", "id": None, "action": "create", "by": None, "tab": None},
        )
    ]
    owner = studio.owner()
    assert owner.get(f"/productions/{production}/activity?kind=scene").json["page"]["total"] == 2 * MANY + 1


def test_sockets_of_the_removed_and_the_signed_out_are_closed(studio: Studio, production: int, told: list[Any]) -> None:
    admin, crew = studio.admin(production), studio.member(production)
    row = next(r for r in admin.get(f"/productions/{production}/members").data if r["user_id"] == crew.user_id)
    told.clear()
    assert admin.delete(f"/productions/{production}/members/{row['id']}").status == 200
    assert ("drop", crew.user_id, f"production:{production}") in told
    told.clear()
    session = crew.get("/auth/me").data["session_id"]
    assert crew.post("/auth/logout").status == 200
    assert told == [("end", session)]


def test_deleting_a_production_puts_everybody_out(studio: Studio, production: int, told: list[Any]) -> None:
    admin, crew = studio.admin(production), studio.member(production)
    told.clear()
    assert admin.delete(f"/productions/{production}", body={"title": "The Long Tide"}).status == 200
    room = f"production:{production}"
    assert told[0] == (
        room,
        {
            "type": "changed",
            "kind": "production",
            "id": production,
            "action": "delete",
            "by": admin.user_id,
            "tab": None,
        },
    )
    assert {("drop", admin.user_id, room), ("drop", crew.user_id, room)} <= set(map(_hashable, told))


def _hashable(item: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(json.dumps(part) if isinstance(part, dict) else part for part in item)


def test_a_seat_in_the_real_hub_hears_it(studio: Studio, production: int) -> None:
    admin = studio.admin(production)

    async def listen() -> dict[str, Any]:
        with studio.app.app_context():
            the_hub = hub()
        await the_hub.start()
        seat = live.Seat(live.Identity(admin.user_id, 1, "Ana"))
        the_hub.enter(seat)
        await the_hub.join(seat, f"production:{production}")
        await asyncio.to_thread(admin.patch, f"/productions/{production}/status", {"phase": "production"})
        try:
            return dict(json.loads(await asyncio.wait_for(seat.waiting.get(), 5)))
        finally:
            the_hub.exit(seat)
            await the_hub.stop()

    heard = asyncio.run(listen())
    assert (heard["type"], heard["kind"], heard["id"], heard["by"]) == (
        "changed",
        "production",
        production,
        admin.user_id,
    )
