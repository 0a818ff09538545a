"""The script, scenes and cast pages: reading, filtering, changing one or many, and what a reader is not offered."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from streamlit_app.components import reader as reader_module
from streamlit_app.components import scene_list
from streamlit_app.components.scene_rows import Wanted, totals
from tests.people import Caller, Studio
from tests.script.scripts import FIRST, SECOND, cast, imported, scenes


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    caller = studio.member(film, "assistant_director")
    imported(caller, film, FIRST)
    return caller


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("scene_list", "scene_detail"):
        monkeypatch.setattr(f"streamlit_app.components.{module}.on_phone", lambda: True)
    monkeypatch.setattr("streamlit_app.components.screen.on_phone", lambda: True)


def texts(page: Any) -> str:
    return "\n".join(e.value for e in [*page.markdown, *page.caption, *page.error, *page.text, *page.warning])


def labels(page: Any) -> list[str]:
    return [button.label for button in page.button]


def submit(page: Any, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()


# --- the script


def test_the_script_is_read_by_draft(open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(reader_module, "_READER", lambda **sent: drawn.append(sent["data"]) or Nothing())
    page = open_page(ad, "script_text", production=film)
    assert "4 scenes · 6/8 pages" in texts(page)
    assert [scene["number"] for scene in drawn[-1]["scenes"]] == ["1", "2", "3", "4"]
    assert {"type": "dialogue", "text": "Nobody sails tonight.", "dual": ""} in drawn[-1]["scenes"][0]["paragraphs"]
    imported(ad, film, SECOND)
    page = open_page(ad, "script_text", production=film)
    assert [scene["omitted"] for scene in drawn[-1]["scenes"]].count(True) == 1
    first = next(option for option in page.selectbox(key="draft").options if option.startswith("Draft 1"))
    page.selectbox(key="draft").select(first).run()
    assert [scene["heading"] for scene in drawn[-1]["scenes"]][1] == "EXT. REEF - NIGHT"
    assert len(drawn[-1]["scenes"]) == 4


class Nothing:
    """A component that said nothing."""

    opened = None


def test_a_heading_of_the_script_opens_its_scene(
    open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = scenes(ad, film)[2]

    class Opened:
        opened = {"id": scene["id"]}

    monkeypatch.setattr(reader_module, "_READER", lambda **_sent: Opened())
    assert open_page(ad, "script_text", production=film).title[0].value == "Scene 3"


def test_no_script_says_what_to_do(open_page: Any, studio: Studio) -> None:
    film = studio.production()
    page = open_page(studio.member(film, "crew"), "script_text", production=film)
    assert "No script yet" in texts(page)


# --- scenes


def test_the_list_shows_scenes_with_totals(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "scenes", production=film)
    assert "4 scenes · 6/8 pages · 4 unscheduled" in texts(page)
    assert page.dataframe[0].value["heading"][0] == "INT. LIGHTHOUSE - NIGHT"


def test_filters_are_in_the_address(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "scenes", production=film, place="EXT")
    assert list(page.dataframe[0].value["number"]) == ["2", "4"]
    page.text_input(key="q").set_value("beach").run()
    assert list(page.dataframe[0].value["number"]) == ["4"]
    page.text_input(key="q").set_value("nowhere").run()
    assert "Nothing found" in texts(page)


def test_filters_keep_what_was_asked_for() -> None:
    row = {
        "number": "1", "heading": "INT. HALL - DAY", "set_name": "HALL", "synopsis": "", "status": "completed",
        "eighths": 10, "int_ext": "INT", "day_night": "DAY", "cast_ids": [3], "day": None,
    }  # fmt: skip
    other = {**row, "status": "omitted", "day": {"number": 1, "date": "2027-01-02"}, "cast_ids": []}
    for wanted, kept in (
        (Wanted(), (True, True)), (Wanted(search=" hall"), (True, True)), (Wanted(search="attic"), (False, False)),
        (Wanted(status=["omitted"]), (False, True)), (Wanted(place="EXT"), (False, False)),
        (Wanted(light="DAY"), (True, True)), (Wanted(set_name="ATTIC"), (False, False)),
        (Wanted(cast_id=3), (True, False)),
        (Wanted(unscheduled=True), (True, False)),
    ):  # fmt: skip
        assert (wanted.keeps(row), wanted.keeps(other)) == kept, wanted
    assert totals([row, other]) == "1 scene · 1 2/8 pages · 1 unscheduled · 1 completed · 1 omitted"


def test_many_scenes_change_together_or_not_at_all(open_page: Any, ad: Caller, film: int, monkeypatch: Any) -> None:
    ids = [scene["id"] for scene in scenes(ad, film)]
    real = scene_list._table
    monkeypatch.setattr(scene_list, "_table", lambda shown: real(shown) or list(shown)[:3])
    page = open_page(ad, "scenes", production=film)
    assert page.button(key="bulk_apply").disabled
    page.selectbox(key="bulk_status_0").select("completed")
    page.multiselect(key="bulk_needs_0").select("stunts:1").run()
    page.button(key="bulk_apply").click().run()
    found = {scene["id"]: scene for scene in scenes(ad, film)}
    assert [(found[i]["status"], found[i]["stunts"]) for i in ids] == [("completed", True)] * 3 + [
        ("not_started", False)
    ]
    page.number_input(key="bulk_priority_1").set_value(10**12).run()
    page.button(key="bulk_apply").click().run()
    assert "Nothing was changed" in page.toast[-1].value
    assert {scene["priority"] for scene in scenes(ad, film)} == {0}


def test_a_click_on_a_row_opens_its_scene(open_page: Any, ad: Caller, film: int, phone: None) -> None:
    third = scenes(ad, film)[2]
    page = open_page(ad, "scenes", production=film)
    page.button(key=f"open_{third['id']}").click().run()
    assert page.title[0].value == "Scene 3"
    assert page.query_params["scene"] == str(third["id"])
    page.button(key="go_next").click().run()
    assert page.title[0].value == "Scene 4"
    page.button(key="all_scenes").click().run()
    assert page.title[0].value == "Scenes"


def test_status_moves_at_once(open_page: Any, ad: Caller, film: int) -> None:
    scene = scenes(ad, film)[0]
    page = open_page(ad, "scenes", production=film, scene=str(scene["id"]))
    page.pills[0].set_value("completed").run()
    assert scenes(ad, film)[0]["status"] == "completed"
    assert ad.get(f"/productions/{film}/today").data["progress"]["scenes_completed"] == 1


def test_facts_are_changed_in_a_form(open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch) -> None:
    menu(monkeypatch, "Edit")
    scene = scenes(ad, film)[0]
    page = open_page(ad, "scenes", production=film, scene=str(scene["id"]))
    page.text_input(key="scene_pages").set_value("a lot")
    submit(page, "Save")
    assert "Pages are written as" in page.error[0].value
    page.text_input(key="scene_pages").set_value("1 2/8")
    page.selectbox(key="scene_place").select("EXT")
    page.text_area(key="scene_synopsis").set_value("The lamp is trimmed.")
    page.checkbox(key="scene_vfx").check()
    submit(page, "Save")
    found = scenes(ad, film)[0]
    assert (found["eighths"], found["int_ext"], found["synopsis"], found["vfx"]) == (
        10,
        "EXT",
        "The lamp is trimmed.",
        True,
    )
    assert found["heading"] == "EXT. LIGHTHOUSE - NIGHT"


def menu(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    """Choose from the page's menu; the simulated browser has no menus."""
    monkeypatch.setattr("streamlit.menu_button", lambda *_args, **_more: chosen)


@pytest.mark.parametrize(("chosen", "left"), [("Omit", "omitted"), ("Delete", "")])
def test_omitting_and_deleting_ask(
    open_page: Any, ad: Caller, film: int, monkeypatch: pytest.MonkeyPatch, chosen: str, left: str
) -> None:
    made = ad.post(f"/productions/{film}/scenes", {"number": "9"}).data
    menu(monkeypatch, chosen)
    page = open_page(ad, "scenes", production=film, scene=str(made["id"]))
    assert scenes(ad, film)[-1]["status"] == "not_started"
    page.button(key="confirm_yes").click().run()
    assert [scene["status"] for scene in scenes(ad, film)[4:]] == ([left] if left else [])


def overtaken() -> None:
    import streamlit as st

    from streamlit_app.api.client import Clash
    from streamlit_app.components.saving import save_or_tell

    def send(changes: dict, version: int) -> None:
        if version == 1:
            raise Clash(409, "Changed meanwhile.", data={"id": 7, "version": 2, "eighths": 3, "name": "Old"})
        st.session_state["sent"] = (changes, version)

    if st.button("Save"):
        row = {"id": 7, "version": 1, "eighths": 10, "name": "Old"}
        save_or_tell(row, {"name": "Mine"}, send, lambda name, value: f"{name}={value}" if name != "version" else "")


def test_a_form_that_was_overtaken_says_by_what_and_saves_the_second_time() -> None:
    test = AppTest.from_function(overtaken).run()
    test.button[0].click().run()
    assert "Somebody saved this" in test.warning[0].value
    assert test.text[0].value == "eighths=3"
    assert "sent" not in test.session_state
    test.button[0].click().run()
    assert test.session_state["sent"] == ({"name": "Mine"}, 2)


def test_cast_is_added_and_taken_out_by_hand(open_page: Any, ad: Caller, film: int) -> None:
    scene, mara = scenes(ad, film)[1], cast(ad, film)["MARA"]
    page = open_page(ad, "scenes", production=film, scene=str(scene["id"]))
    page.selectbox(key=f"add_cast_{scene['id']}_1").select(mara["id"]).run()
    appearances = f"/productions/{film}/appearances?scene_id={scene['id']}"
    found = ad.get(appearances).data
    assert {one["character_name"]: one["by_hand"] for one in found} == {"MARA": True, "JONAS": False}
    key = next(f"out_{one['id']}" for one in found if one["by_hand"])
    page.button(key=key).click().run()
    page.button(key=key).click()
    page.button(key="confirm_yes").click().run()
    assert [one["character_name"] for one in ad.get(appearances).data] == ["JONAS"]


def test_a_scene_is_added_by_hand(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "scenes", production=film)
    page.button(key="add").click().run()
    page.text_input(key="scene_number").set_value("2A")
    page.text_input(key="scene_pages").set_value("1 2/8")
    page.selectbox(key="scene_after").select(scenes(ad, film)[1]["id"])
    page.button(key="add").click()
    submit(page, "Add")
    found = scenes(ad, film)
    assert [(scene["number"], scene["eighths"]) for scene in found][2] == ("2A", 10)


@pytest.mark.parametrize("job_role", ["crew", "viewer"])
def test_readers_are_offered_nothing_they_may_not_do(
    open_page: Any, studio: Studio, ad: Caller, film: int, job_role: str
) -> None:
    reader = studio.member(film, job_role)
    page = open_page(reader, "scenes", production=film)
    assert "Add scene" not in labels(page)
    page = open_page(reader, "scenes", production=film, scene=str(scenes(ad, film)[0]["id"]))
    assert not page.get("menu_button")
    assert not page.pills
    assert "Take out" not in labels(page)
    page = open_page(reader, "cast", production=film)
    assert "Add character" not in labels(page)


# --- cast


def test_cast_is_listed_searched_and_filtered(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "cast", production=film)
    assert list(page.dataframe[0].value["character_name"]) == ["MARA", "JONAS", "MARA'S VOICE"]
    page.text_input(key="q").set_value("jon").run()
    assert list(page.dataframe[0].value["character_name"]) == ["JONAS"]
    page.pills(key="role").set_value(["stunt"]).run()
    assert "Nobody found" in texts(page)


def open_dialog(page: Any, member: Any, what: str) -> None:
    page.session_state["_cast_do"] = (member["id"], what)


def test_a_character_is_changed(open_page: Any, ad: Caller, film: int) -> None:
    mara = cast(ad, film)["MARA"]
    page = open_page(ad, "cast", production=film)
    open_dialog(page, mara, "Edit")
    page.run()
    assert "Scenes** 1\\, 3" in texts(page)
    page.text_input(key="member_name").set_value("Ines Roche")
    page.text_input(key="member_phone").set_value("+44 7700 900001")
    page.selectbox(key="member_role").select("lead")
    open_dialog(page, mara, "Edit")
    submit(page, "Save")
    found = cast(ad, film)["MARA"]
    assert (found["name"], found["phone"], found["role_type"]) == ("Ines Roche", "+44 7700 900001", "lead")


def test_two_characters_become_one(open_page: Any, ad: Caller, film: int) -> None:
    found = cast(ad, film)
    page = open_page(ad, "cast", production=film)
    open_dialog(page, found["MARA'S VOICE"], "Merge")
    page.run()
    page.selectbox(key="merge_into").select(found["MARA"]["id"])
    open_dialog(page, found["MARA'S VOICE"], "Merge")
    page.run()
    open_dialog(page, found["MARA'S VOICE"], "Merge")
    page.button(key="merge_do").click().run()
    assert list(cast(ad, film)) == ["MARA", "JONAS"]


def test_deleting_a_character_asks(open_page: Any, ad: Caller, film: int) -> None:
    jonas = cast(ad, film)["JONAS"]
    page = open_page(ad, "cast", production=film)
    open_dialog(page, jonas, "Delete")
    page.run()
    assert "JONAS" in cast(ad, film)
    open_dialog(page, jonas, "Delete")
    page.button(key="confirm_yes").click().run()
    assert "JONAS" not in cast(ad, film)


def test_a_character_is_added_by_hand(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "cast", production=film)
    page.button(key="add").click().run()
    page.text_input(key="member_character").set_value("HARBOUR PILOT")
    page.button(key="add").click()
    submit(page, "Add")
    assert cast(ad, film)["HARBOUR PILOT"]["number"] == 4


def test_contacts_are_shown_only_to_those_who_may_see_them(
    open_page: Any, studio: Studio, ad: Caller, film: int
) -> None:
    page = open_page(studio.member(film, "crew"), "cast", production=film)
    open_dialog(page, cast(ad, film)["MARA"], "Edit")
    page.run()
    assert not [one for one in page.text_input if one.key == "member_phone"]
    assert "Scenes** 1\\, 3" in texts(page)
