"""A package is downloaded, a code is typed into a program, the page says so by itself, and the program is unpaired."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.running import Client, Server

pytestmark = pytest.mark.browser


def test_a_program_is_paired_and_unpaired(server: Server, watched: Any, tmp_path: Path) -> None:
    owner = server.set_up()
    owner.post("/productions", {"title": "The Long Tide"}).data  # noqa: B018
    page = watched
    page.set_viewport_size({"width": 390, "height": 844})
    page.request.post(
        f"{server.url}/api/auth/login",
        data={"email": "owner@example.org", "password": "four unrelated words"},
        headers={"Origin": server.url},
    )
    page.goto(f"{server.url}/dcc-setup")
    page.get_by_text("Maya", exact=False).first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "maya.zip")
    assert zipfile.ZipFile(tmp_path / "maya.zip").testzip() is None

    page.get_by_role("button", name="Pair a program").click()
    shown = page.locator(".value.code")
    shown.wait_for()
    code = shown.inner_text()
    expect(page.get_by_text("Works once · 9:")).to_be_visible()
    box = shown.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    body = {"code": code.lower(), "name": "ws12", "program": "blender", "client_version": "0.1.0"}
    token = Client(server.url).post("/devices/pair", body).data["token"]
    expect(page.get_by_text("Choose your task there and press Start.")).to_be_visible(timeout=8_000)
    expect(page.locator(".value").first).to_have_text("Blender on ws12")
    page.get_by_role("button", name="Done").click()

    program = Client(server.url, token)
    assert program.get("/devices/me").data["name"] == "ws12"
    page.get_by_role("button", name="Unpair").click()
    page.get_by_role("dialog").get_by_role("button", name="Unpair").click()
    expect(page.get_by_text("No program paired yet")).to_be_visible()
    assert program.get("/devices/me").status == 401
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
