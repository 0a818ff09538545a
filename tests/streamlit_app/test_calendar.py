"""The calendar page, and how a month is laid out."""

import datetime as dt
from typing import Any

import pytest

from streamlit_app.components import month as month_module
from streamlit_app.editing.month import month_of, moved, span, weeks
from tests.films import Film
from tests.people import Caller, Studio


@pytest.fixture
def film(studio: Studio) -> tuple[Caller, int]:
    pid = studio.production()
    ad = studio.member(pid, "assistant_director")
    Film(studio.app, pid).cast(1, "MARA", "Ana Sol")
    ad.post(f"/productions/{pid}/days", {"date": "2026-11-24", "general_call": "07:00"})
    return ad, pid


class Said:
    """A month somebody clicked in, or not."""

    def __init__(self, opened: Any = None) -> None:
        self.opened = opened


def test_a_month_shows_what_is_on_each_day(open_page: Any, film: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(month_module, "_MONTH", lambda **sent: drawn.append(sent["data"]) or Said())
    ad, pid = film
    page = open_page(ad, "calendar", production=pid, month="2026-11")
    assert page.title or "November 2026" in "\n".join(one.value for one in page.caption)
    days = {day["date"]: day for week in drawn[-1]["weeks"] for day in week}
    assert (min(days), max(days)) == ("2026-10-26", "2026-12-06")
    assert [(entry["title"], entry["opens"]) for entry in days["2026-11-24"]["entries"]] == [("Day 1 of 1", True)]
    page.button(key="month_after").click().run()
    assert min(day["date"] for day in drawn[-1]["weeks"][0]) == "2026-11-30"


def test_the_agenda_lists_days_and_a_calendar_is_subscribed_to(open_page: Any, film: Any) -> None:
    ad, pid = film
    page = open_page(ad, "calendar", production=pid, month="2026-11", calendar_view="Agenda")
    said = "\n".join(one.value for one in page.markdown)
    assert "Day 1 of 1" in said
    assert r"call 07\:00" in said
    page.button(key="subscribe").click().run()
    assert "/api/feeds/" in page.code[0].value
    assert "1. MARA · Ana Sol" in page.selectbox(key="feed_of").options


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-02", dt.date(2026, 2, 1)), ("nonsense", dt.date(2026, 11, 1)), (None, dt.date(2026, 11, 1))],
)
def test_months_are_read_turned_and_laid_out(text: str | None, expected: dt.date) -> None:
    today = dt.date(2026, 11, 20)
    month = month_of(text, today)
    assert month == expected
    assert moved(month, 1).month == month.month % 12 + 1
    assert moved(moved(month, -14), 14) == month
    first, last = span(month)
    assert (first.weekday(), last.weekday()) == (0, 6)
    assert all(len(week) == 7 for week in weeks(month, today, []))
