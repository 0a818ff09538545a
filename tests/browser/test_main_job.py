"""The main job, as a stranger does it: an empty machine, a screenplay, a day, a call sheet, a second person."""

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Server

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "the-long-tide.fountain"
PASSWORD = "nine quiet harbours"


def first_start(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.get_by_text("Welcome. Let's make your account.")).to_be_visible()
    form = page.locator(".st-key-setup")
    form.get_by_label("Your name").fill("Ada Producer")
    form.get_by_label("E-mail").fill("ada@example.org")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Create owner account").click()
    expect(page.get_by_text("No production yet")).to_be_visible()


def start_production(page: Page) -> None:
    page.get_by_role("link", name="Start a production").click()
    page.get_by_role("button", name="New production").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("The Long Tide")
    dialog.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="The Long Tide")).to_be_visible()


def import_screenplay(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Import").click()
    page.locator("input[type=file]").set_input_files(SAMPLE)
    write = page.get_by_role("button", name=re.compile(r"^Write 69 scenes"))
    expect(write).to_be_visible()
    write.click()
    expect(page.get_by_text("Draft 1 is in: 69 scenes.")).to_be_visible()


def plan_a_day(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Stripboard").click()
    page.get_by_role("button", name="Add days").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("listbox", name="Day 1 of 1")).to_be_visible()
    for number in ("4", "16"):
        strip = page.get_by_role("option", name=re.compile(rf"^{number}, "))
        strip.focus()
        page.keyboard.press("Alt+ArrowLeft")
        expect(
            page.get_by_role("listbox", name="Day 1 of 1").get_by_role("option", name=re.compile(rf"^{number}, "))
        ).to_be_visible()
    expect(page.get_by_text("2 of 69 scenes scheduled")).to_be_visible()


def make_call_sheet(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Call sheets").click()
    page.get_by_role("button", name="Make call sheet").first.click()
    expect(page.get_by_role("button", name=re.compile("^Publish"))).to_be_visible()


def edit_and_publish(page: Page) -> None:
    page.get_by_role("spinbutton", name="hour, General call").click()
    page.keyboard.type("0645")
    page.keyboard.press("Tab")
    expect(page.get_by_text("06:45").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    page.get_by_role("dialog").get_by_role("button", name="Publish edition 1").click()
    expect(page.get_by_text("Edition 1 is out.")).to_be_visible()


def printed(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").first.click()
    content = Path(download.value.path()).read_bytes()
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


def invitation(page: Page) -> str:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("button", name="Invite", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Position").fill("Gaffer")
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_text("It is shown only now.")).to_be_visible()
    link: Any = dialog.locator("code").first.text_content()
    dialog.get_by_role("button", name="Done").click()
    return str(link).strip()


def join(browser: Browser, link: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).new_page()
    page.set_default_timeout(15_000)
    page.goto(link)
    expect(page.get_by_text("Gaffer")).to_be_visible()
    form = page.locator(".st-key-join")
    form.get_by_label("Your name").fill("Tom Crew")
    form.get_by_label("E-mail").fill("tom@example.org")
    form.get_by_label("Password").fill("three copper lamps")
    form.get_by_role("button", name="Create account and join").click()
    expect(page.get_by_text("Next shooting day")).to_be_visible()
    return page


def test_from_an_empty_machine_to_a_crew_with_a_call_sheet(watched: Page, server: Server, browser: Browser) -> None:
    page = watched
    first_start(page, server)
    start_production(page)
    import_screenplay(page)
    plan_a_day(page)
    make_call_sheet(page)
    edit_and_publish(page)
    paper = printed(page)
    for words in ("The Long Tide", "DAY 1 OF 1", "06:45", "CAPSTAN CAFÉ", "NELL", "2 scenes"):
        assert words in paper, words

    page.reload()
    expect(page.get_by_text("06:45").first).to_be_visible()

    link = invitation(page)
    home = link.split("/join?")[0]
    crew = join(browser, link)
    crew.goto(f"{home}/call-sheets")
    expect(crew.get_by_text("06:45").first).to_be_visible()
    expect(crew.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    crew.goto(f"{home}/import")
    expect(crew.get_by_text("Page not found")).to_be_visible()
    crew.goto(f"{home}/users")
    expect(crew.get_by_text("Page not found")).to_be_visible()
    crew.context.close()


def test_signing_in_survives_reload_and_deep_links_and_ends_everywhere(watched: Page, server: Server) -> None:
    page = watched
    first_start(page, server)
    start_production(page)
    page.reload()
    expect(page.get_by_role("heading", name="The Long Tide")).to_be_visible()
    assert "backlot_session" not in str(page.evaluate("document.cookie"))
    second = page.context.new_page()
    second.goto(f"{server.url}/team")
    expect(second.get_by_role("heading", name="Team")).to_be_visible()
    second.get_by_role("button", name="Sign out").click()
    expect(second.locator(".st-key-login")).to_be_visible()
    expect(page.locator(".st-key-login")).to_be_visible()  # the first tab hears of it
    page.goto(f"{server.url}/team")
    form = page.locator(".st-key-login")
    form.get_by_label("E-mail").fill("ada@example.org")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Team")).to_be_visible()
