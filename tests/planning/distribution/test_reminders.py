"""Reminders with the clock set: who has not confirmed, once for each rule, never after the call, by the local hour."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.core import clock
from backend.jobs import run_job
from backend.planning.distribution import post
from backend.planning.distribution.reminders import due
from tests.planning.distribution.conftest import Inbox, Shoot, words

ZONE = ZoneInfo("Europe/London")
DAY = dt.date(2027, 3, 28)  # summer time begins at one o'clock in the morning of this day


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock to a local time: `at("2027-03-27T10:00")`."""
    return lambda text: monkeypatch.setattr(
        clock, "now", lambda: dt.datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(dt.UTC)
    )


@pytest.fixture
def shoot(studio: Any, inbox: Inbox, at: Any) -> Shoot:
    """Published and sent two days before, to be reminded 12 and 3 hours before; MARA's pick-up is at 05:15."""
    at("2027-03-26T10:00")
    made = Shoot(studio, DAY)
    rules = f"{made.path}/rules"
    body = {"values": {"reminder_hours": [12, 3]}}
    assert made.ad.patch(rules, body, match=made.ad.get(rules).data["version"]).status == 200
    made.call_mara(pick_up="05:15")
    made.publish()
    made.send(to="all")
    inbox.letters.clear()
    return made


def remind(shoot: Shoot) -> None:
    run_job(shoot.app, "reminders")
    assert post.flush(20)


def test_who_has_not_confirmed_is_reminded_once_for_each_hour(shoot: Shoot, inbox: Inbox, at: Any) -> None:
    shoot.confirm(shoot.link("BEN"))
    at("2027-03-27T16:14")  # twelve hours before 05:15 summer time is a quarter past four in winter time
    remind(shoot)
    assert inbox.letters == []
    at("2027-03-27T16:15")
    remind(shoot)
    remind(shoot)
    [letter] = inbox.letters
    assert letter["To"].addresses[0].addr_spec == "mara@example.org"
    assert letter["Subject"].startswith("Please confirm")
    assert shoot.link("MARA") in words(letter)
    assert shoot.person("MARA")["reminded_at"]
    at("2027-03-27T20:00")  # everybody is called by then
    remind(shoot)
    assert {one["To"].addresses[0].addr_spec for one in inbox.letters[1:]} == {shoot.gaffer.email, shoot.ad.email}
    inbox.letters.clear()
    at("2027-03-28T03:00")
    remind(shoot)
    assert len(inbox.to("mara@example.org")) == 1
    inbox.letters.clear()
    at("2027-03-28T05:15")
    remind(shoot)
    assert inbox.to("mara@example.org") == []


def test_nobody_is_reminded_of_what_they_never_had_or_of_a_day_that_is_off(shoot: Shoot, inbox: Inbox, at: Any) -> None:
    at("2027-03-27T20:00")
    body = {"name": "Ada Agent", "email": "ada@example.org"}
    assert shoot.ad.post(f"{shoot.sheet_path}/recipients", body).status == 201
    shoot.cancel()
    assert post.flush(20)
    inbox.letters.clear()
    remind(shoot)
    assert inbox.letters == []


NOON = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)
LONG_AGO = NOON - dt.timedelta(days=2)


@pytest.mark.parametrize(
    ("before_call", "sent_before_call", "number"),
    [
        (13, 48, 0),
        (12, 48, 12),
        (3.5, 48, 12),
        (3, 48, 3),  # the server slept through the first: one mail is enough
        (0.1, 48, 3),
        (0, 48, 0),
        (-1, 48, 0),
        (11, 11.5, 0),  # they were sent it within the twelve hours: they know
        (2, 11.5, 3),
        (2, 2.5, 0),
    ],
)
def test_which_reminder_is_due(before_call: float, sent_before_call: float, number: int) -> None:
    now, sent = (NOON - dt.timedelta(hours=hours) for hours in (before_call, sent_before_call))
    assert due(NOON, sent, (12, 3), now) == number


def test_no_rule_reminds_nobody() -> None:
    assert due(NOON, LONG_AGO, (), NOON - dt.timedelta(hours=1)) == 0
    assert due(NOON, LONG_AGO, (0,), NOON - dt.timedelta(hours=1)) == 0
