"""A cheaper order of the shooting days: looked for, compared, applied on approval, seen on the board, taken back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.running import Server

pytestmark = pytest.mark.browser
SCRIPT = "\n\n".join(
    f"INT. ROOM {number} - DAY\n\nRain.\n\n{who}\nStill here." for number, who in enumerate(["MARA", "JONAS"] * 2, 1)
)


def test_a_suggestion_is_applied_and_taken_back(server: Server, watched: Any) -> None:
    owner = server.set_up()
    path = f"/productions/{owner.post('/productions', {'title': 'The Long Tide'}).data['id']}"
    octets = {"Content-Type": "application/octet-stream"}
    draft = owner.post(f"{path}/screenplays?filename=tide.fountain", data=SCRIPT.encode(), headers=octets).data
    owner.post(f"{path}/screenplays/{draft['id']}/import", match=draft["version"]).data  # noqa: B018
    scenes = [row["id"] for row in owner.get(f"{path}/scenes").data]
    for date, scene in zip(("2027-03-01", "2027-03-02", "2027-03-03", "2027-03-04"), scenes, strict=True):
        day = owner.post(f"{path}/days", {"date": date}).data["id"]
        board = owner.get(f"{path}/schedule").data["version"]
        owner.put(f"{path}/days/{day}/strips", {"scene_ids": [scene]}, match=board).data  # noqa: B018

    def order() -> list[str]:
        return [day["strips"][0]["number"] for day in owner.get(f"{path}/schedule").data["days"]]

    before = order()
    page = watched
    signed_in = page.request.post(
        f"{server.url}/api/auth/login",
        data={"email": "owner@example.org", "password": "four unrelated words"},
        headers={"Origin": server.url},
    )
    assert signed_in.ok
    page.goto(f"{server.url}/suggest")
    page.get_by_role("button", name="Look for an order").click()
    apply = page.get_by_role("button", name="Apply", exact=True)
    apply.wait_for(timeout=60_000)
    assert order() == before, "nothing changes before somebody approves"
    apply.click()
    page.get_by_role("dialog").get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_text("The board has the suggested order.")).to_be_visible()
    better = order()
    assert [int(number) % 2 for number in better] in ([1, 1, 0, 0], [0, 0, 1, 1]), "nobody is held any more"
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("The board has its old order again.")).to_be_visible()
    assert order() == before
