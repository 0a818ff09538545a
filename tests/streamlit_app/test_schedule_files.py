"""Schedule files on screen: looked through before anything is written, written, taken out again."""

from typing import Any

import pytest

from tests.exchange.uss.story import file
from tests.people import Caller, Studio


@pytest.fixture
def film(studio: Studio) -> int:
    return studio.production()


@pytest.fixture
def ad(studio: Studio, film: int) -> Caller:
    return studio.member(film, "assistant_director")


def opened(page: Any, button: str) -> Any:
    """The page with its dialog, which a test must open anew for every run."""
    return page.button(key=button).click().run()


def chosen(page: Any, content: bytes, button: str = "schedule_file") -> None:
    """Open the dialog and put a file into it."""
    opened(page, button)
    page.file_uploader[-1].upload("low-water.uss", content, "application/json")
    opened(page, button)


def test_a_file_is_looked_through_and_taken_in(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "schedule", production=film)
    opened(page, "schedule_file")
    assert page.get("download_button")
    chosen(page, file())
    assert {metric.label: metric.value for metric in page.metric} == {
        "Boards": "2", "Days": "4", "Scenes": "6", "Cast": "3", "Elements": "2",
    }  # fmt: skip
    assert list(page.dataframe[0].value["Board"]) == ["Tide plan", "Script order"]
    assert ad.get(f"/productions/{film}/scenes").data == []
    page.button(key="uss_write").click()
    opened(page, "schedule_file")
    assert not page.exception
    assert len(ad.get(f"/productions/{film}/scenes").data) == 6


def test_a_file_that_cannot_be_read_says_where(open_page: Any, ad: Caller, film: int) -> None:
    page = open_page(ad, "script_import", production=film)
    chosen(page, b'{"universalScheduleStandard": {"elements": [{"id": 1, "daysOff": [9]}]}}')
    assert "elements" in page.error[0].value
    assert not [button for button in page.button if button.key == "uss_write"]


def test_a_production_starts_from_a_file(open_page: Any, studio: Studio) -> None:
    ana = studio.user("Ana")
    page = open_page(ana, "productions")
    chosen(page, file(), "from_file")
    page.text_input(key="uss_title").set_value("Neap")
    page.button(key="uss_write").click()
    opened(page, "from_file")
    assert not page.exception
    assert [row["title"] for row in ana.get("/productions").data] == ["Neap"]


def test_who_may_neither_has_no_button(open_page: Any, studio: Studio, film: int) -> None:
    page = open_page(studio.member(film, "crew", level="child"), "schedule", production=film)
    assert "schedule_file" not in {button.key for button in page.button}
