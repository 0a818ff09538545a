"""The day out of days through the API: codes, personal days, other categories, and who sees money."""

import datetime as dt
from types import SimpleNamespace

import pytest

from backend.core.db import db, start_writing
from backend.people.cast.models import CastMember
from backend.script.breakdown.models import Category, Element, SceneElement
from tests.films import Film, shooting_day
from tests.planning.dood.boards import november


@pytest.fixture
def film(studio):
    """MARA (1) works on 2 and 5 November, JON (2) on the 2nd; scenes 1 to 3."""
    pid = studio.production(currency="EUR")
    made = Film(studio.app, pid)
    mara, jon = made.cast(1, "MARA", name="Ida Ness", daily_rate=40_000), made.cast(2, "JON")
    first, last = made.scene("1", [mara, jon]), made.scene("2", [mara])
    with studio.app.app_context():
        start_writing(pid)
        days = [shooting_day(pid, november(2), [first]).id, shooting_day(pid, november(5), [last]).id]
        db.session.commit()
    return SimpleNamespace(pid=pid, film=made, mara=mara, jon=jon, scenes=[first, last], days=days)


@pytest.fixture
def ad(studio, film):
    return studio.member(film.pid, "assistant_director")


def codes(caller, film, **query):
    """Name → what stands in their cells, by day of November."""
    answer = caller.get(f"/productions/{film.pid}/dood", query_string=query).data
    return {
        row["name"]: {dt.date.fromisoformat(date).day: code for date, code in row["codes"].items()}
        for row in answer["rows"]
    }


def add_event(caller, film, **body):
    return caller.post(f"/productions/{film.pid}/dood-events", {"date": "2026-11-03", "kind": "rehearsal", **body})


def test_codes_totals_and_columns(ad, film):
    found = ad.get(f"/productions/{film.pid}/dood").data
    assert codes(ad, film) == {"MARA": {2: "SW", 3: "H", 4: "H", 5: "WF"}, "JON": {2: "SWF"}}
    mara = found["rows"][0]
    assert (mara["number"], mara["performer"], mara["cast_member_id"]) == ("1", "Ida Ness", film.mara)
    assert (mara["work"], mara["hold"], mara["paid"], mara["start"], mara["finish"]) == (
        2, 2, 4, "2026-11-02", "2026-11-05",
    )  # fmt: skip
    assert [(column["date"][-2:], column["kind"]) for column in found["columns"]] == [
        ("02", "shoot"), ("03", "work"), ("04", "work"), ("05", "shoot"),
    ]  # fmt: skip
    assert found["columns"][3]["days"] == [
        {"day_id": film.days[1], "unit_id": found["columns"][0]["days"][0]["unit_id"], "unit": "Main unit", "number": 2}
    ]
    assert found["totals"]["work"] == 3


def test_production_without_a_board_has_an_empty_sheet(studio):
    pid = studio.production()
    found = studio.admin(pid).get(f"/productions/{pid}/dood").data
    assert (found["board_id"], found["columns"], found["rows"]) == (None, [], [])


def test_terms_of_a_cast_member_and_the_production_s_rules_decide_the_drop(studio, ad, film):
    third = film.film.scene("3", [film.mara])
    with studio.app.app_context():
        start_writing(film.pid)
        shooting_day(film.pid, november(17), [third])
        db.session.commit()
    assert codes(ad, film)["MARA"][5] == "WD"  # picked up 12 days later, more than 10
    ad.patch(f"/productions/{film.pid}/rules", {"preset": "us_television"}, match=0)
    assert codes(ad, film)["MARA"][5] == "W"  # not more than 14
    with studio.app.app_context():
        start_writing(film.pid)
        db.session.get(CastMember, film.mara).drop_days = 5
        db.session.commit()
    assert codes(ad, film)["MARA"] == {2: "SW", 3: "H", 4: "H", 5: "WD", 17: "PWF"}


def test_scene_taken_off_the_board_loses_its_codes(ad, film):
    version = ad.get(f"/productions/{film.pid}/schedule").data["version"]
    ad.put(f"/productions/{film.pid}/days/{film.days[1]}/strips", {"scene_ids": []}, match=version)
    assert codes(ad, film)["MARA"] == {2: "SWF"}


def test_personal_days_are_added_changed_and_removed(ad, film):
    made = add_event(ad, film, cast_member_id=film.mara, note="Ferry 07:10")
    assert made.status == 201
    assert codes(ad, film)["MARA"] == {2: "SW", 3: "R", 4: "H", 5: "WF"}
    address = f"/productions/{film.pid}/dood-events/{made.data['id']}"
    changed = ad.patch(address, {"kind": "fitting", "date": "2026-11-04"}, match=made.etag)
    assert (changed.data["kind"], changed.data["note"]) == ("fitting", "Ferry 07:10")
    assert codes(ad, film)["MARA"] == {2: "SW", 3: "H", 4: "H/FT", 5: "WF"}
    assert ad.delete(address, match=made.etag).status == 409  # somebody changed it since
    assert ad.delete(address, match=changed.etag).status == 200
    assert ad.get(f"/productions/{film.pid}/dood-events").data == []


def test_one_personal_day_a_date(ad, film):
    add_event(ad, film, cast_member_id=film.mara)
    again = add_event(ad, film, cast_member_id=film.mara, kind="travel")
    assert (again.status, again.fields) == (409, ["date"])
    other = add_event(ad, film, cast_member_id=film.mara, date="2026-11-04").data
    moved = ad.patch(f"/productions/{film.pid}/dood-events/{other['id']}", {"date": "2026-11-03"}, match=1)
    assert (moved.status, moved.fields) == (409, ["date"])
    assert add_event(ad, film, cast_member_id=film.jon).status == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "cast_member_id"),
        ({"cast_member_id": 1, "element_id": 1}, "cast_member_id"),
        ({"cast_member_id": 2_000_000_000}, "cast_member_id"),
        ({"element_id": 2_000_000_000}, "element_id"),
        ({"cast_member_id": 1, "kind": "nap"}, "kind"),
        ({"cast_member_id": 1, "date": "2026-02-30"}, "date"),
    ],
)
def test_personal_day_must_be_somebody_s(ad, film, body, field):
    answer = add_event(ad, film, **body)
    assert (answer.status, answer.fields) == (422, [field])


def test_merged_cast_take_their_days_along(ad, film):
    add_event(ad, film, cast_member_id=film.jon, kind="travel", date="2026-11-01")
    add_event(ad, film, cast_member_id=film.jon)
    add_event(ad, film, cast_member_id=film.mara, kind="fitting")
    ad.post(f"/productions/{film.pid}/cast-members/{film.jon}/merge-into/{film.mara}")
    found = ad.get(f"/productions/{film.pid}/dood-events").data
    assert [(one["cast_member_id"], one["date"], one["kind"]) for one in found] == [
        (film.mara, "2026-11-01", "travel"),
        (film.mara, "2026-11-03", "fitting"),
    ]


def test_deleted_cast_take_their_days_along(ad, film):
    somebody = film.film.cast(9, "NOBODY")
    add_event(ad, film, cast_member_id=somebody)
    assert ad.delete(f"/productions/{film.pid}/cast-members/{somebody}", match=1).status == 200
    assert ad.get(f"/productions/{film.pid}/dood-events").data == []


def test_money_is_for_the_office(studio, ad, film):
    office = studio.member(film.pid, "production_manager")
    mara = office.get(f"/productions/{film.pid}/dood").data
    assert (mara["rows"][0]["daily_rate"], mara["rows"][0]["hold_cost"]) == (40_000, 80_000)
    assert mara["totals"]["hold_cost"] == 80_000
    seen = ad.get(f"/productions/{film.pid}/dood").data
    assert (seen["rows"][0]["daily_rate"], seen["rows"][0]["hold_cost"], seen["totals"]["hold_cost"]) == (None,) * 3
    assert ad.get(f"/productions/{film.pid}/dood/excel?rates=true").status == 403


def test_crew_reads_and_planners_add(studio, film):
    crew = studio.member(film.pid, "crew")
    assert crew.get(f"/productions/{film.pid}/dood").status == 200
    assert add_event(crew, film, cast_member_id=film.mara).status == 403


def test_board_of_another_production_is_not_found(studio, ad, film):
    assert ad.get(f"/productions/{film.pid}/dood?board_id=2000000000").status == 404
    assert ad.get(f"/productions/{film.pid}/dood?category=2000000000").status == 404


def test_board_with_a_wrong_date_says_which(studio, ad, film):
    with studio.app.app_context():
        start_writing(film.pid)
        shooting_day(film.pid, dt.date(2062, 11, 5))
        db.session.commit()
    answer = ad.get(f"/productions/{film.pid}/dood")
    assert answer.status == 409
    assert "2062-11-05" in answer.json["message"]


def test_elements_of_a_category_have_days_too(studio, ad, film):
    with studio.app.app_context():
        start_writing(film.pid)
        category = Category(production_id=film.pid, name="Boats", colour="#123456")
        db.session.add(category)
        db.session.flush()
        boats = [
            Element(
                production_id=film.pid, category_id=category.id, name=name, key=name, in_dood=name != "oar", **terms
            )
            for name, terms in (("ferry", {"daily_rate": 900}), ("dinghy", {"allow_hold": False}), ("oar", {}))
        ]
        db.session.add_all(boats)
        db.session.flush()
        for boat in boats:
            for scene in film.scenes:
                db.session.add(SceneElement(production_id=film.pid, scene_id=scene, element_id=boat.id))
        db.session.commit()
        ids = (category.id, boats[0].id)
    add_event(ad, film, element_id=ids[1], kind="travel", date="2026-11-01")
    assert codes(ad, film, category=ids[0]) == {
        "dinghy": {2: "SW", 5: "WF"},
        "ferry": {1: "TR", 2: "SW", 3: "H", 4: "H", 5: "WF"},
    }
    found = ad.get(f"/productions/{film.pid}/dood?category={ids[0]}").data
    assert (found["category"], found["rows"][1]["element_id"], found["rows"][1]["cast_member_id"]) == (
        "Boats", ids[1], None,
    )  # fmt: skip
    other = studio.production()
    assert studio.admin(other).get(f"/productions/{other}/dood?category={ids[0]}").status == 404
