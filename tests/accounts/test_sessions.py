"""Where one is signed in: seen, ended one by one or all at once, and forgotten after a while."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.accounts.auth import seen
from backend.accounts.auth.models import EmailCode, Session
from backend.accounts.auth.service import purge_expired
from backend.accounts.auth.sessions import device_name
from backend.core import clock
from backend.core.db import db, start_writing
from tests.accounts.conftest import login
from tests.people import Caller, Studio

Account = Callable[..., Caller]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_the_list_says_where_and_which_is_this(app: Any, account: Account, studio: Studio) -> None:
    ana = account("Ana")
    other = Caller(app, None, ana.user_id, ana.email)
    login(ana, headers={"User-Agent": FIREFOX})
    login(other, environ_base={"REMOTE_ADDR": "192.0.2.9"})
    login(account("Bo"))
    reply = ana.get("/auth/sessions")
    newest, mine = reply.data
    assert (mine["device"], mine["ip"], mine["current"]) == ("Firefox on Linux", "127.0.0.1", True)
    assert (newest["ip"], newest["current"]) == ("192.0.2.9", False)
    assert reply.json["page"]["total"] == 2
    assert "token" not in reply.body.decode()
    first = ana.get("/auth/sessions?limit=1").json
    assert ana.get(f"/auth/sessions?limit=1&cursor={first['page']['next']}").data == [mine]


def test_ending_one_and_all_others(app: Any, account: Account) -> None:
    ana = account("Ana")
    others = [Caller(app, None, ana.user_id, ana.email) for _ in range(3)]
    for caller in (*others, ana):
        login(caller)
    first = others[0].get("/auth/me").data["session_id"]
    assert ana.delete(f"/auth/sessions/{first}").status == 200
    assert others[0].get("/auth/me").status == 401
    assert ana.delete(f"/auth/sessions/{first}").status == 404
    assert ana.delete("/auth/sessions").data == {"ended": 2}
    assert [caller.get("/auth/me").status for caller in (*others, ana)] == [401, 401, 401, 200]
    here = ana.get("/auth/me").data["session_id"]
    assert "Max-Age=0" in ana.delete(f"/auth/sessions/{here}").headers["Set-Cookie"]
    assert ana.get("/auth/me").status == 401


def test_nobody_ends_the_session_of_another(account: Account) -> None:
    ana, bo = account("Ana"), account("Bo")
    login(ana)
    login(bo)
    session_id = ana.get("/auth/me").data["session_id"]
    assert bo.delete(f"/auth/sessions/{session_id}").status == 404
    assert ana.get("/auth/me").status == 200


def test_anonymous_has_no_sessions(studio: Studio) -> None:
    visitor = studio.anonymous()
    assert visitor.get("/auth/sessions").status == 401
    assert visitor.delete("/auth/sessions").status == 401
    assert visitor.delete("/auth/sessions/1").status == 401


def test_a_program_on_a_workstation_cannot_change_the_account(studio: Studio) -> None:
    device = studio.user(kind="device")
    assert device.get("/auth/me").status == 403
    assert device.patch("/auth/me", {"name": "Eve"}, match=1).status == 403
    assert device.delete("/auth/sessions").status == 403
    assert device.get("/auth/sessions").status == 403
    assert device.delete("/auth/me/photo").status == 403
    body = {"old_password": "four unrelated words", "new_password": "quite another sentence"}
    assert device.post("/auth/change-password", body).status == 403
    assert device.post("/auth/logout").status == 200
    assert device.get("/auth/me").status == 401, "the session has ended"


def test_use_is_noted_every_five_minutes_and_reading_never_waits_for_it(app: Any, studio: Studio) -> None:
    ana = studio.user()
    old = clock.now() - timedelta(minutes=6)
    with app.app_context():
        fresh = db.session.scalar(select(Session.last_seen_at))
        assert ana.get("/auth/me").status == 200
        seen.settle()
        assert db.session.scalar(select(Session.last_seen_at).execution_options(populate_existing=True)) == fresh
        start_writing()
        db.session.execute(update(Session).values(last_seen_at=old))
        db.session.commit()
        start_writing()  # somebody is writing: the reader goes on
        assert Caller(app, ana.token).get("/auth/me").status == 200
        db.session.rollback()
        seen.settle()
        assert db.session.scalar(select(Session.last_seen_at)) > old + timedelta(minutes=5)
        db.session.rollback()


def test_old_sessions_and_codes_are_forgotten(app: Any, studio: Studio) -> None:
    ana, bo = studio.user(), studio.user()
    studio.anonymous().post("/auth/forgot-password", {"email": ana.email})
    studio.anonymous().post("/auth/forgot-password", {"email": bo.email})
    now = clock.now()
    with app.app_context():
        start_writing()
        old_session = update(Session).where(Session.user_id == ana.user_id)
        db.session.execute(old_session.values(revoked_at=now - timedelta(days=31)))
        old_code = update(EmailCode).where(EmailCode.email == ana.email)
        db.session.execute(old_code.values(expires_at=now - timedelta(days=2)))
        purge_expired()
        db.session.commit()
        assert db.session.scalars(select(Session.user_id)).all() == [bo.user_id]
        assert db.session.scalars(select(EmailCode.email)).all() == [bo.email]
        assert db.session.scalar(select(func.count()).select_from(Session)) == 1
    assert bo.get("/auth/me").status == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("python-requests/2.33", "python-requests"),
        ("", "Unknown device"),
    ],
)
def test_devices_have_names(said: str, words: str) -> None:
    assert device_name(said) == words
