"""The breakdown page: words decided and marked, the sheet beside them, all elements, the categories."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from streamlit_app.components import breakdown_reader as module
from streamlit_app.editing import breakdown as editing
from tests.people import Caller, Studio
from tests.script.scripts import imported
from tests.streamlit_app.dragging import Triggers

SCRIPT = """INT. BOAT HOUSE - NIGHT

MARA enters with a LANTERN. A yellow dog sleeps 🌊 on the nets.

MARA
Here.

EXT. QUAY - DAY

The lantern swings from the PILOT BOAT.
"""


class Reader:
    """What somebody does in the words: `reader.did("accept", key="dog", everywhere=False)`, then `page.run()`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[str, Any] = {}
        self.says = Triggers()
        self.callback: Callable[[], None] = lambda: None
        self.count = 0
        monkeypatch.setattr(module, "_READER", self._mounted)

    def did(self, what: str, **more: Any) -> None:
        self.count += 1
        self.says = Triggers(did={"what": what, "scene_id": self.drawn["scene"]["id"], "n": self.count, **more})

    def offers(self) -> list[str]:
        return [one["key"] for one in self.drawn["scene"]["suggestions"]]

    def _mounted(self, *, key: str, data: dict[str, Any], on_did_change: Callable[[], None]) -> Triggers:
        before, self.callback = self.callback, on_did_change
        self.drawn, said, self.says = data, self.says, Triggers()
        if "did" in said:
            st.session_state[key] = said
            before()
            st.rerun()
        return said


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(monkeypatch)


def film(studio: Studio) -> tuple[Caller, str, int]:
    pid = studio.production()
    caller = studio.member(pid, "assistant_director")
    imported(caller, pid, SCRIPT)
    return caller, f"/productions/{pid}/breakdown", pid


def said(page: Any) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.caption) for element in kind)


def test_words_are_decided_and_marked(open_page: Any, studio: Studio, reader: Reader) -> None:
    ad, path, pid = film(studio)
    page = open_page(ad, "breakdown", production=pid)
    assert reader.offers() == ["lantern", "dog", "net"]
    reader.did("accept", key="lantern", everywhere=True)
    page.run()
    assert reader.offers() == ["dog", "net"]
    assert [mark["name"] for mark in reader.drawn["scene"]["marks"]] == ["Lantern"]
    reader.did("refuse", key="net", everywhere=False)
    page.run()
    assert reader.offers() == ["dog"]
    text = reader.drawn["scene"]["paragraphs"][0]["text"]
    at = text.index("nets")
    props = next(one["id"] for one in reader.drawn["categories"] if one["name"] == "Props")
    reader.did("mark", paragraph=0, start=at, end=at + 4, category_id=props)
    page.run()
    assert {row["name"] for row in ad.get(f"{path}/elements").data} == {"Lantern", "Nets"}
    (mark,) = [one for one in reader.drawn["scene"]["marks"] if one["name"] == "Nets"]
    reader.did("unmark", id=mark["id"])
    page.run()
    assert len(reader.drawn["scene"]["marks"]) == 1
    reader.did("accept", key="net", everywhere=False)  # somebody else was faster
    page.run()
    assert "not suggested" in page.toast[0].value


def test_a_scene_is_finished_and_the_next_one_opens(open_page: Any, studio: Studio, reader: Reader) -> None:
    ad, path, pid = film(studio)
    page = open_page(ad, "breakdown", production=pid)
    assert "0 of 2 scenes done" in said(page)
    page.button(key="scene_done").click().run()
    assert reader.drawn["scene"]["number"] == "2"
    assert [row["done"] for row in ad.get(f"{path}/scenes").data] == [True, False]
    page.button(key="scene_before").click().run()
    assert page.button(key="scene_done").label == "Not done yet"


def test_an_element_is_added_by_name_and_changed(open_page: Any, studio: Studio, reader: Reader) -> None:
    ad, path, pid = film(studio)
    page = open_page(ad, "breakdown", production=pid)
    page.button(key="new_element").click().run()
    page.text_input(key="element_name").set_value("Fishing *nets*")
    page.number_input(key="element_quantity").set_value(4)
    page.button(key="new_element").click()
    next(button for button in page.button if button.label == "Add to the scene").click().run()
    (entry,) = ad.get(f"{path}/entries").data
    assert (entry["name"], entry["quantity"]) == ("Fishing *nets*", 4)
    assert "Background** · 4" in said(page)


def test_elements_and_categories(open_page: Any, studio: Studio, reader: Reader) -> None:
    ad, path, pid = film(studio)
    vehicles = next(row["id"] for row in ad.get(f"{path}/categories").data if row["code"] == "vehicles")
    ad.post(f"{path}/elements", {"category_id": vehicles, "name": "Petrel"})
    page = open_page(ad, "breakdown", production=pid, breakdown_show="Elements")
    assert page.dataframe[0].value["name"].tolist() == ["Petrel"]
    page.button(key="categories").click().run()
    page.button(key="categories").click()
    page.button(key="preset_classic").click().run()
    names = [row["name"] for row in ad.get(f"{path}/categories").data]
    assert (names[0], names[-1]) == ("Cast", "Vehicles")


def test_who_may_only_read_sees_no_offers(open_page: Any, studio: Studio, reader: Reader) -> None:
    _ad, _path, pid = film(studio)
    page = open_page(studio.member(pid, "crew"), "breakdown", production=pid)
    assert reader.drawn["editable"] is False
    assert "scene_done" not in [button.key for button in page.button]


def test_every_category_has_a_key_of_its_own() -> None:
    rows = [{"id": n, "name": name} for n, name in enumerate(["Props", "Props too", "Stunts", "Sound", "灯"])]
    assert editing.keys_of(rows) == {0: "p", 1: "t", 2: "s", 3: "o", 4: "a"}
    many = editing.keys_of([{"id": n, "name": "Extras"} for n in range(40)])
    assert len({key for key in many.values() if key}) == 36


def test_where_to_go_on() -> None:
    row = {"heading": "", "elements": 0, "suggestions": 0, "status": "not_started"}
    states = [{**row, "scene_id": n, "done": n < 2} for n in (1, 2, 3, 4)]
    states[2]["status"] = "omitted"
    assert editing.first_open(states) == 2
    assert editing.neighbours(states, 2) == (1, 4)
    assert editing.first_open([]) is None
