"""Programs paired by a short code: the code, the token, and every way in which either ends."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from backend.accounts.auth import seen
from backend.accounts.auth.models import Session
from backend.accounts.devices.models import Device, Pairing
from backend.accounts.devices.service import ALPHABET
from backend.core.db import db
from tests.accounts.conftest import OTHER, PASSWORD, login
from tests.people import Caller, Reply, Studio
from tests.promises.test_roles import call, contracts

Account = Callable[..., Caller]
WS12 = {"name": "ws12", "program": "blender", "system": "Linux 6.1", "client_version": "1.0.0"}


def code_of(person: Caller) -> str:
    return str(person.post("/devices/pairings").data["code"])


def try_code(app: Any, code: str, **more: Any) -> Reply:
    return Caller(app).post("/devices/pair", {"code": code, **WS12}, **more)


def paired(app: Any, person: Caller, code: str | None = None) -> Caller:
    """A program that holds a token of this person."""
    answer = try_code(app, code or code_of(person))
    assert answer.status == 201, answer.json
    return Caller(app, answer.data["token"], person.user_id)


@contextmanager
def row_of(app: Any, device: Caller) -> Iterator[Session]:
    """The session row behind a program's token."""
    with app.app_context():
        device_id = device.get("/devices/me").data["device_id"]
        yield db.session.scalars(select(Session).join(Device).where(Device.id == device_id)).one()
        db.session.remove()


def test_a_code_is_traded_for_a_token(app: Any, studio: Studio) -> None:
    ana = studio.user("Ana")
    made = ana.post("/devices/pairings")
    assert made.status == 201
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", made.data["code"])
    assert not set(ALPHABET) & set("01OIL")
    pairing = f"/devices/pairings/{made.data['id']}"
    assert ana.get(pairing).data == {"state": "waiting", "device_id": None}
    answer = try_code(app, made.data["code"])
    assert answer.status == 201
    assert answer.data["user"] == {"id": ana.user_id, "name": "Ana"}
    assert answer.data["server"] == app.config["SETTINGS"].base_url
    assert ana.get(pairing).data == {"state": "paired", "device_id": answer.data["device_id"]}
    program = Caller(app, answer.data["token"])
    me = {"device_id": answer.data["device_id"], "name": "ws12", "user": {"id": ana.user_id, "name": "Ana"}}
    assert program.get("/devices/me").data == me
    (row,) = ana.get("/devices").data
    assert {key: row[key] for key in WS12} == WS12
    assert not row["current"]


@pytest.mark.parametrize("write", [str.lower, lambda c: c.replace("-", ""), lambda c: f" {c.replace('-', ' – ')} "])
def test_case_spaces_and_dashes_do_not_matter(app: Any, studio: Studio, write: Callable[[str], str]) -> None:
    assert try_code(app, write(code_of(studio.user()))).status == 201


def test_every_refusal_is_the_same(app: Any, studio: Studio, later: Callable[..., None]) -> None:
    ana, bo = studio.user(), studio.user()
    used, older = code_of(ana), code_of(bo)
    paired(app, ana, used)
    newer = code_of(bo)
    refusals = [try_code(app, code) for code in ("QQQQ-QQQQ", "no", "é–ß", used, older)]
    later(minutes=10, seconds=1)
    refusals.append(try_code(app, newer))
    assert {reply.status for reply in refusals} == {422}
    assert {tuple(reply.fields) for reply in refusals} == {("code",)}
    assert len({reply.body for reply in refusals}) == 1


def test_a_newer_code_voids_ones_older_one_and_nobody_elses(app: Any, studio: Studio) -> None:
    ana, bo = studio.user(), studio.user()
    first = ana.post("/devices/pairings").data
    other = code_of(bo)
    code_of(ana)
    assert ana.get(f"/devices/pairings/{first['id']}").data["state"] == "expired"
    assert try_code(app, other).status == 201


def test_nobody_else_sees_a_pairing(studio: Studio) -> None:
    made = studio.user().post("/devices/pairings").data
    assert studio.user().get(f"/devices/pairings/{made['id']}").status == 404
    assert studio.owner().get(f"/devices/pairings/{made['id']}").status == 404


def test_sixteen_programs_with_one_code_get_one_token(app: Any, studio: Studio) -> None:
    ana = studio.user()
    code, together = code_of(ana), Barrier(16)

    def attempt(number: int) -> int:
        together.wait()
        return try_code(app, code, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(attempt, range(16)))
    assert statuses == [201] + [422] * 15
    assert ana.get("/devices").json["page"]["total"] == 1


def test_codes_cannot_be_guessed(app: Any, studio: Studio) -> None:
    good = code_of(studio.user())
    assert [try_code(app, "QQQQ-QQQQ").status for _ in range(21)] == [422] * 20 + [429]
    assert try_code(app, good).status == 429
    assert try_code(app, good, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status == 201


def test_a_busy_morning_is_no_guessing(app: Any, studio: Studio) -> None:
    assert [try_code(app, code_of(studio.user())).status for _ in range(25)] == [201] * 25


def test_only_digests_are_stored(app: Any, studio: Studio) -> None:
    code = code_of(studio.user())
    token = try_code(app, code).data["token"]
    with app.app_context():
        assert code.replace("-", "") not in str(db.session.scalars(select(Pairing.code_hash)).all())
        assert token not in db.session.scalars(select(Session.token_hash)).all()


def test_old_codes_are_forgotten(app: Any, studio: Studio, later: Callable[..., None]) -> None:
    ana = studio.user()
    code_of(ana)
    code_of(studio.user())
    later(days=1, minutes=11)
    code_of(ana)
    with app.app_context():
        assert len(db.session.scalars(select(Pairing)).all()) == 1


def test_unpairing_ends_the_token_at_the_next_request(app: Any, studio: Studio) -> None:
    ana = studio.user()
    one, two = paired(app, ana), paired(app, ana)
    newest = ana.get("/devices").data[0]["id"]
    assert ana.delete(f"/devices/{newest}").status == 200
    assert [program.get("/devices/me").status for program in (one, two)] == [200, 401]
    assert ana.delete(f"/devices/{newest}").status == 404
    assert len(ana.get("/devices").data) == 1
    assert one.delete("/devices/self").status == 200
    assert one.get("/devices/me").status == 401
    assert ana.get("/devices").data == []


def test_only_programs_are_their_own_device(studio: Studio) -> None:
    ana = studio.user()
    assert ana.get("/devices/me").status == 404
    assert ana.delete("/devices/self").status == 404
    assert ana.get("/auth/me").status == 200


def test_a_deactivated_account_is_out(app: Any, studio: Studio) -> None:
    owner, ana = studio.owner(), studio.user()
    program, code = paired(app, ana), code_of(ana)
    etag = owner.get(f"/users/{ana.user_id}").etag
    etag = owner.patch(f"/users/{ana.user_id}", {"is_active": False}, match=etag).etag
    assert program.get("/devices/me").status == 401
    assert try_code(app, code).fields == ["code"]
    owner.patch(f"/users/{ana.user_id}", {"is_active": True}, match=etag)
    assert program.get("/devices/me").status == 401
    assert try_code(app, code).fields == ["code"], "a code made before does not bring anybody back in"


def test_another_password_ends_programs_and_open_codes(app: Any, account: Account) -> None:
    ana, elsewhere = account("Ana"), account("Bo")
    elsewhere.user_id, elsewhere.email = ana.user_id, ana.email
    login(ana)
    login(elsewhere)
    program, code = paired(app, ana), code_of(elsewhere)
    assert ana.post("/auth/change-password", {"old_password": PASSWORD, "new_password": OTHER}).status == 200
    assert program.get("/devices/me").status == 401
    assert try_code(app, code).fields == ["code"]
    assert paired(app, ana).get("/devices/me").status == 200, "a new code works at once"


def test_signing_out_everywhere_else_unpairs(app: Any, studio: Studio) -> None:
    ana = studio.user()
    program = paired(app, ana)
    assert ana.delete("/auth/sessions").data == {"ended": 1}
    assert program.get("/devices/me").status == 401


def test_unpairing_one_program_leaves_the_code_for_the_next(app: Any, studio: Studio) -> None:
    ana = studio.user()
    paired(app, ana)
    code = code_of(ana)
    ana.delete(f"/devices/{ana.get('/devices').data[0]['id']}")
    assert try_code(app, code).status == 201


def test_the_list_of_sessions_calls_a_program_by_its_name(app: Any, studio: Studio) -> None:
    ana = studio.user()
    program = paired(app, ana)
    row = next(row for row in ana.get("/auth/sessions").data if row["kind"] == "device")
    assert row["device"] == "blender on ws12"
    assert ana.delete(f"/auth/sessions/{row['id']}").status == 200
    assert program.get("/devices/me").status == 401
    assert ana.get("/devices").data == []


def test_a_token_lives_a_year_from_its_last_use(app: Any, studio: Studio, later: Callable[..., None]) -> None:
    program = paired(app, studio.user())
    later(days=300)
    assert program.get("/devices/me").status == 200
    seen.settle()
    later(days=300)
    assert program.get("/devices/me").status == 200
    seen.settle()
    with row_of(app, program) as session:
        assert session.expires_at - session.last_seen_at == timedelta(days=365)
    later(days=366)
    assert program.get("/devices/me").status == 401


def test_use_does_not_renew_a_browsers_session(app: Any, studio: Studio, later: Callable[..., None]) -> None:
    ana = studio.user()
    until = ana.get("/auth/sessions").data[0]["expires_at"]
    later(days=3)
    assert ana.get("/auth/me").status == 200
    seen.settle()
    assert ana.get("/auth/sessions").data[0]["expires_at"] == until


def test_the_list_is_paged_newest_first(app: Any, studio: Studio) -> None:
    ana = studio.user()
    for _ in range(3):
        paired(app, ana)
    first = ana.get("/devices?limit=2").json
    assert first["page"]["total"] == 3
    rest = ana.get(f"/devices?limit=2&cursor={first['page']['next']}").data
    ids = [row["id"] for row in (*first["data"], *rest)]
    assert ids == sorted(ids, reverse=True)


def test_refusals_name_the_field(app: Any, studio: Studio) -> None:
    code = code_of(studio.user())
    for field, wrong in (("name", ""), ("name", "x" * 81), ("program", "x" * 41), ("system", "a\nb"), ("code", "")):
        assert Caller(app).post("/devices/pair", {"code": code, **WS12, field: wrong}).fields == [field]
    assert Caller(app).post("/devices/pair", {}).fields == ["code", "name", "program"]


def test_an_account_that_only_paired_a_program_can_be_deleted(app: Any, studio: Studio) -> None:
    owner, ana = studio.owner(), studio.user()
    program = paired(app, ana)
    code_of(ana)
    assert owner.delete(f"/users/{ana.user_id}").status == 200
    assert program.get("/devices/me").status == 401


def test_t_b2_nothing_about_time_or_programs_without_signing_in_and_nobody_ends_anothers(
    app: Any, studio: Studio
) -> None:
    """Once no endpoint was authenticated, anybody could stop anybody's session, and a .blend held the password."""
    production, nobody = studio.production(), studio.anonymous()
    about_time = [(rule, one) for rule, one in contracts(app) if re.search(r"/(time|devices|dcc-packages)\b", rule)]
    open_to_all = [rule for rule, one in about_time if call(nobody, rule, one, production) != 401]
    assert open_to_all == ["/devices/pair"]
    ana, eve = studio.user(), studio.owner()
    program, foreign = paired(app, ana), paired(app, eve)
    device_id = ana.get("/devices").data[0]["id"]
    assert eve.delete(f"/devices/{device_id}").status == 404
    assert foreign.delete(f"/devices/{device_id}").status == 403
    assert eve.get("/devices").data[0]["id"] != device_id
    assert program.get("/devices/me").status == 200
