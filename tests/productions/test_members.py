"""The people of a production: who may add, raise, change and remove whom, and that an Admin always stays."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.accounts.users.models import User
from backend.core import events, roles
from backend.core.db import db, start_writing
from tests.films import together
from tests.people import Caller, Studio


@pytest.fixture
def production(studio: Studio) -> int:
    return studio.production()


def with_account(studio: Studio, caller: Caller) -> Caller:
    """Give somebody a password, so that they count as having an account."""
    with studio.app.app_context():
        start_writing()
        db.session.get_one(User, caller.user_id).password_hash = "a hash"
        db.session.commit()
    return caller


def row_of(production: int, asker: Caller, caller: Caller) -> dict[str, Any]:
    rows = asker.get(f"/productions/{production}/members").data
    return next(row for row in rows if row["user_id"] == caller.user_id)


def level(production: int, asker: Caller, caller: Caller, to: str) -> int:
    row = row_of(production, asker, caller)
    return asker.patch(f"/productions/{production}/members/{row['id']}", {"level": to}, match=row["version"]).status


def test_my_place_tells_what_i_may(studio: Studio, production: int) -> None:
    crew = studio.member(production, "crew")
    place = crew.get(f"/productions/{production}/me").data
    assert place["actions"] == roles.actions_of("member", "child", "crew")
    assert (place["level"], place["job_role"], place["user_id"]) == ("child", "crew", crew.user_id)
    owner = studio.owner().get(f"/productions/{production}/me").data
    assert (owner["member_id"], owner["level"], owner["actions"]) == (None, "admin", sorted(roles.ROLES))
    assert studio.user().get(f"/productions/{production}/me").status == 404


def test_contact_data_only_for_those_who_may(studio: Studio, production: int) -> None:
    admin, viewer = studio.admin(production), studio.member(production, "viewer")
    assert row_of(production, admin, viewer)["email"] == viewer.email
    assert row_of(production, viewer, admin)["email"] is None
    assert row_of(production, viewer, admin)["phone"] is None
    assert row_of(production, viewer, viewer)["email"] == viewer.email  # one's own
    member = row_of(production, viewer, admin)
    assert viewer.get(f"/productions/{production}/members/{member['id']}").data["email"] is None


def test_somebody_without_an_account_is_added_changed_and_removed(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    address = f"/productions/{production}/members"
    made = admin.post(
        address, {"name": "Zed", "email": "Zed@Example.org", "phone": "+44 20 7946", "position": "Gaffer"}
    )
    assert made.status == 201
    assert (made.data["has_account"], made.data["email"], made.data["phone"]) == (
        False,
        "zed@example.org",
        "+44 20 7946",
    )
    assert (made.data["level"], made.data["job_role"]) == ("child", "crew")
    one = f"{address}/{made.data['id']}"
    changed = admin.patch(one, {"name": "Zoë", "email": None, "department": "Electric"}, match=made.etag)
    assert (changed.data["name"], changed.data["email"], changed.data["version"]) == ("Zoë", None, 2)
    stale = admin.patch(one, {"position": "Best boy"}, match=made.etag)
    assert (stale.status, stale.json["data"]["name"]) == (409, "Zoë")
    assert admin.patch(one, {"position": "Best boy"}).status == 428
    assert admin.delete(one).status == 200
    assert admin.get(one).status == 404


def test_a_known_address_joins_as_it_is_and_only_once(studio: Studio, production: int) -> None:
    admin, ben = studio.admin(production), studio.user("Ben")
    made = admin.post(f"/productions/{production}/members", {"name": "Benny", "email": ben.email.upper()})
    assert (made.data["user_id"], made.data["name"]) == (ben.user_id, "Ben")
    assert ben.get(f"/productions/{production}").status == 200
    again = admin.post(f"/productions/{production}/members", {"name": "Ben", "email": ben.email})
    assert (again.status, again.fields) == (409, ["email"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "A", "email": "no address"}, "email"),
        ({"name": "A", "phone": "call me"}, "phone"),
        ({"name": "A", "level": "owner"}, "level"),
        ({"name": "A", "job_role": "gaffer"}, "job_role"),
        ({"name": "A\x00"}, "name"),
        ({"name": "A", "user_id": 1}, "user_id"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    studio: Studio, production: int, body: dict[str, Any], field: str
) -> None:
    reply = studio.admin(production).post(f"/productions/{production}/members", body)
    assert (reply.status, reply.fields) == (422, [field])


def test_account_holders_rename_themselves(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    ben = with_account(studio, studio.member(production))
    row = row_of(production, admin, ben)
    address = f"/productions/{production}/members/{row['id']}"
    reply = admin.patch(address, {"name": "Somebody else"}, match=row["version"])
    assert (reply.status, reply.fields) == (409, ["name"])
    same = admin.patch(address, {"name": row["name"], "position": "Grip"}, match=row["version"])
    assert (same.status, same.data["position"]) == (200, "Grip")


def test_a_person_on_two_productions_belongs_to_neither(studio: Studio, production: int) -> None:
    admin, other = studio.admin(production), studio.production("Other")
    theirs = studio.admin(other)
    body = {"name": "Zed", "email": "zed@example.org"}
    admin.post(f"/productions/{production}/members", body)
    made = theirs.post(f"/productions/{other}/members", body)
    address = f"/productions/{other}/members/{made.data['id']}"
    reply = theirs.patch(address, {"email": "mine@example.org"}, match=made.etag)
    assert (reply.status, reply.fields) == (409, ["email"])


def test_an_address_of_somebody_else_is_not_taken(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    made = admin.post(f"/productions/{production}/members", {"name": "Zed"})
    address = f"/productions/{production}/members/{made.data['id']}"
    reply = admin.patch(address, {"email": admin.email}, match=made.etag)
    assert (reply.status, reply.fields) == (409, ["email"])


def test_only_producers_and_admins_manage_the_team(studio: Studio, production: int) -> None:
    row = row_of(production, studio.admin(production), studio.member(production))
    address = f"/productions/{production}/members"
    for job in set(roles.JOB_ROLES) - {"producer"}:
        member = studio.member(production, job, level="parent")
        assert member.get(address).status == 200
        assert member.post(address, {"name": "A"}).status == 403, job
        assert member.patch(f"{address}/{row['id']}", {}, match=1).status == 403
        assert member.delete(f"{address}/{row['id']}").status == 403


def test_levels_are_given_by_admins_alone(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    for producer in (studio.member(production, "producer", level=rank) for rank in ("child", "parent")):
        somebody = studio.member(production)
        for rank in ("admin", "parent"):
            assert level(production, producer, somebody, rank) == 403
            reply = producer.post(f"/productions/{production}/members", {"name": "A", "level": rank})
            assert reply.status == 403
        assert level(production, producer, producer, "admin") == 403
        assert level(production, producer, admin, "child") == 403
        row = row_of(production, producer, admin)
        assert producer.delete(f"/productions/{production}/members/{row['id']}").status == 403
        assert (
            producer.patch(f"/productions/{production}/members/{row['id']}", {"job_role": "viewer"}, match=1).status
            == 403
        )
    somebody = studio.member(production)
    for rank in ("parent", "admin", "child"):
        assert level(production, admin, somebody, rank) == 200
    assert level(production, studio.owner(), somebody, "admin") == 200


def test_the_last_admin_stays(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    row = row_of(production, admin, admin)
    assert level(production, admin, admin, "parent") == 409
    assert admin.delete(f"/productions/{production}/members/{row['id']}").status == 409
    assert admin.post(f"/productions/{production}/members/leave").status == 409
    assert studio.owner().delete(f"/productions/{production}/members/{row['id']}").status == 409
    second = studio.admin(production)
    assert admin.post(f"/productions/{production}/members/leave").status == 200
    assert admin.get(f"/productions/{production}").status == 404
    assert second.post(f"/productions/{production}/members/leave").status == 409


def test_of_all_admins_who_leave_at_once_one_stays(studio: Studio, production: int) -> None:
    admins = [studio.admin(production) for _ in range(6)]
    replies = together([lambda a=a: a.post(f"/productions/{production}/members/leave") for a in admins])
    assert sorted(reply.status for reply in replies) == [200] * 5 + [409]


def test_a_studio_owner_passing_by_cannot_leave(studio: Studio, production: int) -> None:
    assert studio.owner().post(f"/productions/{production}/members/leave").status == 409


def test_members_of_another_production_are_not_here(studio: Studio, production: int) -> None:
    other = studio.production("Other")
    theirs = row_of(other, studio.owner(), studio.member(other))
    address = f"/productions/{production}/members/{theirs['id']}"
    admin = studio.admin(production)
    assert admin.get(address).status == 404
    assert admin.patch(address, {"level": "admin"}, match=1).status == 404
    assert admin.delete(address).status == 404


def test_whoever_is_removed_is_put_out_after_the_commit(studio: Studio, production: int) -> None:
    admin, crew = studio.admin(production), studio.member(production)
    told: list[tuple[int, int, int]] = []

    def hear(_sender: Any, production_id: int, user_id: int) -> None:
        with ThreadPoolExecutor(1) as another:
            status = another.submit(lambda: crew.get(f"/productions/{production}").status).result()
        told.append((production_id, user_id, status))

    row = row_of(production, admin, crew)
    with events.membership_ended.connected_to(hear):
        assert admin.delete(f"/productions/{production}/members/999").status == 404
        assert told == []
        assert admin.delete(f"/productions/{production}/members/{row['id']}").status == 200
    assert told == [(production, crew.user_id, 404)]


def test_filters_and_order(studio: Studio, production: int) -> None:
    admin = studio.admin(production)
    for name, department in (("Cy", "Sound"), ("Al", "Sound"), ("Bo", "Camera")):
        admin.post(f"/productions/{production}/members", {"name": name, "department": department, "job_role": "crew"})

    def names(query: str) -> list[str]:
        return [row["name"] for row in admin.get(f"/productions/{production}/members?{query}").data]

    assert names("department=Sound") == ["Al", "Cy"]
    assert names("job_role=crew") == ["Bo", "Al", "Cy"]
    assert names("search=b") == ["Bo"]
    assert len(names("level=admin")) == 1
    page = admin.get(f"/productions/{production}/members?limit=2&job_role=crew")
    rest = admin.get(f"/productions/{production}/members?limit=2&job_role=crew&cursor={page.json['page']['next']}")
    assert [row["name"] for row in page.data + rest.data] == ["Bo", "Al", "Cy"]


def test_an_account_that_never_proved_its_address_joins_by_link_only(studio: Studio) -> None:
    production = studio.production()
    squatter = studio.user("Squatter")
    with studio.app.app_context():
        start_writing()
        row = db.session.get(User, squatter.user_id)
        row.email_verified_at, row.password_hash = None, "x"
        db.session.commit()
    reply = studio.admin(production).post(
        f"/productions/{production}/members", {"name": "Squatter", "email": squatter.email}
    )
    assert reply.status == 409
    assert reply.fields == ["email"]
