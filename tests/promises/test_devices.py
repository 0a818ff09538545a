"""The token of a paired program keeps time and reads tasks; every other route is shut to it, whoever it belongs to."""

import datetime as dt
import re
from typing import Any

from backend.core import clock, roles
from tests.people import Caller, Studio
from tests.promises.test_roles import UNKNOWN, call, contracts

# All that a program may do, as "METHOD rule". Whatever a stolen workstation could do stands here.
OPEN = {
    "POST /auth/logout",
    "GET /devices/me",
    "DELETE /devices/self",
    "GET /tasks",
    "POST /time/heartbeats",
    "GET /time/timer",
    "POST /time/timer/start",
    "POST /time/timer/stop",
    "POST /time/sessions",
    "GET /time/sessions",
    "GET /time/sessions/<session_id>",
    "GET /time/sessions/<session_id>/events",
    "POST /time/sessions/<session_id>/pause",
    "POST /time/sessions/<session_id>/resume",
    "POST /time/sessions/<session_id>/heartbeat",
    "POST /time/sessions/<session_id>/stop",
    "POST /time/segments",  # one's own
    "GET /time/segments",  # one's own, also of a lead
    "GET /time/summary",  # the same
    "GET /time/gaps",
}


def label(rule: str, contract: Any) -> str:
    """A route as the table above writes it."""
    return re.sub(r"<\w+:", "<", f"{contract.method} {rule}")


def programs(studio: Studio) -> list[Caller]:
    """Programs of an owner and of somebody without any right."""
    return [studio.user(studio_role="owner", kind="device"), studio.user(kind="device")]


def test_only_these_routes_open_to_programs(app: Any) -> None:
    opened = {label(rule, contract) for rule, contract in contracts(app) if contract.devices}
    assert opened == OPEN


def test_a_program_is_refused_everywhere_else(app: Any, studio: Studio) -> None:
    production, (owners, _anybodys) = studio.production(), programs(studio)
    for rule, contract in contracts(app):
        if contract.devices or contract.allow in {roles.PUBLIC, roles.BY_LINK}:
            continue
        for place in (production, UNKNOWN):
            assert call(owners, rule, contract, place) == 403, label(rule, contract)


def test_a_program_is_refused_before_anything_is_read(studio: Studio) -> None:
    production = studio.production()
    for program in programs(studio):
        assert program.get(f"/productions/{production}").status == 403
        assert program.get("/users").status == 403
        assert program.post("/devices/pairings").status == 403
        assert program.get("/devices").status == 403


def test_a_program_joins_no_production_for_its_owner(studio: Studio) -> None:
    production = studio.production()
    link = studio.admin(production).post(
        f"/productions/{production}/invitations", {"job_role": "crew", "level": "child"}
    )
    token = link.data["token"]
    program = studio.user(kind="device")
    assert program.get(f"/invitations/{token}").data["needs_account"]
    assert program.post(f"/invitations/{token}/accept", {}).status == 422


def test_the_program_of_a_lead_shows_and_writes_nobody_elses_hours(studio: Studio) -> None:
    production = studio.production(timezone="UTC")
    lead, artist = studio.member(production, "vfx_supervisor", level="parent"), studio.member(production, "vfx_artist")
    task = lead.post(f"/productions/{production}/tasks", {"title": "Comp"}).data["id"]
    day = clock.today("UTC") - dt.timedelta(1)

    def hour(start: int, **more: Any) -> dict[str, Any]:
        span = {"start": f"{day}T{start:02}:00:00Z", "end": f"{day}T{start + 1:02}:00:00Z"}
        return {"task_id": task, "reason": "On paper", **span, **more}

    assert artist.post("/time/segments", hour(9)).status == 201
    code = lead.post("/devices/pairings").data["code"]
    answer = studio.anonymous().post("/devices/pair", {"code": code, "name": "ws1", "program": "maya"})
    program = Caller(studio.app, answer.data["token"])
    segments, summary = f"/time/segments?from={day}&to={day}", f"/time/summary?from={day}&to={day}&group=user"
    assert [len(who.get(segments).data) for who in (lead, program)] == [1, 0]
    assert [who.get(summary).data["total"]["seconds"] for who in (lead, program)] == [3600, 0]
    assert program.post("/time/segments", hour(11, user_id=artist.user_id)).status == 403
    assert program.post("/time/segments", hour(11)).status == 201
    assert lead.post("/time/segments", hour(11, user_id=artist.user_id)).status == 201
