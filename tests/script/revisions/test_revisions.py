"""Colours, locked numbers, changes between drafts and a scene's history, over the API."""

import pytest

from backend.script.revisions.colours import CLASSIC, colour_of, tint_of
from backend.script.revisions.marking import marked
from tests.script.scripts import imported, scenes, upload

WHITE = """
INT. GALLEY - NIGHT

Mara counts the lanterns. Three are missing.

MARA
Who was down here?

EXT. REEF - DAWN

Gulls over black water.

INT. CHART ROOM - DAY

Jonas rolls the map up.
"""
BLUE = """
INT. GALLEY - NIGHT

Mara counts the oil lanterns. Four are missing.

MARA
Who was down here?

A step on the ladder.

EXT. DECK - NIGHT

The ladder is empty.

INT. CHART ROOM - DAY

Jonas rolls the map up.
"""


@pytest.fixture
def film(studio):
    return studio.production()


@pytest.fixture
def ad(studio, film):
    return studio.member(film, "assistant_director")


@pytest.fixture
def drafts(ad, film):
    return [imported(ad, film, WHITE)["id"], imported(ad, film, BLUE)["id"]]


def rules(ad, film, **body):
    path = f"/productions/{film}/script-rules"
    return ad.patch(path, body, match=ad.get(path).etag)


def test_changes_are_told_scene_by_scene_and_word_by_word(ad, film, drafts) -> None:
    answer = ad.get(f"/productions/{film}/screenplays/{drafts[1]}/changes").data
    assert (answer["draft"]["colour"], answer["since"]["colour"]) == ("blue", "white")
    assert [(row["number"], row["change"]) for row in answer["scenes"]] == [
        ("1", "changed"), ("2", "omitted"), ("1A", "added"), ("3", "unchanged"),
    ]  # fmt: skip
    assert answer["counts"] == {"changed": 1, "added": 1, "omitted": 1, "unchanged": 1}
    galley = answer["scenes"][0]["paragraphs"]
    assert [one["mark"] for one in galley] == ["changed", "same", "same", "added"]
    assert [(part["mark"], part["text"]) for part in galley[0]["parts"] if part["mark"] != "same"] == [
        ("added", "oil "), ("removed", "Three"), ("added", "Four"),
    ]  # fmt: skip
    assert all(one["mark"] == "removed" for one in answer["scenes"][1]["paragraphs"])
    assert answer["scenes"][3]["paragraphs"] == []


def test_the_first_draft_has_nothing_before_it_and_a_later_one_is_none(ad, film, drafts) -> None:
    first = ad.get(f"/productions/{film}/screenplays/{drafts[0]}/changes").data
    assert (first["since"], set(first["counts"])) == (None, {"unchanged"})
    refused = ad.get(f"/productions/{film}/screenplays/{drafts[0]}/changes?since={drafts[1]}")
    assert (refused.status, refused.fields) == (422, ["since"])
    review = upload(ad, film, WHITE).data["id"]
    assert ad.get(f"/productions/{film}/screenplays/{review}/changes").status == 404


def test_a_scene_tells_its_history(ad, film, drafts) -> None:
    rows = {row["number"]: row for row in scenes(ad, film)}
    galley, reef, chart = (
        ad.get(f"/productions/{film}/scenes/{rows[number]['id']}/history").data for number in ("1", "2", "3")
    )
    assert [(row["colour"], row["change"]) for row in galley] == [("blue", "changed"), ("white", "added")]
    assert [(row["colour"], row["change"]) for row in reef] == [("blue", "omitted"), ("white", "added")]
    assert [(row["colour"], row["change"]) for row in chart] == [("blue", "unchanged"), ("white", "added")]
    assert galley[1]["heading"] == "INT. GALLEY - NIGHT"


def test_locked_numbers_stay_whatever_a_file_says(ad, film) -> None:
    numbered = WHITE.replace("NIGHT\n", "NIGHT #1#\n", 1).replace("DAWN", "DAWN #2#").replace("DAY", "DAY #3#")
    imported(ad, film, numbered)
    assert rules(ad, film, numbers_locked=True).data["numbers_locked"]
    shifted = BLUE.replace("GALLEY - NIGHT", "GALLEY - NIGHT #1#").replace("ROOM - DAY", "ROOM - DAY #2#")
    imported(ad, film, shifted)
    found = {row["heading"]: (row["number"], row["status"]) for row in scenes(ad, film)}
    assert found["EXT. REEF - DAWN"] == ("2", "omitted"), "an omitted number is kept"
    assert found["EXT. DECK - NIGHT"] == ("1A", "not_started"), "and never used again"
    assert found["INT. CHART ROOM - DAY"] == ("3", "not_started")
    row = next(row for row in scenes(ad, film) if row["number"] == "3")
    path = f"/productions/{film}/scenes/{row['id']}"
    refused = ad.patch(path, {"number": "4"}, match=row["version"])
    assert (refused.status, refused.fields) == (409, ["number"])
    assert ad.delete(path).status == 409
    assert ad.post(f"/productions/{film}/scenes/renumber").status == 409


def test_numbers_can_be_made_anew_while_they_are_not_locked(ad, film, drafts) -> None:
    assert rules(ad, film, numbers_locked=True).status == 200
    assert rules(ad, film, numbers_locked=False).data["locked_at"] is None
    answer = ad.post(f"/productions/{film}/scenes/renumber")
    assert [row["number"] for row in answer.data] == ["1", "2", "3", "4"]


def test_colours_follow_the_order_of_the_production(ad, film, studio) -> None:
    order = [{"name": "white", "tint": "#ffffff"}, {"name": "lilac", "tint": "#d8c7ff"}]
    assert rules(ad, film, colours=order).status == 200
    assert [imported(ad, film, WHITE + "x" * n)["colour"] for n in range(4)] == [
        "white", "lilac", "double white", "double lilac",
    ]  # fmt: skip
    assert rules(ad, film, colours=[order[0], {"name": "White", "tint": "#eeeeee"}]).fields == ["colours"]
    path = f"/productions/{film}/script-rules"
    assert ad.patch(path, {"numbers_locked": True}, match=0).status == 409, "somebody changed them since"
    assert studio.member(film, "crew").patch(path, {"numbers_locked": True}, match=1).status == 403


def test_rounds_of_colours() -> None:
    assert [colour_of(number) for number in (1, 2, 10, 11, 21, 32)] == [
        "white", "blue", "tan", "double white", "triple white", "4× blue",
    ]  # fmt: skip
    assert tint_of("double blue") == tint_of("4× Blue") == dict(CLASSIC)["blue"]


def test_marks_put_together_give_both_texts() -> None:
    old = [{"type": "action", "text": "The door, the old one, opens."}, {"type": "action", "text": "Rain."}]
    new = [{"type": "action", "text": "Rain."}, {"type": "action", "text": "The old door opens slowly."}]
    found = marked(old, new)
    before = [one.text for one in found if one.mark in ("same", "removed")]
    after = [one.text for one in found if one.mark in ("same", "added")]
    assert sorted(before) == sorted(one["text"] for one in old)
    assert sorted(after) == sorted(one["text"] for one in new)
    (reworded,) = marked(old[:1], new[1:])
    assert "".join(part["text"] for part in reworded.parts if part["mark"] != "removed") == new[1]["text"]
    assert "".join(part["text"] for part in reworded.parts if part["mark"] != "added") == old[0]["text"]
