"""Conflicts of a board over the API: found, accepted, back when their facts change; order locks without circles."""

import datetime as dt
from typing import Any

import pytest

from backend.core.db import db, start_writing
from tests.films import Film, shooting_day
from tests.people import Caller, Studio


@pytest.fixture
def film(studio: Studio) -> Film:
    return Film(studio.app, studio.production(timezone="Europe/Berlin"))


@pytest.fixture
def ad(studio: Studio, film: Film) -> Caller:
    return studio.member(film.production_id, "assistant_director", level="parent", name="Irina")


def path(film: Film, more: str) -> str:
    return f"/productions/{film.production_id}{more}"


def lay(film: Film, date: str, *scenes: int, **columns: Any) -> int:
    """A day of the active board with these scenes; its id."""
    with film.app.app_context():
        start_writing(film.production_id)
        day_id = shooting_day(film.production_id, dt.date.fromisoformat(date), scenes, **columns).id
        db.session.commit()
        return day_id


def away(film: Film, ad: Caller, kind: str, one: int, date: str, **more: Any) -> Any:
    body = {"subject": {"kind": kind, "id": one}, "first": date, "last": date, "state": "unavailable", **more}
    answer = ad.post(path(film, "/availability"), body)
    assert answer.status == 201, answer.json
    return answer


def found(film: Film, caller: Caller) -> list[tuple[str, str]]:
    return [(one["code"], one["severity"]) for one in caller.get(path(film, "/conflicts")).data["conflicts"]]


def test_every_kind_of_fact_reaches_the_engine(studio: Studio, film: Film, ad: Caller) -> None:
    """Cast, crew, places, cut scenes, hours and the sun, each from its own table."""
    pier = film.location("Pier", latitude=52.5, longitude=13.4)
    mara, tom = film.cast(1, "MARA"), film.cast(2, "TOM", born=dt.date(2020, 1, 1))
    first = film.scene("1", [mara], location_id=pier, eighths=24, int_ext="EXT")
    second = film.scene("2", [tom], location_id=pier, eighths=8)
    cut = film.scene("3", [mara], location_id=pier, status="omitted")
    day = lay(film, "2027-03-04", first, second, cut, general_call=dt.time(14))
    assert ("cut", "warning") in found(film, ad)
    before = set(found(film, ad))
    assert before >= {("dark", "warning"), ("minor_night", "warning")}
    crew = studio.member(film.production_id, "crew", name="Bo Lind")
    me = crew.get(path(film, "/me")).data["member_id"]
    away(film, ad, "cast", mara, "2027-03-04")
    away(film, ad, "cast", tom, "2027-03-04", starts="08:00", ends="23:00")
    away(film, ad, "location", pier, "2027-03-04")
    away(film, ad, "crew", me, "2027-03-04")
    assert set(found(film, ad)) - before == {
        ("cast_away", "error"), ("hours_away", "warning"), ("location_closed", "error"), ("crew_away", "warning")
    }  # fmt: skip
    data = ad.get(path(film, "/conflicts")).data
    gone = next(one for one in data["conflicts"] if one["code"] == "cast_away")
    assert gone["day_ids"] == [day]
    assert len(gone["strip_keys"]) == 1
    assert sum(data["counts"].values()) == len(data["conflicts"])


def test_rest_goes_by_the_call_sheets(film: Film, ad: Caller) -> None:
    mara, pier = film.cast(1, "MARA"), film.location()
    days = [
        lay(film, f"2027-03-0{n}", film.scene(str(n), [mara], location_id=pier, eighths=8), general_call=dt.time(10))
        for n in (4, 5)
    ]
    assert found(film, ad) == []
    for day in days:
        assert ad.post(path(film, "/call-sheets"), {"day_id": day}).status == 201
    assert found(film, ad) == []
    sheets = ad.get(path(film, "/call-sheets")).data
    first = next(one for one in sheets if one["date"] == "2027-03-04")
    sheet = ad.get(path(film, f"/call-sheets/{first['id']}"))
    late = ad.patch(path(film, f"/call-sheets/{first['id']}"), {"estimated_wrap": "03:00"}, match=sheet.etag)
    assert late.status == 200
    row = next(one for one in late.data["cast"] if one["cast_member_id"] == mara)
    if row.get("wrap"):
        ad.patch(path(film, f"/call-sheets/{first['id']}/cast/{row['id']}"), {"wrap": "03:00"}, match=row["version"])
    assert ("crew_rest", "error") in found(film, ad)


def test_accepted_with_a_reason_until_the_facts_change(film: Film, ad: Caller, studio: Studio) -> None:
    mara, pier = film.cast(1, "MARA"), film.location()
    day = lay(film, "2027-03-04", film.scene("1", [mara], location_id=pier))
    away(film, ad, "cast", mara, "2027-03-04")
    one = ad.get(path(film, "/conflicts")).data["conflicts"][0]
    address = path(film, f"/conflicts/{one['fingerprint']}/acceptance")
    assert ad.put(address, {"reason": " "}).fields == ["reason"]
    assert studio.member(film.production_id, "crew").put(address, {"reason": "Fine"}).status == 403
    accepted = ad.put(address, {"reason": "She flies in at noon"}).data["accepted"]
    assert (accepted["by"], accepted["reason"]) == ("Irina", "She flies in at noon")
    data = ad.get(path(film, "/conflicts")).data
    assert data["counts"] == {"error": 0, "warning": 0, "notice": 0, "accepted": 1}
    seen = ad.get(path(film, f"/days/{day}"))
    ad.patch(path(film, f"/days/{day}"), {"general_call": "09:00"}, match=seen.etag)
    assert ad.get(path(film, "/conflicts")).data["counts"]["accepted"] == 1
    seen = ad.get(path(film, f"/days/{day}"))
    ad.patch(path(film, f"/days/{day}"), {"date": "2027-03-05"}, match=seen.etag)
    away(film, ad, "cast", mara, "2027-03-05")
    again = ad.get(path(film, "/conflicts")).data
    assert (again["counts"]["error"], again["conflicts"][0]["accepted"]) == (1, None)
    assert ad.put(address, {"reason": "Too late"}).status == 404
    assert ad.delete(address).status == 200
    assert ad.delete(address).status == 404


def test_of_board_lays_them_on_days_and_strips(film: Film, ad: Caller) -> None:
    from backend.planning.conflicts import service

    mara, pier = film.cast(1, "MARA"), film.location()
    day = lay(film, "2027-03-04", film.scene("1", [mara], location_id=pier))
    away(film, ad, "cast", mara, "2027-03-04")
    with film.app.app_context():
        laid = service.of_board(film.production_id)
    assert [one["code"] for one in laid["days"][day]] == ["cast_away"]
    assert [[one["code"] for one in each] for each in laid["strips"].values()] == [["cast_away"]]
    assert laid["unchecked"] == [day]


def test_other_boards_have_their_own(film: Film, ad: Caller, studio: Studio) -> None:
    elsewhere = Film(studio.app, studio.production("Another"))
    lay(elsewhere, "2027-03-04", elsewhere.scene("1"))
    from backend.planning.schedule.models import Board

    with film.app.app_context():
        foreign = db.session.query(Board).filter_by(production_id=elsewhere.production_id).one().id
    assert ad.get(path(film, f"/conflicts?board_id={foreign}")).status == 404
    empty = ad.get(path(film, "/conflicts")).data
    assert (empty["conflicts"], empty["unchecked"]) == ([], [])


def test_order_locks_close_no_circle(film: Film, ad: Caller) -> None:
    one, two, three = (film.scene(number) for number in ("1", "2", "3"))
    locks = path(film, "/order-locks")

    def lock(before: int, after: int) -> Any:
        return ad.post(locks, {"before_scene_id": before, "after_scene_id": after})

    first = lock(one, two)
    assert (first.data["before_number"], first.data["after_number"]) == ("1", "2")
    assert lock(two, three).status == 201
    circle = lock(three, one)
    assert (circle.status, circle.fields) == (422, ["after_scene_id"])
    assert "scenes 1, 2, 3" in circle.json["message"]
    assert lock(one, one).fields == ["after_scene_id"]
    assert lock(999_999, one).fields == ["before_scene_id"]
    assert lock(one, two).status == 409
    noted = ad.patch(f"{locks}/{first.data['id']}", {"notes": "The beard"}, match=first.etag)
    assert noted.data["notes"] == "The beard"
    assert ad.delete(f"{locks}/{first.data['id']}", match=first.etag).status == 409
    lay(film, "2027-03-04", three, two)
    assert ("order", "error") in found(film, ad)
    assert [row["after_number"] for row in ad.get(f"{locks}?scene_id={three}").data] == ["3"]
    assert ad.delete(f"{locks}/{first.data['id']}", match=noted.etag).status == 200
    assert lock(three, one).status == 201
