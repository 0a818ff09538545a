"""The calendar of a production, and feeds that phones subscribe to."""

import datetime as dt

import pytest
from icalendar import Calendar

from backend.core import clock
from tests.films import Film


@pytest.fixture
def film(studio):
    """Two shooting days ahead, one character on the first."""
    pid = studio.production("The Long Tide", timezone="Europe/Berlin", start_date=clock.now().date())
    made = Film(studio.app, pid)
    made.ad, made.crew = studio.member(pid, "assistant_director"), studio.member(pid, "crew", name="Gaffer Gil")
    made.mara = made.cast(1, "MARA", "Ana Sol")
    made.path = f"/productions/{pid}"
    made.dates = [(clock.now().date() + dt.timedelta(offset)) for offset in (3, 4)]
    scenes = [made.scene("1", cast=[made.mara], eighths=9), made.scene("2", eighths=4)]
    made.days = []
    for date, scene in zip(made.dates, scenes, strict=True):
        day = made.ad.post(f"{made.path}/days", {"date": date.isoformat(), "general_call": "07:00"}).data["id"]
        made.ad.put(
            f"{made.path}/days/{day}/strips", {"scene_ids": [scene]}, match=made.ad.get(f"{made.path}/schedule").etag
        )
        made.days.append(day)
    return made


def events(caller, url: str) -> dict:
    answer = caller.get(url.split("/api", 1)[1])
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.body).walk("VEVENT")}


def test_everything_with_a_date_is_there_in_order(film) -> None:
    first, last = clock.now().date(), film.dates[1]
    film.ad.post(f"{film.path}/tasks", {"title": "Book the ferry", "due_date": film.dates[0].isoformat()})
    found = film.ad.get(f"{film.path}/calendar?first={first}&last={last}").data
    assert [(row["kind"], row["title"]) for row in found] == [
        ("milestone", "Production starts"), ("shoot", "Day 1 of 2"), ("task", "Book the ferry"),
        ("shoot", "Day 2 of 2"),
    ]  # fmt: skip
    assert found[1]["detail"] == "call 07:00 · 1 1/8 pages"
    assert film.ad.get(f"{film.path}/calendar?first={last}&last={first}").fields == ["last"]
    assert film.ad.get(f"{film.path}/calendar?first=2026-01-01&last=2028-01-01").fields == ["last"]


def test_crew_subscribe_to_every_day_and_cast_to_theirs(film, studio) -> None:
    mine = film.crew.post(f"{film.path}/calendar/feed", {}).data
    assert mine["name"] == "Gaffer Gil"
    found = events(studio.anonymous(), mine["url"])
    assert list(found) == ["Day 1 of 2, The Long Tide", "Day 2 of 2, The Long Tide"]
    assert found["Day 1 of 2, The Long Tide"]["DTSTART"].dt == film.dates[0]
    hers = film.ad.post(f"{film.path}/calendar/feed", {"cast_member_id": film.mara}).data
    assert (hers["name"], list(events(studio.anonymous(), hers["url"]))) == ("Ana Sol", ["Day 1 of 2, The Long Tide"])
    assert film.crew.post(f"{film.path}/calendar/feed", {"cast_member_id": film.mara}).status == 403


def test_an_entry_keeps_its_uid_and_raises_its_sequence_when_the_day_changes(film, studio) -> None:
    url = film.crew.post(f"{film.path}/calendar/feed", {}).data["url"]
    before = events(studio.anonymous(), url)["Day 2 of 2, The Long Tide"]
    day = film.ad.get(f"{film.path}/days/{film.days[1]}")
    film.ad.patch(f"{film.path}/days/{film.days[1]}", {"general_call": "09:30"}, match=day.etag)
    after = events(studio.anonymous(), url)["Day 2 of 2, The Long Tide"]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert "09:30" in after["DESCRIPTION"]


def test_a_published_call_takes_the_place_of_the_day(film, studio) -> None:
    sheet = film.ad.post(f"{film.path}/call-sheets", {"day_id": film.days[0]}).data
    url = film.crew.post(f"{film.path}/calendar/feed", {}).data["url"]
    assert len(events(studio.anonymous(), url)) == 2
    published = film.ad.post(f"{film.path}/call-sheets/{sheet['id']}/publish", match=sheet["version"])
    assert published.status == 200, published.json
    found = events(studio.anonymous(), url)
    assert len(found) == 2, "never twice"
    call = next(event for event in found.values() if isinstance(event["DTSTART"].dt, dt.datetime))
    assert (call["DTSTART"].dt.date(), str(call["DTSTART"].dt.tzinfo)) == (film.dates[0], "Europe/Berlin")


def test_an_address_is_renewed_and_unknown_ones_show_nothing(film, studio) -> None:
    url = film.crew.post(f"{film.path}/calendar/feed", {}).data["url"]
    assert film.crew.post(f"{film.path}/calendar/feed", {}).data["url"] == url
    other = film.crew.post(f"{film.path}/calendar/feed/renew", {}).data["url"]
    assert other != url
    assert studio.anonymous().get(url.split("/api", 1)[1]).status == 404
    assert len(events(studio.anonymous(), other)) == 2
    assert studio.owner().post(f"{film.path}/calendar/feed", {}).status == 409
