"""The script page's comparison of drafts, its rules, and a scene's history."""

from typing import Any

import pytest

from streamlit_app.components import reader as reader_module
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, SECOND, imported, scenes
from tests.streamlit_app.test_script_pages import Nothing, texts


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    caller = studio.member(film, "assistant_director")
    for draft in (FIRST, SECOND):
        imported(caller, film, draft)
    return caller


def test_changed_scenes_are_marked(open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(reader_module, "_READER", lambda **sent: drawn.append(sent["data"]) or Nothing())
    page = open_page(ad, "script_text", production=film)
    since = page.selectbox(key="changes_since")
    since.select(next(option for option in since.options if "Draft 1" in option)).run()
    assert not page.exception
    assert "1 new · 1 changed · 1 omitted · 2 unchanged" in texts(page)
    kitchen = next(scene for scene in drawn[-1]["scenes"] if scene["heading"] == "INT. KITCHEN - DAY")
    assert {paragraph["mark"] for paragraph in kitchen["paragraphs"]} >= {"same", "changed"}
    assert len(drawn[-1]["scenes"]) == 3


def test_scene_numbers_are_locked_and_colours_chosen(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "script_text", production=film)
    page.button(key="script_rules").click().run()
    page.toggle(key="numbers_locked").set_value(True)
    page.selectbox(key="colour_order").select("Pink before blue")
    page.button(key="script_rules").click()  # the simulated browser keeps a dialog only when it is opened again
    page.button(key="save_script_rules").click().run()
    assert not page.exception
    rules = ad.get(f"/productions/{film}/script-rules").data
    assert rules["numbers_locked"]
    assert [colour["name"] for colour in rules["colours"]][1] == "pink"


def test_a_scene_shows_its_history(open_page: Any, ad: Caller, film: int) -> None:
    kitchen = next(row for row in scenes(ad, film) if row["heading"] == "INT. KITCHEN - DAY")
    page = open_page(ad, "scenes", production=film, scene=str(kitchen["id"]))
    assert ": changed, " in texts(page)
    assert ": first here, " in texts(page)
