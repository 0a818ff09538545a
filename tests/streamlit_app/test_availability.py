"""The availability page and the list of conflicts: painted, opened, entered by oneself; accepted and moved."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from backend.core.db import db, start_writing
from streamlit_app.components import availability_grid
from streamlit_app.editing.availability import chosen, grid, months_on, span_words
from streamlit_app.editing.conflicts import alerts, summary
from tests.films import Film, shooting_day
from tests.people import Caller, Studio


@pytest.fixture
def film(studio: Studio) -> SimpleNamespace:
    """NELL works on 4 and 5 March 2027, ABEL on the 5th; the production starts that month."""
    pid = studio.production(start_date=dt.date(2027, 3, 1), timezone="Europe/London")
    made = Film(studio.app, pid)
    nell, abel, pier = made.cast(1, "NELL"), made.cast(2, "ABEL *star*"), made.location("Pier")
    scenes = [made.scene("1", [nell], location_id=pier), made.scene("2", [nell, abel], location_id=pier)]
    with studio.app.app_context():
        start_writing(pid)
        for day, scene in zip((4, 5), scenes, strict=True):
            shooting_day(pid, dt.date(2027, 3, day), [scene])
        db.session.commit()
    ad = studio.member(pid, "assistant_director", name="Irina")
    return SimpleNamespace(pid=pid, nell=nell, abel=abel, ad=ad, path=f"/productions/{pid}")


class Grid:
    """A stand-in for the grid: `painted(…)` or `opened(…)`, then `page.run()`; `drawn` is what the page drew last."""

    def __init__(self) -> None:
        self.drawn: dict[str, Any] = {}
        self.says: dict[str, Any] = {}
        self.callback: Any = None
        self.count = 0

    def painted(self, rows: list[str], first: str, last: str, state: str) -> None:
        self.count += 1
        self.says = {"painted": {"rows": rows, "first": first, "last": last, "state": state, "n": self.count}}

    def opened(self, row: str, date: str) -> None:
        self.says = {"opened": {"row": row, "date": date}}

    def mounted(self, *, key: str, data: Any, on_painted_change: Any, on_opened_change: Any) -> SimpleNamespace:
        before, self.callback = self.callback, on_painted_change
        self.drawn, says, self.says = data, self.says, {}
        if "painted" in says:  # Streamlit calls what the last run gave it, and then draws; so the page is run once more
            st.session_state[key] = SimpleNamespace(painted=says["painted"])
            before()
            st.rerun()
        return SimpleNamespace(opened=says.get("opened"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Grid:
    stand_in = Grid()
    monkeypatch.setattr(availability_grid, "_GRID", stand_in.mounted)
    return stand_in


def lines(drawn: Grid) -> dict[str, list[Any]]:
    return {row["name"]: row["cells"] for group in drawn.drawn["groups"] for row in group["rows"]}


def spans(caller: Caller, film: SimpleNamespace) -> list[tuple[str, str, str, str]]:
    rows = caller.get(f"{film.path}/availability").data
    return [(row["name"], row["first"], row["last"], row["state"]) for row in rows]


def test_a_planner_paints_and_sees_the_clash(open_page: Any, film: SimpleNamespace, drawn: Grid) -> None:
    page = open_page(film.ad, "availability", production=film.pid)
    assert [column["number"] for column in drawn.drawn["columns"][2:6]] == ["", 1, 2, ""]
    assert lines(drawn)["NELL"][3] == {"state": None, "partly": "", "wanted": True, "clash": None}
    drawn.painted([f"cast:{film.nell}", f"cast:{film.abel}"], "2027-03-04", "2027-03-06", "unavailable")
    page.run()
    assert spans(film.ad, film) == [
        ("NELL", "2027-03-04", "2027-03-06", "unavailable"), ("ABEL *star*", "2027-03-04", "2027-03-06", "unavailable")
    ]  # fmt: skip
    assert lines(drawn)["NELL"][3]["clash"] == "error"
    said = " ".join(text.value for text in page.markdown)
    assert "3 clashes" in said
    assert r"ABEL \*star\*" in said
    drawn.painted([f"cast:{film.nell}"], "2027-03-01", "2027-03-31", "free")
    page.run()
    assert [name for name, *_ in spans(film.ad, film)] == ["ABEL *star*"]


def test_an_entry_is_opened_changed_and_deleted(open_page: Any, film: SimpleNamespace, drawn: Grid) -> None:
    body = {"first": "2027-03-04", "last": "2027-03-04", "state": "tentative", "note": "Theatre"}
    film.ad.post(f"{film.path}/availability", {"subject": {"kind": "cast", "id": film.nell}, **body})
    page = open_page(film.ad, "availability", production=film.pid)

    def opened() -> None:
        drawn.opened(f"cast:{film.nell}", "2027-03-04")

    opened()
    page.run()
    assert page.text_area(key="availability_note").value == "Theatre"
    page.text_area(key="availability_note").set_value("Rehearsal")
    next(button for button in page.button if button.label == "Save").click()
    opened()
    page.run()
    span = film.ad.get(f"{film.path}/availability").data[0]
    assert (span["note"], span["state"]) == ("Rehearsal", "tentative")
    opened()
    page.run()
    page.button(key=f"span_{span['id']}_yes").click()
    opened()
    page.run()
    assert spans(film.ad, film) == []


def test_one_enters_ones_own_days_and_sees_nobody_else(
    open_page: Any, studio: Studio, film: SimpleNamespace, drawn: Grid
) -> None:
    crew = studio.member(film.pid, "crew", name="Bo Lind")
    page = open_page(crew, "availability", production=film.pid)
    assert list(lines(drawn)) == ["Bo Lind"]
    assert drawn.drawn["brushes"] == ["unavailable", "tentative"]
    page.button(key="availability_add").click().run()
    page.date_input(key="availability_days").set_value((dt.date(2027, 3, 5), dt.date(2027, 3, 6)))
    next(button for button in page.button if button.label == "Save").click()
    page.button(key="availability_add").click()
    page.run()
    assert spans(crew, film) == [("Bo Lind", "2027-03-05", "2027-03-06", "unavailable")]


def test_who_is_shown_and_how_it_is_said() -> None:
    rows = [
        {"kind": "cast", "id": 1, "number": "1", "name": "NELL", "about": "", "mine": False,
         "cells": [{"date": "2027-03-04", "state": None, "partly": "", "wanted": True, "clash": None}]},
        {"kind": "location", "id": 2, "number": "", "name": "Pier", "about": "", "mine": False,
         "cells": [{"date": "2027-03-04", "state": "booked", "partly": "", "wanted": True, "clash": "error"}]},
    ]  # fmt: skip
    assert [row["name"] for row in chosen(rows, ["location"])] == ["Pier"]
    assert [row["name"] for row in chosen(rows, [], "nel")] == ["NELL"]
    assert [row["name"] for row in chosen(rows, [], "", only_clashes=True)] == ["Pier"]
    days = [{"date": "2027-03-04", "number": 1, "works": True}]
    shown = grid({"days": days}, rows, everybody=False, today="2027-03-04")
    assert ([group["name"] for group in shown["groups"]], shown["brushes"]) == (["Cast", "Locations"], [])
    assert (months_on(dt.date(2027, 12, 9), 1), months_on(dt.date(2027, 1, 1), -1)) == (
        dt.date(2028, 1, 1), dt.date(2026, 12, 1)
    )  # fmt: skip
    span = {"first": "2027-03-04", "last": "2027-03-06", "starts": "09:00", "ends": "12:00", "state": "hold_2"}
    assert span_words(span) == "Thu 4 Mar to Sat 6 Mar, 09:00–12:00: 2nd hold"


def listed() -> None:
    """A page with nothing but the list; the board page gives it the same."""
    import streamlit as st

    from streamlit_app.components.conflict_list import conflict_list, read_conflicts
    from streamlit_app.state import api, load_viewer, show_flashes, viewer

    load_viewer()
    days = api().get(f"{viewer().path}/schedule")["days"]

    def move(keys: list[int], day_id: int) -> None:
        st.session_state["moved"] = (keys, day_id)

    conflict_list(read_conflicts(), days, on_move=move)
    show_flashes()


def test_conflicts_are_listed_moved_and_accepted(
    app: Any, film: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.testing.v1 import AppTest

    from streamlit_app import navigation, state
    from streamlit_app.api import client

    client.connect(app.wsgi_app)
    monkeypatch.setattr(state, "token", lambda: film.ad.token)
    monkeypatch.setattr(navigation, "link", lambda file: "https://example.org/" + file)  # no other page is registered
    body = {"first": "2027-03-04", "last": "2027-03-04", "state": "unavailable"}
    film.ad.post(f"{film.path}/availability", {"subject": {"kind": "cast", "id": film.nell}, **body})
    found = film.ad.get(f"{film.path}/conflicts").data
    one = found["conflicts"][0]
    strips, days = alerts(found)
    assert (strips, days) == ({one["strip_keys"][0]: "not available"}, {})
    assert summary(found["counts"]) == "1 error"
    page = AppTest.from_function(listed, default_timeout=20)
    page.query_params["production"] = str(film.pid)
    page.run()
    assert not page.exception
    said = " ".join(text.value for text in page.markdown)
    assert r"NELL \(1\) cannot be had on Thu 4 Mar\: scene 1\." in said
    page.button(key=f"move_{one['fingerprint'][:12]}").click().run()
    assert page.session_state["moved"] == (one["strip_keys"], one["to_day_id"])
    page.text_input(key=f"reason_{one['fingerprint'][:12]}").set_value("She flies in at noon")
    page.button(key=f"accepted_{one['fingerprint'][:12]}").click().run()
    assert film.ad.get(f"{film.path}/conflicts").data["counts"]["accepted"] == 1
    assert "Accepted by Irina" in " ".join(text.value for text in page.markdown)
    page.button(key=f"again_{one['fingerprint'][:12]}").click().run()
    assert film.ad.get(f"{film.path}/conflicts").data["counts"]["error"] == 1
