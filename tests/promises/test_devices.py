"""The token of a paired program keeps time and reads tasks; every other route is shut to it, whoever it belongs to."""

from typing import Any

from backend.core import roles
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
    "POST /time/segments",
    "GET /time/gaps",
}


def label(rule: str, contract: Any) -> str:
    """A route as the table above writes it."""
    return f"{contract.method} {rule}"


def programs(studio: Studio) -> list[Caller]:
    """Programs of an owner and of somebody without any right."""
    return [studio.user(studio_role="owner", kind="device"), studio.user(kind="device")]


def test_only_these_routes_open_to_programs(app: Any) -> None:
    opened = {label(rule, contract) for rule, contract in contracts(app) if contract.devices}
    assert opened - OPEN == set()
    assert {"GET /devices/me", "DELETE /devices/self"} <= opened


def test_a_program_is_refused_everywhere_else(app: Any, studio: Studio) -> None:
    production = studio.production()
    for rule, contract in contracts(app):
        if contract.devices or contract.allow in {roles.PUBLIC, roles.BY_LINK}:
            continue
        for program in programs(studio)[:1]:
            for place in (production, UNKNOWN):
                assert call(program, rule, contract, place) == 403, label(rule, contract)


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
