"""Team time: figures that add up to what the API says, filters in the address, and everything leads to its rows."""

import datetime as dt
from typing import Any

import pytest
import streamlit as st

from streamlit_app.charts import hours as charts
from streamlit_app.charts.palette import CONFIG, mixed, palette, programs
from streamlit_app.components import team_time_behind, team_time_figures, team_time_now
from streamlit_app.components.pickable import picked
from streamlit_app.components.team_time_export import file_name, made
from streamlit_app.editing import team_time as pure
from streamlit_app.editing.team_time import Asked
from tests.people import Caller, Studio
from tests.streamlit_app.clicking import Figures, Ledgers
from tests.streamlit_app.dragging import Triggers
from tests.timelogs.rows import Hours

TODAY = dt.datetime.now(dt.UTC).date()
MONDAY = TODAY - dt.timedelta(TODAY.weekday())
HOUR = 3600


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test is a session of its own; the stand-in for one is always the same."""
    st.cache_data.clear()


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Figures:
    return Figures(monkeypatch, team_time_figures, team_time_behind)


@pytest.fixture
def ledgers(monkeypatch: pytest.MonkeyPatch) -> Ledgers:
    return Ledgers(monkeypatch)


class Shop:
    """A production with a supervisor, a producer, two artists and three tasks, one of them over its bid."""

    def __init__(self, studio: Studio, last: str = "", **columns: Any) -> None:
        self.id = studio.production(**columns)
        self.boss: Caller = studio.member(self.id, "producer", name=f"Bo Boss{last}")
        self.lead: Caller = studio.member(self.id, "vfx_supervisor", name=f"Lea Lead{last}")
        self.ana: Caller = studio.member(self.id, "vfx_artist", name=f"Ana Artist{last}")
        self.ben: Caller = studio.member(self.id, "vfx_artist", name=f"Ben Artist{last}")
        self.hours = Hours(studio.app, self.id)
        self.hours.department(self.ana.user_id, "Animation")
        self.rig = self.hours.task("Rig", category="Rigging", estimate_minutes=120)
        self.comp = self.hours.task("Comp", category="Compositing", estimate_minutes=6000)
        self.notes = self.hours.task("Notes")

    def week(self) -> None:
        """Ana 4:00 on the rig in Maya and 1:00 by hand; Ben 2:30 on the comp in Nuke; all this Monday."""
        self.work(self.ana, self.rig, 4, "maya")
        self.work(self.ana, self.notes, 1, "manual", manual=True)
        self.work(self.ben, self.comp, 2.5, "nuke")

    def work(
        self, who: Caller, task: int, hours: float, dcc: str, day: dt.date = MONDAY, *, manual: bool = False
    ) -> int:
        """A segment and its sum; answers the segment's id."""
        ms = round(hours * HOUR * 1000)
        self.hours.day(who.user_id, task, day, hours, dcc=dcc, manual_ms=ms if manual else 0)
        source = {"source": "manual", "closed": "manual", "file": ""} if manual else {}
        return self.hours.segment(who.user_id, task, f"{day}T08:00", hours * 60, dcc=dcc, **source)


@pytest.fixture
def shop(studio: Studio) -> Shop:
    made = Shop(studio)
    made.week()
    return made


def said(page: Any) -> str:
    kinds = (page.title, page.subheader, page.markdown, page.text, page.caption)
    return "\n".join(element.value for kind in kinds for element in kind)


def figure(page: Any) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


# --- without a page


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("This week", "2026-11-23", "2026-11-29"),
        ("Last week", "2026-11-16", "2026-11-22"),
        ("This month", "2026-11-01", "2026-11-30"),
        ("Last month", "2026-10-01", "2026-10-31"),
        ("Custom", "2026-11-23", "2026-11-29"),
    ],
)
def test_periods(name: str, first: str, last: str) -> None:
    found = pure.period(name, dt.date(2026, 11, 28))
    assert [day.isoformat() for day in found] == [first, last]


def test_a_custom_period_is_one_day_or_as_long_as_the_api_answers() -> None:
    day, late = dt.date(2026, 2, 28), dt.date(2028, 1, 1)
    assert pure.period("Custom", day, (day,)) == (day, day)
    first, last = pure.period("Custom", day, (day, late))
    assert (last, (last - first).days) == (late, pure.MOST_DAYS)
    assert pure.period("This month", day) == (dt.date(2026, 2, 1), dt.date(2026, 2, 28))


def test_days_in_words() -> None:
    day = dt.date.fromisoformat
    assert pure.days_said(day("2026-11-24"), day("2026-11-24")) == "Tue 24 Nov 2026"
    assert pure.days_said(day("2026-11-01"), day("2026-11-30")) == "1 – 30 Nov 2026"
    assert pure.days_said(day("2026-11-28"), day("2026-12-04")) == "28 Nov – 4 Dec 2026"
    assert pure.days_said(day("2026-12-28"), day("2027-01-03")) == "28 Dec 2026 – 3 Jan 2027"


def test_namesakes_are_told_apart() -> None:
    assert pure.labels({3: "Kim", 1: "kai", 2: "Kim"}) == {1: "kai", 2: "Kim #2", 3: "Kim #3"}


def test_shares_of_hours() -> None:
    assert [pure.share(*one) for one in ((0, 0), (0, 5), (1, 1000), (5, 1000), (1, 2), (2, 2))] == [
        "0 %", "0 %", "<1 %", "0 %", "50 %", "100 %",
    ]  # fmt: skip


def task(task_id: int, seconds: int, minutes: int | None) -> dict[str, Any]:
    return {
        "task_id": task_id, "task_title": f"T{task_id}", "production_id": 1, "estimate_minutes": minutes,
        "category": "", "seconds": seconds,
    }  # fmt: skip


def test_bids_come_with_the_worst_first_and_count_all_hours_ever() -> None:
    rows = [task(1, 3600, 120), task(2, 3600, None), task(3, 3600, 60), task(4, 9000, 60), task(5, 60, 0)]
    found = pure.bids(rows, {1: 7000, 3: 3630, 9: 1}, {1: ["Kim", "ana", "Kim"]})
    assert [one.task_id for one in found] == [4, 5, 3, 1, 2]
    worst, zero, exact, under, none = found
    assert (worst.left, worst.over, worst.ever) == (-5400, True, 9000)
    assert (zero.over, zero.used) == (True, None)
    assert (exact.over, exact.left) == (False, -30), "half a minute is no overrun"
    assert (under.left, under.people) == (200, ("ana", "Kim"))
    assert (none.left, none.over, none.used) == (None, False, None)
    assert pure.against(found) == (7200 + 3600 + 3600, 7000 + 3630 + 9000 + 60, 2)
    assert pure.against([]) == (0, 0, 0)


def test_windows_cover_every_day_once() -> None:
    first, last = dt.date(2024, 1, 1), dt.date(2026, 11, 28)
    days = [start + dt.timedelta(n) for start, end in pure.windows(first, last) for n in range((end - start).days + 1)]
    assert sorted(days) == [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    assert all((end - start).days <= pure.MOST_DAYS for start, end in pure.windows(first, last))
    assert pure.windows(last, first) == []


def test_a_long_period_has_weeks() -> None:
    first = dt.date(2026, 1, 1)
    assert not Asked(first, first + dt.timedelta(61)).by_week
    assert Asked(first, first + dt.timedelta(62)).by_week
    names = [name for name, _label, _off in team_time_figures.weeks(Asked(first, dt.date(2026, 1, 12)))]
    assert names == ["2026-W01", "2026-W02", "2026-W03"]
    assert team_time_figures.span("2026-W01") == (dt.date(2025, 12, 29), dt.date(2026, 1, 4))
    assert team_time_figures.span("2026-01-03") == (dt.date(2026, 1, 3), dt.date(2026, 1, 3))


# --- figures


def valid(drawn: Any) -> Any:
    """The figure, checked by Plotly in full, which the page leaves out."""
    from plotly.graph_objects import Figure

    return Figure(drawn.to_dict())


def test_the_theme_gives_the_colours() -> None:
    dark, light = palette("dark"), palette("light")
    text = CONFIG.read_text()
    assert all(colour in text for one in (dark, light) for colour in (one.bad, one.good, one.ground, *one.series))
    assert dark != light
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    known = programs(["blender", "maya", "my-tool", "other", "manual"], dark)
    assert len(set(known.values())) == 5
    assert known["blender"] == programs(["blender"], dark)["blender"], "a program keeps its colour"
    assert len(programs([f"p{n}" for n in range(30)], dark)) == 30


def test_bars_of_artists_are_sorted_and_stacked_by_program() -> None:
    parts = [
        charts.Part("1", "Kim <b>", "maya", 3600), charts.Part("2", "A" * 60, "maya", 1800),
        charts.Part("2", "A" * 60, "manual", 5400),
    ]  # fmt: skip
    drawn = valid(charts.by_artist(parts, palette("dark")))
    assert list(drawn.layout.yaxis.tickvals) == ["2", "1"], "the most first"
    assert "Kim &lt;b&gt;" in drawn.layout.yaxis.ticktext[1]
    assert drawn.layout.yaxis.ticktext[0].strip().endswith("…")
    by_hand = next(trace for trace in drawn.data if trace.name == "By hand")
    assert (by_hand.marker.pattern.shape, list(by_hand.customdata)) == ("/", ["2"])
    assert not valid(charts.by_artist(parts[:1], palette("light"))).layout.showlegend


def test_what_is_over_its_bid_is_red_and_says_by_how_much() -> None:
    bars = [
        charts.Bar("1", "Over", 3600, 7200, 5400, True), charts.Bar("2", "Under", 3600, 3600, 7200, False),
        charts.Bar("3", "No bid", 60, 60, None, False),
    ]  # fmt: skip
    colours = palette("dark")
    drawn = valid(charts.by_task(bars, colours))
    before, here, marks, labels = drawn.data
    assert list(here.marker.color) == [colours.bad, colours.accent, colours.accent]
    assert (list(before.x), list(here.x)) == ([1.0, 0, 0], [1.0, 1.0, 60 / 3600])
    assert (list(marks.x), list(marks.customdata)) == ([1.5, 2.0], ["1", "2"])
    assert labels.text[0].strip() == "2:00 · +0:30"
    assert labels.textfont.color[0] == colours.bad
    valid(charts.by_task([], colours))


def test_the_bar_of_all_other_tasks_does_not_dwarf_the_rest() -> None:
    bars = [
        charts.Bar("1", "Rig", 3600, 3600, 7200, False),
        charts.Bar(charts.OTHERS, "300 other tasks", 900_000, 900_000, None, False),
    ]
    drawn = valid(charts.by_task(bars, palette("dark"), narrow=True))
    assert list(drawn.data[1].x) == [1.0, 2.0]
    assert drawn.data[3].text[1].strip() == "250:00"
    assert drawn.layout.xaxis.range[1] < 4
    valid(charts.by_task(bars[1:], palette("dark")))


def test_a_heatmap_carries_who_and_when_for_each_cell_with_hours() -> None:
    columns = [("2026-11-27", "Fri<br>27", False), ("2026-11-28", "Sat<br>28", True)]
    seconds = {("1", "2026-11-27"): 3600, ("2", "2026-11-28"): 7200}
    drawn = valid(charts.heatmap({"1": "Ana", "2": "Ben"}, columns, seconds, palette("light")))
    grid, taps = drawn.data
    assert [list(row) for row in grid.z] == [[1.0, None], [None, 2.0]]
    assert [list(one) for one in taps.customdata] == [["1", "2026-11-27"], ["2", "2026-11-28"]]
    assert taps.hovertext[1] == "Ben<br>Sat 28: 2 h"
    assert len(drawn.layout.shapes) == 1, "days off are tinted"
    many = [(f"d{n}", str(n), False) for n in range(31)]
    valid(charts.heatmap({}, many, {}, palette("dark")))


def test_a_click_tells_its_data_and_leaves_nothing_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"chart_0": {"selection": {"points": [{"customdata": "7"}]}}}
    monkeypatch.setattr("streamlit.session_state", state)
    told: list[Any] = []
    picked("chart", told.append)
    state["chart_1"] = {"selection": {"points": []}}
    picked("chart", told.append)
    assert (told, state["_chart_turn"]) == (["7"], 1)


# --- the page


def test_figures_are_what_the_api_says(open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers) -> None:
    page = open_page(shop.lead, "team_time", production=shop.id)
    assert figure(page) == {"Hours": "7:30", "Artists": "2", "By hand": "13 %", "Bids used": "6 %"}
    assert "Nobody is working now" in said(page)
    assert list(figures.drawn["team_artists"].layout.yaxis.tickvals) == [str(shop.ana.user_id), str(shop.ben.user_id)]
    assert figures.alts["team_tasks"] == "Hours of 3 tasks with their bids as marks; 1 over"
    assert figures.drawn["team_category"].data[0].y == ("Rigging", "Compositing", "")
    assert set(figures.drawn["team_department"].data[0].y) == {"Animation", ""}
    assert ledgers.text("team_bids") == [
        {"task": "Rig", "bid": "2:00", "ever": "4:00", "here": "4:00", "left": "+2:00 over", "used": "200 %",
         "people": "Ana Artist"},
        {"task": "Comp", "bid": "100:00", "ever": "2:30", "here": "2:30", "left": "97:30 left", "used": "2 %",
         "people": "Ben Artist"},
        {"task": "Notes", "bid": "–", "ever": "1:00", "here": "1:00", "people": "Ana Artist"},
    ]  # fmt: skip
    assert ledgers.drawn["team_bids"]["lines"][0]["tone"] == "bad"
    assert sorted(ledgers.column("team_rows_rows", "file")) == ["By hand", *["sh010_comp_v003.blend"] * 2]


def test_money_is_for_who_may_see_it_in_the_productions_currency(
    open_page: Any, studio: Studio, figures: Figures, ledgers: Ledgers
) -> None:
    shop = Shop(studio, currency="JPY")
    shop.week()
    page = open_page(shop.boss, "team_time", production=shop.id)
    assert figure(page)["Cost"] == "–"
    shop.hours.rate(shop.ana.user_id, "2020-01-01", 3000)
    page.run()
    assert figure(page)["Cost"] == "15\N{NARROW NO-BREAK SPACE}000 JPY"
    assert "2:30 h without a rate" in [metric.delta for metric in page.metric]
    assert "Cost" not in figure(open_page(shop.lead, "team_time", production=shop.id))


def test_a_link_filters_by_person(open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers) -> None:
    page = open_page(shop.lead, "team_time", production=shop.id, team_artist="Ben Artist")
    assert (figure(page)["Hours"], figure(page)["Artists"]) == ("2:30", "1")
    assert ledgers.column("team_rows_rows", "task") == ["Comp"]
    assert page.selectbox(key="team_artist").value == shop.ben.user_id
    page.button(key="team_clear").click().run()
    assert figure(page)["Hours"] == "7:30"


@pytest.mark.parametrize(
    ("name", "value", "hours"),
    [
        ("team_task", "Rig", "4:00"),
        ("team_category", "Compositing", "2:30"),
        ("team_program", "By hand", "1:00"),
        ("team_department", "Animation", "5:00"),
        ("team_department", "No department", "2:30"),
        ("team_category", "No category", "1:00"),
    ],
)
def test_every_filter_is_in_the_address(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers, name: str, value: str, hours: str
) -> None:
    page = open_page(shop.lead, "team_time", production=shop.id, **{name: value})
    assert figure(page)["Hours"] == hours
    assert len(ledgers.drawn["team_rows_rows"]["lines"]) == (2 if hours == "5:00" else 1)


def test_a_link_to_what_nobody_worked_on_stays_what_it_is(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers
) -> None:
    shop.hours.task("Untouched")
    for query in ({"team_task": "Untouched"}, {"team_artist": "Lea Lead"}, {"team_category": "Roto"}):
        page = open_page(shop.lead, "team_time", production=shop.id, **query)
        assert "Nothing found" in said(page)
        page.button(key="team_nothing_clear").click().run()
        assert figure(page)["Hours"] == "7:30"
    page = open_page(shop.lead, "team_time", production=shop.id, team_task="No such task", team_days="Next year")
    assert figure(page)["Hours"] == "7:30", "what means nothing is left out"


def test_days_are_in_the_address(open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers) -> None:
    shop.work(shop.ana, shop.rig, 3, "maya", MONDAY - dt.timedelta(3))
    page = open_page(shop.lead, "team_time", production=shop.id, team_days="Last week")
    assert figure(page)["Hours"] == "3:00"
    before = (MONDAY - dt.timedelta(100)).isoformat()
    page = open_page(
        shop.lead, "team_time", production=shop.id, team_days="Custom", team_dates=[before, TODAY.isoformat()]
    )
    assert figure(page)["Hours"] == "10:30"
    assert figures.alts["team_days"].endswith("per week")
    assert ledgers.text("team_bids")[0]["ever"] == "7:00"


@pytest.mark.parametrize(
    ("key", "data", "tasks"),
    [
        ("team_artists", lambda shop: str(shop.ana.user_id), {"Rig", "Notes"}),
        ("team_tasks", lambda shop: [str(shop.comp)], {"Comp"}),
        ("team_days", lambda shop: [str(shop.ben.user_id), MONDAY.isoformat()], {"Comp"}),
        ("team_dcc", lambda _shop: "manual", {"Notes"}),
        ("team_category", lambda _shop: "Rigging", {"Rig"}),
        ("team_department", lambda _shop: "", {"Comp"}),
    ],
)
def test_every_bar_and_cell_leads_to_its_rows(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers, key: str, data: Any, tasks: set[str]
) -> None:
    page = open_page(shop.lead, "team_time", production=shop.id)
    figures.click(key, data(shop))
    page.run()
    assert set(ledgers.column("team_behind_rows", "task")) - {""} <= tasks
    rows = ledgers.drawn["team_behind_rows"]["lines"]
    assert len(rows) == len(tasks)
    ids = {line["id"] for line in rows}
    assert ids <= {str(row["id"]) for row in shop.lead.get("/time/segments").data}
    figures.click(key, data(shop))  # a dialog is open for one run of a test
    page.button(key="team_only").click().run()
    assert {line["task"] for line in ledgers.text("team_rows_rows")} == tasks


def test_the_bar_of_the_other_tasks_opens_the_whole_list(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers
) -> None:
    for number in range(20):
        shop.work(shop.ben, shop.hours.task(f"Shot {number}"), 1 + number / 60, "nuke", MONDAY)
    page = open_page(shop.lead, "team_time", production=shop.id)
    assert figures.drawn["team_tasks"].layout.yaxis.ticktext[-1].strip() == "8 other tasks"
    assert len(ledgers.drawn["team_bids"]["lines"]) == 15
    figures.click("team_tasks", charts.OTHERS)
    page.run()
    assert len(ledgers.drawn["team_bids"]["lines"]) == 23


def test_links_in_the_table_filter_and_a_line_tells_everything(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers
) -> None:
    page = open_page(shop.lead, "team_time", production=shop.id)
    rows = {line["task"]: entry["id"] for line, entry in zip(
        ledgers.text("team_rows_rows"), ledgers.drawn["team_rows_rows"]["lines"], strict=True
    )}  # fmt: skip
    ledgers.opens("team_rows_rows", rows["Rig"])
    page.run()
    assert "Maya on ws12" in said(page).replace("\\", "")
    ledgers.opens("team_rows_rows", rows["Rig"], "who")
    page.run()
    assert page.selectbox(key="team_artist").value == shop.ana.user_id
    ledgers.opens("team_rows_rows", rows["Notes"], "task")
    page.run()
    assert page.selectbox(key="team_task").value == shop.notes
    ledgers.opens("team_bids", shop.notes)
    page.run()
    assert figure(page)["Hours"] == "1:00"


def test_sessions_are_read_page_by_page(open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers) -> None:
    for minute in range(27):
        shop.hours.segment(shop.ben.user_id, shop.comp, f"{MONDAY}T12:{minute:02}", 1)
    page = open_page(shop.lead, "team_time", production=shop.id)
    first = {line["id"] for line in ledgers.drawn["team_rows_rows"]["lines"]}
    assert "1–25 of 30" in said(page)
    page.button(key="team_rows_older").click().run()
    second = {line["id"] for line in ledgers.drawn["team_rows_rows"]["lines"]}
    assert (len(first), len(second), first & second) == (25, 5, set())
    assert "26–30 of 30" in said(page)
    page.button(key="team_rows_newer").click().run()
    assert {line["id"] for line in ledgers.drawn["team_rows_rows"]["lines"]} == first


def test_who_is_working_now(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, Any] = {}
    says = [Triggers()]

    def mounted(*, key: str, data: dict[str, Any], **_callbacks: Any) -> Triggers:
        drawn.update(data)
        return says.pop() if len(says) > 1 else says[0]

    monkeypatch.setattr(team_time_now, "_NOW", mounted)
    shop.ben.post("/time/timer/start", {"task_id": shop.comp}).data  # noqa: B018
    page = open_page(shop.lead, "team_time", production=shop.id)
    (tile,) = drawn["people"]
    assert (tile["name"], tile["task"], tile["program"]) == ("Ben Artist", "Comp", "Browser")
    assert "1 person working now" in said(page)
    says.append(Triggers(picked={"user": shop.ben.user_id}))
    page.run()
    assert page.selectbox(key="team_artist").value == shop.ben.user_id
    other = open_page(shop.lead, "team_time", production=shop.id, team_artist="Ana Artist")
    assert "Nobody is working now" in said(other)


def test_files_are_of_what_the_page_shows(open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers) -> None:
    from streamlit_app.api.client import Api

    open_page(shop.lead, "team_time", production=shop.id)
    asked = Asked(MONDAY, MONDAY + dt.timedelta(6), shop.id, user_id=shop.ben.user_id)
    client = Api(shop.lead.token)
    text = made(client, asked, "segments", "csv")().decode()
    assert "Ben Artist" in text
    assert "Ana Artist" not in text
    assert made(client, asked, "summary", "xlsx")()[:2] == b"PK"
    assert "2:30" in text or "2.5" in text
    assert file_name(asked, "summary", "xlsx") == f"hours-{MONDAY}-{MONDAY + dt.timedelta(6)}.xlsx"


def test_all_my_productions(open_page: Any, studio: Studio, figures: Figures, ledgers: Ledgers) -> None:
    owner = studio.owner()
    one, two = Shop(studio, currency="EUR"), Shop(studio, "son", title="Second", currency="JPY")
    one.week()
    two.work(two.ana, two.rig, 8, "houdini")
    page = open_page(owner, "team_time", production=one.id)
    assert figure(page)["Hours"] == "7:30"
    page = open_page(owner, "team_time", production=one.id, team_where="All my productions")
    assert (figure(page)["Hours"], figure(page)["Artists"]) == ("15:30", "3")
    assert figure(page)["Cost"] == "–"
    assert "several currencies" in [metric.delta for metric in page.metric]
    options = page.selectbox(key="team_task").options
    assert {"Rig · The Long Tide", "Rig · Second"} <= set(options)
    assert "Rig | Second" in ledgers.column("team_rows_rows", "task")


def test_an_empty_production_says_what_to_do(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.admin(pid), "team_time", production=pid)
    assert "No hours on these days yet" in said(page)
    assert {link.proto.label for link in page.get("page_link")} >= {"Set up Blender, Maya and others", "Tasks"}


def test_sixty_people_with_long_names(open_page: Any, studio: Studio) -> None:
    shop = Shop(studio)
    for number in range(60):
        someone = studio.member(shop.id, "vfx_artist", name=f"{'Wolfeschlegelstein' * 6} {number}"[:120])
        shop.hours.day(someone.user_id, shop.rig, MONDAY, 1 + number / 10, dcc=f"tool-{number % 14}")
    page = open_page(shop.lead, "team_time", production=shop.id)
    assert figure(page)["Artists"] == "60"


def test_somebody_who_logs_no_team_hours_has_no_such_page(open_page: Any, shop: Shop) -> None:
    with pytest.raises(ValueError, match="team_time"):
        open_page(shop.ana, "team_time", production=shop.id)


def test_t_d2_filters_by_dates_and_artist_charts_recent_sessions_and_csv(
    open_page: Any, shop: Shop, figures: Figures, ledgers: Ledgers
) -> None:
    from streamlit_app.api.client import Api

    before = MONDAY - dt.timedelta(7)
    shop.work(shop.ben, shop.rig, 3, "maya", before)
    page = open_page(shop.lead, "team_time", production=shop.id)
    assert figure(page)["Hours"] == "7:30"
    assert list(figures.drawn["team_artists"].layout.yaxis.tickvals) == [str(shop.ana.user_id), str(shop.ben.user_id)]
    assert "team_tasks" in figures.drawn
    assert sorted(ledgers.column("team_rows_rows", "task")) == ["Comp", "Notes", "Rig"]
    page = open_page(shop.lead, "team_time", production=shop.id, team_days="Last week", team_artist="Ben Artist")
    assert (figure(page)["Hours"], figure(page)["Artists"]) == ("3:00", "1")
    assert ledgers.column("team_rows_rows", "task") == ["Rig"]
    asked = Asked(before, before + dt.timedelta(6), shop.id, user_id=shop.ben.user_id)
    lines = made(Api(shop.lead.token), asked, "segments", "csv")().decode().splitlines()
    assert len(lines) == 2
    assert "Ben Artist" in lines[1]
