"""Signing in and out by browser: the cookie, what a refusal tells, how often one may try."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.accounts.auth.models import Session
from backend.accounts.users import passwords
from backend.accounts.users.models import User
from backend.core.db import db, start_writing
from backend.core.limits import limiter
from tests.accounts.conftest import OTHER, PASSWORD, cookie_of, login
from tests.people import Caller, Studio

Account = Callable[..., Caller]


def test_the_browser_gets_an_http_only_cookie_and_no_token(account: Account) -> None:
    ana = account("Ana")
    reply = login(ana)
    cookie = cookie_of(reply)
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={14 * 86400}"))
    assert "Secure" not in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    assert token not in reply.body.decode()
    assert ana.get("/auth/me").data["session_kind"] == "browser"


def test_not_remembered_ends_with_the_browser_and_within_a_day(account: Account, later: Callable[..., None]) -> None:
    ana = account("Ana")
    cookie = cookie_of(login(ana, remember=False))
    assert "Max-Age" not in cookie
    assert "Expires" not in cookie
    later(hours=25)
    assert ana.get("/auth/me").status == 401


def test_the_cookie_is_secure_when_the_public_address_is(account: Account, changed_settings: Any) -> None:
    ana = account("Ana")
    with changed_settings(public_url="https://crew.example"):
        assert "Secure" in cookie_of(login(ana))


def test_a_planted_cookie_is_never_taken_over(account: Account) -> None:
    ana = account("Ana")
    ana.client.set_cookie("backlot_session", "planted")
    first = cookie_of(login(ana))
    second = cookie_of(login(ana))
    assert "planted" not in first
    assert first.partition(";")[0] != second.partition(";")[0]


def test_only_digests_are_stored(app: Any, account: Account) -> None:
    token = cookie_of(login(account("Ana"))).partition("=")[2].partition(";")[0]
    with app.app_context():
        assert token not in db.session.scalars(select(Session.token_hash)).all()
        assert PASSWORD not in db.session.scalar(select(User.password_hash))


def test_every_refusal_is_the_same(app: Any, account: Account, studio: Studio) -> None:
    ana, cy, di = account("Ana"), account("Cy", password=None), account("Di")
    with app.app_context():
        start_writing()
        db.session.execute(update(User).where(User.id == di.user_id).values(is_active=False))
        db.session.commit()
    anybody = studio.anonymous()
    replies = [
        anybody.post("/auth/login", {"email": email, "password": password})
        for email, password in (
            (ana.email, OTHER), (cy.email, PASSWORD), (di.email, PASSWORD), ("nobody@example.org", PASSWORD)
        )
    ]  # fmt: skip
    assert {reply.status for reply in replies} == {401}
    assert len({reply.body for reply in replies}) == 1
    assert "Set-Cookie" not in replies[0].headers


def test_five_wrong_passwords_and_then_a_pause(account: Account, studio: Studio) -> None:
    ana = account("Ana")
    for _ in range(5):
        assert login(ana, OTHER).status == 401
    refused = login(ana)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    body = {"email": ana.email.upper(), "password": PASSWORD}
    assert studio.anonymous().post("/auth/login", body, **elsewhere).status == 200, "a stranger cannot lock Ana out"
    assert login(account("Bo")).status == 200, "nor does one person's mistake lock their neighbour out"


def test_guesses_from_many_addresses_are_limited_too(account: Account, studio: Studio) -> None:
    ana = account("Ana")
    statuses = [
        studio.anonymous()
        .post(
            "/auth/login",
            {"email": ana.email, "password": OTHER},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number // 4}"},
        )
        .status
        for number in range(21)
    ]
    assert statuses == [401] * 20 + [429]


def test_good_sign_ins_are_not_counted_as_guesses(account: Account) -> None:
    ana = account("Ana")
    assert [login(ana).status for _ in range(8)] == [200] * 8


def test_unknown_addresses_are_limited_alike(studio: Studio) -> None:
    body = {"email": "nobody@example.org", "password": PASSWORD}
    assert [studio.anonymous().post("/auth/login", body).status for _ in range(6)] == [401] * 5 + [429]
    limiter.reset()
    assert studio.anonymous().post("/auth/login", body).status == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999", "null"])
def test_another_site_cannot_sign_in_or_act(account: Account, origin: str) -> None:
    ana = account("Ana")
    assert login(ana).status == 200
    foreign = {"headers": {"Origin": origin}}
    body = {"email": ana.email, "password": PASSWORD}
    assert ana.post("/auth/login", body, **foreign).status == 403
    assert ana.post("/auth/logout", {}, **foreign).status == 403
    assert ana.get("/auth/me").status == 200


def test_a_form_of_another_site_has_the_wrong_type(account: Account) -> None:
    ana = account("Ana")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        body = f'{{"email": "{ana.email}", "password": "{PASSWORD}"}}'
        assert ana.request("POST", "/auth/login", data=body, content_type=kind).status == 415


def test_signing_out_ends_the_session_and_may_be_repeated(account: Account, studio: Studio) -> None:
    ana = account("Ana")
    token = cookie_of(login(ana)).partition("=")[2].partition(";")[0]
    reply = ana.post("/auth/logout")
    assert "Max-Age=0" in cookie_of(reply)
    assert ana.post("/auth/logout").status == 200
    assert studio.anonymous().post("/auth/logout").status == 200
    ana.client.set_cookie("backlot_session", token)
    assert ana.get("/auth/me").status == 401, "the token itself is worth nothing now"


def test_a_session_runs_out(account: Account, later: Callable[..., None]) -> None:
    ana = account("Ana")
    login(ana)
    later(days=14, seconds=1)
    assert ana.get("/auth/me").status == 401


def test_signing_in_does_not_make_an_open_profile_stale(account: Account) -> None:
    ana = account("Ana")
    login(ana)
    etag = ana.get("/auth/me").etag
    login(ana)
    assert ana.patch("/auth/me", {"phone": "1"}, match=etag).status == 200


def test_an_old_hash_is_made_anew(app: Any, account: Account) -> None:
    from argon2 import PasswordHasher

    ana = account("Ana")
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with app.app_context():
        start_writing()
        db.session.execute(update(User).where(User.id == ana.user_id).values(password_hash=weak))
        db.session.commit()
    assert login(ana).status == 200
    with app.app_context():
        stored = db.session.scalar(select(User.password_hash).where(User.id == ana.user_id))
        assert stored != weak
        assert "m=19456,t=2,p=1" in stored
    assert login(ana).status == 200


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    stored = passwords.hash_new("café au lait, bitte", email="ana@example.org")
    assert passwords.matches(stored, "cafe\u0301 au lait, bitte")
    assert not passwords.matches(None, "café au lait, bitte")
