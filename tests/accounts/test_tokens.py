"""Programs' tokens: short-lived, rotating, and worth nothing once their session has ended."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from sqlalchemy import select

from backend.accounts.auth.models import Session
from backend.core import clock, events
from backend.core.db import db
from backend.settings import Settings
from tests.accounts.conftest import OTHER, PASSWORD, tokens
from tests.people import Caller, Studio

Account = Callable[..., Caller]


def bearer(app: Any, token: str) -> Caller:
    return Caller(app, token)


def refresh(studio: Studio, token: str) -> Any:
    return studio.anonymous().post("/auth/refresh", {"refresh_token": token})


def test_sign_in_call_refresh_sign_out(app: Any, account: Account, studio: Studio) -> None:
    ana = account("Ana")
    first = tokens(ana)
    assert (first["token_type"], first["expires_in"], first["user"]["name"]) == ("Bearer", 900, "Ana")
    assert "Set-Cookie" not in ana.post("/auth/token", {"email": ana.email, "password": PASSWORD}).headers
    assert bearer(app, first["access_token"]).get("/auth/me").data["session_kind"] == "api"
    second = refresh(studio, first["refresh_token"]).data
    assert second["refresh_token"] != first["refresh_token"]
    caller = bearer(app, second["access_token"])
    assert caller.get("/auth/me").status == 200
    assert caller.post("/auth/logout").status == 200
    assert caller.get("/auth/me").status == 401, "an access token ends with its session, not a quarter of an hour later"
    assert refresh(studio, second["refresh_token"]).status == 401


def test_a_replayed_refresh_token_ends_the_whole_session(
    app: Any, account: Account, studio: Studio, later: Callable[..., None]
) -> None:
    first = tokens(account("Ana"))
    second = refresh(studio, first["refresh_token"]).data
    later(seconds=11)
    replay = refresh(studio, first["refresh_token"])
    assert replay.status == 401
    assert "two places" in replay.json["message"]
    assert bearer(app, second["access_token"]).get("/auth/me").status == 401
    assert refresh(studio, second["refresh_token"]).status == 401


def test_a_token_of_two_turns_ago_ends_the_session_even_at_once(account: Account, studio: Studio) -> None:
    first = tokens(account("Ana"))
    second = refresh(studio, first["refresh_token"]).data
    third = refresh(studio, second["refresh_token"]).data
    assert refresh(studio, first["refresh_token"]).status == 401
    assert refresh(studio, third["refresh_token"]).status == 401


def test_sixteen_at_once_stay_one_family(app: Any, account: Account, studio: Studio) -> None:
    first = tokens(account("Ana"))
    replies: list[Any] = []
    start = threading.Barrier(16)

    def run() -> None:
        caller = Caller(app)
        start.wait()
        replies.append(caller.post("/auth/refresh", {"refresh_token": first["refresh_token"]}))

    threads = [threading.Thread(target=run) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status for reply in replies} == {200}
    names = {jwt.decode(r.data["refresh_token"], options={"verify_signature": False})["jti"] for r in replies}
    assert len(names) == 1
    with app.app_context():
        assert db.session.scalars(select(Session.refresh_jti)).all() == list(names)
    assert refresh(studio, replies[7].data["refresh_token"]).status == 200


def test_the_kinds_cannot_be_swapped(app: Any, account: Account, studio: Studio) -> None:
    pair = tokens(account("Ana"))
    assert refresh(studio, pair["access_token"]).status == 401
    assert bearer(app, pair["refresh_token"]).get("/auth/me").status == 401


def test_an_access_token_runs_out_and_refreshing_goes_on(
    app: Any, account: Account, studio: Studio, settings: Settings
) -> None:
    pair = tokens(account("Ana"))
    claims = jwt.decode(pair["access_token"], options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == settings.access_token_seconds
    stale = jwt.encode({**claims, "exp": clock.now() - timedelta(seconds=1)}, settings.secret_key, "HS256")
    assert bearer(app, stale).get("/auth/me").status == 401
    assert refresh(studio, pair["refresh_token"]).status == 200


@pytest.mark.parametrize("change", [{"sub": "2"}, {"sid": None}, {"sid": "1"}, {"type": "other"}, {"jti": None}])
def test_signed_but_odd_claims_are_no_sign_in(
    app: Any, account: Account, settings: Settings, change: dict[str, Any]
) -> None:
    ana = account("Ana")
    claims = jwt.decode(tokens(ana)["access_token"], options={"verify_signature": False}) | change
    odd = bearer(app, jwt.encode(claims, settings.secret_key, "HS256")).get("/auth/me")
    assert odd.status == 401 or odd.data["id"] == ana.user_id, "a session says whose it is, not the claim"


def test_forged_tokens_are_no_sign_in(app: Any, account: Account) -> None:
    claims = jwt.decode(tokens(account("Ana"))["access_token"], options={"verify_signature": False})
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        unsigned = [jwt.encode(claims, "", "none"), jwt.encode(claims, "x", "HS256")]
    for token in (*unsigned, "a.b.c", "é.é.é", "..", "x" * 4000):
        assert bearer(app, token).get("/auth/me").status == 401


def test_a_browser_session_has_no_tokens(app: Any, account: Account, settings: Settings) -> None:
    ana = account("Ana")
    ana.post("/auth/login", {"email": ana.email, "password": PASSWORD})
    session_id = ana.get("/auth/me").data["session_id"]
    claims = {"sub": str(ana.user_id), "sid": session_id, "jti": "x", "type": "access", "iat": clock.now()}
    assert bearer(app, jwt.encode(claims, settings.secret_key, "HS256")).get("/auth/me").status == 401


def test_a_program_without_access_token_signs_out_by_the_other(account: Account, studio: Studio) -> None:
    pair = tokens(account("Ana"))
    assert studio.anonymous().post("/auth/logout", {"refresh_token": pair["refresh_token"]}).status == 200
    assert refresh(studio, pair["refresh_token"]).status == 401


def test_a_closed_account_refreshes_no_more(app: Any, account: Account, studio: Studio) -> None:
    ana = account("Ana")
    pair = tokens(ana)
    owner = studio.owner()
    etag = owner.get(f"/users/{ana.user_id}").etag
    owner.patch(f"/users/{ana.user_id}", {"is_active": False}, match=etag)
    assert refresh(studio, pair["refresh_token"]).status == 401
    assert bearer(app, pair["access_token"]).get("/auth/me").status == 401


def test_guessing_is_limited_as_in_the_browser(account: Account) -> None:
    ana = account("Ana")
    body = {"email": ana.email, "password": OTHER}
    assert [ana.post("/auth/token", body).status for _ in range(6)] == [401] * 5 + [429]


def test_revoking_is_announced_after_the_commit(app: Any, account: Account) -> None:
    pair = tokens(account("Ana"))
    heard: list[tuple[list[int], bool]] = []

    def listen(_sender: Any, session_ids: list[int]) -> None:
        with db.engine.connect() as other:
            gone = other.scalar(select(Session.revoked_at).where(Session.id == session_ids[0])) is not None
        heard.append((session_ids, gone))

    with events.session_revoked.connected_to(listen):
        bearer(app, pair["access_token"]).post("/auth/logout")
    assert [gone for _ids, gone in heard] == [True]
