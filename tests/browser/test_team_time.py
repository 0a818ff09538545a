"""A team's hours in real browsers: filtered by the address, from a bar to its rows, a week locked live for others."""

import datetime as dt
import time
import uuid
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Client, Server

pytestmark = pytest.mark.browser
PASSWORD = "seven unrelated tides"
YESTERDAY = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
WEEK = "{}-W{:02}".format(*YESTERDAY.isocalendar()[:2])
DAY = f"team_days=Custom&team_dates={YESTERDAY}&team_dates={YESTERDAY}"


class Team:
    """A production in UTC with a supervisor and two artists, who worked 2:30 and 1:00 yesterday."""

    def __init__(self, server: Server) -> None:
        self.server, self.owner = server, server.set_up()
        body = {"title": "The Long Tide", "timezone": "UTC"}
        self.path = f"/productions/{self.owner.post('/productions', body).data['id']}"
        for email, role in (("lea", "vfx_supervisor"), ("ana", "vfx_artist"), ("ben", "vfx_artist")):
            self.join(f"{email}@example.org", role)
        self.ana, ben = (server.client(f"{name}@example.org", PASSWORD) for name in ("ana", "ben"))
        task = self.owner.post(f"{self.path}/tasks", {"title": "Rig of the wreck", "estimate_minutes": 120}).data["id"]
        self.worked(self.ana, task, 9, 10.5)
        self.worked(self.ana, task, 11, 12)
        self.worked(ben, task, 9, 10)

    def join(self, email: str, role: str) -> None:
        token = self.owner.post(f"{self.path}/invitations", {"job_role": role, "level": "child"}).data["token"]
        person = {"name": email.partition("@")[0].capitalize(), "email": email, "password": PASSWORD}
        Client(self.server.url).post(f"/invitations/{token}/accept", person).data  # noqa: B018

    def worked(self, who: Client, task: int, start: float, end: float) -> None:
        """Work of yesterday between two hours, as Maya tells it."""
        midnight = dt.datetime.combine(YESTERDAY, dt.time(), dt.UTC).timestamp()
        ages = {f"{name}_age": time.time() - midnight - hour * 3600 for name, hour in (("start", start), ("end", end))}
        item = {
            "segment_id": str(uuid.uuid4()), "session_id": str(uuid.uuid4()), "task_id": task, "dcc": "maya",
            "dcc_version": "2025", "file": "wreck_v003.ma", "closed": "idle", **ages,
        }  # fmt: skip
        body = {"device": "ws12", "boot": str(uuid.uuid4()), "uptime": 1e6, "sent_at": time.time(), "items": [item]}
        assert who.post("/time/heartbeats", body).data["results"][0]["status"] == 201

    def sign_in(self, page: Page, email: str, password: str = PASSWORD) -> None:
        body, origin = {"email": email, "password": password}, {"Origin": self.server.url}
        assert page.request.post(f"{self.server.url}/api/auth/login", data=body, headers=origin).ok


def test_from_a_figure_to_its_rows_and_a_week_is_locked_for_everybody(
    server: Server, watched: Any, browser: Browser
) -> None:
    team, page = Team(server), watched
    page.set_viewport_size({"width": 1440, "height": 1100})
    team.sign_in(page, "lea@example.org")
    page.goto(f"{server.url}/team-time?{DAY}&team_artist=Ana")
    hours = page.get_by_test_id("stMetric").filter(has_text="Hours").first
    expect(hours).to_contain_text("2:30", timeout=30_000)  # the first figures bring their library
    bars = page.locator(".st-key-team_artists_0 .bars .point path")
    expect(bars).to_have_count(1, timeout=30_000)
    bars.click(force=True)  # through what Plotly lays over its bars
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Ana")).to_be_visible()
    expect(drawer.get_by_role("row").filter(has_text="wreck_v003.ma")).to_have_count(2)
    page.keyboard.press("Escape")
    page.locator(".st-key-team_clear button").click()
    expect(hours).to_contain_text("3:30")
    assert "team_artist" not in page.url

    team.ana.post(f"{team.path}/time/weeks/{team.ana.get('/auth/me').data['id']}/{WEEK}/submit", {}).data  # noqa: B018
    page.goto(f"{server.url}/approvals?week={WEEK}")
    context = browser.new_context()
    second = context.new_page()
    team.sign_in(second, "owner@example.org", "four unrelated words")
    second.goto(f"{server.url}/approvals?week={WEEK}")
    line = second.get_by_role("row").filter(has_text="Ana")
    expect(line).to_contain_text("Handed in")
    page.get_by_role("row").filter(has_text="Ana").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Ana: approved, 2 h 30 min.")).to_be_visible()
    expect(line).to_contain_text("Approved")
    expect(line.get_by_role("img", name="locked")).to_be_visible()
    context.close()
