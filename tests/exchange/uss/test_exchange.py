"""Schedule files through the API: what comes in, what goes out again, and what is never touched."""

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend.core.db import db
from backend.exchange.uss.document import Document
from backend.exchange.uss.reading import read
from backend.planning.schedule.models import Board
from tests.exchange.uss.conftest import exported, send
from tests.exchange.uss.story import board, breakdown, element, event, file, story
from tests.films import Film
from tests.people import Caller, Studio

SAMPLES = ["full_sample_schedule.uss", "small_sample_schedule.uss"]


def plan_of(document: Document, name: str) -> list[list[tuple[str, ...]]]:
    """The days of a stripboard's lists by scene number or banner, whatever the ids."""
    said = {row.id: row.scene or row.banner_text or "" for row in document.breakdowns}
    found = next(each for each in document.stripboards if each.name == name)
    return [[tuple(said[one] for one in day) for day in one.days()] for one in found.boards]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_published_sample_goes_in_whole_and_comes_out_equal(studio: Studio, shared_data, name):
    content = (shared_data / "uss" / name).read_bytes()
    production = studio.production()
    planner = studio.member(production, "assistant_director")
    document, started = read(content), time.process_time()
    counts = send(planner, production, content).data["counts"]
    assert time.process_time() - started < 3
    scenes = sum(not row.is_banner for row in document.breakdowns)
    cast = sum(row.category == next(c.id for c in document.categories if c.ucid == 100) for row in document.elements)
    strips = sum(1 for row in document.stripboards for one in row.boards for _ in one.flat())
    days = sum(len(one.days()) for row in document.stripboards for one in row.boards)
    wanted = {"scenes": scenes, "cast": cast, "strips": strips, "days": days}
    wanted |= {"calendars": len(document.calendars), "boards": len(document.stripboards)}
    assert {kind: counts[kind]["added"] for kind in wanted} == wanted
    assert exported(planner, production) == document


def test_the_imported_board_has_the_published_day_out_of_days(studio: Studio, shared_data):
    production = studio.production()
    planner = studio.member(production, "assistant_director")
    send(planner, production, (shared_data / "uss" / "full_sample_schedule.uss").read_bytes())
    truth = json.loads((shared_data / "uss" / "dood_first_pass.json").read_bytes())["First Pass"]["cast"]
    with studio.app.app_context():
        board_id = db.session.scalar(select(Board.id).where(Board.name == "First Pass"))
    answer = planner.get(f"/productions/{production}/dood", query_string={"board_id": board_id}).data
    beside = {"/", "M", "TR", "R", "FT"}  # holidays and days of their own, which the truth leaves out
    codes = {
        row["name"]: {date: code for date, code in row["codes"].items() if code not in beside} for row in answer["rows"]
    }
    assert codes == {name: row["codes"] for name, row in truth.items()}


def test_our_story_comes_out_as_it_went_in(production, planner):
    send(planner, production, file())
    assert exported(planner, production) == read(file())


def test_what_the_tables_hold_is_shown_where_it_belongs(production, planner):
    done = send(planner, production, file())
    assert done.status == 201
    assert [(row["name"], row["days"], row["first"]) for row in done.data["boards"]] == [
        ("Tide plan", 3, "2026-11-12"), ("Script order", 0, None),
    ]  # fmt: skip
    scenes = planner.get(f"/productions/{production}/scenes").data
    first = scenes[0]
    assert (first["number"], first["heading"], first["eighths"]) == ("1", "EXT. QUAY - DAY", 9)
    assert (first["synopsis"], first["script_day"], first["location_name"]) == ("Ida ties up.", "1", "Stone pier")
    assert first["estimated_minutes"] == 90
    cast = {row["character_name"]: row for row in planner.get(f"/productions/{production}/cast-members").data}
    assert {name: row["number"] for name, row in cast.items()} == {"IDA": 1, "BO": 2, "ZOË": 3}
    away = planner.get(f"/productions/{production}/availability").data
    assert {(row["name"], row["first"]) for row in away} == {("BO", "2026-11-13"), ("ZOË", "2026-11-18")}
    assert planner.get(f"/productions/{production}/dood-events").data[0]["kind"] == "fitting"


def test_a_preview_says_what_the_import_does_and_writes_nothing(production, planner):
    told = send(planner, production, file(), preview=True).data
    assert told["counts"]["scenes"]["added"] == 6
    assert not exported(planner, production).breakdowns
    assert not planner.get(f"/productions/{production}/scenes").data
    assert send(planner, production, file()).data == told


def test_the_same_file_again_changes_nothing(production, planner):
    send(planner, production, file())
    again = send(planner, production, file()).data
    assert not [kind for kind, counts in again["counts"].items() if counts["added"] or counts["changed"]]
    assert exported(planner, production) == read(file())
    own = exported(planner, production)
    assert read(file()) == own


def test_scenes_are_met_by_number_and_what_they_say_stays(studio: Studio, production, planner):
    film = Film(studio.app, production)
    mara = film.cast(7, "MARA")
    bo = film.cast(3, "Bo")
    film.scene("1", cast=[mara], synopsis="Ours.", set_name="QUAY", eighths=20)
    film.scene("4", cast=[bo], set_name="", eighths=3)
    done = send(planner, production, file()).data
    assert done["counts"]["scenes"] == {"added": 3, "changed": 2, "unchanged": 1}
    assert "Bo is number 2 in the file and 3 here." in done["notes"]
    assert done["notes"][0].startswith("The file is of Low Water, this production is The Long Tide")
    scenes = {row["number"]: row for row in planner.get(f"/productions/{production}/scenes").data}
    assert set(scenes) == {"1", "2", "3", "4", "5"}
    assert (scenes["1"]["synopsis"], scenes["1"]["eighths"], scenes["1"]["script_day"]) == ("Ours.", 20, "1")
    assert (scenes["4"]["eighths"], scenes["4"]["set_name"]) == (3, "NET HUT")
    out = exported(planner, production)
    assert plan_of(out, "Tide plan") == [[("1", "Company move", "2"), ("3",), ("4PT1",)], [], [("4PT2",)]]
    lengths = {row.scene: row.eighths for row in out.breakdowns}
    assert (lengths["1"], lengths["4PT1"], lengths["4PT2"]) == (20, 1, 2)
    names = {row.id: row.name for row in out.elements}
    first = next(row for row in out.breakdowns if row.scene == "1")
    assert {"MARA", "IDA", "Rope"} <= {names[each] for each in first.elements}


def test_a_changed_schedule_goes_out_changed_and_the_rest_in_the_files_words(studio: Studio, production, planner):
    send(planner, production, file())
    path = f"/productions/{production}"
    scene = planner.get(f"{path}/scenes").data[0]
    change = {"synopsis": "Ida casts off.", "day_night": "DUSK", "eighths": 12}
    assert planner.patch(f"{path}/scenes/{scene['id']}", change, match=scene["version"]).status == 200
    cast = planner.get(f"{path}/cast-members").data[0]
    assert planner.patch(f"{path}/cast-members/{cast['id']}", {"number": 11}, match=cast["version"]).status == 200
    before, after = read(file()), exported(planner, production)
    old, new = before.breakdowns[1], after.breakdowns[1]
    assert (new.description, new.eighths, new.comments, new.script_page) == ("Ida casts off.", 12, "Tide!", "1")
    names = {row.id: row.name for row in after.elements}
    assert {names[each] for each in new.elements} - {names[each] for each in old.elements} == {"DUSK"}
    assert "DAY" not in {names[each] for each in new.elements}
    assert after.breakdowns[2:] == before.breakdowns[2:]
    assert next(row for row in after.elements if row.name == "IDA").element_id == "11"
    assert after.stripboards == before.stripboards


def test_a_production_of_ours_goes_out_and_comes_in_elsewhere_as_it_was(studio: Studio, production, planner):
    film = Film(studio.app, production)
    ida, bo = film.cast(1, "IDA"), film.cast(2, "BO", allow_hold=False, drop_days=14)
    ids = [film.scene(str(n), cast=[ida, bo][: n % 3], eighths=n, synopsis=f"Part {n}.") for n in range(1, 6)]
    path = f"/productions/{production}"
    for date, scenes in (("2027-03-05", ids[:2]), ("2027-03-07", ids[2:4])):  # a Friday and a Sunday
        day = planner.post(f"{path}/days", {"date": date}).data
        version = planner.get(f"{path}/schedule").data["version"]
        assert planner.put(f"{path}/days/{day['id']}/strips", {"scene_ids": scenes}, match=version).status == 200
    first = exported(planner, production)
    assert plan_of(first, "Schedule") == [[("1", "2"), ("3", "4")], []]
    other = studio.production("Elsewhere")
    there = studio.member(other, "producer")
    done = send(there, other, planner.get(f"{path}/schedule-file").body).data
    assert [(row["days"], row["first"], row["last"]) for row in done["boards"]] == [(2, "2027-03-05", "2027-03-07")]
    assert exported(there, other) == first
    assert send(there, other, planner.get(f"{path}/schedule-file").body).data["counts"]["boards"]["unchanged"] == 1


def test_a_new_production_is_made_of_a_file(studio: Studio):
    ana = studio.user("Ana")
    told = send(ana, None, file(), preview=True).data
    assert (told["production_id"], told["title"]) == (None, "Low Water")
    assert not ana.get("/productions").data
    made = send(ana, None, file(), title="Neap").data
    assert made["title"] == "Neap"
    assert exported(ana, made["production_id"]).header["project"] == "Low Water"
    assert ana.get(f"/productions/{made['production_id']}").data["company"] == "Ebb Films"


def _odd(body: dict[str, Any]) -> None:
    """Everything a file may hold and a table may not."""
    body["breakdowns"] += [
        breakdown("o1", scene="", pages=0.5, elements=["e-ida", "nowhere"]),
        breakdown("o6", scene="1-2", pages=0.375, elements=["o-huge"]),
        breakdown("o2", scene="1", pages=0.375, description="Again 1"),
        breakdown("o3", scene="12, 13 & 14–16, 22, 23A, 24", pages=1),
        breakdown("o4", type="banner", bannerText="x" * 400, duration=1),
        breakdown("o5", scene="\x00odd\n", comments="line\r\nline", elements=["e-quay", "e-hut"]),
    ]
    body["elements"].append(element("o-huge", "cast", "HUGE") | {"elementId": "9" * 5000})
    body["elements"] += [element("o-bo", "cast", "BO"), element("o-loose", "nocategory", "Loose")]
    body["elements"] += [element("o-rope", "props", "rope!"), element("o-none", "props", "")]
    body["elements"][-1]["events"] = [event("event", "photo", "2026-11-13"), event("event", "fitting", "2026-11-13")]
    body["elements"][-3]["_x"] = "\udc00"
    body["calendars"].append({"id": "c2", "name": "Start 12 Nov", "daysOff": [0], "events": []})
    odd = [
        board("z1", "stripboard", ["o1", ["o2", "o4"], [], "o4", "ghost"]),
        board("z2", "Boneyard B", [["o3", "b1"]]),
    ]
    body["stripboards"].append({"id": "p3", "name": "Tide plan", "calendar": None, "boards": odd})
    body["stripboards"].append({"id": "p4", "name": "", "calendar": "c2", "boards": [board("", "", [["b1"]])]})


def test_odd_files_are_taken_with_notes(production, planner):
    body = story()
    _odd(body)
    done = send(planner, production, file(body))
    assert done.status == 201, done.json
    assert len(done.data["notes"]) >= 5
    out = exported(planner, production)
    numbers = {row["number"] for row in planner.get(f"/productions/{production}/scenes").data}
    assert {"?", "1", "1-2", "1-3", "odd"} < numbers
    assert {row.id for row in out.breakdowns} >= {row["id"] for row in body["breakdowns"]}
    assert {row.name for row in out.elements} == {row["name"] for row in body["elements"]}
    assert plan_of(out, "Tide plan") == plan_of(read(file()), "Tide plan")


def test_two_elements_of_one_name_and_a_unit_that_shoots_alone_come_out_as_they_went_in(production, planner):
    body = story()
    body["elements"] += [element("e-rope2", "props", "ROPE"), element("e-pier2", "loc", "stone PIER")]
    body["elements"][-1]["events"] = [event("event", "travel", "2026-11-13")]
    scenes = {row["id"]: row for row in body["breakdowns"]}
    scenes["b2"]["elements"] += ["e-rope2", "e-pier2"]
    scenes["b3"]["elements"] += ["e-rope2", "e-rope"]
    body["elements"][-2]["dropDayCount"] = 1
    main, bare, second = body["stripboards"][0]["boards"]
    main["breakdownIds"] = ["b1", "b0", "b2"]  # without days, so that the second unit alone has them
    bare["breakdownIds"], second["breakdownIds"] = ["b3", "b4", "b6"], [[], ["b5"], []]
    send(planner, production, file(body))
    assert exported(planner, production) == read(file(body))


@pytest.mark.parametrize(
    ("content", "filename", "status"),
    [
        (b"{}", "plan.uss", 422),
        (b"", "plan.uss", 422),
        (b"[" * 100_000, "plan.uss", 422),
        (file(), "plan.pdf", 415),
        (b" " * 10_000_001, "plan.uss", 413),
    ],
)
def test_files_that_are_none_are_refused_and_leave_nothing(production, planner, content, filename, status):
    for preview in (True, False):
        answer = send(planner, production, content, filename=filename, preview=preview)
        assert (answer.status, answer.fields) == (status, ["file"])
    assert not exported(planner, production).breakdowns


def test_planners_import_and_those_who_plan_or_shoot_export(studio: Studio, production):
    statuses = {}
    for role in ("assistant_director", "script_supervisor", "director_of_photography", "crew", "viewer"):
        who = studio.member(production, role, level="child")
        imported = send(who, production, file(), preview=True).status
        statuses[role] = imported, who.get(f"/productions/{production}/schedule-file").status
    assert statuses == {
        "assistant_director": (200, 200), "script_supervisor": (403, 200), "director_of_photography": (403, 200),
        "crew": (403, 403), "viewer": (403, 403),
    }  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_plan_of_our_story_survives_the_database(studio: Studio, data: st.DataObject):
    body = story()
    body["breakdowns"] += [  # banners that say the same as the story's are still three
        breakdown(key, type="banner", bannerText="Company move", duration=1_800_000, comments=key)
        for key in ("b7", "b8")
    ]
    ids = data.draw(st.permutations([row["id"] for row in body["breakdowns"]]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(ids)), min_size=3, max_size=3)))
    days = [ids[: cuts[0]], ids[cuts[0] : cuts[1]], ids[cuts[1] : cuts[2]]]
    second = data.draw(st.sampled_from([[days[2]], [days[2], []], [[], days[2]]])) if days[2] else []
    lists = [board("x1", "stripboard", days[:2]), board("x3", "Second unit", second)]
    lists.insert(data.draw(st.integers(0, 2)), board("x2", "boneyard", ids[cuts[2] :]))
    body["stripboards"][0]["boards"] = lists
    for name in ("e-ida", "e-bo"):
        row = next(each for each in body["elements"] if each["id"] == name)
        row |= {"isHold": data.draw(st.booleans()), "dropDayCount": data.draw(st.sampled_from([0, 7, 10, 14]))}
    production = studio.production()
    planner: Caller = studio.member(production, "assistant_director")
    send(planner, production, file(body))
    assert exported(planner, production) == read(file(body))
