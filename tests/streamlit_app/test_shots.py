"""The shots page: a table saved cell by cell, cards with the next step, numbers proposed, deleting after a question."""

from typing import Any

import pytest

from streamlit_app.components import shot_list
from tests.people import Caller, Studio


class Set:
    """A production with two scenes, three shots and a director of photography."""

    def __init__(self, studio: Studio) -> None:
        self.id = studio.production()
        self.path = f"/productions/{self.id}"
        self.dop: Caller = studio.member(self.id, "director_of_photography")
        ad = studio.member(self.id, "assistant_director")
        self.scenes = [
            ad.post(f"{self.path}/scenes", {"number": number, "set_name": name}).data["id"]
            for number, name in (("1", "QUAY"), ("2A", "BOAT"))
        ]
        self.shots = [
            self.add(0, name="Master"),
            self.add(0, name="Nell *close*", shot_type="close_up", lens="75 mm"),
            self.add(1),
        ]

    def add(self, scene: int, **fields: Any) -> int:
        return self.dop.post(f"{self.path}/scenes/{self.scenes[scene]}/shots", fields).data["id"]

    def shot(self, index: int) -> dict[str, Any]:
        return self.dop.get(f"{self.path}/shots/{self.shots[index]}").data

    def all(self) -> list[dict[str, Any]]:
        return self.dop.get(f"{self.path}/shots").data


@pytest.fixture
def film(studio: Studio) -> Set:
    return Set(studio)


def said(page: Any) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.text, page.caption) for element in kind)


def cards(open_page: Any, caller: Caller, film: Set) -> Any:
    page = open_page(caller, "shots", production=film.id)
    return page.segmented_control(key="shot_view").set_value("By scene").run()


def test_the_table_lists_every_shot(open_page: Any, film: Set) -> None:
    page = open_page(film.dop, "shots", production=film.id)
    frame = page.dataframe[0].value
    assert list(frame["scene_number"]) == ["1", "1", "2A"]
    assert list(frame["number"]) == [film.shot(n)["number"] for n in range(3)]
    assert "3 shots · 0 in the can" in said(page)


def test_cells_and_rows_typed_in_the_table_are_stored(
    open_page: Any, film: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(shot_list, "grid", lambda rows, **more: asked.append({"rows": rows, **more}))
    page = open_page(film.dop, "shots", production=film.id)
    assert asked[-1]["add"] is None, "without a scene nobody knows whose shot it is"
    page.selectbox(key="shot_of").set_value(film.scenes[0]).run()
    stored = asked[-1]["save"](asked[-1]["rows"][1], {"status": "completed"})
    assert (stored["status"], film.shot(1)["status"]) == ("completed", "completed")
    made = asked[-1]["add"]({"number": None, "name": "Insert of the rope", "shot_type": "insert"})
    assert film.all()[2] == made
    assert made["number"] not in {film.shot(0)["number"], film.shot(1)["number"]}


def test_the_table_is_locked_for_readers(
    open_page: Any, film: Set, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(shot_list, "grid", lambda rows, **more: asked.append(more))
    open_page(studio.member(film.id, "crew"), "shots", production=film.id)
    assert asked[-1]["save"] is None


def test_cards_take_a_shot_through_the_day(open_page: Any, film: Set) -> None:
    page = cards(open_page, film.dop, film)
    assert r"Nell \*close\*" in said(page)
    assert r"Close\-up · 75 mm" in said(page)
    for status in ("in_progress", "completed", "approved"):
        page.button(key=f"step_{film.shots[0]}").click().run()
        assert film.shot(0)["status"] == status
    assert f"step_{film.shots[0]}" not in {button.key for button in page.button}


def test_a_shot_can_be_rejected_and_shot_again(open_page: Any, film: Set) -> None:
    for status in ("in_progress", "completed"):
        now = film.shot(0)["version"]
        film.dop.patch(f"{film.path}/shots/{film.shots[0]}/status", {"status": status}, match=now)
    page = cards(open_page, film.dop, film)
    page.button(key=f"reject_{film.shots[0]}").click().run()
    assert film.shot(0)["status"] == "rejected"
    page.button(key=f"step_{film.shots[0]}").click().run()
    assert film.shot(0)["status"] == "in_progress"


def test_somebody_elses_change_is_told(open_page: Any, film: Set) -> None:
    page = cards(open_page, film.dop, film)
    film.dop.patch(f"{film.path}/shots/{film.shots[0]}", {"name": "Wide master"}, match=film.shot(0)["version"])
    page.button(key=f"step_{film.shots[0]}").click().run()
    assert film.shot(0)["status"] == "not_started"
    assert any("Somebody else changed this" in toast.value for toast in page.toast)


@pytest.mark.parametrize(
    ("kind", "key", "value", "left"),
    [
        ("selectbox", "shot_of", "boat", [2]),
        ("selectbox", "shot_size", "close_up", [1]),
        ("selectbox", "shot_status", "completed", []),
        ("text_input", "shot_q", "close", [1]),
        ("toggle", "shot_vfx", True, []),
    ],
)
def test_filters(open_page: Any, film: Set, kind: str, key: str, value: Any, left: list[int]) -> None:
    page = cards(open_page, film.dop, film)
    getattr(page, kind)(key=key).set_value(film.scenes[1] if value == "boat" else value).run()
    shown = {button.key.removeprefix("open_") for button in page.button if (button.key or "").startswith("open_")}
    assert shown == {str(film.shots[n]) for n in left}
    assert left or "Nothing found" in said(page)


def test_a_shot_is_added_with_the_number_that_comes_next(open_page: Any, film: Set) -> None:
    scene = film.scenes[1]
    proposed = film.dop.get(f"{film.path}/scenes/{scene}/shots/next-number").data["number"]
    page = open_page(film.dop, "shots", production=film.id)
    page.selectbox(key="shot_of").set_value(scene).run()
    page.button(key="add").click().run()
    assert page.text_input(key=f"new_{scene}_number").value == proposed
    page.text_input(key=f"new_{scene}_name").set_value("Rope")
    page.button(key="add").click()
    next(button for button in page.button if button.label == "Add").click().run()
    made = film.all()[-1]
    assert (made["number"], made["name"], made["scene_id"]) == (proposed, "Rope", scene)


def test_a_number_that_is_taken_is_refused(open_page: Any, film: Set) -> None:
    page = open_page(film.dop, "shots", production=film.id)
    page.button(key="add").click().run()
    page.text_input(key=f"new_{film.scenes[0]}_number").set_value(film.shot(0)["number"])
    page.button(key="add").click()
    next(button for button in page.button if button.label == "Add").click().run()
    assert "already has a shot of this number" in page.warning[0].value
    assert len(film.all()) == 3


def test_a_shot_is_changed_and_deleted_after_a_question(open_page: Any, film: Set) -> None:
    page = cards(open_page, film.dop, film)
    key = f"open_{film.shots[1]}"
    page.button(key=key).click().run()
    page.text_input(key=f"shot_{film.shots[1]}_lens").set_value("85 mm")
    page.button(key=key).click()
    next(button for button in page.button if button.label == "Save").click().run()
    assert film.shot(1)["lens"] == "85 mm"
    page.button(key=key).click().run()
    assert "Delete this shot?" in said(page)
    assert len(film.all()) == 3
    page.button(key=key).click()
    page.button(key="delete_yes").click().run()
    assert [shot["id"] for shot in film.all()] == [film.shots[0], film.shots[2]]


def test_a_shot_is_found_by_typing(open_page: Any, film: Set) -> None:
    page = open_page(film.dop, "shots", production=film.id)
    page.selectbox(key="shot_jump").set_value(film.shots[2]).run()
    assert "**Scene 2A, shot" in said(page)
    assert page.selectbox(key="shot_jump").value is None


def test_readers_change_nothing(open_page: Any, film: Set, studio: Studio) -> None:
    page = cards(open_page, studio.member(film.id, "crew"), film)
    assert not {"Add shot", "Start", "Edit"} & {button.label for button in page.button}
    page.button(key=f"open_{film.shots[1]}").click().run()
    assert "Close-up · 75 mm" in said(page)
    assert "Save" not in {button.label for button in page.button}


def test_empty_states(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    boss = studio.admin(pid)
    assert "No scene yet" in said(open_page(boss, "shots", production=pid))
    boss.post(f"/productions/{pid}/scenes", {"number": "1"})
    assert "No shot yet" in said(open_page(boss, "shots", production=pid))
