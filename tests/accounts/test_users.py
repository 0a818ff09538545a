"""What the owner sees and does with accounts, and that nobody else can."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.accounts.users import service as users
from backend.accounts.users.models import User
from backend.core.db import db
from backend.core.errors import Conflict, Invalid, NotFound
from tests.accounts.conftest import OTHER, PASSWORD, login
from tests.people import Caller, Studio

Account = Callable[..., Caller]


@pytest.fixture
def owner(account: Account) -> Caller:
    made = account("Olga", studio_role="owner")
    login(made)
    return made


def edit(owner: Caller, user_id: int, **changes: Any) -> Any:
    return owner.patch(f"/users/{user_id}", changes, match=owner.get(f"/users/{user_id}").etag)


def test_the_owner_lists_and_searches(owner: Caller, studio: Studio) -> None:
    for name in ("Ana Lima", "Bo Falk", "Cy 100%"):
        studio.user(name)
    assert [row["name"] for row in owner.get("/users").data] == ["Olga", "Ana Lima", "Bo Falk", "Cy 100%"]
    assert [row["name"] for row in owner.get("/users?search=LIMA").data] == ["Ana Lima"]
    assert [row["name"] for row in owner.get("/users?search=bo.falk@").data] == ["Bo Falk"]
    assert [row["name"] for row in owner.get("/users?search=%25").data] == ["Cy 100%"]
    first = owner.get("/users?limit=3").json["page"]
    assert first["total"] == 4
    assert [row["name"] for row in owner.get(f"/users?limit=3&cursor={first['next']}").data] == ["Cy 100%"]
    assert "hash" not in owner.get("/users").body.decode()


def test_nobody_else_sees_accounts(owner: Caller, studio: Studio) -> None:
    production = studio.production()
    callers = [studio.user(), studio.admin(production), studio.member(production, "producer")]
    routes = [
        ("GET", "/users", None), ("GET", f"/users/{owner.user_id}", None),
        ("PATCH", f"/users/{owner.user_id}", {"name": "Eve"}),
        ("DELETE", f"/users/{owner.user_id}", None), ("POST", f"/users/{owner.user_id}/revoke-sessions", None),
    ]  # fmt: skip
    for method, path, body in routes:
        assert [caller.request(method, path, body, match=1).status for caller in callers] == [403] * 3
        assert studio.anonymous().request(method, path, body).status == 401
    assert owner.get("/auth/me").data["name"] == "Olga"


def test_deactivating_signs_out_and_keeps_out(owner: Caller, account: Account) -> None:
    ana = account("Ana")
    login(ana)
    assert edit(owner, ana.user_id, is_active=False).data["is_active"] is False
    assert ana.get("/auth/me").status == 401
    assert login(ana).status == 401
    edit(owner, ana.user_id, is_active=True)
    assert ana.get("/auth/me").status == 401, "the old session stays ended"
    assert login(ana).status == 200


def test_making_another_owner_and_stepping_down(owner: Caller, account: Account) -> None:
    ana = account("Ana")
    login(ana)
    assert ana.get("/users").status == 403
    assert edit(owner, ana.user_id, studio_role="owner").data["studio_role"] == "owner"
    assert ana.get("/users").status == 200
    assert edit(owner, owner.user_id, studio_role="member").status == 200
    assert owner.get("/users").status == 403


def test_the_last_owner_who_can_sign_in_stays(owner: Caller, account: Account) -> None:
    account("Ana", studio_role="owner", password=None)
    for changes in ({"studio_role": "member"}, {"is_active": False}):
        reply = edit(owner, owner.user_id, **changes)
        assert reply.status == 409
        assert "only owner" in reply.json["message"]
    assert owner.delete(f"/users/{owner.user_id}").status == 409
    assert edit(owner, owner.user_id, name="Olga Orr").data["name"] == "Olga Orr"


@pytest.mark.parametrize(
    "body", [{"studio_role": "admin"}, {"email": "x@example.org"}, {"password": OTHER}, {"is_active": "no"}]
)
def test_what_cannot_be_changed_is_named(owner: Caller, account: Account, body: dict[str, Any]) -> None:
    ana = account("Ana")
    reply = edit(owner, ana.user_id, **body)
    assert (reply.status, reply.fields) == (422, list(body))


def test_a_stale_edit_is_refused_with_the_current_account(owner: Caller, account: Account) -> None:
    ana = account("Ana")
    etag = owner.get(f"/users/{ana.user_id}").etag
    edit(owner, ana.user_id, name="Ana Lima")
    stale = owner.patch(f"/users/{ana.user_id}", {"name": "Ann"}, match=etag)
    assert (stale.status, stale.json["data"]["name"]) == (409, "Ana Lima")
    assert owner.patch(f"/users/{ana.user_id}", {"name": "Ann"}).status == 428


def test_revoking_all_sessions_of_somebody(owner: Caller, account: Account) -> None:
    ana = account("Ana")
    login(ana)
    assert "1 devices" in owner.post(f"/users/{ana.user_id}/revoke-sessions").json["message"]
    assert ana.get("/auth/me").status == 401
    assert owner.get("/auth/me").status == 200
    assert owner.post("/users/999/revoke-sessions").status == 404


def test_only_accounts_without_a_past_are_deleted(owner: Caller, studio: Studio, account: Account) -> None:
    member = studio.member(studio.production(), "crew")
    refused = owner.delete(f"/users/{member.user_id}")
    assert refused.status == 409
    assert "Deactivate" in refused.json["message"]
    ana = account("Ana")
    login(ana)
    assert owner.delete(f"/users/{ana.user_id}").status == 200
    assert ana.get("/auth/me").status == 401
    assert owner.get(f"/users/{ana.user_id}").status == 404
    assert owner.delete(f"/users/{ana.user_id}").status == 404
    assert member.get("/auth/me").status == 200


def test_the_command_line_adds_people_who_choose_a_password_themselves(app: Any, studio: Studio) -> None:
    with app.app_context():
        user, link = users.add_user("Ana", "Ana@Example.org", "owner")
        assert (user.email, user.has_password) == ("ana@example.org", False)
        with pytest.raises(Conflict, match="already"):
            users.add_user("Ana", "ana@example.org")
        with pytest.raises(Invalid):
            users.add_user("Bo", "bo@example.org", "admin")
        with pytest.raises(NotFound):
            users.password_link("nobody@example.org")
        again = users.password_link("ana@example.org")
        db.session.remove()
    assert studio.anonymous().get("/auth/setup").data["needs_owner"], "nobody has a password yet"
    for address in (again, link):
        body = {"token": address.partition("/reset?token=")[2], "password": PASSWORD}
        reply = studio.anonymous().post("/auth/reset-password", body)
        assert reply.status == (200 if address == again else 422), "the first use spends every link"
    with app.app_context():
        assert users.owner_as_actor().identity == users.owner_as_actor().identity
        assert users.owner_as_actor().identity.name == "Ana"


def test_commands_need_an_owner(app: Any, studio: Studio) -> None:
    with app.app_context(), pytest.raises(Conflict, match="no owner"):
        users.owner_as_actor()


def test_t_e1_an_account_is_one_address_a_hash_and_since_when(account: Account) -> None:
    ana = account("Ana", studio_role="owner")
    with ana.client.application.app_context():
        row = db.session.get(User, ana.user_id)
        assert row.password_hash
        assert PASSWORD not in row.password_hash
        assert row.created_at.tzinfo
        with pytest.raises(Conflict):
            users.create_user("Other", ana.email.upper(), None)
        db.session.rollback()
    assert login(ana).status == 200
