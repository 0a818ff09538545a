"""Every route × every role × stranger × anonymous: the gate answers before anything of the request is read."""

import re
from typing import Any

import pytest

from backend.core import roles
from tests.people import Caller, Studio

UNKNOWN = 999_999


def contracts(app: Any) -> list[tuple[str, Any]]:
    """(address pattern, contract) of every route that has one."""
    found = []
    for rule in app.url_map.iter_rules():
        contract = getattr(app.view_functions[rule.endpoint], "contract", None)
        if contract is not None:
            found.append((rule.rule, contract))
    return found


def address(rule: str, production_id: int) -> str:
    """A concrete address: the given production, everything else an id that is not there."""
    rule = rule.replace("<int:production_id>", str(production_id))
    return re.sub(r"<(?:\w+:)?\w+>", str(UNKNOWN), rule)


def call(caller: Caller, rule: str, contract: Any, production_id: int) -> int:
    """The status of calling a route with an empty body."""
    body = {} if contract.method != "GET" else None
    return caller.request(contract.method, address(rule, production_id), body).status


def test_every_route_has_a_contract(app: Any) -> None:
    from backend.core.gate import OPEN_ENDPOINTS

    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "contract") and rule.endpoint not in OPEN_ENDPOINTS
    ]
    assert bare == []


def test_every_declared_action_exists(app: Any) -> None:
    known = {*roles.ROLES, *roles.OUTSIDE}
    assert [c.rule for _, c in contracts(app) if c.allow not in known] == []
    unused = set(roles.ROLES) - {c.allow for _, c in contracts(app)}
    assert unused <= {
        "live.join",
        "cast.contact",
        "rates.read",
        "members.contact",
        "call_sheets.drafts",
        "tasks.edit",
        "availability.read",
        "availability.edit",
        "time.team",
    }


def test_production_routes_say_which_production(app: Any) -> None:
    for rule, contract in contracts(app):
        assert (contract.allow in roles.ROLES) <= ("<int:production_id>" in rule), rule


def test_anonymous_gets_401_everywhere_but_public(app: Any, studio: Studio) -> None:
    production = studio.production()
    nobody = studio.anonymous()
    for rule, contract in contracts(app):
        if contract.allow not in {roles.PUBLIC, roles.BY_LINK}:
            assert call(nobody, rule, contract, production) == 401, (contract.method, rule)


def test_stranger_gets_404_in_every_production(app: Any, studio: Studio) -> None:
    production = studio.production()
    stranger = studio.user()
    for rule, contract in contracts(app):
        if contract.allow in roles.ROLES:
            assert call(stranger, rule, contract, production) == 404, (contract.method, rule)
            assert call(stranger, rule, contract, UNKNOWN) == 404, (contract.method, rule)


def test_only_the_owner_runs_the_studio(app: Any, studio: Studio) -> None:
    member = studio.admin(studio.production())
    owned = [(rule, c) for rule, c in contracts(app) if c.allow == roles.STUDIO_OWNER]
    assert owned
    for rule, contract in owned:
        assert call(member, rule, contract, UNKNOWN) == 403, (contract.method, rule)


@pytest.mark.parametrize("level", ["parent", "child"])
@pytest.mark.parametrize("job_role", roles.JOB_ROLES)
def test_matrix(app: Any, studio: Studio, job_role: str, level: str) -> None:
    for rule, contract in contracts(app):
        if contract.allow not in roles.ROLES or (contract.method, rule.endswith("leave")) == ("POST", True):
            continue
        production = studio.production()
        someone = studio.member(production, job_role, level=level)
        may = roles.allowed(contract.allow, "member", level, job_role)
        refused = call(someone, rule, contract, production) == 403
        assert not (refused and may and rule.count("<") == 1), (contract.method, rule)
        assert refused or may, (contract.method, rule)


def test_levels_and_owner_are_admins_everywhere() -> None:
    for action in roles.ROLES:
        assert roles.allowed(action, "member", "admin", "viewer")
        assert roles.allowed(action, "owner", None, None)
        assert not roles.allowed(action, "member", None, None)
