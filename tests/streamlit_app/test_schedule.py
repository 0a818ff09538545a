"""The schedule page: days are added and changed, strips are moved, taken back, and moved again after a clash."""

from collections.abc import Callable
from typing import Any

import pytest

from streamlit_app.components.strip_board import ordered, totals
from tests.people import Caller, Studio
from tests.streamlit_app.dragging import Board


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    return Board(monkeypatch)


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is chosen from the menu at the next run, once: `tools.append("boards")`."""
    chosen: list[str] = []
    monkeypatch.setattr("streamlit.menu_button", lambda *_args, **_more: chosen.pop() if chosen else None)
    return chosen


class Film:
    """A production with four scenes and a first assistant director."""

    def __init__(self, studio: Studio, days: int = 2) -> None:
        self.id = studio.production(start_date=None, timezone="Europe/London")
        self.ad: Caller = studio.member(self.id, "assistant_director")
        self.path = f"/productions/{self.id}"
        self.scenes = [
            self.ad.post(
                f"{self.path}/scenes", {"number": str(n), "int_ext": "EXT", "set_name": name, "eighths": n}
            ).data["id"]
            for n, name in enumerate(("QUAY", "BOAT", "ICE HOUSE", "CAUSEWAY"), 1)
        ]
        self.keys = [-scene for scene in self.scenes]  # whole scenes, as strips
        self.days = [
            day["id"] for day in self.ad.post(f"{self.path}/days/range", {"first": "2027-03-01", "count": days}).data
        ] if days else []  # fmt: skip

    def schedule(self) -> dict[str, Any]:
        return self.ad.get(f"{self.path}/schedule").data

    def order(self) -> list[list[int]]:
        return [[strip["scene_id"] for strip in day["strips"]] for day in self.schedule()["days"]]

    def move(self, scenes: list[int], day: int | None) -> None:
        body = {"scene_ids": scenes, "day_id": day}
        assert self.ad.post(f"{self.path}/strips/move", body, match=self.schedule()["version"]).status == 200


def submit(page: Any, label: str, reopen: Callable[[], Any]) -> None:
    """Send the form of a dialog; the simulated browser keeps a dialog open only when what opened it happens again."""
    reopen()
    next(button for button in page.button if button.label == label).click().run()


def labels(page: Any) -> list[str]:
    return [button.label for button in page.button]


def test_the_board_shows_days_strips_and_sums(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    film.move(film.scenes[:3], film.days[0])
    page = open_page(film.ad, "schedule", production=film.id)
    assert page.main.caption[0].value == "3 of 4 scenes scheduled, 1 to go · 6/8 of 1 2/8 pages · 2 shooting days"
    first, second, aside = board.drawn["columns"]
    assert (first["title"], first["extra"]) == ("Day 1 of 2", "Mon 1 Mar · 6/8 pages · 1 h 30 · 3 sets · 0 cast")
    assert (second["title"], aside["title"], aside["extra"]) == ("Day 2 of 2", "Boneyard", "1 strip · 4/8 pages")
    assert [line["text"] for line in first["lines"]] == ["End of day 1 · Mon 1 Mar · 6/8 pages"]
    assert board.ids(film.days[0]) == film.keys[:3]
    assert not board.drawn["readonly"]


def test_a_dragged_strip_is_stored_and_can_be_taken_back(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    one, two, three, four = film.scenes
    film.move([one, two], film.days[0])
    page = open_page(film.ad, "schedule", production=film.id)
    board.moved([-two, -four], film.days[1])
    page.run()
    assert film.order() == [[one], [two, four]]
    page.button(key="undo_step").click().run()
    assert film.order() == [[one, two], []]
    assert {strip["scene_id"] for strip in film.schedule()["unscheduled"]} == {three, four}
    assert "Taken back: Scenes 2, 4 to Tue 2 Mar" in [toast.value for toast in page.toast]
    page.button(key="redo_step").click().run()
    assert film.order() == [[one], [two, four]]
    board.history("undo")  # by the keys
    page.run()
    assert film.order() == [[one, two], []]


def test_a_strip_goes_back_to_the_unscheduled(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    film.move(film.scenes, film.days[0])
    page = open_page(film.ad, "schedule", production=film.id)
    board.moved([film.keys[1]], "unscheduled")
    page.run()
    assert film.order()[0] == [film.scenes[0], *film.scenes[2:]]
    page.button(key="undo_step").click().run()
    assert film.order()[0] == film.scenes


def test_nothing_of_others_is_undone(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    director = studio.member(film.id, "director")
    page = open_page(film.ad, "schedule", production=film.id)
    board.moved([film.keys[0]], film.days[0])
    page.run()
    assert not page.button(key="undo_step").disabled
    body = {"scene_ids": [film.scenes[1]], "day_id": film.days[1]}
    assert director.post(f"{film.path}/strips/move", body, match=film.schedule()["version"]).status == 200
    page.button(key="undo_step").click().run()
    assert film.order() == [[film.scenes[0]], [film.scenes[1]]]
    assert any("Somebody else changed this board" in toast.value for toast in page.toast)
    assert page.run().button(key="undo_step").disabled


@pytest.mark.parametrize("answer", ["move_again", "leave_it"])
def test_a_clash_is_told_and_the_move_is_not_lost(open_page: Any, studio: Studio, board: Board, answer: str) -> None:
    film = Film(studio)
    page = open_page(film.ad, "schedule", production=film.id)
    seen = board.drawn["rev"]
    film.move([film.scenes[0]], film.days[0])
    board.moved([film.keys[1]], film.days[0], 0, rev=seen)
    page.run()
    assert film.order() == [[film.scenes[0]], []]
    assert any("scene 1 to day 1 \\(Mon 1 Mar\\)" in text.value for text in page.markdown if "Not stored" in text.value)
    page.button(key=answer).click().run()
    again = [film.scenes[1], film.scenes[0]] if answer == "move_again" else [film.scenes[0]]
    assert film.order() == [again, []]
    assert not any("Not stored" in text.value for text in page.markdown)


def test_a_move_to_a_day_that_is_gone_is_told(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    page = open_page(film.ad, "schedule", production=film.id)
    board.moved([film.keys[0]], 9999)
    page.run()
    assert any("no such shooting day" in toast.value for toast in page.toast)
    assert film.order() == [[], []]


def test_days_are_added_without_weekends(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio, days=0)
    page = open_page(film.ad, "schedule", production=film.id)
    assert any("drag the 4 scenes" in text.value for text in page.caption)
    page.button(key="add_days_button").click().run()
    page.date_input(key="add_first").set_value("2027-03-04")
    page.number_input(key="add_count").set_value(3)
    submit(page, "Add", reopen=page.button(key="add_days_button").click)
    days = film.schedule()["days"]
    assert [day["date"] for day in days] == ["2027-03-04", "2027-03-05", "2027-03-08"]
    assert {day["general_call"][:5] for day in days} == {"07:00"}
    assert [toast.value for toast in page.toast] == ["3 shooting days added."]


def test_one_day_may_be_a_sunday(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio, days=0)
    page = open_page(film.ad, "schedule", production=film.id)
    page.button(key="add_days_button").click().run()
    page.date_input(key="add_first").set_value("2027-03-07")
    submit(page, "Add", reopen=page.button(key="add_days_button").click)
    assert [day["date"] for day in film.schedule()["days"]] == ["2027-03-07"]


def test_a_day_is_changed_and_a_taken_date_refused(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    page = open_page(film.ad, "schedule", production=film.id)
    board.column(film.days[0])
    page.run()
    page.text_area(key="day_notes").set_value("Tide out by 9")
    page.date_input(key="day_date").set_value("2027-03-02")
    submit(page, "Save", reopen=lambda: board.column(film.days[0]))
    assert any("There is a shooting day on 02 Mar 2027" in warning.value for warning in page.warning)
    page.date_input(key="day_date").set_value("2027-02-26")
    submit(page, "Save", reopen=lambda: board.column(film.days[0]))
    day = film.schedule()["days"][0]
    assert (day["date"], day["notes"]) == ("2027-02-26", "Tide out by 9")


def test_deleting_a_day_asks_and_frees_its_strips(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    film.move(film.scenes[:2], film.days[0])
    page = open_page(film.ad, "schedule", production=film.id)
    board.column(film.days[0])
    page.run()
    assert any("Its 2 strips will go to the boneyard" in text.value for text in page.markdown)
    assert len(film.order()) == 2
    board.column(film.days[0])
    page.button(key="delete_yes").click().run()
    assert film.order() == [[]]
    assert len(film.schedule()["unscheduled"]) == 4


def test_scenes_are_put_on_a_day_by_dialog(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    film.move([film.scenes[0]], film.days[1])
    page = open_page(film.ad, "schedule", production=film.id)
    board.opened(film.keys[2])
    page.run()
    page.selectbox(key="put_day").set_value(film.days[1])
    page.segmented_control(key="put_where").set_value("First")
    submit(page, "Put there", reopen=lambda: board.opened(film.keys[2]))
    assert film.order() == [[], [film.scenes[2], film.scenes[0]]]


def test_readers_see_the_board_and_change_nothing(open_page: Any, studio: Studio, board: Board) -> None:
    film = Film(studio)
    reader = studio.member(film.id, "distribution_manager")
    page = open_page(reader, "schedule", production=film.id)
    assert board.drawn["readonly"]
    assert not {"Add days", "Put on a day", "Undo"} & set(labels(page))
    board.column(film.days[0])
    page.run()
    assert not page.exception
    assert not page.date_input
    assert not {"Save", "Delete"} & set(labels(page))


def test_without_scenes_the_page_says_what_to_do(open_page: Any, studio: Studio, board: Board) -> None:
    pid = studio.production()
    page = open_page(studio.admin(pid), "schedule", production=pid)
    assert any("Import the screenplay" in text.value for text in page.caption)
    assert not board.drawn


def test_unscheduled_strips_are_sorted_as_asked() -> None:
    strips = [
        {"set_name": "b", "location_name": None, "day_night": "NIGHT", "int_ext": "INT", "eighths": 2},
        {"set_name": "A", "location_name": "Pier", "day_night": None, "int_ext": None, "eighths": 9},
    ]
    assert ordered(strips, "script") == strips
    assert ordered(strips, "light") == strips
    for order in ("set", "location", "pages"):
        assert ordered(strips, order) == strips[::-1]


def test_totals_without_anything_left() -> None:
    assert totals({"days": [{"strips": [{"scene_id": 1, "eighths": 8}]}], "unscheduled": []}) == (
        "1 of 1 scene scheduled · 1 of 1 pages · 1 shooting day"
    )


def test_another_board_is_made_shown_compared_and_made_active(
    open_page: Any, studio: Studio, board: Board, tools: list[str]
) -> None:
    film = Film(studio)
    film.move([film.scenes[0]], film.days[0])
    page = open_page(film.ad, "schedule", production=film.id)
    tools.append("boards")
    page.run()
    page.text_input(key="board_new").set_value("Rain plan")
    submit(page, "Add", reopen=lambda: tools.append("boards"))
    other = next(row for row in film.ad.get(f"{film.path}/boards").data if row["name"] == "Rain plan")
    page.run()
    assert page.selectbox(key=f"board_{other['id']}").value == other["id"]
    shown = board.drawn["columns"][0]["id"]
    board.moved([film.keys[0]], "unscheduled")
    page.run()
    assert film.order()[0] == [film.scenes[0]]  # the active board stays as it is
    tools.append("compare")
    page.run()
    assert list(page.dataframe[0].value["Rain plan"]) == ["Boneyard"]
    tools.append("boards")
    page.run()
    tools.append("boards")
    page.button(key=f"board_activate_{other['id']}").click().run()
    assert film.schedule()["board_id"] == other["id"]
    assert film.schedule()["days"][0]["id"] == shown


def test_a_scene_is_split_a_banner_added_and_the_rest_laid_on_days(
    open_page: Any, studio: Studio, board: Board, tools: list[str]
) -> None:
    film = Film(studio)
    page = open_page(film.ad, "schedule", production=film.id)
    board.opened(film.keys[3])
    page.run()
    page.text_input(key="split_parts").set_value("1/8, 3/8")
    board.opened(film.keys[3])
    page.run()
    board.opened(film.keys[3])
    page.button(key="split_yes").click().run()
    assert [strip["part"] for strip in film.schedule()["unscheduled"]] == [0, 0, 0, 1, 2]
    tools.append("lay")
    page.run()
    page.text_input(key="lay_pages").set_value("6/8")
    submit(page, "Lay them", reopen=lambda: tools.append("lay"))
    days = film.schedule()["days"]
    assert [[strip["number"] for strip in day["strips"]] for day in days] == [[], [], ["1", "2", "3"], ["4", "4"]]
    tools.append("banner")
    page.run()
    page.selectbox(key="banner_text").set_value("Lunch")
    tools.append("banner")
    page.run()
    tools.append("banner")
    page.button(key="banner_save").click().run()
    assert [item["cells"] for item in board.drawn["columns"][0]["items"]] == [["Lunch", "30 min"]]


def test_the_calendar_says_what_lies_between_days(
    open_page: Any, studio: Studio, board: Board, tools: list[str]
) -> None:
    film = Film(studio)
    page = open_page(film.ad, "schedule", production=film.id)
    tools.append("calendar")
    page.run()
    page.date_input(key="date_first").set_value("2027-03-03")
    page.selectbox(key="date_kind").set_value("holiday")
    page.text_input(key="date_name").set_value("Founders' day")
    submit(page, "Add dates", reopen=lambda: tools.append("calendar"))
    film.ad.post(f"{film.path}/days", {"date": "2027-03-08"})
    page.run()
    assert [line["text"] for line in board.drawn["columns"][1]["lines"]] == [
        "End of day 2 · Tue 2 Mar · 0 pages", "Founders' day · Wed 3 Mar", "No shooting · Thu 4 Mar – Fri 5 Mar",
        "Week break · Sat 6 Mar – Sun 7 Mar",
    ]  # fmt: skip
