"""DCC setup: packages with their steps, a code that turns into a paired program, and ending that."""

import datetime as dt
from typing import Any

import pytest

from backend.core import clock
from streamlit_app import words
from tests.people import Caller, Studio
from tests.streamlit_app.test_studio_pages import button, text_of

WS12 = {"name": "ws12", "program": "blender", "system": "Linux 6.1", "client_version": "0.0.1"}


@pytest.fixture
def artist(studio: Studio) -> Caller:
    return studio.member(studio.production("The Long Tide"), "vfx_artist")


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was drawn very large, one call each."""
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "streamlit_app.components.dcc_pairing.figure",
        lambda label, value, note="", **more: drawn.append({"label": label, "value": value, "note": note, **more}),
    )
    return drawn


def answer(studio: Studio, code: str) -> int:
    return Caller(studio.app).post("/devices/pair", {"code": code, **WS12}).status


def test_every_package_comes_with_its_steps(open_page: Any, artist: Caller) -> None:
    page = open_page(artist, "dcc_setup")
    choice = next(group for group in page.button_group if group.key == "dcc_for")
    packages = artist.get("/dcc-packages").data
    assert len(packages) == 4
    for package in packages:
        choice.set_value(package["name"]).run()
        assert not page.exception
        assert f"Version {words.plain(package['version'])}" in text_of(page)
        assert "2. " in text_of(page)
        assert f"download_{package['name']}" in {one.key for one in page.get("download_button")}


def test_the_page_says_what_is_kept_as_the_production_has_set_it(open_page: Any, studio: Studio) -> None:
    production = studio.production("Low Water")
    boss = studio.admin(production)
    said = text_of(open_page(boss, "dcc_setup"))
    for word in ("keys you press", "screenshots", "titles of windows", "sh010_anim_v003.blend", "10 minutes"):
        assert word in said
    settings = f"/productions/{production}/time/settings"
    changed = {"keep_file_names": False, "idle_minutes": 5, "retention_days": 90}
    assert boss.patch(settings, changed, match=boss.get(settings).etag).status == 200
    said = text_of(open_page(boss, "dcc_setup"))
    assert "sh010_anim_v003.blend" not in said
    assert "5 minutes" in said
    assert "After 90 days" in said


def test_a_code_turns_into_a_paired_program(
    open_page: Any, studio: Studio, artist: Caller, figures: list[dict[str, Any]]
) -> None:
    page = open_page(artist, "dcc_setup")
    assert "No program paired yet" in text_of(page)
    button(page, "Pair a program").click().run()
    shown = figures[-1]
    assert 590 < shown["seconds"] <= 600
    page.run()
    assert figures[-1]["value"] == shown["value"], "the same code as long as it is open"
    assert answer(studio, shown["value"]) == 201
    page.run()
    assert (figures[-1]["label"], figures[-1]["value"]) == ("Paired", "Blender on ws12")
    said = text_of(page)
    assert "**Blender on ws12** :orange-badge" in said, "it says that a newer version is out"
    assert words.plain("Linux 6.1") in said
    assert "last seen just now" in said
    button(page, "Done").click().run()
    assert "_pairing" not in page.session_state
    assert not page.exception


def test_an_expired_code_offers_a_new_one(
    open_page: Any, artist: Caller, figures: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(artist, "dcc_setup")
    button(page, "Pair a program").click().run()
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(minutes=11))
    page.run()
    assert "This code has expired" in text_of(page)
    button(page, "New code").click().run()
    assert len({shown["value"] for shown in figures}) == 2
    button(page, "Close").click().run()
    assert "This code has expired" not in text_of(page)


def test_a_code_that_is_forgotten_is_put_away(open_page: Any, artist: Caller) -> None:
    page = open_page(artist, "dcc_setup")
    page.session_state["_pairing"] = {"id": 99_999, "code": "QQQQ-QQQQ", "expires_at": clock.now().isoformat()}
    page.run()
    assert not page.exception
    assert "_pairing" not in page.session_state


def test_unpairing_asks_first(open_page: Any, studio: Studio, artist: Caller) -> None:
    assert answer(studio, artist.post("/devices/pairings").data["code"]) == 201
    page = open_page(artist, "dcc_setup")
    button(page, "Unpair").click().run()
    assert "stops sending your time" in text_of(page)
    assert len(artist.get("/devices").data) == 1
    button(page, "Unpair").click()
    page.button(key="confirm_yes").click().run()
    assert artist.get("/devices").data == []
    assert "No program paired yet" in text_of(page)


def test_too_many_codes_are_refused_in_words(open_page: Any, artist: Caller) -> None:
    page = open_page(artist, "dcc_setup")
    for _ in range(30):
        artist.post("/devices/pairings")
    button(page, "Pair a program").click().run()
    assert not page.exception
    assert [error.value for error in page.error] == ["Too many tries. Please wait a moment."]


def test_the_account_page_calls_a_program_by_its_name(open_page: Any, studio: Studio, artist: Caller) -> None:
    assert answer(studio, artist.post("/devices/pairings").data["code"]) == 201
    page = open_page(artist, "account")
    page.session_state["account_tab"] = "Where I am signed in"
    page.run()
    assert "**Blender on ws12** :gray-badge[Keeps your time]" in text_of(page)
    button(page, "Unpair").click().run()
    assert artist.get("/devices").data == []


def test_somebodys_words_stay_their_words(open_page: Any, studio: Studio, artist: Caller) -> None:
    body = {"code": artist.post("/devices/pairings").data["code"], **WS12, "name": "**x** [a](http://b)"}
    assert Caller(studio.app).post("/devices/pair", body).status == 201
    assert words.plain("**x** [a](http://b)") in text_of(open_page(artist, "dcc_setup"))
