"""Hours in real browsers: an artist starts, switches, stops, corrects, fills a gap and hands in; a lead approves."""

import datetime as dt
import re
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Client, Server

pytestmark = pytest.mark.browser
PASSWORD = "seven unrelated tides"
IDLE = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
YESTERDAY = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
WEEK = "{}-W{:02}".format(*YESTERDAY.isocalendar()[:2])
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


class Shop:
    """A production in UTC with an artist, a supervisor, two tasks, and a measured day of the artist's: yesterday."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self.owner = server.set_up()
        body = {"title": "The Long Tide", "timezone": "UTC"}
        self.path = f"/productions/{self.owner.post('/productions', body).data['id']}"
        self.join("ana@example.org", "vfx_artist")
        self.join("lea@example.org", "vfx_supervisor")
        self.ana = server.client("ana@example.org", PASSWORD)
        self.ana_id = self.ana.get("/auth/me").data["id"]
        self.rig, self.light = (self.task(title) for title in ("Rig of the wreck", "Light of the lens"))
        self.measured(self.rig, 9, 10.5, "idle")
        self.measured(self.rig, 11, 12, "stop")

    def join(self, email: str, job_role: str) -> None:
        token = self.owner.post(f"{self.path}/invitations", {"job_role": job_role, "level": "child"}).data["token"]
        person = {"name": email.split("@")[0].capitalize(), "email": email, "password": PASSWORD}
        Client(self.url).post(f"/invitations/{token}/accept", person).data  # noqa: B018

    def task(self, title: str) -> int:
        body = {"title": title, "assignee_ids": [self.ana_id]}
        return int(self.owner.post(f"{self.path}/tasks", body).data["id"])

    def measured(self, task: int, start: float, end: float, closed: str) -> None:
        """Work of yesterday between two hours, as Blender tells it."""
        midnight = dt.datetime.combine(YESTERDAY, dt.time(), dt.UTC).timestamp()
        ages = {f"{name}_age": time.time() - midnight - hour * 3600 for name, hour in (("start", start), ("end", end))}
        item = {
            "segment_id": str(uuid.uuid4()), "session_id": str(uuid.uuid4()), "task_id": task, "dcc": "blender",
            "dcc_version": "4.5", "file": "wreck_v003.blend", "closed": closed, **ages,
        }  # fmt: skip
        body = {"device": "ws12", "boot": str(uuid.uuid4()), "uptime": 1e6, "sent_at": time.time(), "items": [item]}
        self.ana.post("/time/heartbeats", body).data  # noqa: B018

    def running(self) -> str | None:
        """The title of the task that runs."""
        running = self.ana.get("/time/timer").data["running"]
        return running and str(running["task_title"])

    def day(self) -> list[dict[str, Any]]:
        """Yesterday's segments, the first first."""
        day = YESTERDAY.isoformat()
        return list(reversed(self.ana.get(f"/time/segments?from={day}&to={day}&user_id={self.ana_id}").data))


@pytest.fixture
def shop(server: Server) -> Shop:
    return Shop(server)


@pytest.fixture
def sign_in(shop: Shop, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`sign_in("ana@example.org", "/my-time")` → a browser of their own on that page."""
    contexts, wrong = [], []

    def go(email: str, path: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, **options})
        contexts.append(context)
        data = {"email": email, "password": PASSWORD}
        answer = context.request.post(f"{shop.url}/api/auth/login", data=data, headers={"Origin": shop.url})
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(shop.url + path)
        return page

    yield go
    for context in contexts:
        assert all(page.get_by_test_id("stException").count() == 0 for page in context.pages)
        context.close()
    assert wrong == []


def set_time(page: Page, label: str, digits: str) -> None:
    """Type a time as on a keyboard: `0645`."""
    page.get_by_role("dialog").get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)
    page.keyboard.press("Enter")


def answered(page: Page) -> None:
    """The dialog has closed: what was entered is stored."""
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_from_start_to_an_approved_week(shop: Shop, sign_in: Callable[..., Page]) -> None:
    ana = sign_in("ana@example.org", "/my-time")
    the_timer(shop, ana)
    ana.goto(f"{shop.url}/my-time?time_day={YESTERDAY.isoformat()}")
    a_correction(shop, ana)
    a_gap(shop, ana)
    ana.get_by_role("radio", name="Week").click()
    total = ana.locator(".columns .sum")
    expect(total).to_contain_text(re.compile(r"^2:3[0-2]$"))  # an hour, half an hour by hand, an hour, and the timer
    ana.get_by_role("button", name="Hand in").click()
    ana.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(ana.get_by_text("it waits for approval")).to_be_visible()
    lea = sign_in("lea@example.org", f"/approvals?week={WEEK}&person={shop.ana_id}")
    lea.get_by_role("button", name="Approve", exact=True).click()
    expect(ana.get_by_text("By Lea")).to_be_visible()  # told live
    ana.get_by_role("radio", name="Day").click()
    expect(ana.locator(".badge", has_text="Locked")).to_have_count(3)


def the_timer(shop: Shop, page: Page) -> None:
    page.get_by_role("button", name="Start Rig of the wreck").click()
    expect(page.locator(".face")).to_have_text(re.compile(r"^0:00:0[1-9]$"))
    expect(page.locator(".facts")).to_contain_text("The Long Tide · since ")
    assert shop.running() == "Rig of the wreck"
    page.locator(".chip", has_text="Light of the lens").click()
    expect(page.get_by_role("button", name="Stop Light of the lens")).to_be_visible()
    assert shop.running() == "Light of the lens"
    page.keyboard.press("Alt+t")
    expect(page.get_by_role("button", name="Start Light of the lens")).to_be_visible()
    assert shop.running() is None


def a_correction(shop: Shop, page: Page) -> None:
    page.locator(".row", has_text="09:00 – 10:30").click()
    expect(page.get_by_role("dialog").get_by_text("Measured: 09:00 – 10:30")).to_be_visible()
    set_time(page, "To", "1000")
    page.get_by_role("dialog").get_by_role("radio", name="Forgot to stop").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    answered(page)
    expect(page.locator(".row", has_text="09:00 – 10:00").locator(".badge")).to_have_text("Corrected")
    first = shop.day()[0]
    assert (first["ended_at"], first["measured"]["ended_at"]) == (at(10), first["measured"]["ended_at"])
    assert first["measured"]["ended_at"].startswith(at(10.5)[:16])


def a_gap(shop: Shop, page: Page) -> None:
    """What the correction opened up, as far as a meeting went; the rest by the line above."""
    page.locator(".hole").click()
    set_time(page, "To", "1030")
    page.get_by_role("dialog").get_by_role("radio", name="Meeting").click()
    page.get_by_role("dialog").get_by_role("button", name="It was work").click()
    answered(page)
    row = page.locator(".row", has_text="10:00 – 10:30")
    expect(row.locator(".badge")).to_have_text("By hand")
    assert [one["source"] for one in shop.day()] == ["measured", "manual", "measured"]


def at(hour: float) -> str:
    """A moment of yesterday as the API says it."""
    moment = dt.datetime.combine(YESTERDAY, dt.time(), dt.UTC) + dt.timedelta(hours=hour)
    return moment.isoformat().replace("+00:00", "Z")


def test_a_gap_is_filled_by_one_click(shop: Shop, sign_in: Callable[..., Page]) -> None:
    page = sign_in("ana@example.org", f"/my-time?time_day={YESTERDAY.isoformat()}")
    page.locator(".row.gap").get_by_role("button", name="Review").click()
    expect(page.locator(".row.gap")).to_have_count(0)
    expect(page.get_by_text("30 min more on Rig of the wreck: review.")).to_be_visible()
    assert [one["source"] for one in shop.day()] == ["measured", "manual", "measured"]


def test_before_sunrise_on_a_phone(shop: Shop, sign_in: Callable[..., Page]) -> None:
    page = sign_in("ana@example.org", "/my-time", **PHONE)
    start = page.get_by_role("button", name="Start Rig of the wreck")
    box = start.bounding_box()
    assert box
    assert (box["height"] >= 56, box["width"] >= 280, box["y"] + box["height"] < 844) == (True, True, True)
    start.tap()
    stop = page.get_by_role("button", name="Stop Rig of the wreck")
    expect(stop).to_be_visible()
    face = page.locator(".face")
    expect(face).to_have_text(re.compile(r"^0:00:0[2-9]$"))
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    blender = {"task_id": shop.light}
    shop.ana.post("/time/timer/start", blender).data  # noqa: B018 (somewhere else)
    expect(page.get_by_role("button", name="Stop Light of the lens")).to_be_visible()
    page.wait_for_function(IDLE)
    for chip in page.locator(".chip").all():
        size = chip.bounding_box()
        assert size
        assert size["height"] >= 40
    page.get_by_role("button", name="Stop Light of the lens").tap()
    expect(page.get_by_role("button", name="Start Light of the lens")).to_be_visible()
    assert shop.running() is None
