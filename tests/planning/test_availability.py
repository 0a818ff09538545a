"""When people and places can be had: spans that meet, whose business they are, and what the calendar shows of them."""

from typing import Any

import pytest

from backend.script.breakdown.models import Category, Element, SceneElement
from tests.films import Film
from tests.people import Caller, Studio


@pytest.fixture
def film(studio: Studio) -> Film:
    return Film(studio.app, studio.production())


@pytest.fixture
def ad(studio: Studio, film: Film) -> Caller:
    return studio.member(film.production_id, "assistant_director", level="parent")


def at(film: Film, more: str = "") -> str:
    return f"/productions/{film.production_id}/availability{more}"


def span(kind: str, subject_id: int, first: str, last: str = "", state: str = "unavailable", **more: Any) -> Any:
    return {
        "subject": {"kind": kind, "id": subject_id}, "first": f"2027-03-{first}", "last": f"2027-03-{last or first}",
        "state": state, **more,
    }  # fmt: skip


def spans(caller: Caller, film: Film) -> list[tuple[str, str, str]]:
    rows = caller.get(at(film)).data
    return [(row["first"][-2:], row["last"][-2:], row["state"]) for row in rows]


def category(film: Film) -> Category:
    return Category(production_id=film.production_id, name="Boats and ferries", colour="#336699")


def member_id(caller: Caller, film: Film) -> int:
    found: int = caller.get(f"/productions/{film.production_id}/me").data["member_id"]
    return found


@pytest.mark.parametrize(
    ("first", "last", "left", "action"),
    [
        ("05", "06", [("01", "04", "booked"), ("05", "06", "unavailable"), ("07", "10", "booked")], "split"),
        ("01", "03", [("01", "03", "unavailable"), ("04", "10", "booked")], "shortened"),
        ("09", "12", [("01", "08", "booked"), ("09", "12", "unavailable")], "shortened"),
        ("01", "10", [("01", "10", "unavailable")], "removed"),
        ("11", "12", [("01", "10", "booked"), ("11", "12", "unavailable")], None),
    ],
)
def test_the_newer_span_holds_and_the_older_keeps_the_rest(
    film: Film, ad: Caller, first: str, last: str, left: list[Any], action: str | None
) -> None:
    mara = film.cast(1, "MARA")
    ad.post(at(film), span("cast", mara, "01", "10", "booked"))
    saved = ad.post(at(film), span("cast", mara, first, last)).data
    assert [one["action"] for one in saved["replaced"]] == ([action] if action else [])
    assert spans(ad, film) == left


def test_hours_only_meet_hours(film: Film, ad: Caller) -> None:
    pier = film.location("Pier")
    ad.post(at(film), span("location", pier, "04", starts="22:00", ends="02:00"))
    kept = ad.post(at(film), span("location", pier, "04", starts="08:00", ends="22:00")).data
    assert kept["replaced"] == []
    past_midnight = ad.post(at(film), span("location", pier, "04", starts="01:00", ends="03:00")).data
    assert [one["action"] for one in past_midnight["replaced"]] == ["removed"]
    assert len(spans(ad, film)) == 2


def test_painting_is_all_or_nothing_and_can_make_free(film: Film, ad: Caller) -> None:
    people = [{"kind": "cast", "id": film.cast(1, "MARA")}, {"kind": "cast", "id": film.cast(2, "TOM")}]
    days = {"first": "2027-03-01", "last": "2027-03-05"}
    painted = ad.post(at(film, "/paint"), {"subjects": people, **days, "state": "hold_2"}).data
    assert [one["name"] for one in painted["spans"]] == ["MARA", "TOM"]
    stranger = {"subjects": [*people, {"kind": "location", "id": 999_999}], **days, "state": "booked"}
    refused = ad.post(at(film, "/paint"), stranger)
    assert (refused.status, refused.fields) == (422, ["subjects"])
    free = {"subjects": people[:1], "first": "2027-03-02", "last": "2027-03-09", "state": None}
    said = ad.post(at(film, "/paint"), free).data
    assert said["spans"] == []
    assert said["replaced"][0]["text"].startswith("MARA: ")
    assert spans(ad, film) == [("01", "01", "hold_2"), ("01", "05", "hold_2")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last": "2027-02-01"}, "last"),
        ({"last": "2032-03-01"}, "last"),
        ({"starts": "09:00"}, "ends"),
        ({"starts": "09:00", "ends": "09:00"}, "ends"),
        ({"subject": {"kind": "crew", "id": 999_999}}, "subject"),
        ({"state": "ill"}, "state"),
    ],
)
def test_what_cannot_be_is_refused(film: Film, ad: Caller, wrong: Any, field: str) -> None:
    refused = ad.post(at(film), {**span("cast", film.cast(1, "MARA"), "04"), **wrong})
    assert (refused.status, refused.fields) == (422, [field])
    assert spans(ad, film) == []


def test_changing_asks_for_the_version_and_meets_others(film: Film, ad: Caller) -> None:
    tom = film.cast(2, "TOM")
    ad.post(at(film), span("cast", tom, "08", "09", "booked"))
    row = ad.post(at(film), span("cast", tom, "04"))
    address = at(film, f"/{row.data['id']}")
    longer = ad.patch(address, {"last": "2027-03-08"}, match=row.etag)
    assert [one["action"] for one in longer.data["replaced"]] == ["shortened"]
    late = ad.patch(address, {"note": "Theatre"}, match=row.etag)
    assert (late.status, late.json["data"]["last"]) == (409, "2027-03-08")
    assert ad.delete(address).status == 428
    assert ad.delete(address, match=longer.etag).data["id"] == row.data["id"]
    assert spans(ad, film) == [("09", "09", "booked")]


def test_people_enter_their_own_and_see_nobody_elses(studio: Studio, film: Film, ad: Caller) -> None:
    crew = studio.member(film.production_id, "crew", name="Bo Lind")
    actor = studio.member(film.production_id, "cast", name="Ana Silva")
    mara, tom = film.cast(1, "MARA", "Ana Silva"), film.cast(2, "TOM", "Ana Silva", email="other@example.org")
    me = member_id(crew, film)
    own = crew.post(at(film), span("crew", me, "04", note="Wedding"))
    assert own.status == 201
    assert own.data["mine"]
    assert own.data["entered_by"] == "Bo Lind"
    assert actor.post(at(film), span("cast", mara, "05")).status == 201
    for caller, body in (
        (crew, span("cast", mara, "06")),
        (crew, span("crew", me, "06", state="booked")),
        (actor, span("cast", tom, "06")),
    ):
        assert caller.post(at(film), body).status == 403
    assert spans(crew, film) == [("04", "04", "unavailable")]
    assert actor.get(at(film, f"/{own.data['id']}")).status == 404
    booked = ad.post(at(film), span("crew", me, "10", "12", "booked"))
    assert crew.delete(at(film, f"/{booked.data['id']}"), match=booked.etag).status == 403
    free = {"subjects": [{"kind": "crew", "id": me}], "first": "2027-03-10", "last": "2027-03-10", "state": None}
    assert crew.post(at(film, "/paint"), free).status == 403
    assert crew.delete(at(film, f"/{own.data['id']}"), match=own.etag).status == 200
    assert spans(ad, film) == [("05", "05", "unavailable"), ("10", "12", "booked")]


def test_the_calendar_knows_where_the_board_wants_them(studio: Studio, film: Film, ad: Caller) -> None:
    base = f"/productions/{film.production_id}"
    pier, mara, tom = film.location("Pier"), film.cast(1, "MARA"), film.cast(2, "TOM")
    scene = film.scene("1", [mara], location_id=pier)
    day = ad.post(f"{base}/days", {"date": "2027-03-04"}).data
    board = ad.get(f"{base}/schedule")
    ad.put(f"{base}/days/{day['id']}/strips", {"scene_ids": [scene]}, match=board.etag)
    crew = studio.member(film.production_id, "crew", name="Bo Lind")
    me = member_id(crew, film)
    columns = {"production_id": film.production_id, "name": "Ferry", "key": "ferry", "in_dood": True}
    ferry = film._add(Element(category_id=film._add(category(film)), **columns))
    film._add(SceneElement(production_id=film.production_id, scene_id=scene, element_id=ferry, quantity=1))
    ad.post(at(film), span("element", ferry, "04"))
    ad.post(at(film), span("cast", mara, "03", "04"))
    ad.post(at(film), span("cast", tom, "04"))
    ad.post(at(film), span("location", pier, "04", state="tentative"))
    crew.post(at(film), span("crew", me, "04", starts="08:00", ends="12:00"))
    shown = ad.get(at(film, "/calendar?first=2027-03-01&last=2027-03-31")).data
    assert [one["number"] for one in shown["days"][2:5]] == [None, 1, None]
    cells = {
        (row["kind"], row["name"], cell["date"][-2:]): (cell["state"], cell["wanted"], cell["clash"])
        for row in shown["rows"]
        for cell in row["cells"]
    }
    assert cells["cast", "MARA", "03"] == ("unavailable", False, None)
    assert cells["cast", "MARA", "04"] == ("unavailable", True, "error")
    assert cells["cast", "TOM", "04"] == ("unavailable", False, None)
    assert cells["location", "Pier", "04"] == ("tentative", True, "warning")
    assert cells["element", "Ferry", "04"] == ("unavailable", True, "error")
    assert cells["crew", "Bo Lind", "04"] == ("unavailable", True, "warning")
    own = crew.get(at(film, "/calendar?first=2027-03-01&last=2027-03-31")).data["rows"]
    assert [(row["name"], row["mine"]) for row in own] == [("Bo Lind", True)]
    assert ad.get(at(film, "/calendar?first=2027-03-01&last=2027-08-31")).fields == ["last"]


def test_merging_two_cast_members_keeps_both_ones_days(film: Film, ad: Caller) -> None:
    mara, maria = film.cast(1, "MARA"), film.cast(2, "MARIA")
    ad.post(at(film), span("cast", maria, "01", "06", "booked"))
    ad.post(at(film), span("cast", mara, "03"))
    merged = ad.post(f"/productions/{film.production_id}/cast-members/{maria}/merge-into/{mara}")
    assert merged.status == 200
    assert spans(ad, film) == [("01", "02", "booked"), ("03", "03", "unavailable"), ("04", "06", "booked")]
    gone = ad.get(f"/productions/{film.production_id}/cast-members/{mara}")
    assert ad.delete(f"/productions/{film.production_id}/cast-members/{mara}", match=gone.etag).status == 200
    assert spans(ad, film) == []
