"""The desk of who makes a sheet: times that follow, times typed by hand, further rows, signatures, defaults."""

from typing import Any

import pytest

from backend.core.db import db, start_writing
from backend.planning.schedule.models import Strip
from tests.people import Studio
from tests.planning.call_sheets.test_call_sheets import Shoot


@pytest.fixture
def shoot(studio: Studio) -> Shoot:
    return Shoot(studio)


def show(shoot: Shoot, made: Any) -> Any:
    return shoot.ad.get(shoot.sheet(made))


def test_typed_times_stay_and_the_rest_is_offered_and_follows(shoot: Shoot) -> None:
    made = shoot.make()
    assert made.data["proposals"] == []
    mara = made.data["cast"][0]
    row = shoot.ad.patch(shoot.sheet(made, f"/cast/{mara['id']}"), {"makeup": "05:00"}, match=mara["version"])
    assert (row.data["makeup"], row.data["typed"], row.data["pick_up"]) == ("05:00", ["makeup"], "05:15")
    offered = show(shoot, made).data["proposals"]
    assert offered == [
        {"section": "cast", "row_id": mara["id"], "field": "pick_up", "now": "05:15", "proposed": "04:15"}
    ]
    head = shoot.ad.patch(shoot.sheet(made), {"general_call": "08:00", "lunch": "13:30"}, match=made.etag)
    assert head.data["typed"] == ["lunch"]
    assert len(head.data["proposals"]) > 10
    done = shoot.ad.post(shoot.sheet(made, "/calls"), match=head.etag)
    assert done.data["proposals"] == []
    mara = done.data["cast"][0]
    assert (mara["makeup"], mara["pick_up"], mara["on_set"], done.data["lunch"]) == ("05:00", "04:15", "08:00", "13:30")
    over = shoot.ad.post(shoot.sheet(made, "/calls"), {"over_typed": True}, match=done.etag)
    assert (over.data["cast"][0]["makeup"], over.data["cast"][0]["typed"], over.data["lunch"]) == ("07:00", [], "14:00")


def test_a_row_goes_back_to_following(shoot: Shoot) -> None:
    made = shoot.make()
    mara = made.data["cast"][0]
    path = shoot.sheet(made, f"/cast/{mara['id']}")
    typed = shoot.ad.patch(path, {"pick_up": None}, match=mara["version"])
    assert (typed.data["pick_up"], typed.data["typed"]) == (None, ["pick_up"])
    assert show(shoot, made).data["proposals"] == []  # she drives herself
    shoot.ad.patch(path, {"typed": []}, match=typed.etag)
    assert [one["proposed"] for one in show(shoot, made).data["proposals"]] == ["05:15"]


def test_offsets_of_production_sheet_and_person(shoot: Shoot) -> None:
    path = shoot.path("/call-sheet-defaults")
    preset = shoot.ad.get(path)
    assert (preset.data["version"], preset.data["makeup_minutes"]) == (0, 45)
    changed = shoot.ad.patch(path, {"makeup_minutes": 90, "colours": ["white", "sky"]}, match=preset.etag)
    assert (changed.data["version"], changed.data["makeup_minutes"], changed.data["travel_minutes"]) == (1, 90, 45)
    assert shoot.ad.patch(path, {"makeup_minutes": 80}, match=preset.etag).status == 409
    assert shoot.crew.patch(path, {"makeup_minutes": 80}, match=changed.etag).status == 403
    made = shoot.make()
    assert [row["makeup"] for row in made.data["cast"][:2]] == ["05:15", "07:15"]
    day = shoot.ad.patch(shoot.sheet(made), {"makeup_minutes": 60}, match=made.etag)
    person = made.data["cast"][1]
    shoot.ad.patch(shoot.sheet(made, f"/cast/{person['id']}"), {"makeup_minutes": 15}, match=person["version"])
    done = shoot.ad.post(shoot.sheet(made, "/calls"), match=day.etag).data
    assert [row["makeup"] for row in done["cast"][:2]] == ["05:45", "08:30"]
    first = shoot.ad.post(shoot.sheet(made, "/publish"), match=day.etag)
    assert shoot.ad.post(shoot.sheet(made, "/publish"), match=first.etag).data["colour"] == "sky"


def test_departments_call_their_people_and_background_is_called(shoot: Shoot) -> None:
    made = shoot.make()
    rows = shoot.sheet(made, "/departments")
    electric = shoot.ad.post(rows, {"department": "Electric", "call": "05:45", "note": "6 kW"})
    assert electric.status == 201
    assert shoot.ad.post(rows, {"department": "Electric"}).fields == ["department"]
    extras = shoot.ad.post(shoot.sheet(made, "/background"), {"kind": "Passengers", "quantity": 12})
    assert (extras.data["on_set"], extras.data["call"]) == ("07:00", "06:00")
    done = shoot.ad.post(shoot.sheet(made, "/calls"), match=show(shoot, made).etag).data
    assert {row["name"]: row["call"] for row in done["crew"]}["Kim Gaffer"] == "05:45"
    assert done["meals"] == {"breakfast": 17, "lunch": 17, "counted": 17}
    fewer = shoot.ad.patch(shoot.sheet(made), {"lunch_count": 40}, match=show(shoot, made).etag)
    assert fewer.data["meals"]["lunch"] == 40
    one = f"{rows}/{electric.data['id']}"
    assert shoot.ad.patch(one, {"note": ""}, match=9).status == 409
    assert shoot.ad.delete(one, match=electric.etag).status == 200


def test_unit_information_is_carried_to_the_next_day(shoot: Shoot) -> None:
    made = shoot.make()
    assert next(row["text"] for row in made.data["info"] if row["section"] == "walkie") == "Production"
    rows = shoot.sheet(made, "/info")
    shoot.ad.post(rows, {"section": "emergency", "label": "Set medic", "text": "Hanne", "phone": "+44 1"})
    shoot.ad.post(rows, {"section": "transport", "label": "Van 1", "at": "05:30"})
    assert shoot.ad.post(rows, {"section": "circus", "label": "x"}).fields == ["section"]
    shoot.ad.patch(shoot.sheet(made), {"policy": "No dogs.", "closed_set": True}, match=made.etag)
    following = shoot.make(1).data
    kinds = [row["section"] for row in following["info"]]
    assert ("emergency" in kinds, "transport" in kinds) == (True, False)
    assert (following["policy"], following["closed_set"]) == ("No dogs.", True)
    made_out = shoot.ad.post(shoot.sheet(made, "/publish"), match=show(shoot, made).etag)
    assert made_out.status == 200
    viewer = shoot.studio.member(shoot.production, "viewer").get(shoot.sheet(made)).data
    phones = {row["section"]: row["phone"] for row in viewer["info"]}
    assert (phones["emergency"], phones["walkie"]) == ("+44 1", None)


def test_who_signs_and_when(shoot: Shoot) -> None:
    made = shoot.make()
    rows = made.data["signatures"]
    assert [row["role"] for row in rows] == ["UPM", "AD", "Producer"]
    assert rows[1]["name"] == "Irina AD"
    sign = shoot.sheet(made, f"/signatures/{rows[1]['id']}/sign")
    signed = shoot.ad.post(sign, match=rows[1]["version"])
    assert (signed.data["signed_by"], signed.data["edition"]) == ("Irina AD", 1)
    assert shoot.crew.post(sign, match=signed.etag).status == 403
    producer = shoot.studio.member(shoot.production, "producer")
    assert producer.delete(sign, match=signed.etag).status == 409
    out = shoot.ad.post(shoot.sheet(made, "/publish"), match=show(shoot, made).etag)
    assert out.data["signatures"][1]["edition"] == 1
    assert shoot.ad.delete(sign, match=signed.etag).data["signed_by"] == ""
    seen = show(shoot, made).data["signatures"][1]["version"]
    assert shoot.ad.post(sign, match=seen).data["edition"] == 1  # nothing changed: it is for what is out


def test_parts_banners_and_notes_come_from_the_board(shoot: Shoot) -> None:
    with shoot.studio.app.app_context():
        start_writing()
        strips = db.session.query(Strip).filter_by(day_id=shoot.days[0]).order_by(Strip.position).all()
        strips[1].part, strips[1].eighths, strips[1].notes = 1, 4, "Only the arrival"
        lunch = Strip(production_id=shoot.production, board_id=strips[0].board_id, day_id=shoot.days[0], position=9)
        lunch.banner, lunch.minutes = "Lunch on the boat", 45
        db.session.add(lunch)
        db.session.commit()
    made = shoot.make().data
    lines = [(row["number"] or row["banner"], row["eighths"], row["minutes"], row["notes"]) for row in made["scenes"]]
    assert lines == [
        ("1", 8, 120, ""), ("2 pt 1", 4, 60, "Only the arrival"), ("3", 16, 240, ""), ("Lunch on the boat", 0, 45, ""),
    ]  # fmt: skip
    assert made["lunch"] == made["scenes"][3]["at"] == "14:00"
    assert made["changed"] == {"added": [], "removed": [], "day_gone": False}
