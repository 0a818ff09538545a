"""Approvals: weeks looked at, approved as they were seen, sent back, reopened; and the rules of tracking."""

import datetime as dt
from typing import Any

import pytest
import streamlit as st

from streamlit_app import words
from streamlit_app.components import approvals_decide
from streamlit_app.editing import approvals as pure
from streamlit_app.editing import time_settings as rules
from tests.people import Caller, Studio
from tests.streamlit_app.clicking import Ledgers
from tests.timelogs.rows import Hours

TODAY = dt.datetime.now(dt.UTC).date()
MONDAY = TODAY - dt.timedelta(TODAY.weekday() + 7)
WEEK = pure.name_of(MONDAY)
HOUR = 3600


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test is a session of its own; the stand-in for one is always the same."""
    st.cache_data.clear()


@pytest.fixture
def ledgers(monkeypatch: pytest.MonkeyPatch) -> Ledgers:
    return Ledgers(monkeypatch)


class Shop:
    """A production with a supervisor, a producer and two artists; a week of 8 hours is planned."""

    def __init__(self, studio: Studio, **columns: Any) -> None:
        self.id = studio.production(**columns)
        self.path = f"/productions/{self.id}"
        self.boss: Caller = studio.member(self.id, "producer", name="Bo Boss")
        self.lead: Caller = studio.member(self.id, "vfx_supervisor", name="Lea Lead")
        self.ana: Caller = studio.member(self.id, "vfx_artist", name="Ana Artist")
        self.ben: Caller = studio.member(self.id, "vfx_artist", name="Ben Artist")
        self.boss.patch(f"{self.path}/time/settings", {"week_hours": 8}, match=0).data  # noqa: B018
        self.hours = Hours(studio.app, self.id)
        self.task = self.hours.task("Rig", estimate_minutes=240)

    def work(self, who: Caller, hours: float, day: int = 0, task: int | None = None) -> None:
        """Hours on a day of last week."""
        self.hours.day(who.user_id, task or self.task, MONDAY + dt.timedelta(day), hours)

    def act(self, who: Caller, person: Caller, action: str, **body: Any) -> Any:
        """Hand in, approve … last week."""
        return who.post(f"{self.path}/time/weeks/{person.user_id}/{WEEK}/{action}", body)

    def state(self, person: Caller) -> str:
        """How far somebody's last week is."""
        query = f"week={WEEK}&user_id={person.user_id}"
        return str(self.lead.get(f"{self.path}/time/weeks?{query}").data[0]["state"])


@pytest.fixture
def shop(studio: Studio) -> Shop:
    """Ana has 8 hours and handed in, Ben has 3 and did too."""
    made = Shop(studio)
    made.work(made.ana, 8)
    made.work(made.ben, 3)
    for one in (made.ana, made.ben):
        made.act(one, one, "submit").data  # noqa: B018
    return made


def said(page: Any) -> str:
    kinds = (page.title, page.subheader, page.markdown, page.text, page.caption)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\\", "")


def labels(page: Any) -> list[str]:
    return [button.label for button in page.button]


# --- without a page


def week(**more: Any) -> dict[str, Any]:
    """A row as the API has them."""
    days = [{"date": (MONDAY + dt.timedelta(n)).isoformat(), "seconds": 0} for n in range(7)]
    return {
        "user_id": 1, "user_name": "Kim", "week": WEEK, "state": "submitted", "days": days, "seconds": 36000,
        "manual_seconds": 0, "planned_seconds": 36000, "held": 0, "tasks": [], "cost_minor": None, "comment": "",
        "locked": False, **more,
    }  # fmt: skip


def test_the_week_of_an_address() -> None:
    today = dt.date(2026, 11, 28)
    assert pure.week_of("2026-W47", today, []) == dt.date(2026, 11, 16)
    assert pure.week_of(None, today, ["2026-W46", "2026-W44"]) == dt.date(2026, 10, 26), "the oldest that waits"
    for nonsense in (None, "", "x", "2025-W53", "2026-W99", "20261-W1"):
        assert pure.week_of(nonsense, today, []) == dt.date(2026, 11, 16), "else last week"
    assert pure.step(dt.date(2026, 12, 28), 1) == "2027-W01"


def test_what_waits_comes_first_and_what_is_locked_last() -> None:
    rows = [week(state=state, user_name=state, user_id=n) for n, state in enumerate(sorted(pure.STATE))]
    rows.append(week(state="open", user_name="aaa idle", seconds=0, user_id=9))
    assert [row["user_name"] for row in pure.ordered(rows)] == [
        "submitted", "reopened", "rejected", "open", "aaa idle", "approved",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "together"),
    [
        ({}, True),
        ({"seconds": 39600}, True),
        ({"seconds": 39601}, False),
        ({"seconds": 32399}, False),
        ({"held": 1}, False),
        ({"state": "open"}, False),
        ({"state": "approved"}, False),
        ({"planned_seconds": 0, "seconds": 0}, False),
        ({"user_id": 7}, False),
    ],
)
def test_what_can_be_approved_together(more: dict[str, Any], together: bool) -> None:
    assert bool(pure.as_planned([week(**more)], 7, "child")) == together
    if more.get("user_id"):
        assert pure.as_planned([week(**more)], 7, "admin")


def test_a_line_of_the_grid() -> None:
    row = week(seconds=39700, manual_seconds=1800, state="approved", locked=True, held=2, cost_minor=123456)
    row["days"][0]["seconds"] = 39700
    line = pure.line(row, "JPY", TODAY)
    cells = line["cells"]
    assert (cells["0"]["text"], cells["1"]["text"], cells["5"]["text"]) == ("11:02", "–", "")
    assert (cells["off"]["text"], cells["off"]["tone"]) == ("+1:02", "warn")
    assert cells["state"]["badges"] == [("Approved", "green"), ("2 held", "red")]
    assert cells["state"]["lock"]
    assert cells["cost"]["text"] == "123\N{NARROW NO-BREAK SPACE}456 JPY"
    assert pure.cost_cell(123456, "EUR")["text"] == "1\N{NARROW NO-BREAK SPACE}235 EUR"
    whole = pure.total([row, week(seconds=0)], "EUR")
    assert (whole["cells"]["off"]["text"], whole["cells"]["who"]["text"]) == ("−8:58", "2 people")


def test_what_changed_since_somebody_looked() -> None:
    rig, comp = ({"task_id": n, "task_title": title, "seconds": 60} for n, title in enumerate(("Rig", "Comp")))
    before, after = week(tasks=[rig, comp]), week(tasks=[{**rig, "seconds": 3660}], state="open")
    after["days"][1]["seconds"] = 3600
    assert pure.changes(before, after) == [
        f"{words.day(MONDAY + dt.timedelta(1))}: 0:00 → 1:00",
        "Rig: 0:01 → 1:01", "Comp: 0:01 → 0:00", "It is not handed in now.",
    ]  # fmt: skip
    assert pure.changes(before, before) == []


def test_tasks_of_a_week_against_their_estimates() -> None:
    tasks = [
        {"task_id": 1, "task_title": "Rig", "seconds": 3600, "estimate_minutes": 60, "total_seconds": 7200},
        {"task_id": 2, "task_title": "Free", "seconds": 7200, "estimate_minutes": None, "total_seconds": 7200},
    ]
    cells = [{"task_id": 1, "day": MONDAY.isoformat(), "seconds": 3600}]
    columns, lines = pure.by_task(week(tasks=tasks), cells)
    assert [column["id"] for column in columns][:3] == ["task", "0", "1"]
    free, rig, whole = (line["cells"] for line in lines)
    assert (free["task"]["text"], free["bid"]["text"], "used" in free) == ("Free", "–", False)
    assert (rig["0"]["text"], rig["used"]["text"], rig["ever"]["tone"]) == ("1:00", "+1:00 over", "bad")
    assert whole["week"]["text"] == "10:00"


def test_a_reason_is_that_of_the_last_step() -> None:
    assert pure.why([]) == ("", "")
    steps = [{"reason": "a", "by_name": "Ana"}, {"reason": "b", "by_name": None}]
    assert pure.why(steps) == ("b", "somebody who left")


def test_rates_as_lines() -> None:
    today = dt.date(2026, 11, 28)
    dates = ("2026-01-01", "2026-06-01", "2026-12-01")
    rates = [{"valid_from": day, "hourly_minor": 1000 * n} for n, day in enumerate(dates, 1)]
    cells = rules.rate_line({"user_id": 1, "user_name": "Kim", "rates": rates}, today, "EUR")["cells"]
    assert (cells["now"]["text"], cells["since"]["text"]) == ("20 EUR", "Mon 1 Jun 2026")
    assert cells["next"]["text"] == "30 EUR from Tue 1 Dec 2026"
    assert cells["before"]["text"] == "10 EUR from Thu 1 Jan 2026"
    bare = rules.rate_line({"user_id": 1, "user_name": "Kim", "rates": []}, today, "JPY")["cells"]
    assert bare["now"]["text"] == "not set"
    assert rules.rate_at(rates, dt.date(2025, 12, 31)) is None


def test_every_setting_has_a_name_and_is_said() -> None:
    values = {**dict.fromkeys(rules.NUMBERS, 5), "keep_file_names": True, "count_renders": False, "retention_days": 0}
    assert all(rules.said(name, value) for name, value in values.items())
    assert rules.said("version", 3) == ""
    assert rules.said("retention_days", 60) == "Keep sessions: 60 days"


# --- the page


def test_the_grid_has_everybody_who_has_hours(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    page = open_page(shop.lead, "approvals", production=shop.id)
    assert ledgers.column("approvals_grid", "who") == ["Ana Artist", "Ben Artist", "2 people"]
    ana, ben, whole = ledgers.text("approvals_grid")
    names = ("0", "total", "planned", "off", "state")
    assert [ana[name] for name in names] == ["8:00", "8:00", "8:00", "0:00", "Handed in"]
    assert (ben["off"], whole["total"], "cost" in [c["id"] for c in ledgers.drawn["approvals_grid"]["columns"]]) == (
        "−5:00", "11:00", False,
    )  # fmt: skip
    assert {metric.label: metric.value for metric in page.metric}["Waiting for you"] == "2"
    page.toggle(key="approvals_idle").set_value(True).run()
    assert ledgers.column("approvals_grid", "who")[2:4] == ["Bo Boss", "Lea Lead"]


def test_money_only_with_the_right_to_see_rates(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    shop.hours.rate(shop.ana.user_id, "2020-01-01", 5000)
    page = open_page(shop.boss, "approvals", production=shop.id)
    assert ledgers.column("approvals_grid", "cost") == ["400 EUR", "", "400 EUR"]
    assert {metric.label: metric.value for metric in page.metric}["Cost"] == "400 EUR"
    page = open_page(shop.lead, "approvals", production=shop.id)
    assert "Cost" not in {metric.label for metric in page.metric}


def test_weeks_are_in_the_address(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    page = open_page(shop.lead, "approvals", production=shop.id)
    page.button(key="week_back").click().run()
    assert page.query_params["week"] == [pure.step(MONDAY, -1)] or page.query_params["week"] == pure.step(MONDAY, -1)
    assert "Nobody has hours in this week." in page.info[0].value
    assert f"Week {int(WEEK[6:])}" in "".join(labels(page)), "what waits elsewhere is named"
    page.button(key=f"waiting_{WEEK}").click().run()
    assert ledgers.column("approvals_grid", "who")[0] == "Ana Artist"
    page = open_page(shop.lead, "approvals", production=shop.id, week=WEEK, person=str(shop.ben.user_id))
    assert page.title[0].value == "Ben Artist"


def opened(open_page: Any, shop: Shop, person: Caller, by: Caller | None = None) -> Any:
    return open_page(by or shop.lead, "approvals", production=shop.id, week=WEEK, person=str(person.user_id))


def test_a_week_is_opened_and_approved_as_it_was_seen(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    page = open_page(shop.lead, "approvals", production=shop.id)
    ledgers.opens("approvals_grid", shop.ana.user_id)
    page.run()
    page.run()
    assert page.title[0].value == "Ana Artist"
    assert ledgers.text("approvals_week")[0]["task"] == "Rig"
    page.button(key="approve").click().run()
    assert shop.state(shop.ana) == "approved"
    assert ":material/lock:" in said(page)
    assert "approve" not in {button.key for button in page.button}
    page.button(key="approvals_next").click().run()
    assert page.title[0].value == "Ben Artist"


def test_hours_that_came_since_are_told_before_anything_is_approved(
    open_page: Any, shop: Shop, ledgers: Ledgers
) -> None:
    page = opened(open_page, shop, shop.ana)
    shop.work(shop.ana, 1, day=1)
    page.button(key="approve").click().run()
    assert shop.state(shop.ana) == "submitted"
    assert "other hours than you saw: 9:00 now" in said(page)
    assert "Rig: 8:00 → 9:00" in said(page)
    page.button(key="approve").click().run()
    assert shop.state(shop.ana) == "approved"


def test_sending_back_and_reopening_need_a_word(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    page = opened(open_page, shop, shop.ana)
    assert page.button(key="reject_yes").disabled
    page.text_area(key="reject_comment").set_value("Tuesday is missing").run()
    page.button(key="reject_yes").click().run()
    assert shop.state(shop.ana) == "rejected"
    assert "Tuesday is missing" in said(page)
    shop.act(shop.ana, shop.ana, "submit")
    shop.act(shop.lead, shop.ana, "approve", seconds=8 * HOUR).data  # noqa: B018
    page = opened(open_page, shop, shop.ana)
    page.text_area(key="reopen_comment").set_value("Wrong task on Friday").run()
    page.button(key="reopen_yes").click().run()
    assert shop.state(shop.ana) == "reopened"


def test_all_as_planned_are_approved_after_a_question_with_their_names(
    open_page: Any, shop: Shop, ledgers: Ledgers
) -> None:
    page = open_page(shop.lead, "approvals", production=shop.id)
    page.button(key="approve_all").click().run()
    assert "**Ana Artist** 8:00 of 8:00" in said(page)
    assert "**Ben Artist**" not in said(page)
    page.button(key="approve_all").click()
    page.button(key="approve_all_yes").click().run()
    assert (shop.state(shop.ana), shop.state(shop.ben)) == ("approved", "submitted")
    assert "approve_all" not in {button.key for button in page.button}


def test_one_that_changed_does_not_hold_up_the_others(app: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    rows = shop.lead.get(f"{shop.path}/time/weeks?week={WEEK}").data
    handed = [row for row in rows if row["state"] == "submitted"]
    shop.work(shop.ana, 2, day=3)
    from streamlit_app.api.client import Api, connect

    connect(app.wsgi_app)
    monkeypatch.setattr(approvals_decide, "api", lambda: Api(shop.lead.token))
    weeks = f"{shop.path}/time/weeks"
    monkeypatch.setattr(approvals_decide, "address", lambda row, what: f"{weeks}/{row['user_id']}/{WEEK}/{what}")
    monkeypatch.setattr(approvals_decide, "flash", lambda text, _icon="": told.append(text))
    approvals_decide._approve_each(handed)
    assert (shop.state(shop.ana), shop.state(shop.ben)) == ("submitted", "approved")
    assert told[0] == "1 week approved."
    assert told[1].startswith("Ana Artist: This week has other hours")


def test_nobody_decides_about_their_own_week(open_page: Any, shop: Shop, studio: Studio, ledgers: Ledgers) -> None:
    shop.work(shop.lead, 8)
    shop.act(shop.lead, shop.lead, "submit").data  # noqa: B018
    page = opened(open_page, shop, shop.lead)
    assert "Somebody else decides" in said(page)
    assert "approve" not in {button.key for button in page.button}
    page = opened(open_page, shop, shop.lead, studio.admin(shop.id))
    assert "approve" in {button.key for button in page.button}


def by_hand(shop: Shop) -> None:
    day = (MONDAY + dt.timedelta(2)).isoformat()
    body = {"task_id": shop.task, "start": f"{day}T10:00:00Z", "end": f"{day}T11:00:00Z", "reason": "On paper"}
    shop.act(shop.ana, shop.ana, "withdraw")
    shop.ana.post("/time/segments", body).data  # noqa: B018
    made = shop.hours.segment(shop.ana.user_id, shop.task, f"{day}T12:00", 60)
    shop.ana.request("DELETE", f"/time/segments/{made}", {"reason": "Lunch"}).data  # noqa: B018
    other = shop.hours.segment(shop.ana.user_id, shop.task, f"{day}T14:00", 60)
    change = {"task_id": shop.hours.task("Comp"), "reason": "Wrong task"}
    shop.ana.patch(f"/time/segments/{other}", change).data  # noqa: B018


def test_what_people_did_by_hand_stands_there_with_their_reasons(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    page = opened(open_page, shop, shop.ben)
    assert "Everything was measured" in said(page)
    by_hand(shop)
    opened(open_page, shop, shop.ana)
    assert ledgers.column("approvals_by_hand", "why") == ["On paper", "Lunch", "Wrong task"]
    assert ledgers.column("approvals_by_hand", "what") == ["By hand", "Removed", "Corrected | Task Rig → Comp"]
    assert set(ledgers.column("approvals_by_hand", "who")) == {"Ana Artist"}


def held(shop: Shop, who: Caller, start: str, uid: str) -> int:
    item = {
        "task_id": shop.task, "session_uid": uid * 36, "closed": "stop", "guessed": False, "dcc": "blender",
        "dcc_version": "", "machine": "ws1", "file": "a.blend",
    }  # fmt: skip
    return shop.hours.held(who.user_id, start, 60, item=item)


def test_late_time_is_placed_or_discarded(open_page: Any, shop: Shop, ledgers: Ledgers) -> None:
    first = held(shop, shop.ana, f"{MONDAY + dt.timedelta(4)}T09:00", "a")
    page = opened(open_page, shop, shop.ana)
    assert "its week is approved already" in said(page)
    page.text_input(key=f"place_reason_{first}").set_value("It was the rig").run()
    page.button(key=f"place_yes_{first}").click().run()
    assert shop.lead.get("/time/held").data == []
    shop.act(shop.lead, shop.ben, "approve", seconds=3 * HOUR).data  # noqa: B018
    second = held(shop, shop.ben, f"{MONDAY}T20:00", "b")
    page = opened(open_page, shop, shop.ben)
    assert f"place_yes_{second}" not in {button.key for button in page.button}, "an approved week takes nothing"
    page.text_input(key=f"discard_reason_{second}").set_value("A test").run()
    page.button(key=f"discard_yes_{second}").click().run()
    assert shop.lead.get("/time/held").data == []


def test_an_empty_production_says_what_to_do(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.owner(), "approvals", production=pid)
    assert "Nobody logs hours here yet" in said(page)


def test_sixty_people_and_a_long_name(open_page: Any, studio: Studio, ledgers: Ledgers) -> None:
    shop = Shop(studio)
    for number in range(60):
        someone = studio.member(shop.id, "vfx_artist", name=f"{'Wolfeschlegel*_[x](y)' * 5} {number}")
        shop.hours.day(someone.user_id, shop.task, MONDAY, 8)
    open_page(shop.lead, "approvals", production=shop.id)
    assert len(ledgers.drawn["approvals_grid"]["lines"]) == 61
    page = open_page(shop.lead, "approvals", production=shop.id, week=WEEK, person=str(someone.user_id))
    assert page.title[0].value.replace("\\", "").endswith("59")


# --- time settings


def field(page: Any, name: str) -> Any:
    """The field of a setting, whatever version it was filled with."""
    kinds = (*page.number_input, *page.toggle)
    return next(one for one in kinds if (one.key or "").startswith(f"time_{name}_"))


def test_settings_are_shown_and_saved(open_page: Any, shop: Shop) -> None:
    page = open_page(shop.boss, "time_settings", production=shop.id)
    assert field(page, "week_hours").value == 8
    assert field(page, "retention_days").value is None
    field(page, "idle_minutes").set_value(7)
    field(page, "retention_days").set_value(365)
    field(page, "keep_file_names").set_value(False)
    page.button(key="time_save").click().run()
    saved = shop.boss.get(f"{shop.path}/time/settings").data
    assert (saved["idle_minutes"], saved["retention_days"], saved["keep_file_names"]) == (7, 365, False)
    assert field(page, "idle_minutes").value == 7


def test_what_somebody_else_saved_is_told_and_stays(open_page: Any, shop: Shop) -> None:
    page = open_page(shop.boss, "time_settings", production=shop.id)
    shop.boss.patch(f"{shop.path}/time/settings", {"max_hours": 12}, match=1).data  # noqa: B018
    page.run()
    assert "Somebody else changed these settings" in said(page)
    field(page, "idle_minutes").set_value(7)
    page.button(key="time_save").click().run()
    assert "Longest segment: 12 hours" in said(page)
    assert shop.boss.get(f"{shop.path}/time/settings").data["idle_minutes"] == 10
    page.button(key="time_save").click().run()
    saved = shop.boss.get(f"{shop.path}/time/settings").data
    assert (saved["idle_minutes"], saved["max_hours"]) == (7, 12), "only what was changed here is written"
    shop.boss.patch(f"{shop.path}/time/settings", {"max_hours": 9}, match=saved["version"]).data  # noqa: B018
    page.run()
    page.button(key="time_show").click().run()
    assert field(page, "max_hours").value == 9


def test_rates_are_set_from_a_day_on(open_page: Any, studio: Studio, ledgers: Ledgers) -> None:
    shop = Shop(studio, currency="JPY")
    page = open_page(shop.boss, "time_settings", production=shop.id)
    assert set(ledgers.column("rates", "now")) == {"not set"}
    assert "4 people have no rate" in said(page)
    ledgers.opens("rates", shop.ana.user_id)
    page.run()
    page.number_input(key="rate_amount").set_value(3500)
    page.date_input(key="rate_from").set_value(dt.date(2026, 1, 1))
    ledgers.opens("rates", shop.ana.user_id)
    next(button for button in page.button if button.label == "Set this rate").click().run()
    assert shop.boss.get(f"{shop.path}/time/rates").data[0]["rates"] == [
        {"valid_from": "2026-01-01", "hourly_minor": 3500}
    ]  # fmt: skip
    page.run()
    assert "3\N{NARROW NO-BREAK SPACE}500 JPY" in ledgers.column("rates", "now")
    ledgers.opens("rates", shop.ana.user_id)
    page.run()
    ledgers.opens("rates", shop.ana.user_id)
    page.button(key="rate_gone_yes_2026-01-01").click().run()
    assert shop.boss.get(f"{shop.path}/time/rates").data[0]["rates"] == []


def test_who_may_settings_but_not_rates_sees_none(open_page: Any, studio: Studio, shop: Shop) -> None:
    parent = studio.member(shop.id, "crew", level="parent")
    page = open_page(parent, "time_settings", production=shop.id)
    assert [heading.value for heading in page.subheader] == ["Tracking"]
    for role in (shop.ana, shop.lead):
        with pytest.raises(ValueError, match="time_settings"):
            open_page(role, "time_settings", production=shop.id)
    with pytest.raises(ValueError, match="approvals"):
        open_page(shop.ana, "approvals", production=shop.id)
