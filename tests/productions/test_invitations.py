"""Invitation links: what they give, to whom, how often, and that nobody becomes more by one than its giver may give."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from backend.accounts.users.models import User
from backend.core import clock
from backend.core.db import db, start_writing
from backend.core.gate import COOKIE
from backend.productions.invitations.models import Invitation
from backend.productions.members.models import Member
from tests.films import together
from tests.people import Caller, Studio

CREW = {"job_role": "crew", "level": "child"}
NEW = {"name": "Zoë Quay", "email": "zoe@example.org", "password": "tide table lantern rope"}


@pytest.fixture
def production(studio: Studio) -> int:
    return studio.production()


def made(giver: Caller, production: int, **more: Any) -> dict[str, Any]:
    reply = giver.post(f"/productions/{production}/invitations", {**CREW, **more})
    assert reply.status == 201, reply.json
    return reply.data


def write(studio: Studio, change: Any) -> None:
    with studio.app.app_context():
        start_writing()
        change()
        db.session.commit()


def states(asker: Caller, production: int) -> dict[int, str]:
    return {row["id"]: row["state"] for row in asker.get(f"/productions/{production}/invitations").data}


def level_of(asker: Caller, production: int, user_id: int) -> str:
    rows = asker.get(f"/productions/{production}/members").data
    return next(row["level"] for row in rows if row["user_id"] == user_id)


def mails(studio: Studio) -> list[str]:
    folder = studio.app.config["SETTINGS"].outbox_dir
    return [file.read_text() for file in sorted(folder.glob("*.eml"))]


def test_a_link_is_shown_once_with_its_qr_code(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    link = made(admin, production, position="Gaffer", expires_days=3)
    assert link["link"] == f"{studio.app.config['SETTINGS'].base_url}/join?token={link['token']}"
    assert ElementTree.fromstring(link["qr_svg"]).tag.endswith("svg")
    assert (link["state"], link["uses"], link["max_uses"], link["mailed"]) == ("open", 0, 1, False)
    listed = admin.get(f"/productions/{production}/invitations")
    assert link["token"] not in listed.body.decode()
    assert listed.data == [{k: v for k, v in link.items() if k not in {"token", "link", "qr_svg", "mailed"}}]
    with studio.app.app_context():
        assert link["token"] not in str(db.session.query(Invitation).one().__dict__)


def test_a_newcomer_makes_an_account_and_is_signed_in(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    link = made(admin, production, position="Gaffer", department="Electric")
    newcomer = studio.anonymous()
    offer = newcomer.get(f"/invitations/{link['token']}").data
    assert (offer["production_title"], offer["position"], offer["needs_account"]) == ("The Long Tide", "Gaffer", True)
    assert newcomer.get(f"/productions/{production}").status == 401
    joined = newcomer.post(f"/invitations/{link['token']}/accept", NEW)
    assert (joined.status, joined.data["level"], joined.data["job_role"], joined.data["joined"]) == (
        200,
        "child",
        "crew",
        True,
    )
    cookie = joined.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert newcomer.get(f"/productions/{production}").status == 200  # by the cookie
    row = next(r for r in admin.get(f"/productions/{production}/members").data if r["email"] == NEW["email"])
    assert (row["name"], row["position"], row["department"], row["has_account"]) == (
        "Zoë Quay",
        "Gaffer",
        "Electric",
        True,
    )
    assert states(admin, production) == {link["id"]: "used_up"}
    again = studio.anonymous()
    assert again.get(f"/invitations/{link['token']}").status == 409
    assert again.post(f"/invitations/{link['token']}/accept", {**NEW, "email": "b@example.org"}).status == 409


def test_whoever_is_signed_in_joins_with_a_click(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user("Ben")
    link = made(admin, production, job_role="director", level="parent", max_uses=2)
    assert ben.get(f"/invitations/{link['token']}").data["needs_account"] is False
    assert ben.post(f"/invitations/{link['token']}/accept", {}).data["joined"] is True
    assert ben.get(f"/productions/{production}/me").data["job_role"] == "director"
    again = ben.post(f"/invitations/{link['token']}/accept")
    assert (again.status, again.data["joined"], again.data["level"]) == (200, False, "parent")
    assert admin.post(f"/invitations/{link['token']}/accept").data["level"] == "admin"  # unchanged
    assert admin.get(f"/productions/{production}/invitations").data[0]["uses"] == 1


def test_a_link_is_refused_when_it_is_no_longer_good(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user("Ben")
    expired, revoked = made(admin, production), made(admin, production)

    def age() -> None:
        db.session.get_one(Invitation, expired["id"]).expires_at = clock.now() - timedelta(seconds=1)

    write(studio, age)
    address = f"/productions/{production}/invitations/{revoked['id']}"
    assert admin.delete(address).status == admin.delete(address).status == 200
    assert states(admin, production) == {expired["id"]: "expired", revoked["id"]: "revoked"}
    for link, word in ((expired, "expired"), (revoked, "withdrawn")):
        for reply in (
            ben.get(f"/invitations/{link['token']}"),
            ben.post(f"/invitations/{link['token']}/accept"),
            studio.anonymous().post(f"/invitations/{link['token']}/accept", NEW),
        ):
            assert reply.status == 409
            assert word in reply.json["message"]
    assert ben.get("/invitations/nonsense").status == ben.post("/invitations/nonsense/accept").status == 404
    assert ben.get(f"/productions/{production}").status == 404


def test_of_sixteen_who_accept_one_seat_one_gets_it(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    link = made(admin, production)
    people = [studio.user() for _ in range(16)]
    replies = together([lambda p=p: p.post(f"/invitations/{link['token']}/accept") for p in people])
    assert sorted(reply.status for reply in replies) == [200] + [409] * 15
    assert admin.get(f"/productions/{production}/members").json["page"]["total"] == 2


def test_of_eight_newcomers_three_seats_take_three(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    link = made(admin, production, max_uses=3)
    bodies = [{**NEW, "email": f"new{n}@example.org"} for n in range(8)]
    accepts = [lambda b=b: studio.anonymous().post(f"/invitations/{link['token']}/accept", b) for b in bodies]
    assert sorted(reply.status for reply in together(accepts)) == [200] * 3 + [409] * 5
    with studio.app.app_context():
        assert db.session.query(User).count() == db.session.query(Member).count() == 4


def test_one_who_clicks_many_times_takes_one_seat(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user()
    link = made(admin, production, max_uses=5)
    replies = together([lambda: ben.post(f"/invitations/{link['token']}/accept") for _ in range(6)])
    assert [reply.status for reply in replies] == [200] * 6
    assert sorted(reply.data["joined"] for reply in replies) == [False] * 5 + [True]
    assert admin.get(f"/productions/{production}/invitations").data[0]["uses"] == 1


def test_a_known_address_must_sign_in_first(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user("Ben")
    link = made(admin, production)
    reply = studio.anonymous().post(f"/invitations/{link['token']}/accept", {**NEW, "email": ben.email})
    assert (reply.status, reply.fields) == (409, ["email"])
    assert "Set-Cookie" not in reply.headers
    assert states(admin, production) == {link["id"]: "open"}  # the seat was not taken


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name", "email", "password"]),
        ({"name": "A"}, ["email", "password"]),
        ({**NEW, "password": "short"}, ["password"]),
        ({**NEW, "password": "password123"}, ["password"]),
        ({**NEW, "email": "nowhere"}, ["email"]),
        ({**NEW, "level": "admin"}, ["level"]),
    ],
)
def test_what_a_new_account_lacks_is_named(
    studio: Studio, production: int, body: dict[str, Any], fields: list[str]
) -> None:
    admin = studio.admin(production)
    link = made(admin, production)
    reply = studio.anonymous().post(f"/invitations/{link['token']}/accept", body)
    assert (reply.status, reply.fields) == (422, fields)
    assert states(admin, production) == {link["id"]: "open"}


def test_only_admins_invite_above_child(studio: Studio, production: int) -> None:
    for rank, refused in (("child", ["parent", "admin"]), ("parent", ["parent", "admin"]), ("admin", [])):
        giver = studio.member(production, "producer", level=rank)
        for level in ("child", "parent", "admin"):
            reply = giver.post(f"/productions/{production}/invitations", {"job_role": "crew", "level": level})
            assert reply.status == (403 if level in refused else 201)
    assert studio.member(production, "director", level="parent").post(
        f"/productions/{production}/invitations", CREW
    ).status == 403  # fmt: skip
    assert studio.user().get(f"/productions/{production}/invitations").status == 404


def test_an_invitation_is_worth_what_its_giver_may_give_now(studio: Studio, production: int) -> None:
    boss, giver = studio.admin(production), studio.admin(production)
    link = made(giver, production, level="admin", max_uses=5)

    def demote() -> None:
        db.session.query(Member).filter_by(user_id=giver.user_id).one().level = "child"

    write(studio, demote)
    assert states(boss, production) == {link["id"]: "revoked"}
    assert studio.user().post(f"/invitations/{link['token']}/accept").status == 409
    plain = made(giver, production)
    assert studio.user().get(f"/invitations/{plain['token']}").status == 200
    row = next(r for r in boss.get(f"/productions/{production}/members").data if r["user_id"] == giver.user_id)
    assert boss.delete(f"/productions/{production}/members/{row['id']}").status == 200
    assert giver.post(f"/invitations/{plain['token']}/accept").status == 409  # nobody lets themselves in again


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"level": "child"}, "job_role"),
        ({"job_role": "crew"}, "level"),
        ({**CREW, "expires_days": 0}, "expires_days"),
        ({**CREW, "expires_days": 31}, "expires_days"),
        ({**CREW, "max_uses": 101}, "max_uses"),
        ({**CREW, "email": "nowhere"}, "email"),
        ({"member_id": 99}, "member_id"),
    ],
)
def test_what_cannot_be_invited_is_refused(studio: Studio, production: int, body: dict[str, Any], field: str) -> None:
    reply = studio.admin(production).post(f"/productions/{production}/invitations", body)
    assert (reply.status, reply.fields) == (422, [field])


def test_somebody_on_the_crew_list_gets_an_account(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    body = {"name": "Zed", "email": "zed@example.org", "position": "Gaffer", "level": "parent"}
    person = admin.post(f"/productions/{production}/members", body).data
    address = f"/productions/{production}/invitations"
    assert admin.post(address, {"member_id": person["id"], "level": "admin"}).fields == ["level"]
    assert admin.post(address, {"member_id": person["id"], "max_uses": 2}).fields == ["max_uses"]
    link = admin.post(address, {"member_id": person["id"]}).data
    zed = studio.anonymous()
    assert zed.get(f"/invitations/{link['token']}").data["name"] == "Zed"
    joined = zed.post(f"/invitations/{link['token']}/accept", {**NEW, "email": "zed@example.org"}).data
    assert (joined["user_id"], joined["member_id"], joined["level"]) == (person["user_id"], person["id"], "parent")
    assert admin.post(address, {"member_id": person["id"]}).status == 409
    assert zed.post(f"/invitations/{link['token']}/accept").data["joined"] is False


def test_an_account_takes_its_place_on_the_crew_list(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user("Ben")
    person = admin.post(f"/productions/{production}/members", {"name": "Benny", "position": "Gaffer"}).data
    link = admin.post(f"/productions/{production}/invitations", {"member_id": person["id"]}).data
    joined = ben.post(f"/invitations/{link['token']}/accept").data
    assert (joined["member_id"], joined["user_id"]) == (person["id"], ben.user_id)
    row = admin.get(f"/productions/{production}/members/{person['id']}").data
    assert (row["name"], row["position"]) == ("Ben", "Gaffer")


def test_a_link_does_not_hand_over_somebody_elses_place(studio: Studio, production: int) -> None:
    admin, other, third = studio.admin(production), studio.production("Other"), studio.production("Third")
    theirs = studio.admin(other)
    body = {"name": "Zed", "email": "zed@example.org"}
    person = admin.post(f"/productions/{production}/members", body).data
    theirs.post(f"/productions/{other}/members", {**body, "level": "admin"})
    steal = {**NEW, "email": "zed@example.org"}
    for link in (
        made(admin, production),
        admin.post(f"/productions/{production}/invitations", {"member_id": person["id"]}).data,
        made(studio.admin(third), third),
    ):
        reply = studio.anonymous().post(f"/invitations/{link['token']}/accept", steal)
        assert (reply.status, reply.fields) == (409, ["email"])


def test_a_low_link_does_not_wake_a_high_place(studio: Studio, production: int) -> None:
    admin, producer = studio.admin(production), studio.member(production, "producer")
    body = {"name": "Zed", "email": "zed@example.org", "level": "admin"}
    person = admin.post(f"/productions/{production}/members", body).data
    refused = producer.post(f"/productions/{production}/invitations", {"member_id": person["id"]})
    assert refused.status == 403
    link = made(producer, production)
    reply = studio.anonymous().post(f"/invitations/{link['token']}/accept", {**NEW, "email": "zed@example.org"})
    assert reply.status == 409
    low = admin.post(f"/productions/{production}/members", {"name": "Low"}).data
    link = producer.post(f"/productions/{production}/invitations", {"member_id": low["id"]}).data
    raised = admin.patch(f"/productions/{production}/members/{low['id']}", {"level": "admin"}, match=1)
    assert raised.status == 200
    assert studio.anonymous().post(f"/invitations/{link['token']}/accept", NEW).status == 409
    ben = studio.user("Ben")
    assert ben.post(f"/invitations/{link['token']}/accept").status == 409
    plain = admin.post(f"/productions/{production}/members", {"name": "Y", "email": "y@example.org"}).data
    open_link = made(producer, production)
    woken = studio.anonymous().post(f"/invitations/{open_link['token']}/accept", {**NEW, "email": "y@example.org"})
    assert woken.data["member_id"] == plain["id"]  # a plain place may be taken
    assert level_of(admin, production, plain["user_id"]) == "child"


def test_the_link_goes_out_by_mail_once_it_is_stored(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    before = set(mails(studio))
    refused = admin.post(f"/productions/{production}/invitations", {**CREW, "email": "a@example.org", "member_id": 9})
    assert refused.status == 422
    assert set(mails(studio)) == before
    link = made(admin, production, email="zoe@example.org", position="Gaffer")
    assert link["mailed"] is True
    (mail,) = set(mails(studio)) - before
    assert "zoe@example.org" in mail
    assert re.search(r"token=3D" + link["token"][:20] + "|token=" + link["token"][:20], mail.replace("=\n", ""))
    joined = studio.anonymous().post(f"/invitations/{link['token']}/accept", NEW)
    with studio.app.app_context():
        assert db.session.get_one(User, joined.data["user_id"]).email_verified_at is not None


def test_an_address_nobody_proved_stays_unproved(studio: Studio, production: int) -> None:
    link = made(studio.admin(production), production)
    joined = studio.anonymous().post(f"/invitations/{link['token']}/accept", NEW)
    with studio.app.app_context():
        assert db.session.get_one(User, joined.data["user_id"]).email_verified_at is None


def test_invitations_of_another_production_are_not_here(studio: Studio, production: int) -> None:
    other = studio.production("Other")
    link = made(studio.admin(other), other)
    admin = studio.admin(production)
    assert admin.delete(f"/productions/{production}/invitations/{link['id']}").status == 404
    foreign = studio.owner().get(f"/productions/{other}/members").data[0]["id"]
    reply = admin.post(f"/productions/{production}/invitations", {"member_id": foreign})
    assert (reply.status, reply.fields) == (422, ["member_id"])


def test_a_child_producer_cannot_withdraw_an_admins_link(studio: Studio, production: int) -> None:
    admin, producer = studio.admin(production), studio.member(production, "producer")
    link = made(admin, production, level="admin")
    assert producer.delete(f"/productions/{production}/invitations/{link['id']}").status == 403
    assert states(admin, production) == {link["id"]: "open"}
