"""Call sheets over the API: made from a day, edited together, published, printed."""

import shutil
import subprocess
from functools import partial

import pytest

from backend.core.db import db, start_writing
from backend.productions.members.models import Member
from tests.films import Film, together
from tests.people import Caller

HARBOUR = {
    "address": "Harbour Way\nShoreham BN43 5HQ", "parking": "North Quay car park", "basecamp": "Quay Road, gate 2",
    "latitude": 50.8301, "longitude": -0.2473, "hospital_name": "Royal Sussex County Hospital",
    "hospital_address": "Eastern Road, Brighton", "hospital_phone": "+44 1273 696955",
}  # fmt: skip


class Shoot:
    """Three days of a film with a full first day: scenes 1 and 2 (MARA, JONAS) and 3 (NADIA)."""

    def __init__(self, studio) -> None:
        self.studio = studio
        self.production = studio.production(
            "The Last Ferry", timezone="Europe/London", company="Little Harbour Films", director="Zoë Müller"
        )
        self.ad = studio.member(self.production, "assistant_director", name="Irina AD")
        self.crew = studio.member(self.production, "crew", name="Kim Gaffer")
        with studio.app.app_context():
            start_writing()
            member = db.session.query(Member).filter_by(user_id=self.crew.user_id).one()
            member.department, member.position, member.user.phone = "Electric", "Gaffer", "+44 7700 900123"
            db.session.commit()
        film = self.film = Film(studio.app, self.production)
        self.place = film.location("Ferry terminal", **HARBOUR)
        self.mara = film.cast(1, "MARA", "Zoë Ångström", phone="+44 7700 900456")
        self.jonas, self.nadia = film.cast(2, "JONAS", "Piotr"), film.cast(5, "NADIA", "ليلى")
        self.scenes = [
            film.scene("1", [self.mara], eighths=8, int_ext="EXT", set_name="FERRY RAMP"),
            film.scene("2", [self.mara, self.jonas], eighths=12),
            film.scene("3", [self.nadia, self.jonas], eighths=16, location_id=self.place),
            film.scene("4", [self.mara, self.nadia], eighths=4, set_name="CABIN"),
        ]
        days = [
            self.ad.post(self.path("/days"), {"date": f"2026-11-{day}", "general_call": "07:00"}).data["id"]
            for day in (24, 25, 27)
        ]
        self.days = days
        self.lay(days[0], 1, 2, 3)
        self.lay(days[1], 4)

    def path(self, rest: str = "") -> str:
        return f"/productions/{self.production}{rest}"

    def lay(self, day: int, *numbers: int) -> None:
        match = self.ad.get(self.path("/schedule")).etag
        body = {"scene_ids": [self.scenes[n - 1] for n in numbers]}
        assert self.ad.put(self.path(f"/days/{day}/strips"), body, match=match).status == 200

    def make(self, day: int = 0):
        return self.ad.post(self.path("/call-sheets"), {"day_id": self.days[day]})

    def sheet(self, made, rest: str = "") -> str:
        return self.path(f"/call-sheets/{made.data['id']}{rest}")

    def published(self):
        made = self.make()
        return self.ad.post(self.sheet(made, "/publish"), match=made.etag)


@pytest.fixture
def shoot(studio) -> Shoot:
    return Shoot(studio)


def test_a_day_makes_a_sheet_with_everybodys_calls_proposed(shoot) -> None:
    made = shoot.make()
    assert made.status == 201
    sheet = made.data
    assert (sheet["day_number"], sheet["days_total"], sheet["date"], sheet["status"]) == (1, 3, "2026-11-24", "draft")
    assert [(row["number"], row["at"], row["minutes"]) for row in sheet["scenes"]] == [
        ("1", "07:00", 120), ("2", "09:00", 180), ("3", "12:00", 240),
    ]  # fmt: skip
    assert [row["cast_numbers"] for row in sheet["scenes"]] == [[1], [1, 2], [2, 5]]
    calls = [
        (c["number"], c["code"], c["pick_up"], c["makeup"], c["on_set"], c["scene_numbers"]) for c in sheet["cast"]
    ]
    assert calls == [
        (1, "SW", "05:15", "06:00", "07:00", ["1", "2"]),
        (2, "SWF", "07:15", "08:00", "09:00", ["2", "3"]),
        (5, "SW", "10:15", "11:00", "12:00", ["3"]),
    ]
    assert sheet["cast"][0]["phone"] == "+44 7700 900456"
    assert (sheet["lunch"], sheet["estimated_wrap"]) == ("13:00", "17:00")
    assert sheet["totals"] == {"scenes": 3, "eighths": 36, "minutes": 540, "cast": 3, "crew": 2, "background": 0}
    crew = {row["name"]: (row["department"], row["position"], row["phone"], row["call"]) for row in sheet["crew"]}
    assert crew["Kim Gaffer"] == ("Electric", "Gaffer", "+44 7700 900123", "07:00")
    assert crew["Irina AD"][1] == "Assistant director"
    assert (sheet["location_name"], sheet["parking"], sheet["basecamp"]) == (
        "Ferry terminal", "North Quay car park", "Quay Road, gate 2",
    )  # fmt: skip
    assert sheet["hospital"] == "Royal Sussex County Hospital\nEastern Road, Brighton\n+44 1273 696955"
    assert sheet["sun"] == {
        "civil_dawn": "06:54", "sunrise": "07:31", "sunset": "16:04", "civil_dusk": "16:41", "note": "",
    }  # fmt: skip
    assert [(day["date"], day["number"], [s["number"] for s in day["scenes"]]) for day in sheet["advance"]] == [
        ("2026-11-25", 2, ["4"]), ("2026-11-27", 3, []),
    ]  # fmt: skip
    assert sheet["offsets"]["minutes_per_eighth"] == 15
    assert sheet["missing"] == []
    assert "Scene 1 is EXT DAY but would be shot before sunrise." in [note["message"] for note in sheet["warnings"]]
    assert shoot.ad.get(shoot.sheet(made)).data == sheet


def test_a_day_has_one_sheet(shoot, studio) -> None:
    shoot.make()
    again = shoot.make()
    assert (again.status, again.fields) == (409, ["day_id"])
    other = studio.production("Other")
    foreign = studio.admin(other).post(f"/productions/{other}/days", {"date": "2026-11-24"}).data["id"]
    assert shoot.ad.post(shoot.path("/call-sheets"), {"day_id": foreign}).fields == ["day_id"]
    days = shoot.ad.get(shoot.path("/schedule")).data["days"]
    assert (days[0]["call_sheet_status"], days[1]["call_sheet_id"]) == ("draft", None)


def test_the_list_is_by_date_with_counts(shoot) -> None:
    made = [shoot.make(day) for day in (0, 1)]
    rows = shoot.ad.get(shoot.path("/call-sheets")).data
    assert [(row["date"], row["day_number"], row["scenes"], row["cast"], row["crew"]) for row in rows] == [
        ("2026-11-25", 2, 1, 2, 2), ("2026-11-24", 1, 3, 3, 2),
    ]  # fmt: skip
    assert rows[1]["location_name"] == "Ferry terminal"
    shoot.ad.post(shoot.sheet(made[0], "/publish"), match=made[0].etag)
    assert [row["date"] for row in shoot.ad.get(shoot.path("/call-sheets?status=published")).data] == ["2026-11-24"]
    page = shoot.ad.get(shoot.path("/call-sheets?limit=1")).json["page"]
    assert page["total"] == 2
    assert shoot.ad.get(shoot.path(f"/call-sheets?cursor={page['next']}")).data[0]["date"] == "2026-11-24"


def test_publishing_needs_the_essentials_and_counts_editions(shoot) -> None:
    bare = shoot.ad.post(shoot.path("/days"), {"date": "2026-12-01"}).data["id"]
    draft = shoot.ad.post(shoot.path("/call-sheets"), {"day_id": bare})
    refused = shoot.ad.post(shoot.sheet(draft, "/publish"), match=draft.etag)
    assert (refused.status, refused.fields) == (422, ["general_call", "scenes"])
    assert shoot.ad.patch(shoot.sheet(draft), {"status": "published"}, match=draft.etag).status == 422
    assert {note["field"] for note in draft.data["warnings"]} == {"location_id", "hospital", "crew", "weather"}
    made = shoot.make()
    first = shoot.ad.post(shoot.sheet(made, "/publish"), match=made.etag)
    assert (first.data["status"], first.data["edition"], first.data["colour"]) == ("published", 1, "white")
    assert first.data["published_at"] is not None
    assert first.data["warnings"] == made.data["warnings"]
    assert shoot.ad.post(shoot.sheet(made, "/publish"), match=made.etag).status == 409  # a second click
    second = shoot.ad.post(shoot.sheet(made, "/publish"), match=first.etag)
    assert (second.data["edition"], second.data["colour"]) == (2, "blue")


def test_a_sheet_goes_on_and_never_back(shoot) -> None:
    made = shoot.published()
    sheet = shoot.sheet(made)

    def to(status: str, match: str):
        return shoot.ad.patch(sheet, {"status": status}, match=match)

    assert to("wrapped", made.etag).fields == ["status"]
    assert to("draft", made.etag).fields == ["status"]
    going = to("in_progress", made.etag)
    wrapped = to("wrapped", going.etag)
    assert wrapped.data["status"] == "wrapped"
    for status in ("draft", "published", "in_progress"):
        assert to(status, wrapped.etag).status == 409
    assert shoot.ad.patch(sheet, {"notes": "late"}, match=wrapped.etag).status == 409
    assert shoot.ad.post(f"{sheet}/sync").status == 409
    assert shoot.ad.post(f"{sheet}/publish", match=wrapped.etag).status == 409
    row = wrapped.data["cast"][0]
    assert shoot.ad.patch(f"{sheet}/cast/{row['id']}", {"remarks": "x"}, match=row["version"]).status == 409
    assert shoot.ad.delete(sheet, match=wrapped.etag).status == 409


def test_a_draft_is_deleted_and_what_was_given_out_is_cancelled(shoot) -> None:
    draft = shoot.make(1)
    assert shoot.ad.delete(shoot.sheet(draft), match=draft.etag).data["date"] == "2026-11-25"
    assert shoot.ad.get(shoot.sheet(draft)).status == 404
    made = shoot.published()
    assert shoot.ad.delete(shoot.sheet(made), match=made.etag).status == 409
    gone = shoot.ad.patch(shoot.sheet(made), {"status": "cancelled"}, match=made.etag)
    assert (gone.data["status"], gone.data["day_number"]) == ("cancelled", 1)
    assert shoot.make().status == 201  # the day can have another


def test_a_day_whose_sheet_is_out_stays_where_it_is(shoot) -> None:
    draft, day = shoot.make(1), shoot.path(f"/days/{shoot.days[1]}")
    moved = shoot.ad.patch(day, {"date": "2026-11-26"}, match=1)
    assert moved.status == 200
    assert shoot.ad.get(shoot.sheet(draft)).data["date"] == "2026-11-26"  # a draft goes along
    shoot.published()
    out = shoot.path(f"/days/{shoot.days[0]}")
    assert shoot.ad.patch(out, {"date": "2026-12-24"}, match=1).status == 409
    assert shoot.ad.delete(out, match=1).status == 409
    assert shoot.ad.get(out).data["date"] == "2026-11-24"
    assert shoot.ad.patch(out, {"notes": "Bring boots"}, match=1).status == 200
    shoot.ad.delete(day, match=moved.etag)
    orphan = shoot.ad.get(shoot.sheet(draft))
    assert orphan.data["changed"]["day_gone"] is True
    assert "day_id" in shoot.ad.post(shoot.sheet(draft, "/publish"), match=orphan.etag).fields
    assert shoot.ad.post(shoot.sheet(draft, "/sync")).status == 409
    assert shoot.ad.get(shoot.sheet(draft, "/pdf")).status == 200


def test_a_moved_schedule_shows_and_is_brought_over(shoot) -> None:
    made = shoot.make()
    sheet = shoot.sheet(made)
    shoot.lay(shoot.days[0], 4, 2)
    changed = shoot.ad.get(sheet).data["changed"]
    assert [scene["number"] for scene in changed["added"]] == ["4"]
    assert [scene["number"] for scene in changed["removed"]] == ["1", "3"]
    synced = shoot.ad.post(f"{sheet}/sync").data
    assert [(row["number"], row["at"]) for row in synced["scenes"]] == [("2", "09:00"), ("4", "10:00")]
    assert [row["number"] for row in synced["cast"]] == [1, 2, 5]
    assert synced["changed"] == {"added": [], "removed": [], "day_gone": False}
    shoot.lay(shoot.days[0], 4)
    assert [row["number"] for row in shoot.ad.post(f"{sheet}/sync").data["cast"]] == [1, 5]  # Jonas has nothing left
    assert shoot.ad.post(f"{sheet}/sync").data["scenes"] == shoot.ad.get(sheet).data["scenes"]


def test_a_later_call_moves_everybody(shoot) -> None:
    made = shoot.make()
    sheet = shoot.sheet(made)
    later = shoot.ad.patch(sheet, {"general_call": "08:30"}, match=made.etag)
    assert later.data["scenes"][0]["at"] == "07:00"  # changing the head changes the head
    moved = shoot.ad.post(f"{sheet}/calls", match=later.etag).data
    assert [row["at"] for row in moved["scenes"]] == ["08:30", "10:30", "13:30"]
    assert [row["on_set"] for row in moved["cast"]] == ["08:30", "10:30", "13:30"]
    assert {row["call"] for row in moved["crew"]} == {"08:30"}
    assert (moved["lunch"], moved["estimated_wrap"]) == ("14:30", "18:30")
    version = shoot.ad.get(sheet).etag
    cleared = shoot.ad.patch(sheet, {"general_call": None}, match=version)
    assert shoot.ad.post(f"{sheet}/calls", match=cleared.etag).fields == ["general_call"]


def test_scene_lines_and_banners(shoot, studio) -> None:
    made = shoot.make()
    lines = shoot.sheet(made, "/scenes")
    lunch = shoot.ad.post(lines, {"banner": "LUNCH", "at": "13:00", "position": 2})
    assert lunch.status == 201
    assert (lunch.data["position"], lunch.data["eighths"], lunch.data["number"]) == (2, 0, "")
    added = shoot.ad.post(lines, {"scene_id": shoot.scenes[3], "notes": "Rain cover"})
    assert (added.data["number"], added.data["minutes"], added.data["position"]) == ("4", 60, 4)
    rows = shoot.ad.get(shoot.sheet(made)).data["scenes"]
    assert [row["number"] or row["banner"] for row in rows] == ["1", "2", "LUNCH", "3", "4"]
    ids = [row["id"] for row in rows]
    ordered = shoot.ad.put(f"{lines}/order", {"row_ids": ids[::-1]})
    assert [row["number"] for row in ordered.data] == ["4", "3", "", "2", "1"]
    fewer = shoot.ad.put(f"{lines}/order", {"row_ids": ids[:2]})
    assert (fewer.status, len(fewer.json["data"])) == (409, 5)
    assert shoot.ad.put(f"{lines}/order", {"row_ids": [*ids, 10**9]}).fields == ["row_ids"]
    assert shoot.ad.put(f"{lines}/order", {"row_ids": [ids[0], *ids]}).fields == ["row_ids"]
    one = f"{lines}/{lunch.data['id']}"
    seen = next(row["version"] for row in ordered.data if row["id"] == lunch.data["id"])
    renamed = shoot.ad.patch(one, {"banner": "LUNCH (Quay hall)"}, match=seen)
    assert renamed.data["banner"] == "LUNCH (Quay hall)"
    assert shoot.ad.delete(one, match=renamed.etag).data["banner"] == "LUNCH (Quay hall)"
    assert shoot.ad.delete(one, match=renamed.etag).status == 404
    other = studio.production("Other")
    assert shoot.ad.post(lines, {"scene_id": Film(studio.app, other).scene("1")}).fields == ["scene_id"]
    taken = shoot.ad.post(lines, {"scene_id": shoot.scenes[0]})
    assert (taken.status, taken.fields) == (409, ["scene_id"])
    assert shoot.ad.post(lines, {}).fields == ["scene_id"]
    assert shoot.ad.post(lines, {"banner": "X", "scene_id": shoot.scenes[0]}).fields == ["scene_id"]
    assert shoot.ad.patch(f"{lines}/{ids[0]}", {"banner": "X"}, match=1).fields == ["banner"]
    assert shoot.ad.post(lines, {"banner": " "}).fields == ["banner"]


def test_cast_rows(shoot, studio) -> None:
    made = shoot.make(1)  # scene 4: Mara and Nadia
    rows = shoot.sheet(made, "/cast")
    extra = shoot.ad.post(rows, {"cast_member_id": shoot.jonas, "on_set": "10:00", "code": "FT", "remarks": "Fitting"})
    assert extra.status == 201
    assert (extra.data["on_set"], extra.data["pick_up"], extra.data["code"]) == ("10:00", "08:15", "FT")
    one = f"{rows}/{extra.data['id']}"
    assert shoot.ad.patch(one, {"status": "confirmed"}, match=extra.etag).data["status"] == "confirmed"
    assert shoot.ad.patch(one, {"status": "gone"}, match=2).fields == ["status"]
    again = shoot.ad.post(rows, {"cast_member_id": shoot.jonas})
    assert (again.status, again.fields) == (409, ["cast_member_id"])
    foreign = Film(studio.app, studio.production("Other")).cast(1, "X")
    assert shoot.ad.post(rows, {"cast_member_id": foreign}).fields == ["cast_member_id"]
    mara = next(row for row in shoot.ad.get(shoot.sheet(made)).data["cast"] if row["number"] == 1)
    gone = shoot.ad.delete(f"{rows}/{mara['id']}", match=mara["version"])
    assert gone.data["character_name"] == "MARA"
    warned = [note["message"] for note in shoot.ad.get(shoot.sheet(made)).data["warnings"]]
    assert "Cast 1 is in scene 4 but not called." in warned
    back = shoot.ad.post(rows, {"cast_member_id": shoot.mara}).data
    assert (back["on_set"], back["code"]) == ("07:00", "WF")


def test_crew_rows(shoot, studio) -> None:
    made = shoot.make()
    rows = shoot.sheet(made, "/crew")
    player = shoot.ad.post(
        rows, {"name": "Dede Diver", "department": "Marine", "position": "Safety diver", "on_call": True}
    )
    assert player.status == 201
    assert (player.data["call"], player.data["on_call"], player.data["member_id"]) == ("07:00", True, None)
    assert shoot.ad.patch(f"{rows}/{player.data['id']}", {"call": None}, match=player.etag).data["call"] is None
    late = studio.member(shoot.production, "crew", name="Late Larry")
    members = shoot.ad.get(shoot.path("/members")).data
    member = next(row for row in members if row["user_id"] == late.user_id)
    added = shoot.ad.post(rows, {"member_id": member["id"], "call": "08:00"})
    assert (added.data["name"], added.data["call"]) == ("Late Larry", "08:00")
    assert shoot.ad.post(rows, {"member_id": member["id"]}).status == 409
    assert shoot.ad.post(rows, {"call": "08:00"}).fields == ["name"]
    other = studio.production("Other")
    stranger = studio.member(other, "crew")
    with studio.app.app_context():
        foreign = db.session.query(Member.id).filter_by(user_id=stranger.user_id).scalar()
    assert shoot.ad.post(rows, {"member_id": foreign}).fields == ["member_id"]
    assert shoot.ad.delete(f"{rows}/{added.data['id']}", match=added.etag).status == 200


def test_who_sees_what(shoot, studio) -> None:
    made = shoot.make()
    sheet = shoot.sheet(made)
    viewer = studio.member(shoot.production, "viewer")
    assert shoot.crew.get(sheet).status == 404
    assert shoot.crew.get(shoot.path("/call-sheets")).data == []
    assert shoot.crew.get(f"{sheet}/pdf").status == 404
    shoot.ad.post(f"{sheet}/publish", match=made.etag)
    seen, outside = shoot.crew.get(sheet).data, viewer.get(sheet).data
    assert {row["phone"] for row in seen["crew"]} == {"", "+44 7700 900123"}
    assert {row["phone"] for row in seen["cast"]} == {None}
    assert {row["phone"] for row in outside["crew"]} == {None}
    assert len(shoot.crew.get(shoot.path("/call-sheets")).data) == 1
    assert studio.member(shoot.production, "distribution_manager").get(sheet).status == 403
    draft = shoot.make(1)
    shoot.ad.patch(shoot.sheet(draft), {"status": "cancelled"}, match=draft.etag)
    assert shoot.crew.get(shoot.sheet(draft)).status == 404  # nobody ever had it


def test_people_find_their_own_call_and_the_way(shoot, studio) -> None:
    def mine(caller: Caller, rows: str) -> list[str]:
        return [row["name"] for row in caller.get(shoot.sheet(sheet)).data[rows] if row["mine"]]

    shoot.film.cast(7, "GUARD", "Sam Double")
    sheet = shoot.published()
    by_name = studio.member(shoot.production, "cast", name="zoë ångström")
    by_email = studio.member(shoot.production, "cast", name="Somebody Else")
    namesake = studio.member(shoot.production, "crew", name="Piotr")
    piotr = shoot.ad.get(shoot.path(f"/cast-members/{shoot.jonas}"))
    path = shoot.path(f"/cast-members/{shoot.jonas}")
    assert shoot.ad.patch(path, {"email": by_email.email}, match=piotr.etag).status == 200
    assert mine(shoot.crew, "crew") == ["Kim Gaffer"]
    assert mine(by_name, "cast") == ["Zoë Ångström"]
    assert mine(by_email, "cast") == ["Piotr"]
    assert mine(namesake, "cast") == mine(shoot.crew, "cast") == []
    assert mine(studio.owner(), "crew") == []
    where = shoot.crew.get(shoot.sheet(sheet)).data["location_map"]
    assert where == "https://www.openstreetmap.org/?mlat=50.830100&mlon=-0.247300#map=17/50.830100/-0.247300"


def test_strangers_and_foreign_rows(shoot, studio) -> None:
    made, second = shoot.make(), shoot.make(1)
    other = studio.production("Other")
    stranger = studio.admin(other)
    kinds = {kind: made.data[kind][0]["id"] for kind in ("scenes", "cast", "crew")}
    routes = [
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("post", "/publish"),
        ("post", "/sync"),
        ("post", "/calls"),
        ("get", "/pdf"),
    ]
    for kind, row in kinds.items():
        routes += [("post", f"/{kind}"), ("patch", f"/{kind}/{row}"), ("delete", f"/{kind}/{row}")]
    for method, rest in [*routes, ("put", "/scenes/order")]:
        path = shoot.sheet(made, rest)
        assert getattr(stranger, method)(path).status == 404
        assert getattr(studio.anonymous(), method)(path).status == 401
        if method != "get":
            assert getattr(shoot.crew, method)(path).status == 403
    foreign = f"/productions/{other}/call-sheets/{made.data['id']}"
    assert stranger.get(foreign).status == 404
    assert stranger.delete(foreign, match=1).status == 404
    for kind, row in kinds.items():  # a row of another sheet
        assert shoot.ad.patch(shoot.sheet(second, f"/{kind}/{row}"), {}, match=1).status == 404
        assert shoot.ad.patch(shoot.sheet(made, f"/{kind}/{row}"), {}).status == 428
    foreign_place = Film(studio.app, other).location()
    assert shoot.ad.patch(shoot.sheet(made), {"location_id": foreign_place}, match=made.etag).fields == ["location_id"]


def test_sixteen_people_work_on_one_sheet(shoot) -> None:
    made = shoot.make()
    rows = shoot.sheet(made, "/crew")
    extras = [shoot.ad.post(rows, {"name": f"Hand {n}"}).data for n in range(16)]
    callers = [Caller(shoot.studio.app, shoot.ad.token) for _ in range(16)]
    each = [
        partial(who.patch, f"{rows}/{row['id']}", {"call": "06:30"}, match=row["version"])
        for who, row in zip(callers, extras, strict=True)
    ]
    assert [answer.status for answer in together(each)] == [200] * 16
    one = f"{rows}/{extras[0]['id']}"
    same = together([partial(who.patch, one, {"position": f"{n}"}, match=2) for n, who in enumerate(callers)])
    assert sorted(answer.status for answer in same) == [200] + [409] * 15
    now = shoot.ad.get(shoot.sheet(made)).data
    winner = next(row for row in now["crew"] if row["id"] == extras[0]["id"])
    assert all(answer.json["data"] == winner for answer in same if answer.status == 409)
    heads = together(
        [partial(who.patch, shoot.sheet(made), {"weather": f"{n}"}, match=made.etag) for n, who in enumerate(callers)]
    )
    assert sorted(answer.status for answer in heads) == [200] + [409] * 15
    stale = next(answer for answer in heads if answer.status == 409)
    assert stale.json["data"] == shoot.ad.get(shoot.sheet(made)).data
    makers = together([partial(who.post, shoot.path("/call-sheets"), {"day_id": shoot.days[2]}) for who in callers])
    assert sorted(answer.status for answer in makers) == [201] + [409] * 15


def test_the_pdf_says_what_the_sheet_says(shoot, tmp_path) -> None:
    made = shoot.make()
    shoot.ad.post(shoot.sheet(made, "/scenes"), {"banner": "COMPANY MOVE", "at": "12:30"})
    draft = shoot.ad.get(shoot.sheet(made, "/pdf?paper=letter"))
    assert draft.status == 200
    assert draft.headers["Content-Type"] == "application/pdf"
    assert draft.headers["Content-Disposition"] == 'inline; filename="Call sheet 2026-11-24 The Last Ferry.pdf"'
    assert "DRAFT" in text(draft.body, tmp_path)
    shoot.ad.post(shoot.sheet(made, "/publish"), match=made.etag)
    words = text(shoot.crew.get(shoot.sheet(made, "/pdf")).body, tmp_path)
    for word in (
        "The Last Ferry", "Little Harbour Films", "Tuesday 24 November 2026", "DAY 1 OF 3", "WHITE", "07:00", "13:00",
        "17:00", "FERRY RAMP", "12:30 COMPANY MOVE", "Zoë Ångström", "MARA", "SWF", "05:15", "Ferry terminal", "CABIN",
        "North Quay car park", "Royal Sussex County Hospital", "+44 1273 696955", "07:31", "16:04", "Kim Gaffer",
        "+44 7700 900123", "Zoë Müller",
    ):  # fmt: skip
        assert word in words, word
    assert "DRAFT" not in words
    assert "+44 7700 900123" not in text(
        shoot.studio.member(shoot.production, "viewer").get(shoot.sheet(made, "/pdf")).body, tmp_path
    )
    assert shoot.ad.get(shoot.sheet(made, "/pdf?paper=a5")).fields == ["paper"]


def test_a_title_that_is_no_file_name_and_letters_no_font_has(studio) -> None:
    production = studio.production('Ré/"vol": <2>')
    ad = studio.admin(production)
    day = ad.post(f"/productions/{production}/days", {"date": "2026-11-24", "notes": "sign: \U00013000"}).data["id"]
    made = ad.post(f"/productions/{production}/call-sheets", {"day_id": day}).data["id"]
    answer = ad.get(f"/productions/{production}/call-sheets/{made}/pdf")
    assert "filename*=UTF-8''Call%20sheet%202026-11-24%20R%C3%A9-vol-%20-2.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Backlot-Missing-Glyphs"] == "U+13000"


def text(content: bytes, folder) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (folder / "sheet.pdf").write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
