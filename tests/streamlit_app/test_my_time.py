"""My time: timer, day and week as an artist uses them; what other roles and other people see of it."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from streamlit_app.components import live, my_time_day, my_time_tasks, my_time_week
from streamlit_app.components import timer as timer_component
from tests.people import Studio
from tests.streamlit_app.dragging import Triggers
from tests.timelogs.clock import HOUR, MINUTE, FakeTime, Program
from tests.timelogs.shop import Shop

YESTERDAY = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
MONDAY = YESTERDAY - dt.timedelta(days=YESTERDAY.weekday())
NAME = "{}-W{:02}".format(*MONDAY.isocalendar()[:2])


class Hands:
    """What people do in the page's own parts, without a browser: `hands.does("timer", "pressed", task=7)`, then run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[str, Any] = {}
        self.waiting: dict[str, tuple[str, dict[str, Any]]] = {}
        self.saying: dict[str, Triggers] = {}
        self.callbacks: dict[str, dict[str, Callable[[], None]]] = {}
        for module, name in ((timer_component, "_TIMER"), (my_time_day, "_DAY"), (my_time_week, "_WEEK")):
            monkeypatch.setattr(module, name, self._mounted)
        monkeypatch.setattr(live, "cares_about", lambda *kinds: self._before_the_page())

    def does(self, part: str, event: str, **what: Any) -> None:
        self.waiting[part] = (event, what)

    def opens(self, segment: int) -> None:
        self.does("time_of_day", "asked", do="open", id=segment)

    def gap(self, start: str) -> None:
        self.does("time_of_day", "asked", do="gap", key=start)

    def rows(self, kind: str = "segment") -> list[dict[str, Any]]:
        return [row for row in self.drawn["time_of_day"]["rows"] if row["kind"] == kind]

    def _before_the_page(self) -> None:
        """Streamlit calls what the last run gave a component before it runs the page."""
        for part, (event, what) in self.waiting.items():
            st.session_state[part] = self.saying[part] = Triggers({event: what})
            self.callbacks[part][f"on_{event}_change"]()
        self.waiting.clear()

    def _mounted(self, *, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> Triggers:
        self.drawn[key], self.callbacks[key] = data, callbacks
        return self.saying.pop(key, Triggers())


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """The API's clock, which shows the time of the page until it is set."""
    clock = FakeTime(monkeypatch)
    clock.ms = int(time.time() * 1000)
    return clock


@pytest.fixture
def shop(studio: Studio, now: FakeTime) -> Shop:
    return Shop(studio, timezone="UTC")


def ms(hour: float) -> int:
    """A moment of yesterday."""
    start = dt.datetime.combine(YESTERDAY, dt.time(), dt.UTC)
    return round((start.timestamp() + hour * 3600) * 1000)


def moment(hour: float) -> str:
    return dt.datetime.fromtimestamp(ms(hour) / 1000, dt.UTC).isoformat().replace("+00:00", "Z")


def measured(shop: Shop, now: FakeTime, *hours: tuple[float, float, int, str]) -> list[int]:
    """Segments of yesterday in Blender: (from, to, task, why it ended) → their ids."""
    blender = Program(shop.ana, now)
    blender.send(*(blender.item(task, ms(one), ms(other), closed=closed) for one, other, task, closed in hours))
    return [row["id"] for row in shop.segments(shop.ana, from_=YESTERDAY, to=YESTERDAY)]


def segment(shop: Shop, segment_id: int) -> dict[str, Any]:
    return shop.ana.get(f"/time/segments/{segment_id}").data


def said(page: Any) -> str:
    """Everything that is written on the page."""
    return "\n".join(element.value for kind in (page.markdown, page.text, page.caption) for element in kind).replace(
        "\\", ""
    )


def toasts(page: Any) -> str:
    return "\n".join(toast.value for toast in page.toast)


@pytest.fixture
def day(open_page: Any, shop: Shop) -> Callable[..., Any]:
    """`day()` → yesterday of Ana's, after a first run."""

    def opened(who: Any = None, **query: str) -> Any:
        return open_page(who or shop.ana, "my_time", production=shop.id, time_day=YESTERDAY.isoformat(), **query)

    return opened


# --- the timer


def test_the_timer_starts_switches_and_stops(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    one, two = shop.task("Rig", assignee_ids=[shop.ana.user_id]), shop.task("Light")
    page = open_page(shop.ana, "my_time", production=shop.id)
    assert (hands.drawn["timer"]["running"], hands.drawn["timer"]["ready"]["title"]) == (None, "Rig")
    hands.does("timer", "pressed", task=one)
    page.run()
    running = hands.drawn["timer"]["running"]
    assert (running["title"], running["ticking"]) == ("Rig", True)
    assert running["about"].startswith("The Long Tide · since ")
    now.pass_(1)
    page.selectbox(key="timer_task").set_value(two).run()
    assert shop.ana.get("/time/timer").data["running"]["task_title"] == "Light"
    assert page.selectbox(key="timer_task").value is None
    assert [chip["title"] for chip in hands.drawn["timer_chips"]["chips"]] == ["Rig"]
    hands.does("timer_chips", "pressed", task=one)
    page.run()
    assert shop.ana.get("/time/timer").data["running"]["task_title"] == "Rig"
    hands.does("timer", "pressed", task=None)
    page.run()
    assert shop.ana.get("/time/timer").data["running"] is None
    assert hands.drawn["timer"]["running"] is None


def test_a_measured_segment_says_where_and_when_nothing_moves(
    open_page: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    task, blender = shop.task(), Program(shop.ana, now)
    start = now.ms - 30 * MINUTE
    blender.send(item := blender.item(task, start, now.ms))
    page = open_page(shop.ana, "my_time", production=shop.id)
    running = hands.drawn["timer"]["running"]
    assert running["about"].endswith(" · measured in Blender on ws12")
    assert (running["ticking"], running["seconds"] >= 1800) == (True, True)
    assert hands.drawn["timer"]["today"] == "30 min today" or now.ms % (24 * HOUR) < 30 * MINUTE
    blender.send(blender.aged(item, start, now.ms))
    quiet = Program(shop.ana, now)
    other = quiet.item(task, now.ms - 20 * MINUTE, now.ms - 5 * MINUTE)
    shop.ana.post("/time/timer/stop")
    quiet.send(other)
    page.run()
    running = hands.drawn["timer"]["running"]
    assert running["about"].endswith("no input for 5 min")
    assert (running["ticking"], running["seconds"]) == (False, 900)


def test_without_tasks_the_page_says_what_to_do(open_page: Any, shop: Shop, hands: Hands) -> None:
    page = open_page(shop.ana, "my_time", production=shop.id)
    assert "No task to work on" in said(page)
    assert "Nothing tracked yet today" in said(page)
    assert "timer" not in hands.drawn


def test_a_start_that_is_refused_is_told_below_the_timer(open_page: Any, shop: Shop, hands: Hands) -> None:
    shop.task()
    page = open_page(shop.ana, "my_time", production=shop.id)
    hands.does("timer", "pressed", task=999)
    page.run()
    assert "no such task" in page.error[0].value


def test_one_own_tasks_come_first_and_others_say_so(open_page: Any, shop: Shop, hands: Hands) -> None:
    shop.task("Somebody's")
    shop.task("Mine", assignee_ids=[shop.ana.user_id], category="Rigging")
    page = open_page(shop.ana, "my_time", production=shop.id)
    assert page.selectbox(key="timer_task").options == ["Mine · Rigging", "Somebody's (not yours)"]


def test_many_tasks_are_searched(open_page: Any, shop: Shop, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_time_tasks, "MOST", 2)
    for title in ("Rig one", "Rig two", "Light"):
        shop.task(title)
    page = open_page(shop.ana, "my_time", production=shop.id)
    assert len(page.selectbox(key="timer_task").options) == 2
    page.text_input(key="timer_task_search").set_value("light").run()
    assert page.selectbox(key="timer_task").options == ["Light (not yours)"]


def test_a_forgotten_timer_is_filed(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task, present = shop.task(), now.ms
    now.ms = ms(9)
    shop.ana.post("/time/timer/start", {"task_id": task})
    now.ms = present if present - ms(9) > 11 * HOUR else ms(9) + 11 * HOUR
    shop.ana.post("/time/timer/stop")
    page = open_page(shop.ana, "my_time", production=shop.id)
    (left,) = shop.segments(shop.ana, from_=YESTERDAY)
    assert "When did you finish?" in said(page)
    page.button(key=f"forgotten_{left['id']}_file").click().run()
    assert "Choose the time" in page.error[0].value
    page.time_input(key=f"forgotten_{left['id']}_at").set_value(dt.time(12, 30))
    page.button(key=f"forgotten_{left['id']}_file").click().run()
    assert sum(shop.hours(shop.ana)) == 210
    assert "When did you finish?" not in said(page)


def test_a_forgotten_timer_that_was_no_work(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task, present = shop.task(), now.ms
    now.ms = ms(8)
    shop.ana.post("/time/timer/start", {"task_id": task})
    now.ms = max(present, ms(8) + 11 * HOUR)
    shop.ana.post("/time/timer/stop")
    page = open_page(shop.ana, "my_time", production=shop.id)
    page.button(key=f"forgotten_{shop.segments(shop.ana)[0]['id']}_none").click().run()
    assert "When did you finish?" not in said(page)
    assert shop.segments(shop.ana) == []


def test_a_timer_forgotten_long_ago_is_asked_about_on_its_day(
    open_page: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    task, present = shop.task(), now.ms
    now.ms = ms(9) - 20 * 24 * HOUR
    shop.ana.post("/time/timer/start", {"task_id": task})
    now.ms = present
    shop.ana.post("/time/timer/stop")
    assert "When did you finish?" not in said(open_page(shop.ana, "my_time", production=shop.id))
    long_ago = (YESTERDAY - dt.timedelta(days=20)).isoformat()
    assert "When did you finish?" in said(open_page(shop.ana, "my_time", production=shop.id, time_day=long_ago))


# --- the day


def test_a_day_as_line_and_list(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    rig, light = shop.task("Rig"), shop.task("Light")
    measured(shop, now, (9, 10, rig, "idle"), (10.5, 12, light, "stop"))
    page = day()
    assert f"**{YESTERDAY:%A} {YESTERDAY.day} {YESTERDAY:%B}** · 2 h 30 min" in said(page)
    assert [(row["time"], row["task"], row["source"], row["length"]) for row in hands.rows()] == [
        ("09:00 – 10:00", "Rig", "Blender on ws12", "1:00"), ("10:30 – 12:00", "Light", "Blender on ws12", "1:30"),
    ]  # fmt: skip
    (gap,) = hands.rows("gap")
    assert (gap["time"], gap["about"], gap["before"], gap["fills"]) == ("10:00 – 10:30", "No input", "Rig", True)
    line = hands.drawn["time_of_day"]["line"]
    assert (len(line["blocks"]), len(line["gaps"])) == (2, 1)
    assert "Times in UTC" in said(page)
    assert "Kept about you" in said(page)


def test_a_gap_is_filled_by_one_click(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task = shop.task()
    measured(shop, now, (9, 10, task, "idle"), (10.5, 12, task, "stop"))
    page = day()
    (gap,) = hands.rows("gap")
    hands.does("time_of_day", "asked", do="fill", key=gap["key"], reason="Meeting")
    page.run().run()
    assert "30 min more on Animation: meeting." in toasts(page)
    assert shop.hours(shop.ana) == [60, 30, 90]
    assert hands.rows("gap") == []
    made = next(row for row in shop.segments(shop.ana) if row["source"] == "manual")
    assert shop.ana.get(f"/time/segments/{made['id']}/history").data[0]["reason"] == "Meeting"


def test_a_gap_that_was_filled_elsewhere_meanwhile_is_told(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task = shop.task()
    measured(shop, now, (9, 10, task, "idle"), (10.5, 12, task, "stop"))
    page = day()
    (gap,) = hands.rows("gap")
    body = {"task_id": task, "start": moment(10), "end": moment(10.5), "reason": "Call"}
    shop.ana.post("/time/segments", body).data  # noqa: B018
    hands.does("time_of_day", "asked", do="fill", key=gap["key"], reason="Meeting")
    page.run()
    assert "There is time already" in page.error[0].value


def test_part_of_a_gap_on_another_task_in_ones_own_words(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task, other = shop.task(), shop.task("Reviews")
    measured(shop, now, (9, 10, task, "idle"), (11, 12, task, "stop"))
    page = day()
    key = hands.rows("gap")[0]["key"]

    def again(act: Callable[[], Any]) -> None:
        hands.gap(key)
        act()

    again(page.run)
    assert page.selectbox(key="gap_task").value == task
    again(lambda: page.button(key="gap_save").click().run())
    assert "Say why" in page.error[0].value
    page.time_input(key="gap_to").set_value(dt.time(10, 40))
    page.selectbox(key="gap_task").set_value(other)
    again(lambda: page.button_group(key="gap_why").set_value("Other…").run())
    page.text_input(key="gap_words").set_value("Notes of the director")
    page.text_input(key="gap_note").set_value("Shots 10 to 30")
    again(lambda: page.button(key="gap_save").click().run())
    made = next(row for row in shop.segments(shop.ana) if row["source"] == "manual")
    assert (made["task_title"], made["started_at"], made["ended_at"], made["note"]) == (
        "Reviews", moment(10), moment(10 + 40 / 60), "Shots 10 to 30",
    )  # fmt: skip


def test_a_segment_is_corrected_with_a_reason_and_keeps_what_was_measured(
    day: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    task, other = shop.task("Rig"), shop.task("Light")
    (one,) = measured(shop, now, (9 + 17 / 3600, 12, task, "stop"))
    page = day()
    hands.opens(one)
    page.run()
    assert "Measured: 09:00 – 12:00" in said(page)
    page.time_input(key=f"time_{one}_to").set_value(dt.time(11, 30))
    page.selectbox(key=f"time_{one}_task").set_value(other)
    page.button_group(key=f"time_{one}_why").set_value("Forgot to stop")
    hands.opens(one)
    page.button(key=f"time_{one}_save").click().run()
    stored = segment(shop, one)
    assert (stored["started_at"][:19], stored["ended_at"], stored["task_title"], stored["corrected"]) == (
        moment(9 + 17 / 3600)[:19], moment(11.5), "Light", True,
    )  # fmt: skip
    assert "Corrected." in toasts(page)
    assert [badge[0] for badge in hands.rows()[0]["badges"]] == ["Corrected"]
    hands.opens(one)
    page.run()
    assert "End 12:00 → 11:30, Task Rig → Light" in said(page)
    assert "Measured: 09:00 – 12:00 · Rig" in said(page)


def test_a_correction_needs_a_reason_and_a_change(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    (one,) = measured(shop, now, (9, 12, shop.task(), "stop"))
    page = day()
    page.run()
    hands.opens(one)
    page.run()
    hands.opens(one)
    page.button(key=f"time_{one}_save").click().run()
    assert not page.error
    hands.opens(one)
    page.run()
    page.time_input(key=f"time_{one}_to").set_value(dt.time(11))
    hands.opens(one)
    page.button(key=f"time_{one}_save").click().run()
    assert "Say why" in page.error[0].value
    assert not segment(shop, one)["corrected"]


def test_time_that_is_there_already_is_named_in_the_clock_of_the_page(
    open_page: Any, studio: Studio, now: FakeTime, hands: Hands
) -> None:
    shop = Shop(studio, timezone="Asia/Tokyo")  # nine hours ahead
    task = shop.task()
    one, _two = measured(shop, now, (1, 2, task, "stop"), (3, 4, task, "stop"))
    page = open_page(shop.ana, "my_time", production=shop.id, time_day=YESTERDAY.isoformat())
    hands.opens(one)
    page.run()
    page.time_input(key=f"time_{one}_to").set_value(dt.time(12, 30))
    page.button_group(key=f"time_{one}_why").set_value("Forgot to start")
    hands.opens(one)
    page.button(key=f"time_{one}_save").click().run()
    assert page.error[0].value.startswith("There is time already: 12:00 – 13:00, Animation.")


def test_a_segment_is_removed_and_brought_back(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    (one,) = measured(shop, now, (9, 12, shop.task(), "stop"))
    page = day()
    hands.opens(one)
    page.run()
    hands.opens(one)
    page.button(key=f"time_{one}_gone").click().run()
    assert "Say why" in page.error[0].value
    page.button_group(key=f"time_{one}_gone_why").set_value("Not work")
    hands.opens(one)
    page.button(key=f"time_{one}_gone").click().run()
    assert segment(shop, one)["removed"]
    assert hands.rows()[0]["removed"]
    assert " · 3 h" not in said(page)
    hands.opens(one)
    page.run()
    page.button_group(key=f"time_{one}_back_why").set_value("It was work after all")
    hands.opens(one)
    page.button(key=f"time_{one}_back").click().run()
    assert not segment(shop, one)["removed"]


def test_what_runs_is_stopped_before_it_is_corrected(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    shop.ana.post("/time/timer/start", {"task_id": shop.task()})
    now.pass_(5)
    page = open_page(shop.ana, "my_time", production=shop.id)
    (row,) = hands.rows()
    assert row["time"].endswith("– now")
    hands.opens(row["id"])
    page.run()
    assert "Stop it to correct it" in said(page)
    hands.opens(row["id"])
    page.button(key=f"time_{row['id']}_stop").click().run()
    assert shop.ana.get("/time/timer").data["running"] is None


def test_time_is_added_by_hand(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task = shop.task()
    measured(shop, now, (9, 10, task, "stop"))
    page = day()
    page.button(key="time_add").click().run()
    assert (page.time_input(key="add_from").value, page.time_input(key="add_to").value) == (dt.time(10), dt.time(11))
    assert page.selectbox(key="add_task").value == task
    page.time_input(key="add_from").set_value(dt.time(14))
    page.time_input(key="add_to").set_value(dt.time(15, 30))
    page.button_group(key="add_why").set_value("Review")
    page.button(key="time_add").click()
    page.button(key="add_save").click().run()
    assert shop.hours(shop.ana) == [60, 90]
    assert [badge[0] for badge in hands.rows()[1]["badges"]] == ["By hand"]


def test_time_by_hand_needs_a_task_and_a_day_that_is_over(day: Any, shop: Shop, hands: Hands) -> None:
    task = shop.task()
    page = day()
    assert "Nothing on this day" in said(page)
    page.button(key="time_add").click().run()
    page.button(key="time_add").click()
    page.button(key="add_save").click().run()
    assert "Choose a task" in page.error[0].value
    page.selectbox(key="add_task").set_value(task)
    page.button_group(key="add_why").set_value("Review")
    page.date_input(key="add_day").set_value(YESTERDAY + dt.timedelta(days=9))
    page.button(key="time_add").click()
    page.button(key="add_save").click().run()
    assert "Time can be entered when it is over" in page.error[0].value


def test_past_midnight_is_said(day: Any, shop: Shop, hands: Hands) -> None:
    shop.task()
    page = day()
    page.button(key="time_add").click().run()
    page.time_input(key="add_from").set_value(dt.time(22))
    page.button(key="time_add").click()
    page.time_input(key="add_to").set_value(dt.time(1)).run()
    assert "It ends on" in said(page)


def test_days_are_turned_and_stand_in_the_address(day: Any, shop: Shop, hands: Hands) -> None:
    page = day()
    assert page.date_input(key="time_day").value == YESTERDAY
    page.button(key="time_back").click().run()
    assert page.date_input(key="time_day").value == YESTERDAY - dt.timedelta(days=1)
    assert page.query_params["time_day"] in (
        str(YESTERDAY - dt.timedelta(days=1)),
        [str(YESTERDAY - dt.timedelta(days=1))],
    )
    page.button(key="time_on").click().run().button(key="time_on").click().run()
    assert page.date_input(key="time_day").value == YESTERDAY + dt.timedelta(days=1)
    page.button(key="time_on").click().run()
    assert "still to come" in said(page)
    page.button(key="time_today").click().run()
    assert page.date_input(key="time_day").value == YESTERDAY + dt.timedelta(days=1)


def test_an_address_with_nonsense_shows_today(open_page: Any, shop: Shop, hands: Hands) -> None:
    page = open_page(shop.ana, "my_time", production=shop.id, time_day="soon", time_view="Year")
    assert "Nothing tracked yet today" in said(page)


# --- held time


def test_held_time_is_placed_and_discarded(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task, blender = shop.task(), Program(shop.ana, now)
    old = now.ms - 40 * 24 * HOUR
    blender.send(*(blender.item(task, old + n * HOUR, old + n * HOUR + 30 * MINUTE, closed="stop") for n in range(5)))
    page = open_page(shop.ana, "my_time", production=shop.id)
    assert "**5 pieces of time found no place.**" in said(page)
    assert [expander.label for expander in page.expander] == ["2 more"]
    first, second = (row["id"] for row in shop.ana.get("/time/held").data[:2])
    page.button(key=f"place_{first}").click().run()
    page.button(key=f"place_{first}").click()
    page.button(key="place_save").click().run()
    assert "Choose a task" in page.error[0].value
    page.selectbox(key="place_task").set_value(task)
    page.button_group(key="place_why").set_value("It was this task")
    page.button(key=f"place_{first}").click()
    page.button(key="place_save").click().run()
    assert shop.hours(shop.ana) == [30]
    page.button(key=f"discard_{second}").click().run()
    page.button_group(key="discard_why").set_value("Not work")
    page.button(key=f"discard_{second}").click()
    page.button(key="discard_save").click().run()
    assert "**3 pieces of time found no place.**" in said(page)


def test_leads_place_their_own_here_only(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task, blender = shop.task(), Program(shop.ana, now)
    old = now.ms - 40 * 24 * HOUR
    blender.send(blender.item(task, old, old + HOUR, closed="stop"))
    assert shop.lead.get("/time/held").data
    assert "found no place" not in said(open_page(shop.lead, "my_time", production=shop.id))


# --- the week


def test_a_week_is_handed_in_taken_back_rejected_approved_and_reopened(
    day: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    rig = shop.task("Rig")
    (one,) = measured(shop, now, (9, 12, rig, "stop"))
    path = f"{shop.path}/time/weeks/{shop.ana.user_id}/{NAME}"
    page = day(time_view="Week")
    assert f"Week {MONDAY.isocalendar().week} · " in said(page)
    assert hands.drawn["time_of_week"]["days"][YESTERDAY.weekday()]["total"] == "3:00"
    assert [task["title"] for task in hands.drawn["time_of_week"]["tasks"]] == ["Rig"]
    assert "3 h of 40 h :gray-badge[Not handed in]" in said(page)
    page.button(key=f"submit_{shop.id}").click().run()
    page.text_area(key="hand_in_comment").set_value("Rig is done")
    page.button(key=f"submit_{shop.id}").click()
    page.button(key="hand_in").click().run()
    assert "Handed in." in toasts(page)
    assert "it waits for approval. “Rig is done”" in said(page)
    page.button(key=f"withdraw_{shop.id}").click().run()
    assert "Not handed in" in said(page)
    shop.ana.post(f"{path}/submit", {}).data  # noqa: B018
    shop.lead.post(f"{path}/reject", {"comment": "Tuesday is missing"}).data  # noqa: B018
    page.run()
    assert "Tuesday is missing" in page.error[0].value
    assert page.button(key=f"submit_{shop.id}").label == "Hand in again"
    shop.ana.post(f"{path}/submit", {}).data  # noqa: B018
    shop.lead.post(f"{path}/approve", {"seconds": 10_800, "comment": "Thank you"}).data  # noqa: B018
    page.run()
    assert ":green-badge[:material/lock: Approved]" in said(page)
    assert "By Lea Lead" in said(page)
    assert not [button for button in page.button if button.key == f"submit_{shop.id}"]
    page = day()
    assert [badge[0] for badge in hands.rows()[0]["badges"]] == ["Locked"]
    hands.opens(one)
    page.run()
    assert "Its week is approved" in said(page)
    assert not [button for button in page.button if button.label == "Save"]
    shop.lead.post(f"{path}/reopen", {"comment": "Look at Friday"}).data  # noqa: B018
    page = day(time_view="Week")
    assert "Opened again by Lea Lead" in said(page)


def test_gaps_of_an_approved_week_offer_nothing(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task = shop.task()
    measured(shop, now, (9, 10, task, "idle"), (11, 12, task, "stop"))
    path = f"{shop.path}/time/weeks/{shop.ana.user_id}/{NAME}"
    shop.ana.post(f"{path}/submit", {}).data  # noqa: B018
    shop.lead.post(f"{path}/approve", {"seconds": 7200}).data  # noqa: B018
    day()
    assert [gap["fills"] for gap in hands.rows("gap")] == [False]


def test_a_week_that_is_handed_in_is_taken_back_before_it_is_corrected(
    day: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    (one,) = measured(shop, now, (9, 12, shop.task(), "stop"))
    shop.ana.post(f"{shop.path}/time/weeks/{shop.ana.user_id}/{NAME}/submit", {}).data  # noqa: B018
    page = day()
    hands.opens(one)
    page.run()
    page.time_input(key=f"time_{one}_to").set_value(dt.time(11))
    page.button_group(key=f"time_{one}_why").set_value("Forgot to stop")
    hands.opens(one)
    page.button(key=f"time_{one}_save").click().run()
    assert "Take it back first" in page.warning[0].value


def test_before_handing_in_the_page_says_what_deserves_a_look(
    open_page: Any, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    shop.ana.post("/time/timer/start", {"task_id": shop.task()})
    page = open_page(shop.ana, "my_time", production=shop.id, time_view="Week")
    page.button(key=f"submit_{shop.id}").click().run()
    assert "The timer runs" in said(page)
    assert "The week is not over" in said(page)
    page.button(key="time_on").click().run()
    assert page.button(key=f"submit_{shop.id}").disabled
    assert page.button(key=f"submit_{shop.id}").help == "This week has not begun."
    assert "Nothing in this week" in said(page)


def test_a_click_on_a_day_of_the_week_opens_it(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    measured(shop, now, (9, 12, shop.task(), "stop"))
    page = day(time_view="Week")
    hands.does("time_of_week", "opened", date=MONDAY.isoformat())
    page.run()
    assert (page.date_input(key="time_day").value, page.button_group(key="time_view").value) == (MONDAY, "Day")


def test_hours_on_two_productions_are_two_weeks_to_hand_in(
    open_page: Any, studio: Studio, shop: Shop, now: FakeTime, hands: Hands
) -> None:
    other, boss = studio.production("Second", timezone="Asia/Tokyo"), studio.owner()
    boss.post(f"/productions/{other}/members", {"name": "Ana", "email": shop.ana.email, "job_role": "vfx_artist"}).data  # noqa: B018
    theirs = boss.post(f"/productions/{other}/tasks", {"title": "Theirs"}).data["id"]
    measured(shop, now, (9, 10, shop.task(), "stop"), (10, 11, theirs, "stop"))
    page = open_page(shop.ana, "my_time", production=shop.id, time_day=YESTERDAY.isoformat(), time_view="Week")
    assert {task["production"] for task in hands.drawn["time_of_week"]["tasks"]} == {"The Long Tide", "Second"}
    assert [button.key for button in page.button if (button.key or "").startswith("submit_")] == [
        f"submit_{shop.id}", f"submit_{other}",
    ]  # fmt: skip


# --- who sees what


def test_a_lead_sees_their_own_hours_here(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    measured(shop, now, (9, 12, shop.task(), "stop"))
    assert "Nothing on this day" in said(day(shop.lead))


def test_the_sidebar_says_what_runs_on_every_page(open_page: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    task = shop.task("A title that is longer than the sidebar")
    assert not [one for one in links(open_page(shop.ana, "tasks", production=shop.id)) if "●" in one]
    now.ms -= 84 * MINUTE
    shop.ana.post("/time/timer/start", {"task_id": task})
    now.ms += 84 * MINUTE
    page = open_page(shop.ana, "tasks", production=shop.id)
    (line,) = [one for one in links(page) if "●" in one]
    assert line == ":green[●] A title that is lon… **1:24**"
    viewer = open_page(shop.studio.member(shop.id, "viewer"), "tasks", production=shop.id)
    assert not [one for one in links(viewer) if "●" in one]


def links(page: Any) -> list[str]:
    return [element.proto.label for element in page.get("page_link")]


def test_old_days_whose_entries_are_gone_show_their_sums(day: Any, shop: Shop, now: FakeTime, hands: Hands) -> None:
    measured(shop, now, (9, 12, shop.task("Rig"), "stop"))
    from backend.core.db import db, start_writing
    from backend.timelogs.segments.models import TimeSegment

    with shop.studio.app.app_context():
        start_writing()
        db.session.execute(db.delete(TimeSegment))
        db.session.commit()
    page = day()
    assert "no longer kept" in said(page)
    assert "3:00 Rig" in said(page)
