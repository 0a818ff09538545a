"""The page Suggest an order and the rain plan, and the words they use."""

import datetime as dt
import time
from types import SimpleNamespace
from typing import Any

import pytest

from backend.core.db import db, start_writing
from streamlit_app.editing.suggest import cover_line, dates, figures
from tests.films import Film, shooting_day
from tests.people import Studio


@pytest.fixture
def film(studio: Studio) -> SimpleNamespace:
    """MARA and JONAS take turns on four days; the second day has an exterior."""
    pid = studio.production(currency="EUR")
    made = Film(studio.app, pid)
    cast = [made.cast(1, "MARA *star*", daily_rate=10_000), made.cast(2, "JONAS", daily_rate=5_000)]
    where = ["INT", "EXT", "INT", "INT"]
    scenes = [made.scene(str(n), [cast[n % 2]], eighths=8, int_ext=where[n]) for n in range(4)]
    with studio.app.app_context():
        start_writing(pid)
        for n, scene in enumerate(scenes):
            shooting_day(pid, dt.date(2027, 3, 1 + n), [scene])
        db.session.commit()
    return SimpleNamespace(pid=pid, dates=[f"2027-03-0{n}" for n in range(1, 5)])


def over(caller: Any, pid: int) -> dict[str, Any]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = caller.get(f"/productions/{pid}/suggestions").data[0]
        if found["state"] not in ("queued", "running"):
            return found
        time.sleep(0.05)
    raise AssertionError("still under way")


def test_an_order_is_looked_for_applied_and_undone(open_page: Any, studio: Studio, film: SimpleNamespace) -> None:
    producer = studio.member(film.pid, "producer")
    page = open_page(producer, "suggest", production=film.pid)
    page.button(key="suggest_ask").click().run()
    over(producer, film.pid)
    page.run()
    assert not page.exception
    said = {metric.label: metric.value for metric in page.metric}
    assert (said["Days held"], said["Held days cost"]) == ("2 → 0", "150 EUR → 0 EUR")
    assert any("Every order was compared" in caption.value for caption in page.caption)
    page.button(key="suggest_apply").click().run()
    page.button(key="suggest_apply").click()  # a dialog is a part of the page that only its opener draws
    page.button(key="confirm_yes").click().run()
    found = producer.get(f"/productions/{film.pid}/suggestions").data[0]
    assert found["state"] == "applied"
    page.run()
    page.button(key="suggest_undo").click().run()
    assert not page.exception
    assert producer.get(f"/productions/{film.pid}/suggestions").data[0]["state"] == "undone"


def test_a_rain_plan_names_what_is_lost_and_what_covers_it(
    open_page: Any, studio: Studio, film: SimpleNamespace
) -> None:
    page = open_page(studio.member(film.pid, "assistant_director"), "suggest", production=film.pid)
    page.button(key="rain_plan").click().run()
    assert not page.exception
    assert "Lost to rain: **1**" in " ".join(text.value for text in page.markdown)
    assert next(text.value for text in page.markdown if ":green-badge[take]" in text.value).startswith("**3**")
    assert not any("EUR" in caption.value for caption in page.caption)


def test_nothing_to_reorder_says_what_to_do(open_page: Any, studio: Studio) -> None:
    pid = studio.production()
    page = open_page(studio.admin(pid), "suggest", production=pid)
    assert any("Add shooting days" in caption.value for caption in page.caption)


def test_words() -> None:
    side = {"hold": 3, "paid": 9, "hold_cost": 1250, "moves": 1, "mixed": 0, "conflicts": 2, "broken": []}
    days = [
        {"day_id": 1, "was": "2027-03-02", "date": "2027-03-01", "unit": "Main", "scenes": "4, 5"},
        {"day_id": 2, "was": "2027-03-01", "date": "2027-03-02", "unit": "Main", "scenes": ""},
        {"day_id": 3, "was": "2027-03-03", "date": "2027-03-03", "unit": "Main", "scenes": "9"},
    ]
    found = {"before": side, "after": {**side, "hold": 1, "moves": 3, "hold_cost": 0}, "days": days, "currency": "EUR"}
    assert figures(found)[:2] == [
        ("Days held", "3 → 1", -2, "-2"),
        ("Held days cost", "12.50 EUR → 0 EUR", -1250, "-12.50 EUR"),
    ]
    assert ("Overnight moves", "1 → 3", 2, "+2") in figures(found)
    assert dates(found, moved=True) == [
        {"Date": "Mon 1 Mar", "Now": "–", "Suggested": "4, 5", "From": "Tue 2 Mar"},
        {"Date": "Tue 2 Mar", "Now": "4, 5", "Suggested": "–", "From": "Mon 1 Mar"},
    ]
    extra = [{"name": "ANA", "held": True}, {"name": "BO", "held": False}]
    assert (
        cover_line({"called": ["C"], "extra": extra, "extra_cost": 500}, "EUR")
        == "1 called anyway · ANA held anyway · BO extra (5 EUR)"
    )
    assert cover_line({"called": [], "extra": [], "extra_cost": 0}, "EUR") == "No cast"
