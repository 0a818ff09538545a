"""A call sheet in real browsers: made, edited in place, published, printed; and two people on one sheet at once."""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import OWNER, Client, Server

pytestmark = pytest.mark.browser
PASSWORD = "seven unrelated tides"
IDLE = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


class Film:
    """A production with one coming day of two scenes, two characters, its owner and a first assistant director."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        owner = self.owner = server.set_up()
        self.path = f"/productions/{owner.post('/productions', {'title': 'The Long Tide'}).data['id']}"
        people = [self.post("/cast-members", {"character_name": name})["id"] for name in ("NELL", "ABEL")]
        scenes = []
        for number, name in enumerate(("QUAY", "BOAT"), 1):
            scene = {"number": str(number), "int_ext": "INT", "day_night": "DAY", "set_name": name, "eighths": 9}
            scenes.append(self.post("/scenes", scene)["id"])
            owner.put(f"{self.path}/cast-members/{people[number - 1]}/scenes/{scenes[-1]}").data  # noqa: B018
        tomorrow = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).date()
        self.day = self.post("/days", {"date": tomorrow.isoformat(), "general_call": "07:00"})["id"]
        version = owner.get(f"{self.path}/schedule").data["version"]
        owner.put(f"{self.path}/days/{self.day}/strips", {"scene_ids": scenes}, match=version).data  # noqa: B018

    def post(self, path: str, body: Any) -> Any:
        return self.owner.post(self.path + path, body).data

    def sheet(self) -> Any:
        """The only call sheet, as the server has it."""
        (row,) = self.owner.get(f"{self.path}/call-sheets").data
        return self.owner.get(f"{self.path}/call-sheets/{row['id']}").data

    def make_sheet(self) -> Any:
        self.post("/call-sheets", {"day_id": self.day})
        return self.sheet()

    def join(self, email: str, job_role: str) -> None:
        """Somebody else with an account and a place on this production."""
        token = self.post("/invitations", {"job_role": job_role, "level": "child"})["token"]
        person = {"name": email.split("@")[0].capitalize(), "email": email, "password": PASSWORD}
        Client(self.url).post(f"/invitations/{token}/accept", person).data  # noqa: B018


@pytest.fixture
def film(server: Server) -> Film:
    return Film(server)


@pytest.fixture
def sign_in(film: Film, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`sign_in("ada@example.org", PASSWORD, "/call-sheets")` → a browser of their own on that page."""
    contexts, wrong = [], []

    def go(email: str, password: str, path: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, **options})
        contexts.append(context)
        data = {"email": email, "password": password}
        answer = context.request.post(f"{film.url}/api/auth/login", data=data, headers={"Origin": film.url})
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(film.url + path)
        return page

    yield go
    for context in contexts:
        assert all(page.get_by_test_id("stException").count() == 0 for page in context.pages)
        context.close()
    assert wrong == []


def as_owner(sign_in: Callable[..., Page], path: str) -> Page:
    return sign_in(OWNER["email"], OWNER["password"], path)


def idle(page: Page) -> None:
    page.wait_for_function(IDLE)


def set_time(page: Page, label: str, digits: str) -> None:
    """Type a time as on a keyboard: `0645`."""
    page.get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)
    page.keyboard.press("Enter")


def text_of(page: Page, label: str) -> Any:
    """The text area with a label; while it is being replaced the old one still stands behind the new one."""
    return page.get_by_label(label, exact=True).first


def open_cell(page: Page, column: int, row: int) -> Any:
    """Open the editor of a cell of the only table (columns count from 0, without the row marker)."""
    idle(page)
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    page.mouse.click(box["x"] + 60, box["y"] + 35 * row + 52)
    for at in range(column + 1):
        expect(cell(page, at, row)).to_have_attribute("aria-selected", "true")
        if at < column:
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    return page.locator("#portal input, #portal textarea").first


def type_cell(page: Page, column: int, row: int, value: str) -> None:
    open_cell(page, column, row).fill(value)
    page.keyboard.press("Enter")


def cell(page: Page, column: int, row: int) -> Any:
    """What a cell shows."""
    return page.get_by_test_id(f"glide-cell-{column + 1}-{row}")


PICK_UP, ON_SET, REMARKS = 4, 7, 10


def test_from_a_day_to_the_paper(film: Film, sign_in: Callable[..., Page], tmp_path: Path) -> None:
    page = as_owner(sign_in, "/call-sheets")
    page.get_by_role("button", name="Make call sheet").click()
    expect(page.get_by_role("heading", name=re.compile(r"^\w{3} \d+ \w{3}$"))).to_be_visible()
    set_time(page, "General call", "0645")
    expect(page.locator(".st-key-general_call_figure .value")).to_have_text("06:45")
    page.get_by_role("tab", name="Cast").click()
    expect(cell(page, 1, 0)).to_have_text("NELL")
    type_cell(page, PICK_UP, 0, "04:55")
    type_cell(page, REMARKS, 1, "Own boat")
    expect(page.get_by_text("Somebody else")).to_have_count(0)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish edition 1").click()
    expect(page.get_by_text("Published · edition 1, white")).to_be_visible()
    page.reload()
    expect(cell(page, PICK_UP, 0)).to_have_text("04:55")
    expect(cell(page, REMARKS, 1)).to_have_text("Own boat")
    expect(page.locator(".st-key-general_call_figure .value")).to_have_text("06:45")
    stored = film.sheet()
    assert (stored["general_call"], stored["status"], stored["edition"]) == ("06:45", "published", 1)
    assert [(row["pick_up"], row["remarks"]) for row in stored["cast"]] == [
        ("04:55", ""), (stored["cast"][1]["pick_up"], "Own boat"),
    ]  # fmt: skip
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename == f"Call sheet {stored['date']} The Long Tide.pdf"
    content = Path(download.value.path()).read_bytes()
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)
    for word in ("06:45", "04:55", "NELL", "Own boat", "QUAY", "WHITE"):
        assert word in text, text


def test_two_people_on_one_sheet(film: Film, sign_in: Callable[..., Page]) -> None:
    sheet = film.make_sheet()
    film.join("ada@example.org", "assistant_director")
    path = f"/call-sheets?sheet={sheet['id']}&part=Cast"
    mine, theirs = as_owner(sign_in, path), sign_in("ada@example.org", PASSWORD, path)
    for page in (mine, theirs):
        expect(cell(page, 1, 1)).to_have_text("ABEL")
    type_cell(mine, PICK_UP, 0, "04:55")
    expect(cell(theirs, PICK_UP, 0)).to_have_text("04:55")
    type_cell(theirs, REMARKS, 1, "Own boat")
    mine.get_by_role("button", name="Show", exact=True).click()
    for page in (mine, theirs):
        expect(cell(page, PICK_UP, 0)).to_have_text("04:55")
        expect(cell(page, REMARKS, 1)).to_have_text("Own boat")
    rows = film.sheet()["cast"]
    assert (rows[0]["pick_up"], rows[1]["remarks"]) == ("04:55", "Own boat")


def test_the_same_cell_asks_whose_it_shall_be(film: Film, sign_in: Callable[..., Page]) -> None:
    sheet = film.make_sheet()
    film.join("ada@example.org", "assistant_director")
    path = f"/call-sheets?sheet={sheet['id']}&part=Cast"
    mine, theirs = as_owner(sign_in, path), sign_in("ada@example.org", PASSWORD, path)
    for page in (mine, theirs):
        expect(cell(page, 1, 1)).to_have_text("ABEL")
    editor = open_cell(theirs, REMARKS, 0)
    editor.press_sequentially("From the hotel")
    type_cell(mine, REMARKS, 0, "From the station")
    expect(cell(mine, REMARKS, 0)).to_have_text("From the station")
    while film.sheet()["cast"][0]["remarks"] != "From the station":
        mine.wait_for_timeout(50)
    theirs.wait_for_timeout(1000)  # time for the news to arrive: it must not take the half-typed words away
    expect(editor).to_have_value("From the hotel")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_text("Remarks: From the station (theirs) → From the hotel (yours)")).to_be_visible()
    assert film.sheet()["cast"][0]["remarks"] == "From the station"
    theirs.get_by_role("button", name="Use mine").click()
    expect(theirs.get_by_text("(theirs)")).to_have_count(0)
    expect(cell(theirs, REMARKS, 0)).to_have_text("From the hotel")
    assert film.sheet()["cast"][0]["remarks"] == "From the hotel"


def test_half_typed_words_outlive_somebody_elses_change(film: Film, sign_in: Callable[..., Page]) -> None:
    sheet = film.make_sheet()
    film.join("ada@example.org", "assistant_director")
    path = f"/call-sheets?sheet={sheet['id']}&part=Places+and+notes"
    mine, theirs = as_owner(sign_in, path), sign_in("ada@example.org", PASSWORD, path)
    notes = theirs.get_by_label("Notes", exact=True)
    notes.press_sequentially("Bring wellies")
    set_time(mine, "Shooting call", "0830")
    weather = mine.get_by_label("Weather", exact=True)
    weather.fill("Dry")
    weather.blur()
    expect(mine.locator(".st-key-general_call_figure .value")).to_be_visible()
    while (film.sheet()["shooting_call"], film.sheet()["weather"]) != ("08:30", "Dry"):
        mine.wait_for_timeout(50)
    theirs.wait_for_timeout(1000)  # the news is there, and waits
    expect(notes).to_have_value("Bring wellies")
    notes.blur()
    expect(text_of(theirs, "Weather")).to_have_value("Dry")
    expect(text_of(mine, "Notes")).to_have_value("Bring wellies")
    stored = film.sheet()
    assert (stored["notes"], stored["weather"], stored["shooting_call"]) == ("Bring wellies", "Dry", "08:30")


def test_the_crew_reads_on_a_phone(film: Film, sign_in: Callable[..., Page]) -> None:
    film.join("kim@example.org", "crew")
    sheet = film.make_sheet()
    film.owner.post(f"{film.path}/call-sheets/{sheet['id']}/publish", match=sheet["version"]).data  # noqa: B018
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    page = sign_in("kim@example.org", PASSWORD, "/call-sheets", **phone)
    call = page.locator(".st-key-calls .value")
    expect(call).to_have_text("07:00")
    assert call.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 40
    box = call.bounding_box()
    assert box
    assert box["y"] < 500, "one's call is on the first screen"
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 390
    mine = next(row for row in film.sheet()["crew"] if row["name"] == "Kim")
    change = f"{film.path}/call-sheets/{sheet['id']}/crew/{mine['id']}"
    film.owner.patch(change, {"call": "05:30"}, match=mine["version"]).data  # noqa: B018
    page.wait_for_timeout(1000)  # the news is there, and nobody has it before it is published
    expect(call).to_have_text("07:00")
    film.owner.post(f"{film.path}/call-sheets/{sheet['id']}/publish", match=film.sheet()["version"]).data  # noqa: B018
    expect(call).to_have_text("05:30")
