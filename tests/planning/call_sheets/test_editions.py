"""Editions: kept as they went out, compared with each other, and what each says to one person."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.editions.people import call_signature, people, personal
from tests.people import Studio
from tests.planning.call_sheets.test_call_sheets import Shoot


@pytest.fixture
def shoot(studio: Studio) -> Shoot:
    return Shoot(studio)


def edition(shoot: Shoot, made: Any, number: int) -> dict[str, Any]:
    with shoot.studio.app.app_context():
        return editions.find(made.data["id"], number).snapshot


def again(shoot: Shoot, made: Any) -> Any:
    return shoot.ad.post(shoot.sheet(made, "/publish"), match=shoot.ad.get(shoot.sheet(made)).etag)


def patch(shoot: Shoot, made: Any, rest: str, body: dict[str, Any], version: Any = None) -> Any:
    version = version or shoot.ad.get(shoot.sheet(made)).etag
    answer = shoot.ad.patch(shoot.sheet(made, rest), body, match=version)
    assert answer.status == 200, answer.json
    return answer


def test_every_publication_is_kept_as_it_went_out(shoot: Shoot) -> None:
    made = shoot.published()
    first = edition(shoot, made, 1)
    patch(shoot, made, "", {"notes": "Bring boots", "general_call": "07:30"})
    assert edition(shoot, made, 1) == first
    listed = shoot.ad.get(shoot.sheet(made, "/editions")).data
    assert [(row["number"], row["colour"], row["published_by"]) for row in listed] == [(1, "white", "Irina AD")]
    again(shoot, made)
    assert [row["number"] for row in shoot.crew.get(shoot.sheet(made, "/editions")).data] == [2, 1]
    assert edition(shoot, made, 1) == first
    assert edition(shoot, made, 2)["general_call"] == "07:30"


def test_nothing_goes_out_until_it_is_published_again(shoot: Shoot) -> None:
    made = shoot.published()
    mine = next(row for row in made.data["crew"] if row["name"] == "Kim Gaffer")
    patch(shoot, made, "", {"general_call": "06:00", "location_id": None})
    patch(shoot, made, f"/crew/{mine['id']}", {"call": "05:30"}, mine["version"])
    desk, seen = shoot.ad.get(shoot.sheet(made)).data, shoot.crew.get(shoot.sheet(made)).data
    assert desk["general_call"] == "06:00"
    assert "The general call is 06:00 now (was 07:00)." in [one["sentence"] for one in desk["unpublished"]]
    assert (seen["general_call"], seen["location_name"], seen["unpublished"]) == ("07:00", "Ferry terminal", [])
    assert next(row["call"] for row in seen["crew"] if row["mine"]) == "07:00"
    brief = shoot.crew.get(shoot.path("/call-sheets")).data[0]
    assert (brief["general_call"], brief["location_name"], brief["scenes"]) == ("07:00", "Ferry terminal", 3)
    assert shoot.crew.get(shoot.sheet(made, "/changes?since=1")).data["differences"] == []
    out = again(shoot, made)
    assert out.data["unpublished"] == []
    seen = shoot.crew.get(shoot.sheet(made)).data
    assert (seen["general_call"], seen["edition"], seen["edition_name"]) == ("06:00", 2, "Blue")
    assert next(row["call"] for row in seen["crew"] if row["mine"]) == "05:30"


def test_what_changed_is_said_for_everybody_and_for_each(shoot: Shoot) -> None:
    made = shoot.published()
    cast = {row["number"]: row for row in made.data["cast"]}
    patch(shoot, made, f"/cast/{cast[1]['id']}", {"pick_up": "04:45"}, cast[1]["version"])
    shoot.ad.post(shoot.sheet(made, "/scenes"), {"scene_id": shoot.scenes[3]})
    shoot.ad.delete(shoot.sheet(made, f"/cast/{cast[2]['id']}"), match=cast[2]["version"])
    again(shoot, made)
    found = shoot.ad.get(shoot.sheet(made, "/changes?since=1&to=2")).data
    said = [one["sentence"] for one in found["differences"]]
    assert "Cast 1 MARA (Zoë Ångström): pick-up 04:45 (was 05:15)." in said
    assert "Cast 2 JONAS (Piotr) is removed." in said
    assert "Scene 4 is added." in said
    people = {one["key"]: one["sentences"] for one in found["people"]}
    assert people[f"cast:{shoot.mara}"] == ["Pick-up is 04:45 now (was 05:15).", "Scene 4 is added for you."]
    assert people[f"cast:{shoot.jonas}"] == ["You are no longer called."]
    assert people[f"cast:{shoot.nadia}"] == ["Scene 4 is added for you."]
    assert len(people) == 3  # the crew's calls are the same
    assert shoot.ad.get(shoot.sheet(made, "/changes?since=9")).fields == ["since"]


def test_one_persons_sheet(shoot: Shoot) -> None:
    made = shoot.published()
    snapshot = edition(shoot, made, 1)
    mine = personal(snapshot, f"cast:{shoot.jonas}")
    assert mine is not None
    assert [(step.label, str(step)) for step in mine.steps] == [
        ("Pick-up", "07:15"), ("Hair and make-up", "08:00"), ("Wardrobe", "08:45"), ("On set", "09:00"),
    ]  # fmt: skip
    assert (mine.first, mine.until, mine.code) == ("2026-11-24T07:15:00", "2026-11-24T17:00:00", "SWF")
    assert [scene["number"] for scene in mine.scenes] == ["2", "3"]
    assert mine.place["name"] == "Ferry terminal"
    assert personal(snapshot, "cast:999999") is None
    kinds = [who.kind for who in people(snapshot)]
    assert kinds == ["cast"] * 3 + ["crew"] * 2
    assert all(personal(snapshot, who.key) for who in people(snapshot))
    kim = next(who for who in people(snapshot) if who.name == "Kim Gaffer")
    assert (kim.part, kim.department, kim.phone) == ("Gaffer", "Electric", "+44 7700 900123")


def test_a_call_changes_exactly_when_something_of_it_changes(shoot: Shoot) -> None:
    snapshot = edition(shoot, shoot.published(), 1)
    mara, kim = f"cast:{shoot.mara}", next(who.key for who in people(snapshot) if who.kind == "crew")

    def changed(change: Any) -> set[str]:
        other = copy.deepcopy(snapshot)
        change(other)
        differ = {key for key in (mara, kim) if call_signature(other, key) != call_signature(snapshot, key)}
        told = {key for key in (mara, kim) if editions.for_person(snapshot, other, key)}
        assert differ == told
        return differ

    assert changed(lambda other: other.update(notes="x", weather="y", estimated_wrap="23:00", edition=2)) == set()
    assert changed(lambda other: other.update(date="2026-11-25")) == {mara, kim}
    assert changed(lambda other: other.update(status="cancelled")) == {mara, kim}
    assert changed(lambda other: other["places"][0].update(parking="Elsewhere")) == {mara, kim}
    assert changed(lambda other: other["cast"][0].update(wardrobe=None)) == {mara}
    assert changed(lambda other: other["cast"][0].update(remarks="Wet hair")) == {mara}
    assert changed(lambda other: other["cast"][1].update(pick_up="03:00")) == set()
    assert changed(lambda other: other["scenes"].pop(0)) == {mara}
    assert changed(lambda other: [row.update(call="05:00") for row in other["crew"]]) == {kim}
    assert changed(lambda other: [row.update(on_call=True) for row in other["crew"]]) == {kim}


CLOCKS = st.one_of(st.none(), st.times().map(lambda one: f"{one:%H:%M}"))


@given(st.tuples(CLOCKS, CLOCKS, CLOCKS, CLOCKS), st.tuples(CLOCKS, CLOCKS, CLOCKS, CLOCKS))
def test_signatures_and_sentences_never_disagree(was: tuple[Any, ...], now: tuple[Any, ...]) -> None:
    def snapshot(times: tuple[Any, ...]) -> dict[str, Any]:
        row = dict(zip(("pick_up", "makeup", "wardrobe", "on_set"), times, strict=True))
        person = {
            "cast_member_id": 1,
            "status": "scheduled",
            "name": "",
            "character_name": "A",
            "code": "",
            "remarks": "",
        }
        return {
            "date": "2026-11-24", "status": "published", "general_call": "07:00", "estimated_wrap": None,
            "places": [], "scenes": [], "crew": [], "departments": [], "cast": [{**person, **row}],
        }  # fmt: skip

    before, after = snapshot(was), snapshot(now)
    same = call_signature(before, "cast:1") == call_signature(after, "cast:1")
    assert same == (editions.for_person(before, after, "cast:1") == []) == (was == now)


def test_a_sheet_can_be_printed_as_it_went_out_and_for_one_person(shoot: Shoot) -> None:
    import io

    import pypdf

    def words(rest: str, who: Any = None) -> str:
        answer = (who or shoot.ad).get(shoot.sheet(made, f"/pdf{rest}"))
        assert answer.status == 200, answer.json
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body)).pages)

    made = shoot.published()
    patch(shoot, made, "", {"notes": "Bring boots"})
    again(shoot, made)
    assert "Bring boots" in words("?edition=2")
    assert "Bring boots" not in words("?edition=1")
    assert "BLUE" in words("?edition=2")
    own = words(f"?person=cast:{shoot.jonas}")
    assert own.index("Piotr") < own.index("The Last Ferry")
    assert "+44 7700 900123" in words("")
    assert "+44 7700 900123" not in words("?phones=false")
    assert shoot.ad.get(shoot.sheet(made, "/pdf?edition=3")).fields == ["edition"]
    assert shoot.ad.get(shoot.sheet(made, "/pdf?person=cast:99999")).fields == ["person"]
