"""The tasks page: dragged by status, filtered, added, changed and deleted; people move what is theirs."""

import datetime as dt
from typing import Any

import pytest

from backend.core.db import db, start_writing
from backend.timelogs.segments.models import TimeDay
from streamlit_app.api.client import Api
from streamlit_app.components.task_form import hours
from tests.people import Caller, Studio
from tests.streamlit_app.dragging import Board

PAST = (dt.date.today() - dt.timedelta(days=3)).isoformat()
SOON = (dt.date.today() + dt.timedelta(days=3)).isoformat()


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    return Board(monkeypatch)


class Office:
    """A production with a coordinator who edits tasks, a runner who does them, and three tasks."""

    def __init__(self, studio: Studio) -> None:
        self.id = studio.production()
        self.path = f"/productions/{self.id}"
        self.boss: Caller = studio.member(self.id, "production_manager", name="Bo Boss")
        self.runner: Caller = studio.member(self.id, "crew", name="Rae Runner")
        self.late = self.add("Call the harbour", due_date=PAST, assignee_ids=[self.runner.user_id], priority="high")
        self.soon = self.add("Book the boat", due_date=SOON, estimate_minutes=90, category="Boats")
        self.done = self.add("Buy rope", status="done", due_date=PAST)

    def add(self, title: str, **more: Any) -> int:
        return self.boss.post(f"{self.path}/tasks", {"title": title, **more}).data["id"]

    def task(self, task_id: int) -> dict[str, Any]:
        return self.boss.get(f"{self.path}/tasks/{task_id}").data

    def all(self) -> list[dict[str, Any]]:
        return self.boss.get(f"{self.path}/tasks").data


@pytest.fixture
def office(studio: Studio) -> Office:
    return Office(studio)


def said(page: Any) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.text, page.caption) for element in kind)


def test_the_board_shows_status_and_what_is_overdue(open_page: Any, office: Office, board: Board) -> None:
    open_page(office.boss, "tasks", production=office.id)
    todo, doing, done = board.drawn["columns"]
    assert [(c["title"], c["extra"], c["alert"]) for c in (todo, doing, done)] == [
        ("To do", "2", "1 overdue"), ("In progress", "0", ""), ("Done", "1", ""),
    ]  # fmt: skip
    assert board.ids("todo") == [office.late, office.soon]
    assert todo["items"][0]["sub"].startswith("Overdue: ")
    assert todo["items"][1]["sub"].endswith(" · nobody yet · 1.5 h · Boats")


def test_dragging_changes_the_status(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    board.moved([office.late, office.soon], "in_progress")
    page.run()
    assert [office.task(one)["status"] for one in (office.late, office.soon)] == ["in_progress"] * 2
    assert board.ids("in_progress") == [office.late, office.soon]


def test_a_card_that_somebody_changed_is_told(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    office.boss.patch(f"{office.path}/tasks/{office.soon}", {"title": "Book two boats"}, match=1)
    board.moved([office.soon], "done")
    page.run()
    assert any("Somebody else changed this" in toast.value for toast in page.toast)
    assert office.task(office.soon)["status"] == "todo"


def test_people_move_their_own_and_are_told_about_others(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.runner, "tasks", production=office.id)
    page.segmented_control(key="task_whose").set_value("all").run()
    assert "Add task" not in [button.label for button in page.button]
    board.moved([office.late], "done")
    page.run()
    assert office.task(office.late)["status"] == "done"
    board.moved([office.soon], "done")
    page.run()
    assert office.task(office.soon)["status"] == "todo"
    assert any("assigned to you" in toast.value for toast in page.toast)


def test_who_may_only_read_has_no_dragging(open_page: Any, office: Office, studio: Studio, board: Board) -> None:
    page = open_page(studio.member(office.id, "viewer"), "tasks", production=office.id)
    assert board.drawn["readonly"]
    board.opened(office.soon)
    page.run()
    assert "To do · medium priority" in said(page)
    assert not page.text_input(key="task_q").disabled
    assert not [button for button in page.button if button.label in {"Save", "Add", "Delete"}]


def test_the_list_marks_and_changes(open_page: Any, office: Office) -> None:
    page = open_page(office.boss, "tasks", production=office.id, task_view="List")
    assert ":orange-badge[Overdue]" in said(page)
    page.selectbox(key=f"status_{office.soon}_1").set_value("in_progress").run()
    assert office.task(office.soon)["status"] == "in_progress"


def test_in_the_list_only_ones_own_can_be_changed(open_page: Any, office: Office) -> None:
    page = open_page(office.runner, "tasks", production=office.id, task_view="List")
    page.segmented_control(key="task_whose").set_value("all").run()
    assert page.selectbox(key=f"status_{office.soon}_1").disabled
    assert not page.selectbox(key=f"status_{office.late}_1").disabled


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("task_of", "Rae", ["Call the harbour"]),
        ("task_kind", "Boats", ["Book the boat"]),
        ("task_urgency", "high", ["Call the harbour"]),
        ("task_when", "overdue", ["Call the harbour"]),
        ("task_when", "week", ["Call the harbour", "Book the boat"]),
    ],
)
def test_filters(open_page: Any, office: Office, board: Board, name: str, value: str, left: list[str]) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    assert page.selectbox(key="task_kind").options == ["Boats"]
    page.selectbox(key=name).set_value(office.runner.user_id if value == "Rae" else value).run()
    assert [item["title"] for column in board.drawn["columns"] for item in column["items"]] == left


def test_a_task_is_added_with_everything(open_page: Any, office: Office, board: Board) -> None:
    scene = office.boss.post(f"{office.path}/scenes", {"number": "12A", "set_name": "QUAY"}).data["id"]
    page = open_page(office.boss, "tasks", production=office.id)
    page.button(key="add").click().run()
    page.text_input(key="task_title").set_value("Permit for the quay")
    assert page.selectbox(key="task_category").options[:3] == ["Boats", "Modeling", "Texturing"]
    page.selectbox(key="task_category").set_value("Rigging")
    page.multiselect(key="task_who").set_value([office.runner.user_id, office.boss.user_id])
    page.selectbox(key="task_scene").set_value(scene)
    page.number_input(key="task_hours").set_value(2.5)
    page.date_input(key="task_due").set_value(SOON)
    page.button(key="add").click()
    next(button for button in page.button if button.label == "Add").click().run()
    made = next(task for task in office.all() if task["title"] == "Permit for the quay")
    assert [person["name"] for person in made["assignees"]] == ["Bo Boss", "Rae Runner"]
    assert (made["category"], made["scene_number"], made["estimate_minutes"], made["due_date"]) == (
        "Rigging", "12A", 150, SOON,
    )  # fmt: skip


def test_a_task_without_a_title_is_refused(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    page.button(key="add").click().run()
    page.button(key="add").click()
    next(button for button in page.button if button.label == "Add").click().run()
    assert "title" in page.error[0].value
    assert len(office.all()) == 3


def test_a_task_is_changed_and_deleted_after_a_question(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.late)
    page.run()
    assert "Delete this task?" in said(page)
    page.multiselect(key="task_who").set_value([])
    board.opened(office.late)
    next(button for button in page.button if button.label == "Save").click().run()
    assert office.task(office.late)["assignee_ids"] == []
    board.opened(office.late)
    page.run()
    board.opened(office.late)
    page.button(key="delete_yes").click().run()
    assert {task["id"] for task in office.all()} == {office.soon, office.done}


def test_a_category_may_be_typed_and_stays(open_page: Any, office: Office, board: Board) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.late)
    page.run()
    category = page.selectbox(key="task_category")
    category.options.append("Ropes and knots")  # AppTest knows no typing: what a browser sends is the new words
    category.set_value("Ropes and knots")
    board.opened(office.late)
    next(button for button in page.button if button.label == "Save").click().run()
    assert office.task(office.late)["category"] == "Ropes and knots"
    board.opened(office.late)
    page.run()
    assert page.selectbox(key="task_category").value == "Ropes and knots"
    page.text_input(key="task_title").set_value("Call the harbour master")
    board.opened(office.late)
    next(button for button in page.button if button.label == "Save").click().run()
    kept = office.task(office.late)
    assert (kept["title"], kept["category"]) == ("Call the harbour master", "Ropes and knots")
    assert kept["assignee_ids"] == [office.runner.user_id]


def test_people_first_see_what_is_theirs(open_page: Any, office: Office, studio: Studio, board: Board) -> None:
    page = open_page(office.runner, "tasks", production=office.id)
    assert page.segmented_control(key="task_whose").value == "mine"
    assert "task_of" not in [box.key for box in page.selectbox]
    assert [item["title"] for column in board.drawn["columns"] for item in column["items"]] == ["Call the harbour"]
    page.segmented_control(key="task_whose").set_value("all").run()
    assert len([item for column in board.drawn["columns"] for item in column["items"]]) == 3
    page = open_page(office.boss, "tasks", production=office.id)
    assert page.segmented_control(key="task_whose").value == "all"
    page.segmented_control(key="task_whose").set_value("mine").run()
    assert "No task is yours" in said(page)
    page.text_input(key="task_q").set_value("rope").run()
    assert "Nothing found" in said(page)
    assert open_page(studio.member(office.id, "viewer"), "tasks", production=office.id).segmented_control(
        key="task_whose"
    ).value == "all"  # fmt: skip


def test_who_saves_second_is_told_and_keeps_what_was_chosen(
    open_page: Any, office: Office, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.soon)
    page.run()
    page.multiselect(key="task_who").set_value([office.runner.user_id])
    patch, first = Api.patch, {"assignee_ids": [office.boss.user_id]}

    def after_somebody_else(self: Api, path: str, body: Any = None, **more: Any) -> Any:
        assert office.boss.patch(path, first, match=1).status == 200
        return patch(self, path, body, **more)

    monkeypatch.setattr(Api, "patch", after_somebody_else)
    board.opened(office.soon)
    next(button for button in page.button if button.label == "Save").click().run()
    assert "Somebody else changed this" in page.warning[0].value
    assert page.multiselect(key="task_who").value == [office.runner.user_id]
    assert office.task(office.soon)["assignee_ids"] == [office.boss.user_id]


def test_namesakes_are_told_apart(open_page: Any, office: Office, studio: Studio, board: Board) -> None:
    boss = studio.admin(office.id)
    boss.post(f"{office.path}/members", {"name": "Rae Runner", "position": "Rigger"})
    namesake = next(row for row in boss.get(f"{office.path}/members").data if row["position"] == "Rigger")
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.soon)
    page.run()
    options = page.multiselect(key="task_who").options
    assert len(set(options)) == len(options)
    assert "Rae Runner (Rigger)" in options
    page.multiselect(key="task_who").set_value([namesake["user_id"]])
    board.opened(office.soon)
    next(button for button in page.button if button.label == "Save").click().run()
    assert office.task(office.soon)["assignee_ids"] == [namesake["user_id"]]


def test_who_left_is_said_so(open_page: Any, office: Office, board: Board) -> None:
    assert office.runner.post(f"{office.path}/members/leave").status == 200
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.late)
    page.run()
    assert "Rae Runner (left)" in page.multiselect(key="task_who").options
    page.text_input(key="task_title").set_value("Call again")
    board.opened(office.late)
    next(button for button in page.button if button.label == "Save").click().run()
    assert office.task(office.late)["assignee_ids"] == [office.runner.user_id]


def test_a_task_with_hours_is_kept_and_it_is_said_why(open_page: Any, office: Office, board: Board, app: Any) -> None:
    with app.app_context():
        start_writing(office.id)
        worked = {"user_id": office.runner.user_id, "production_id": office.id, "task_id": office.late, "ms": 1}
        db.session.add(TimeDay(**worked, day=dt.date.today(), dcc="blender"))
        db.session.commit()
    page = open_page(office.boss, "tasks", production=office.id)
    board.opened(office.late)
    page.run()
    board.opened(office.late)
    page.button(key="delete_yes").click().run()
    assert "Hours are logged on this task" in page.warning[0].value
    assert office.task(office.late)["title"] == "Call the harbour"


def test_empty_states(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.admin(pid), "tasks", production=pid)
    assert "No task yet" in said(page)
    page.text_input(key="task_q").set_value("rope").run()
    assert "Nothing found" in said(page)


def test_estimates_read_as_hours() -> None:
    assert [hours(n) for n in (None, 0, 30, 90, 120, 6000)] == ["", "", "0.5 h", "1.5 h", "2 h", "100 h"]
