"""A screenplay's way in: uploaded, reviewed, decided, imported, and imported again without losing anything."""

import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.core.db import db, start_writing
from backend.core.errors import Conflict, NotFound
from backend.planning.schedule.models import Strip
from backend.script.screenplays import service
from backend.script.screenplays.models import Draft
from tests.films import shooting_day
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, SECOND, cast, imported, scenes, upload


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    return studio.member(film, "assistant_director")


def kept_files(studio: Studio) -> list[Path]:
    folder = studio.app.config["SETTINGS"].uploads_dir
    return [path for path in folder.glob("??/*") if path.is_file()]


def drafts_in(studio: Studio) -> int:
    with studio.app.app_context():
        return db.session.query(Draft).count()


def change(caller: Caller, film: int, draft: Any, **decisions: Any) -> Any:
    reply = caller.patch(f"/productions/{film}/screenplays/{draft['id']}", decisions, match=draft["version"])
    return reply.data


def by_heading(review: Any) -> dict[str, Any]:
    return {scene["heading"]: scene for scene in review["scenes"]}


def test_an_upload_opens_a_review_and_changes_nothing(ad: Caller, film: int) -> None:
    reply = upload(ad, film, FIRST)
    assert reply.status == 201
    review = reply.data
    assert reply.etag == f'"{review["version"]}"'
    assert (review["title"], review["status"], review["number"]) == ("The Long Tide", "review", None)
    assert [scene["number"] for scene in review["scenes"]] == ["1", "2", "3", "4"]
    assert all(scene["proposed"] for scene in review["scenes"])
    assert review["counts"] == {"added": 4, "changed": 0, "omitted": 0, "renumbered": 0, "unchanged": 0}
    assert [(c["name"], c["cues"], c["scenes"]) for c in review["characters"]] == [
        ("MARA", 3, 2), ("JONAS", 2, 2), ("MARA'S VOICE", 1, 1),
    ]  # fmt: skip
    assert review["alias_offers"] == [{"name": "MARA'S VOICE", "targets": ["MARA"], "reason": "voice"}]
    assert review["eighths"] == sum(scene["eighths"] for scene in review["scenes"])
    assert scenes(ad, film) == []
    assert cast(ad, film) == {}


def test_import_writes_scenes_words_and_cast_by_size_of_part(ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    draft = change(ad, film, draft, characters=[{"name": "MARA'S VOICE", "becomes": ["MARA"]}])
    reply = ad.post(f"/productions/{film}/screenplays/{draft['id']}/import", match=draft["version"])
    assert reply.status == 200
    assert (reply.data["number"], reply.data["colour"], reply.data["status"]) == (1, "white", "imported")
    rows = scenes(ad, film)
    assert [(s["number"], s["heading"], s["int_ext"], s["day_night"], s["set_name"]) for s in rows] == [
        ("1", "INT. LIGHTHOUSE - NIGHT", "INT", "NIGHT", "LIGHTHOUSE"),
        ("2", "EXT. REEF - NIGHT", "EXT", "NIGHT", "REEF"),
        ("3", "INT. KITCHEN - DAY", "INT", "DAY", "KITCHEN"),
        ("4", "EXT. BEACH - DAY", "EXT", "DAY", "BEACH"),
    ]
    people = cast(ad, film)
    assert {name: (p["number"], p["cues"], p["scene_numbers"]) for name, p in people.items()} == {
        "MARA": (1, 4, ["1", "3"]), "JONAS": (2, 2, ["1", "2"]),
    }  # fmt: skip
    assert people["MARA"]["aliases"] == ["MARA'S VOICE"]
    words = ad.get(f"/productions/{film}/scenes/{rows[1]['id']}/text").data
    assert words["draft_id"] == draft["id"]
    assert [(p["type"], p["text"]) for p in words["paragraphs"]] == [
        ("action", "A mast breaks the water."), ("character", "JONAS (O.S.)"), ("dialogue", "There!"),
    ]  # fmt: skip


def test_a_second_draft_keeps_ids_status_notes_and_schedule(studio: Studio, ad: Caller, film: int) -> None:
    imported(ad, film, FIRST)
    before = {scene["number"]: scene for scene in scenes(ad, film)}
    kitchen = before["3"]
    ad.patch(f"/productions/{film}/scenes/{kitchen['id']}/status", {"status": "completed"})
    current = ad.get(f"/productions/{film}/scenes/{kitchen['id']}")
    ad.patch(f"/productions/{film}/scenes/{kitchen['id']}", {"notes": "Kettle must steam"}, match=current.etag)
    mara = cast(ad, film)["MARA"]
    ad.patch(
        f"/productions/{film}/cast-members/{mara['id']}", {"name": "Ana Sol", "phone": "+44 1", "number": 7},
        match=mara["version"],
    )  # fmt: skip
    with studio.app.app_context():
        start_writing()
        shooting_day(film, dt.date(2026, 5, 4), [kitchen["id"]])
        db.session.commit()

    review = upload(ad, film, SECOND).data
    assert review["counts"] == {"added": 1, "changed": 1, "omitted": 1, "renumbered": 0, "unchanged": 2}
    assert [(gone["number"], gone["heading"]) for gone in review["gone"]] == [("2", "EXT. REEF - NIGHT")]
    found = by_heading(review)
    assert (found["INT. BOAT HOUSE - DAY"]["number"], found["INT. BOAT HOUSE - DAY"]["change"]) == ("3A", "added")
    assert (found["INT. KITCHEN - DAY"]["change"], found["INT. KITCHEN - DAY"]["what"]) == ("changed", ["text"])
    done = ad.post(f"/productions/{film}/screenplays/{review['id']}/import", match=review["version"]).data
    assert (done["number"], done["colour"]) == (2, "blue")

    after = {scene["number"]: scene for scene in scenes(ad, film)}
    assert list(after) == ["1", "2", "3", "3A", "4"]
    assert {number: scene["id"] for number, scene in after.items() if number != "3A"} == {
        number: scene["id"] for number, scene in before.items()
    }
    assert (after["3"]["status"], after["3"]["notes"]) == ("completed", "Kettle must steam")
    assert after["2"]["status"] == "omitted"
    with studio.app.app_context():
        assert db.session.query(Strip).filter_by(scene_id=kitchen["id"]).count() == 1
    people = cast(ad, film)
    assert {key: people["MARA"][key] for key in ("id", "number", "name", "phone")} == {
        "id": mara["id"], "number": 7, "name": "Ana Sol", "phone": "+44 1",
    }  # fmt: skip
    assert people["PILAR"]["number"] == 8, "numbers go on behind the highest"
    assert people["JONAS"]["scene_numbers"] == ["1"], "omitted scenes do not count"
    old = ad.get(f"/productions/{film}/scenes/{kitchen['id']}/text?draft={done['id'] - 1}").data
    assert "Drink." in [paragraph["text"] for paragraph in old["paragraphs"]]
    again = ad.get(f"/productions/{film}/screenplays/{review['id']}").data
    assert (again["counts"], again["scenes"]) == (review["counts"], [
        {**scene, "proposed": False, "scene_id": after[scene["number"]]["id"]} for scene in review["scenes"]
    ])  # fmt: skip


def test_a_scene_that_comes_back_is_no_longer_omitted(ad: Caller, film: int) -> None:
    imported(ad, film, FIRST)
    reef = scenes(ad, film)[1]["id"]
    imported(ad, film, SECOND)
    imported(ad, film, FIRST)
    row = ad.get(f"/productions/{film}/scenes/{reef}").data
    assert (row["number"], row["status"]) == ("2", "not_started")
    assert [(scene["number"], scene["status"]) for scene in scenes(ad, film)][3] == ("3A", "omitted")


def test_renumbered_scenes_keep_their_ids_even_when_numbers_change_places(ad: Caller, film: int) -> None:
    text = "INT. ONE - DAY #1#\n\nA clock.\n\nINT. TWO - DAY #2#\n\nA dog sleeps by the fire.\n"
    imported(ad, film, text)
    ids = {scene["set_name"]: scene["id"] for scene in scenes(ad, film)}
    swapped = text.replace("#1#", "#x#").replace("#2#", "#1#").replace("#x#", "#2#")
    review = upload(ad, film, swapped).data
    assert [(s["change"], s["old_number"], s["number"]) for s in review["scenes"]] == [
        ("renumbered", "1", "2"), ("renumbered", "2", "1"),
    ]  # fmt: skip
    ad.post(f"/productions/{film}/screenplays/{review['id']}/import", match=review["version"])
    assert {scene["set_name"]: (scene["id"], scene["number"]) for scene in scenes(ad, film)} == {
        "ONE": (ids["ONE"], "2"), "TWO": (ids["TWO"], "1"),
    }  # fmt: skip


def test_decisions_change_the_review_and_the_import(ad: Caller, film: int) -> None:
    review = upload(ad, film, FIRST).data
    key = {heading: scene["key"] for heading, scene in by_heading(review).items()}
    review = change(
        ad, film, review, colour="double white",
        scenes=[
            {"key": key["EXT. REEF - NIGHT"], "action": "merge"},
            {"key": key["EXT. BEACH - DAY"], "number": "12A", "set_name": "SHORE", "eighths": 5, "day_night": None},
            {"key": key["INT. KITCHEN - DAY"], "int_ext": "INT/EXT"},
        ],
        characters=[{"name": "JONAS", "becomes": ["OLD JONAS"]}, {"name": "MARA'S VOICE", "becomes": []}],
    )  # fmt: skip
    first, kitchen, beach = review["scenes"]
    assert first["merged"] == [key["EXT. REEF - NIGHT"]]
    assert {c["name"]: c["cues"] for c in first["characters"]} == {"MARA": 2, "OLD JONAS": 2}
    assert (beach["number"], beach["set_name"], beach["eighths"], beach["day_night"]) == ("12A", "SHORE", 5, None)
    assert beach["decided"] == ["number", "set_name", "day_night", "eighths"]
    assert kitchen["int_ext"] == "INT/EXT"
    assert [c["name"] for c in review["characters"]] == ["MARA", "OLD JONAS"]
    done = ad.post(f"/productions/{film}/screenplays/{review['id']}/import", match=review["version"]).data
    assert (done["scene_count"], done["colour"]) == (3, "double white")
    rows = scenes(ad, film)
    assert [row["number"] for row in rows] == [first["number"], kitchen["number"], "12A"]
    words = ad.get(f"/productions/{film}/scenes/{rows[0]['id']}/text").data["paragraphs"]
    assert {"type": "shot", "text": "EXT. REEF - NIGHT", "dual": ""} in words
    assert cast(ad, film)["OLD JONAS"]["aliases"] == ["JONAS"]


def test_splitting_skipping_and_undoing(ad: Caller, film: int) -> None:
    review = upload(ad, film, FIRST).data
    first, beach = review["scenes"][0]["key"], review["scenes"][3]["key"]
    parts = ad.get(f"/productions/{film}/screenplays/{review['id']}/scenes/{first}").data["paragraphs"]
    assert parts[3]["text"] == "JONAS"
    split, skip = {"key": first, "paragraph": 3}, {"key": beach, "action": "skip"}
    review = change(ad, film, review, splits=[split], scenes=[skip])
    second = review["scenes"][1]
    assert (second["key"], second["paragraphs"], second["number"]) == (f"{first}.3", 4, "2")
    assert {c["name"] for c in review["scenes"][0]["characters"]} == {"MARA"}
    assert (review["scenes"][4]["skipped"], review["scenes"][4]["number"]) == (True, None)
    assert review["scene_count"] == 4
    review = change(
        ad, film, review, scenes=[{"key": second["key"], "heading": "INT. STAIRS - NIGHT", "set_name": "STAIRS"}]
    )
    assert review["scenes"][1]["set_name"] == "STAIRS"
    review = change(
        ad, film, review, splits=[{"key": first, "paragraph": 3, "undo": True}], scenes=[{"key": beach, "reset": True}]
    )
    assert len(review["scenes"]) == 4
    assert not any(scene["skipped"] for scene in review["scenes"])


def test_an_offered_heading_becomes_a_scene_when_accepted(ad: Caller, film: int) -> None:
    review = upload(ad, film, "INT. HALL - DAY\n\nSteps echo.\nINT. CELLAR - DAY\nDark.\n").data
    offer = review["heading_offers"][0]
    review = change(ad, film, review, accept=[offer["line"]])
    assert review["accepted"] == [offer["line"]]
    assert [scene["heading"] for scene in review["scenes"]] == ["INT. HALL - DAY", "INT. CELLAR - DAY"]
    review = change(ad, film, review, accept=[])
    assert len(review["scenes"]) == 1


def test_a_group_shares_its_cues(ad: Caller, film: int) -> None:
    review = upload(ad, film, "INT. BAR - DAY\n\nANA\nHello.\n\nBEN\nHello.\n\nANA AND BEN\nHa!\n").data
    assert review["alias_offers"][0]["targets"] == ["ANA", "BEN"]
    review = change(ad, film, review, characters=[{"name": "ANA AND BEN", "becomes": ["ANA", "BEN"]}])
    assert {c["name"]: (c["cues"], c["aliases"]) for c in review["characters"]} == {"ANA": (2, []), "BEN": (2, [])}


def test_who_is_who_is_remembered_for_the_next_draft(ad: Caller, film: int) -> None:
    review = change(ad, film, upload(ad, film, FIRST).data, characters=[{"name": "MARA'S VOICE", "becomes": ["MARA"]}])
    ad.post(f"/productions/{film}/screenplays/{review['id']}/import", match=review["version"])
    assert [c["name"] for c in upload(ad, film, SECOND).data["characters"]] == ["MARA", "JONAS", "PILAR"]


def test_a_locked_script_gets_numbers_only_where_they_are_missing(ad: Caller, film: int) -> None:
    text = "INT. A - DAY #12#\n\nX.\n\nINT. B - DAY\n\nY.\n\nINT. C - DAY\n\nZ.\n\nINT. D - DAY #13#\n\nW.\n"
    assert [scene["number"] for scene in upload(ad, film, text).data["scenes"]] == ["12", "12A", "12B", "13"]


def test_numbers_used_twice_are_refused_naming_the_scene(ad: Caller, film: int) -> None:
    draft = upload(ad, film, "INT. A - DAY #4#\n\nX.\n\nINT. B - DAY #4#\n\nY.\n").data
    field = f"scenes.{draft['scenes'][1]['key']}.number"
    assert [problem["field"] for problem in draft["problems"]] == [field]
    refused = ad.post(f"/productions/{film}/screenplays/{draft['id']}/import", match=draft["version"])
    assert (refused.status, refused.fields) == (409, [field])
    assert scenes(ad, film) == []
    draft = change(ad, film, draft, scenes=[{"key": draft["scenes"][1]["key"], "number": "5"}])
    assert draft["problems"] == []


@pytest.mark.parametrize(
    ("decisions", "field"),
    [
        ({"scenes": [{"key": "999"}]}, "scenes.0.key"),
        ({"scenes": [{"key": "3", "action": "merge"}]}, "scenes.0.action"),
        ({"splits": [{"key": "3", "paragraph": 900}]}, "splits.0.paragraph"),
        ({"splits": [{"key": "998", "paragraph": 1}]}, "splits.0.key"),
        ({"characters": [{"name": "NOBODY", "becomes": None}]}, "characters.0.name"),
        ({"scenes": [{"key": "3", "number": ""}]}, "scenes.0.number"),
        ({"scenes": [{"key": "3", "eighths": -1}]}, "scenes.0.eighths"),
        ({"scenes": [{"key": "3", "int_ext": "INSIDE"}]}, "scenes.0.int_ext"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_decisions_that_fit_nothing_are_refused(ad: Caller, film: int, decisions: Any, field: str) -> None:
    draft = upload(ad, film, FIRST)
    path = f"/productions/{film}/screenplays/{draft.data['id']}"
    refused = ad.patch(path, decisions, match=draft.etag)
    assert (refused.status, refused.fields) == (422, [field])
    assert ad.get(path).etag == draft.etag


BAD_FILES = [
    ("empty.fountain", b"", 422),
    ("blank.fountain", b" \n\n", 422),
    ("prose.fountain", b"Dear diary, nothing happened.\n", 422),
    ("script.docx", b"PK\x03\x04 not a screenplay", 415),
    ("noending", FIRST.encode(), 415),
    ("picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, 415),
    ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< broken", 422),
    ("binary.fountain", bytes(range(256)) * 40, 415),
    ("page.fdx", b"<html><body>no</body></html>", 415),
    ("cut.fdx", b'<?xml version="1.0"?><FinalDraft><Content><Paragraph Type="Scene', 422),
    ("bomb.fdx", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><FinalDraft>&a;</FinalDraft>', 415),
    ("large.fountain", b"INT. A - DAY\n\n" + b"x" * (5 * 1024 * 1024), 413),
    ("crowd.fountain", b"INT. A - DAY\n\n" * 1001, 422),
]


@pytest.mark.parametrize(("name", "content", "status"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(
    studio: Studio, ad: Caller, film: int, name: str, content: bytes, status: int
) -> None:
    before = kept_files(studio)
    refused = upload(ad, film, content, name)
    assert (refused.status, refused.fields) == (status, ["file"])
    assert refused.json["message"].endswith((".", "!"))
    assert kept_files(studio) == before
    assert drafts_in(studio) == 0


def test_a_file_that_takes_too_long_is_given_up(
    studio: Studio, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = replace(studio.app.config["SETTINGS"], import_seconds=0)
    monkeypatch.setitem(studio.app.config, "SETTINGS", impatient)
    before = kept_files(studio)
    refused = upload(ad, film, FIRST)
    assert (refused.status, refused.fields) == (422, ["file"])
    assert "could not be read within" in refused.json["message"]
    assert (kept_files(studio), drafts_in(studio)) == (before, 0)


def test_the_source_is_kept_and_goes_with_a_discarded_draft(studio: Studio, ad: Caller, film: int) -> None:
    before = kept_files(studio)
    draft = upload(ad, film, FIRST).data
    file = ad.get(f"/productions/{film}/screenplays/{draft['id']}/source")
    assert file.body == FIRST.encode()
    assert file.headers["Content-Disposition"].startswith('attachment; filename="tide.fountain"')
    assert draft["sha256"] == hashlib.sha256(FIRST.encode()).hexdigest()
    assert ad.delete(f"/productions/{film}/screenplays/{draft['id']}").status == 200
    assert ad.get(f"/productions/{film}/screenplays/{draft['id']}").status == 404
    assert kept_files(studio) == before


def test_an_imported_draft_cannot_be_discarded_changed_or_imported_again(ad: Caller, film: int) -> None:
    done = imported(ad, film, FIRST)
    path = f"/productions/{film}/screenplays/{done['id']}"
    assert ad.delete(path).status == 409
    assert ad.patch(path, {"colour": "red"}, match=done["version"]).status == 409
    assert ad.post(f"{path}/import", match=done["version"]).status == 409
    assert [draft["status"] for draft in ad.get(f"/productions/{film}/screenplays").data] == ["imported"]


def test_of_two_imports_at_once_one_wins(studio: Studio, ad: Caller, film: int) -> None:
    drafts = [upload(ad, film, text).data for text in (FIRST, FIRST, SECOND)]

    def send(draft: Any) -> int:
        path = f"/productions/{film}/screenplays/{draft['id']}/import"
        return Caller(studio.app, ad.token).post(path, match=draft["version"]).status

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(send, drafts * 2))
    assert statuses == [200, 409, 409, 409, 409, 409]
    assert len({scene["number"] for scene in scenes(ad, film)}) == len(scenes(ad, film))


def test_sixteen_decisions_with_one_etag(studio: Studio, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    path = f"/productions/{film}/screenplays/{draft['id']}"

    def send(number: int) -> Any:
        return Caller(studio.app, ad.token).patch(path, {"colour": f"colour {number}"}, match=draft["version"])

    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(send, range(16)))
    assert sorted(reply.status for reply in replies) == [200] + [409] * 15
    won = next(reply for reply in replies if reply.status == 200)
    lost = [reply.json["data"] for reply in replies if reply.status == 409]
    assert {current["colour"] for current in lost} == {won.data["colour"]}


def test_every_real_screenplay_imports(studio: Studio, shared_data: Path) -> None:
    for file in sorted((shared_data / "screenplays").glob("*.f*")):
        film = studio.production(file.name)
        ad = studio.member(film, "assistant_director")
        draft = upload(ad, film, file.read_bytes(), file.name).data
        for problem in draft["problems"]:  # one sample uses a number twice on purpose
            draft = change(ad, film, draft, scenes=[{"key": problem["field"].split(".")[1], "number": "99"}])
        done = ad.post(f"/productions/{film}/screenplays/{draft['id']}/import", match=draft["version"])
        assert done.status == 200, (file.name, done.json)
        again = upload(ad, film, file.read_bytes(), file.name).data
        live = [scene for scene in again["scenes"] if scene["number"] and not scene["omitted"]]
        assert {scene["change"] for scene in live} <= {"unchanged", "renumbered"}, file.name


def test_who_may_import(studio: Studio, film: int, ad: Caller) -> None:
    draft = upload(ad, film, FIRST)
    path = f"/productions/{film}/screenplays"
    one = f"{path}/{draft.data['id']}"
    crew, stranger = studio.member(film, "crew"), studio.user()
    for caller, read, write in ((crew, 200, 403), (stranger, 404, 404), (studio.anonymous(), 401, 401)):
        assert caller.get(path).status == caller.get(one).status == read
        assert upload(caller, film, FIRST).status == write
        assert caller.patch(one, {"colour": "pink"}, match=draft.etag).status == write
        assert caller.post(f"{one}/import", match=draft.etag).status == write
        assert caller.delete(one).status == write
    other = studio.production("Another")
    elsewhere = studio.admin(other)
    assert elsewhere.get(f"/productions/{other}/screenplays/{draft.data['id']}").status == 404
    assert elsewhere.post(f"/productions/{other}/screenplays/{draft.data['id']}/import", match=draft.etag).status == 404
    assert ad.post(f"{one}/import").status == 428


def test_the_command_line_imports_at_once_or_not_at_all(studio: Studio, ad: Caller, film: int) -> None:
    before = kept_files(studio)
    with studio.app.app_context():
        report = service.import_file(film, FIRST.encode(), "tide.fountain")
        assert service.kept_files() == {path.name for path in set(kept_files(studio)) - set(before)}
        twice = b"INT. A - DAY #4#\n\nX.\n\nINT. B - DAY #4#\n\nY.\n"
        with pytest.raises(Conflict):
            service.import_file(film, twice, "twice.fountain")
        with pytest.raises(NotFound):
            service.import_file(999, FIRST.encode(), "tide.fountain")
    assert (report["draft"], report["scenes"], report["added"], report["pages"]) == (1, 4, 4, "6/8")
    assert len(scenes(ad, film)) == 4
    assert drafts_in(studio) == 1
    assert len(kept_files(studio)) == len(before) + 1
