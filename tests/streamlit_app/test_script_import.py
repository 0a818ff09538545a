"""The import page: a file comes in, is looked through and decided upon, and is written or thrown away."""

from typing import Any

import pytest

from streamlit_app import words
from streamlit_app.components import review_scenes
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, SECOND, cast, imported, scenes, upload


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    return studio.member(film, "assistant_director")


def texts(page: Any) -> str:
    return "\n".join(element.value for element in [*page.markdown, *page.caption, *page.error, *page.text])


def review_of(ad: Caller, film: int, draft: Any) -> Any:
    return ad.get(f"/productions/{film}/screenplays/{draft['id']}").data


def test_a_file_opens_its_review_and_is_written(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "script_import", production=film)
    assert "No draft yet" in texts(page)
    page.file_uploader[0].upload("tide.fountain", FIRST.encode(), "text/plain").run()
    assert page.title[0].value == "The Long Tide"
    assert [metric.value for metric in page.metric] == ["4", "6/8", "3", "0"]
    assert scenes(ad, film) == []
    page.button(key="write").click().run()
    assert page.title[0].value == "Draft 1"
    assert [scene["number"] for scene in scenes(ad, film)] == ["1", "2", "3", "4"]
    page.button(key="all_drafts").click().run()
    assert "Draft 1" in texts(page)
    assert page.get("download_button")


def test_a_bad_file_is_told_in_the_words_of_the_api(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "script_import", production=film)
    page.file_uploader[0].upload("empty.fountain", b"", "text/plain").run()
    told = upload(ad, film, b"", "empty.fountain").json["message"]
    assert told in page.error[0].value
    assert "empty.fountain" in page.error[0].value
    page.file_uploader[0].upload("tide.fountain", FIRST.encode(), "text/plain").run()
    assert not page.error


def test_offers_are_taken_refused_and_undone_with_a_click(open_page: Any, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]), view="Characters")
    page.button(key="same_MARA'S VOICE").click().run()
    assert review_of(ad, film, draft)["renames"] == {"MARA'S VOICE": ["MARA"]}
    page.button(key="undo_MARA'S VOICE").click().run()
    page.button(key="other_MARA'S VOICE").click().run()
    assert review_of(ad, film, draft)["renames"] == {"MARA'S VOICE": ["MARA'S VOICE"]}
    assert "somebody of their own" in texts(page)


def test_a_character_is_renamed_merged_or_nobody(open_page: Any, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]), view="Characters")
    page.selectbox(key="who_name").select("JONAS")
    page.selectbox(key="who_becomes").select("MARA")
    next(button for button in page.button if button.label == "Rename or merge").click().run()
    page.selectbox(key="who_name").select("MARA'S VOICE")
    next(button for button in page.button if button.label == "No character at all").click().run()
    assert review_of(ad, film, draft)["renames"] == {"JONAS": ["MARA"], "MARA'S VOICE": []}
    page.button(key="write").click().run()
    assert list(cast(ad, film)) == ["MARA"]


def test_offered_headings_are_taken_one_by_one(open_page: Any, ad: Caller, film: int) -> None:
    odd = "INT. CELLAR - DAY\nDark.\n\nINT. ATTIC - DAY\nDust.\n\n"
    draft = upload(ad, film, FIRST + odd).data
    lines = [offer["line"] for offer in draft["heading_offers"]]
    assert len(lines) == 2
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]))
    for line in lines:
        page.button(key=f"accept_{line}").click().run()
    found = review_of(ad, film, draft)
    assert found["accepted"] == lines
    assert [scene["heading"] for scene in found["scenes"]][-2:] == ["INT. CELLAR - DAY", "INT. ATTIC - DAY"]


def test_the_second_draft_shows_what_changes_and_filters_by_it(open_page: Any, ad: Caller, film: int) -> None:
    imported(ad, film, FIRST)
    draft = upload(ad, film, SECOND).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]), change="Changed")
    assert "1 added, 1 changed, 1 omitted" in page.metric[0].delta
    table = page.dataframe[0].value
    assert list(table["change"]) == ["Changed"]
    assert list(table["what"]) == ["words"]
    page.pills(key="change").set_value([]).run()
    assert "become omitted" in texts(page)
    assert "REEF" in str(page.dataframe[1].value)


def test_numbers_used_twice_are_named_and_stop_the_import(open_page: Any, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    path = f"/productions/{film}/screenplays/{draft['id']}"
    other, key = (scene["key"] for scene in draft["scenes"][:2])
    both = [{"key": other, "number": "1"}, {"key": key, "number": "1"}]
    twice = ad.patch(path, {"scenes": both}, match=draft["version"]).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]))
    assert "Scene number 1 is also used by" in page.error[0].value
    assert page.button(key="write").disabled
    ad.patch(path, {"scenes": [{"key": key, "number": "1A"}]}, match=twice["version"])
    page.run()
    assert not page.error
    assert not page.button(key="write").disabled


def test_cells_become_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    sent: list[Any] = []
    monkeypatch.setattr(review_scenes, "send", lambda **decisions: sent.append(decisions) or len(sent) < 3)
    state: dict[str, Any] = {"_review_serial": 0, "table": {"edited_rows": {1: {"pages": "1 2/8", "set_name": None}}}}
    monkeypatch.setattr(st, "session_state", state)
    review_scenes._edited("table", ["5", "9"])
    review_scenes._edited("table", ["5", "9"])
    assert sent == [{"scenes": [{"key": "9", "eighths": 10, "set_name": ""}]}], "each cell once"
    state["table"]["edited_rows"][0] = {"day_night": None, "int_ext": "EXT"}
    review_scenes._edited("table", ["5", "9"])
    assert sent[1] == {"scenes": [{"key": "5", "day_night": None, "int_ext": "EXT"}]}
    state["table"]["edited_rows"][0] = {"number": "1"}
    review_scenes._edited("table", ["5", "9"])
    assert state["_review_serial"] == 1, "a refused cell is shown again as it was"


@pytest.mark.parametrize(("button", "left"), [("inside_merge", ["1", "2", "3"]), ("inside_skip", ["1", "2", "3"])])
def test_scenes_are_merged_and_left_out_and_taken_in_again(
    open_page: Any, ad: Caller, film: int, button: str, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit_app.components.review_scenes.on_phone", lambda: True)
    draft = upload(ad, film, FIRST).data
    first, second = (scene["key"] for scene in draft["scenes"][:2])
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]))

    def inside(key: str, what: str) -> None:
        page.button(key=f"inside_{key}").click().run()
        page.button(key=f"inside_{key}").click()
        page.button(key=what).click().run()

    inside(second, button)
    inside(*((first, f"inside_part_{second}") if button == "inside_merge" else (second, "inside_keep")))
    assert review_of(ad, film, draft)["counts"]["added"] == 4
    inside(second, button)
    page.button(key="write").click().run()
    assert [scene["number"] for scene in scenes(ad, film)] == left


def test_a_scene_is_looked_into_changed_and_cut(
    open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit_app.components.review_scenes.on_phone", lambda: True)
    draft = upload(ad, film, FIRST).data
    key = draft["scenes"][0]["key"]
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]))

    def inside() -> None:
        page.button(key=f"inside_{key}").click()

    inside()
    page.run()
    assert "Rain on the glass. MARA trims the lamp." in texts(page)
    inside()
    page.button(key="cut_3").click().run()
    assert [scene["key"] for scene in review_of(ad, film, draft)["scenes"]][:2] == [key, f"{key}.3"]


def test_discarding_asks_and_takes_the_draft_away(open_page: Any, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]))
    page.button(key="discard").click().run()
    assert review_of(ad, film, draft)["status"] == "review"
    page.button(key="discard").click()
    page.button(key="confirm_yes").click().run()
    assert ad.get(f"/productions/{film}/screenplays").data == []


def test_a_draft_that_is_gone_leads_back_to_the_list(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "script_import", production=film, draft="77")
    assert page.title[0].value == "Import"
    assert page.file_uploader


def test_somebody_elses_decision_is_told_and_shown(open_page: Any, ad: Caller, film: int) -> None:
    draft = upload(ad, film, FIRST).data
    page = open_page(ad, "script_import", production=film, draft=str(draft["id"]), view="Characters")
    path = f"/productions/{film}/screenplays/{draft['id']}"
    ad.patch(path, {"colour": "pink"}, match=draft["version"])
    page.button(key="same_MARA'S VOICE").click().run()
    assert page.toast
    assert review_of(ad, film, draft)["renames"] == {}
    page.button(key="same_MARA'S VOICE").click().run()
    assert review_of(ad, film, draft)["renames"] == {"MARA'S VOICE": ["MARA"]}


@pytest.mark.parametrize("count", [0, 1, 7, 8, 10, 16, 936])
def test_pages_read_back_as_they_were_written(count: int) -> None:
    assert words.from_eighths(words.eighths(count)) == count


@pytest.mark.parametrize("typed", ["", "x", "9/8", "1 9/8", "0.5", "1/2", "-1"])
def test_other_lengths_are_none(typed: str) -> None:
    assert words.from_eighths(typed) is None
