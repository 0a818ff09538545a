"""The stripboard in two real browsers: days added, moves by mouse and keyboard, undo, two people at once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.running import Client, Server

pytestmark = pytest.mark.browser
PASSWORD = "seven unrelated tides"
SETS = ("QUAY", "BOAT", "ICE HOUSE", "CAUSEWAY", "LAMP ROOM")


class Film:
    """A production with five scenes, its owner, and a first assistant director."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.owner = server.set_up()
        self.path = f"/productions/{self.owner.post('/productions', {'title': 'The Long Tide'}).data['id']}"
        for number, name in enumerate(SETS, 1):
            light = "NIGHT" if number % 2 else "DAY"
            scene = {"number": str(number), "int_ext": "EXT", "day_night": light, "set_name": name, "eighths": number}
            self.owner.post(f"{self.path}/scenes", scene).data  # noqa: B018

    def order(self, client: Client | None = None) -> list[list[str]]:
        days = (client or self.owner).get(f"{self.path}/schedule").data["days"]
        return [[strip["number"] for strip in day["strips"]] for day in days]


@pytest.fixture
def film(server: Server) -> Film:
    return Film(server)


@pytest.fixture
def sign_in(film: Film, browser: Any) -> Iterator[Callable[..., Page]]:
    """`sign_in("ada@example.org", PASSWORD)` → a browser of their own, on the schedule."""
    contexts = []
    wrong: list[str] = []

    def go(email: str, password: str, *, deaf: bool = False) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        url = film.server.url
        answer = context.request.post(
            f"{url}/api/auth/login", data={"email": email, "password": password}, headers={"Origin": url}
        )
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        if deaf:
            page.route_web_socket("**/ws", lambda socket: None)  # connected, and told nothing
        page.goto(f"{url}/schedule")
        return page

    yield go
    for context in contexts:
        assert all(page.get_by_test_id("stException").count() == 0 for page in context.pages)
        context.close()
    assert wrong == []


def strip(page: Page, number: int) -> Locator:
    return page.get_by_role("option", name=f"{number}, EXT")


def day(page: Page, number: int) -> Locator:
    return page.get_by_role("listbox", name=f"Day {number} of 3")


def said(page: Page) -> Locator:
    """What the board tells a screen reader."""
    return page.locator(".board .said")


def numbers(column: Locator) -> list[str]:
    return [
        text.split(",")[0] for text in column.get_by_role("option").evaluate_all("els => els.map(e => e.ariaLabel)")
    ]


def drag(page: Page, item: Locator, to: Locator) -> None:
    start, end = item.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 40, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2 + 12, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] - 6, steps=12)
    page.mouse.up()


def shows(page: Page, wanted: list[list[str]]) -> None:
    for number, order in enumerate(wanted, 1):
        expect(day(page, number).get_by_role("option")).to_have_count(len(order))
        assert numbers(day(page, number)) == order


def stored(film: Film, page: Page, wanted: list[list[str]]) -> None:
    """Wait until the server has it, then look at the browser."""
    for _ in range(400):  # a busy machine takes its time
        if film.order() == wanted:
            break
        page.wait_for_timeout(50)
    assert film.order() == wanted
    shows(page, wanted)


def test_days_strips_mouse_keyboard_reload(film: Film, sign_in: Callable[..., Page]) -> None:
    page = sign_in("owner@example.org", "four unrelated words")
    page.get_by_role("button", name="Add days").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("How many").fill("3")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("3 shooting days added.")).to_be_visible()
    stored(film, page, [[], [], []])

    drag(page, strip(page, 1), day(page, 1))
    stored(film, page, [["1"], [], []])
    drag(page, strip(page, 2), day(page, 1))
    stored(film, page, [["1", "2"], [], []])

    strip(page, 3).click()
    strip(page, 4).click(modifiers=["Control"])
    strip(page, 3).click(modifiers=["Control"])
    expect(page.get_by_text("2 selected")).to_be_visible()
    drag(page, strip(page, 3), day(page, 2))
    stored(film, page, [["1", "2"], ["3", "4"], []])

    strip(page, 3).click()  # one strip alone again
    page.keyboard.press("Space")  # picked up, carried to the next day, dropped
    expect(said(page)).to_contain_text("picked up")
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_contain_text("Day 3 of 3")
    page.keyboard.press("Escape")  # or put back
    shows(page, [["1", "2"], ["3", "4"], []])
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    stored(film, page, [["1", "2"], ["4"], ["3"]])
    strip(page, 2).click()
    page.keyboard.press("Alt+ArrowUp")
    stored(film, page, [["2", "1"], ["4"], ["3"]])

    page.reload()
    shows(page, [["2", "1"], ["4"], ["3"]])
    strip(page, 1).click()
    page.keyboard.press("Alt+ArrowRight")
    stored(film, page, [["2"], ["4", "1"], ["3"]])
    page.get_by_role("button", name="Undo").click()
    stored(film, page, [["2", "1"], ["4"], ["3"]])
    page.get_by_role("button", name="Redo").click()
    stored(film, page, [["2"], ["4", "1"], ["3"]])
    strip(page, 1).click()
    page.keyboard.press("Control+z")
    stored(film, page, [["2", "1"], ["4"], ["3"]])


def with_days(film: Film) -> Client:
    film.owner.post(f"{film.path}/days/range", {"first": "2027-03-01", "count": 3}).data  # noqa: B018
    role = {"job_role": "assistant_director", "level": "child"}
    token = film.owner.post(f"{film.path}/invitations", role).data["token"]
    ada = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    Client(film.server.url).post(f"/invitations/{token}/accept", ada).data  # noqa: B018
    return film.server.client("ada@example.org", PASSWORD)


def test_the_other_browser_sees_a_move_without_reloading(film: Film, sign_in: Callable[..., Page]) -> None:
    with_days(film)
    mine, theirs = sign_in("owner@example.org", "four unrelated words"), sign_in("ada@example.org", PASSWORD)
    expect(strip(theirs, 1)).to_be_visible()
    drag(mine, strip(mine, 1), day(mine, 3))
    stored(film, mine, [[], [], ["1"]])
    shows(theirs, [[], [], ["1"]])


def test_two_moves_at_once_lose_nothing(film: Film, sign_in: Callable[..., Page]) -> None:
    ada = with_days(film)
    page = sign_in("owner@example.org", "four unrelated words", deaf=True)
    expect(strip(page, 1)).to_be_visible()
    board = ada.get(f"{film.path}/schedule").data
    body = {"scene_ids": [board["unscheduled"][0]["scene_id"]], "day_id": board["days"][0]["id"]}
    assert ada.post(f"{film.path}/strips/move", body, match=board["version"]).status == 200

    drag(page, strip(page, 2), day(page, 1))
    expect(page.get_by_text("Somebody else changed the board at the same moment")).to_be_visible()
    stored(film, page, [["1"], [], []])  # theirs stands, and is drawn
    page.get_by_role("button", name="Move again").click()
    stored(film, page, [["2", "1"], [], []])
    expect(page.get_by_text("Somebody else changed the board at the same moment")).not_to_be_visible()


def test_a_conflict_appears_and_is_resolved(film: Film, sign_in: Callable[..., Page]) -> None:
    with_days(film)
    scenes = film.owner.get(f"{film.path}/scenes").data
    mara = film.owner.post(f"{film.path}/cast-members", {"character_name": "MARA"}).data["id"]
    film.owner.put(f"{film.path}/cast-members/{mara}/scenes/{scenes[0]['id']}").data  # noqa: B018
    away = {
        "subject": {"kind": "cast", "id": mara}, "first": "2027-03-01", "last": "2027-03-01", "state": "unavailable"
    }  # fmt: skip
    film.owner.post(f"{film.path}/availability", away).data  # noqa: B018
    page = sign_in("owner@example.org", "four unrelated words")
    drag(page, strip(page, 1), day(page, 1))
    stored(film, page, [["1"], [], []])
    expect(
        page.get_by_role("option", name="1, EXT, QUAY").and_(page.locator("[aria-label*='not available']"))
    ).to_be_visible()
    page.get_by_role("button", name="error").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("cannot be had")).to_be_visible()
    dialog.get_by_role("button", name="Move to Tue 2 Mar").click()
    stored(film, page, [[], ["1"], []])
    expect(page.locator("[aria-label*='not available']")).to_have_count(0)
