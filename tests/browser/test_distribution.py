"""Handing a call sheet out in real browsers: the AD at a desk, a performer without an account on a phone."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import test_call_sheet as sheets
from tests.browser.test_call_sheet import Film, as_owner, idle
from tests.running import OWNER

film, sign_in = sheets.film, sheets.sign_in  # the same production, and the same way in
pytestmark = pytest.mark.browser
PHONE = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "java_script_enabled": False,
    "user_agent": "Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 Chrome/74 Mobile Safari/537.36",
}  # fmt: skip


@pytest.fixture
def nells_phone(browser: Browser) -> Iterator[Page]:
    """A phone without an account and without JavaScript."""
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def recipients(film: Film) -> str:
    return f"{film.path}/call-sheets/{film.sheet()['id']}/recipients"


def nell(film: Film) -> Any:
    return next(row for row in film.owner.get(recipients(film)).data["recipients"] if row["part"] == "NELL")


def publish(page: Page, edition: int) -> None:
    page.get_by_role("button", name=re.compile(r"^\w*\s?Publish")).click()
    page.get_by_role("dialog").get_by_role("button", name=f"Publish edition {edition}").click()
    expect(page.get_by_text(re.compile(f"Published · edition {edition}"))).to_be_visible()


def test_published_sent_opened_confirmed_changed_and_confirmed_again(
    film: Film,
    sign_in: Callable[..., Page],
    nells_phone: Page,
) -> None:
    sheet = film.make_sheet()
    path = f"{film.path}/call-sheets/{sheet['id']}"
    row = next(row for row in sheet["cast"] if row["character_name"] == "NELL")
    film.owner.patch(f"{path}/cast/{row['id']}", {"pick_up": "05:15"}, match=row["version"]).data  # noqa: B018

    page = as_owner(sign_in, f"/call-sheets?sheet={sheet['id']}&part=Send")
    expect(page.get_by_text("Not published yet")).to_be_visible()
    publish(page, 1)
    expect(page.get_by_text("0 of 3 confirmed")).to_be_visible()
    body = {"to": "some", "recipient_ids": [nell(film)["id"]], "channel": "hand", "accept_late": True}
    film.owner.post(f"{path}/send", body).data  # noqa: B018
    expect(page.get_by_text("1 sent")).to_be_visible()  # the board follows by itself

    link = film.owner.get(f"{film.path}/call-sheet-recipients/{nell(film)['id']}/link").data["link"]
    phone = nells_phone
    phone.goto(re.sub(r"^https?://[^/]+", film.url, link))
    expect(phone.locator(".first")).to_have_text("05:15")
    first, button = phone.locator(".first").bounding_box(), phone.get_by_role("button", name="Confirm").bounding_box()
    assert first
    assert button
    assert button["y"] + button["height"] < 844, "one's call and the button are on the first screen"
    assert button["height"] >= 48
    expect(page.get_by_text("1 opened")).to_be_visible()
    phone.get_by_role("button", name="Confirm").click()
    expect(phone.get_by_role("status")).to_contain_text("Confirmed")
    expect(phone.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("1 of 3 confirmed")).to_be_visible()

    row = next(row for row in film.sheet()["cast"] if row["character_name"] == "NELL")
    film.owner.patch(f"{path}/cast/{row['id']}", {"pick_up": "04:45"}, match=row["version"]).data  # noqa: B018
    idle(page)
    publish(page, 2)
    expect(page.get_by_text("1 must confirm again")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("alert")).to_contain_text("04:45")
    expect(phone.locator(".first")).to_have_text("04:45")
    phone.get_by_role("button", name="Confirm again").click()
    expect(phone.get_by_role("status")).to_contain_text("Confirmed")
    expect(page.get_by_text("1 of 3 confirmed")).to_be_visible()
    stored = nell(film)
    assert (stored["state"], stored["confirmed_edition"]) == ("confirmed", 2)
    assert dt.datetime.fromisoformat(stored["confirmed_at"]).tzinfo is not None


def test_the_ad_marks_somebody_on_a_phone(film: Film, sign_in: Callable[..., Page]) -> None:
    sheet = film.make_sheet()
    film.owner.post(f"{film.path}/call-sheets/{sheet['id']}/publish", match=sheet["version"]).data  # noqa: B018
    phone = {name: PHONE[name] for name in ("viewport", "user_agent")}
    page = sign_in(OWNER["email"], OWNER["password"], f"/call-sheets?sheet={sheet['id']}&part=Send", **phone)
    page.get_by_test_id("stMain").get_by_role("button", name="Open", exact=True).first.click()
    expect(page.get_by_role("dialog").get_by_text("Send it by phone")).to_be_visible()
    page.get_by_role("button", name="They confirmed by phone").click()
    expect(page.get_by_text("1 of 3 confirmed")).to_be_visible()
