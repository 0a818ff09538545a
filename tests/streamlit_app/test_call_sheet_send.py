"""The board of confirmations on screen, with the API behind it; tables and links in words."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from streamlit_app.components import call_sheet_send
from streamlit_app.components.call_sheet_send_words import clock_of, counted, matching, when
from streamlit_app.editing.share import mail_link, sms_link, whatsapp_link
from tests.people import Studio
from tests.planning.distribution.conftest import Shoot
from tests.streamlit_app.test_call_sheets import said, toasts

LONDON = ZoneInfo("Europe/London")
ROW = {
    "state": "unsent", "sending": False, "called": True, "failed": "", "sent_at": None, "opened_at": None,
    "confirmed_at": None, "confirmed_how": "", "reminded_at": None,
}  # fmt: skip


@pytest.fixture
def shoot(studio: Studio) -> Shoot:
    return Shoot(studio)


def test_the_board_on_a_phone(open_page: Any, shoot: Shoot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_sheet_send, "on_phone", lambda: True)
    query = {"sheet": str(shoot.sheet_id), "part": "Send"}
    assert "Not published yet" in said(open_page(shoot.ad, "call_sheets", production=shoot.pid, **query))
    shoot.publish()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, **query)
    assert "**0 of 5 confirmed**" in said(page)
    assert "No mail server is set up here" in said(page)
    person = shoot.person("MARA")["id"]
    page.button(key=f"recipient_{person}").click().run()
    assert any("Send it by phone" in one.value for one in page.markdown)
    assert shoot.link("MARA") in page.code[0].value
    page.button(key=f"recipient_{person}").click()
    page.button(key=f"resend_{person}_hand").click().run()
    assert not page.exception
    assert shoot.state("MARA") == "confirmed"
    assert "Confirmed." in toasts(page)
    page.segmented_control(key="send_show").set_value("unconfirmed").run()
    assert "MARA" not in said(page)
    assert "BEN" in said(page)


def test_sending_late_asks_first(open_page: Any, shoot: Shoot) -> None:
    shoot.publish()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(shoot.sheet_id), part="Send")
    assert not page.exception
    page.button(key="send").click().run()
    page.button(key="send").click()
    page.button(key="send_all_yes").click().run()
    assert not page.exception
    assert "5 could not be sent." in toasts(page)


def test_a_member_of_the_crew_confirms_in_the_app(open_page: Any, shoot: Shoot) -> None:
    shoot.publish()
    page = open_page(shoot.gaffer, "call_sheets", production=shoot.pid, sheet=str(shoot.sheet_id))
    page.button(key="confirm_mine").click().run()
    assert not page.exception
    assert shoot.state("Kim Gaffer") == "confirmed"
    assert "You confirmed your call" in said(page)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"state": "sent", "sent_at": "2027-06-01T18:40:00Z"}, "Tue 1 Jun 19:40"),
        ({"state": "failed", "failed": "There is no e-mail address."}, "There is no e-mail address."),
        ({"state": "confirmed", "confirmed_at": "2027-01-01T18:40Z", "confirmed_how": "app"}, "Fri 1 Jan 18:40 in the app"),  # noqa: E501
        ({"state": "stale", "confirmed_at": "2027-01-01T18:40:00Z"}, "Call changed; had confirmed Fri 1 Jan 18:40"),
        ({"state": "stale", "called": False}, "No longer called, must be told"),
        ({"state": "sent", "sending": True}, ""),
    ],
)  # fmt: skip
def test_what_happened_last_in_words(row: dict[str, Any], words: str) -> None:
    assert when({**ROW, **row}, LONDON) == words


def test_counts_filters_and_clocks() -> None:
    counts = {"confirmed": 18, "total": 24, "stale": 1, "failed": 0, "opened": 2, "sent": 0, "unsent": 3, "sending": 0}
    assert counted(counts) == (
        "**18 of 24 confirmed** · :orange[1 must confirm again] · :violet[2 opened] · :gray[3 not sent]"
    )
    shown = {name: matching({**ROW, "state": "opened"}, name) for name in ("all", "unconfirmed", "unopened", "stale")}
    assert shown == {"all": True, "unconfirmed": True, "unopened": False, "stale": False}
    assert clock_of("2027-06-01T04:15:00Z", "2027-06-01", LONDON) == "05:15"
    assert clock_of("2027-05-31T21:15:00Z", "2027-06-01", LONDON) == "Mon 31 May 22:15"


def test_links_for_the_phones_own_programs() -> None:
    text = "Call 05:15, Café & Tür: http://x/c/1?a=b"
    assert sms_link("+44 7700 900123", text).startswith("sms:+447700900123?&body=Call%2005%3A15%2C%20Caf%C3%A9%20%26")
    assert whatsapp_link("+44 (0)7700 900123", "a b") == "https://wa.me/447700900123?text=a%20b"
    assert whatsapp_link("0044 7700 900123", "a") == "https://wa.me/447700900123?text=a"
    assert whatsapp_link("07700 900123", "a") == "https://wa.me/?text=a"
    assert mail_link("a@b.example", "Hi & you", "1\n2") == "mailto:a@b.example?subject=Hi%20%26%20you&body=1%0A2"
