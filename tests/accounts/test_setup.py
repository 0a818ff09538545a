"""The first start: who may become the owner, from where, and only once."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.accounts.users.models import User
from backend.core.db import db
from tests.accounts.conftest import PASSWORD, cookie_of
from tests.people import Caller, Studio

OWNER = {"name": "Ana Lima", "email": "Ana@Example.org", "password": PASSWORD}


def test_the_first_visitor_here_becomes_owner_and_is_signed_in(studio: Studio) -> None:
    visitor = studio.anonymous()
    assert visitor.get("/auth/setup").data == {"needs_owner": True, "open_registration": False, "mail_works": False}
    reply = visitor.post("/auth/setup", OWNER)
    assert reply.status == 201
    assert (reply.data["studio_role"], reply.data["email"]) == ("owner", "ana@example.org")
    assert reply.data["email_verified"] is True
    assert "HttpOnly" in cookie_of(reply)
    assert "password_hash" not in reply.body.decode()
    me = visitor.get("/auth/me").data
    assert me["name"] == "Ana Lima"
    assert me["last_login_at"] is not None
    assert not visitor.get("/auth/setup").data["needs_owner"]


def test_there_is_no_second_setup(studio: Studio) -> None:
    studio.anonymous().post("/auth/setup", OWNER)
    reply = studio.anonymous().post("/auth/setup", {**OWNER, "email": "eve@example.org"})
    assert reply.status == 409
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}},
        {"environ_base": {"REMOTE_ADDR": "::ffff:192.168.1.20"}},
        {"environ_base": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"Host": "rebound.example:8501"}},
    ],
)
def test_another_machine_may_not_and_is_told_what_to_do(studio: Studio, how: dict[str, Any]) -> None:
    reply = studio.anonymous().post("/auth/setup", OWNER, **how)
    assert reply.status == 403
    assert "http://localhost:" in reply.json["message"]
    assert studio.anonymous().get("/auth/setup").data["needs_owner"]


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "::1"}, "headers": {"Host": "[::1]:8501"}},
        {"environ_base": {"REMOTE_ADDR": "::ffff:127.0.0.1"}, "headers": {"Host": "127.0.0.1:8501"}},
    ],
)
def test_this_machine_has_several_names(studio: Studio, how: dict[str, Any]) -> None:
    assert studio.anonymous().post("/auth/setup", OWNER, **how).status == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"email": "ana"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": "password1!"}, "password"),
        ({"password": "12345678"}, "password"),
        ({"password": "aaaaaaaab"}, "password"),
        ({"password": "Ana@example.org"}, "password"),
        ({"password": "analima2026"}, "password"),
        ({"studio_role": "member"}, "studio_role"),
    ],
)
def test_what_is_wrong_is_named(studio: Studio, change: dict[str, Any], field: str) -> None:
    reply = studio.anonymous().post("/auth/setup", OWNER | change)
    assert (reply.status, reply.fields) == (422, [field])
    assert studio.anonymous().get("/auth/setup").data["needs_owner"]


def test_two_at_once_make_one_owner(app: Any, studio: Studio) -> None:
    replies: list[int] = []
    start = threading.Barrier(4)

    def run(number: int) -> None:
        start.wait()
        body = {**OWNER, "email": f"ana{number}@example.org"}
        replies.append(Caller(app).post("/auth/setup", body).status)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == [201, 409, 409, 409]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_the_cookie_is_secure_behind_https(studio: Studio) -> None:
    reply = studio.anonymous().post("/auth/setup", OWNER, base_url="https://localhost")
    assert "Secure" in cookie_of(reply)
