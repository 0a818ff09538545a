"""One-liner and shooting schedule over the API, read back from the PDF and the workbook."""

import datetime as dt
from io import BytesIO

import pdfplumber
import pytest
from openpyxl import load_workbook

from backend.planning.facts import CalendarFacts, DayFacts
from backend.planning.reports.document import breaks
from tests.films import Film

PAPERS = ("one-liner", "shooting-schedule")


@pytest.fixture
def film(studio):
    """Two shooting days over a weekend; names in several scripts, and one scene without a day."""
    production = studio.production("The Long Tide")
    made = Film(studio.app, production)
    made.ad = studio.member(production, "assistant_director")
    mara, wang = made.cast(1, "MARA"), made.cast(2, "王小明")
    facts = {"synopsis": "Мара finds the letter", "set_name": "مقهى الميناء"}
    scenes = [
        made.scene("1", cast=[mara], eighths=12, day_night="NIGHT", **facts),
        made.scene("2A", cast=[mara, wang], eighths=3, int_ext="EXT", synopsis="=SUM(1)", estimated_minutes=45),
        made.scene("3", cast=[wang], eighths=9),
    ]
    path = f"/productions/{production}"
    for date, on_day in (("2026-11-27", scenes[:1]), ("2026-11-30", scenes[1:2])):
        day = made.ad.post(f"{path}/days", {"date": date, "general_call": "06:30"}).data["id"]
        board = made.ad.get(f"{path}/schedule").etag
        made.ad.put(f"{path}/days/{day}/strips", {"scene_ids": on_day}, match=board)
    made.path = f"{path}/reports"
    return made


def words_of(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("kind", PAPERS)
def test_paper_says_everything_day_by_day(film, kind) -> None:
    answer = film.ad.get(f"{film.path}/{kind}/pdf?boneyard=true")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    text = words_of(answer.body)
    for expected in (
        "DAY 1 OF 2", "Friday 27 November 2026", "Call 06:30", "1 4/8", "NIGHT", "Мара finds the letter",
        "Days off: Sat 28 Nov to Sun 29 Nov", "DAY 2 OF 2", "2A", "=SUM(1)", "End of day 2", "NOT SCHEDULED", "1 1/8",
    ):  # fmt: skip
        assert expected in text, expected
    assert ("王小明" in text) == (kind == "shooting-schedule"), "the one-liner has numbers, the other names"
    assert answer.headers.get("X-Backlot-Missing-Glyphs") is None


@pytest.mark.parametrize("kind", PAPERS)
def test_the_workbook_has_the_same_strips_and_sums_by_formula(film, kind) -> None:
    sheet = load_workbook(BytesIO(film.ad.get(f"{film.path}/{kind}/excel").body)).active
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    assert [rows["2A"][5].value, rows["2A"][6].value] == [3, 45]
    assert rows["2A"][8].value == "=SUM(1)"
    assert rows["2A"][8].data_type == "s", "what people typed is no formula"
    totals = [row[5].value for row in sheet.iter_rows() if row[5].data_type == "f"]
    assert len(totals) == 3
    assert all(total.startswith("=SUM(F") for total in totals)


def test_only_some_days_and_only_a_board_of_this_production(film, studio) -> None:
    text = words_of(film.ad.get(f"{film.path}/one-liner/pdf?first=2026-11-28").body)
    assert "DAY 2 OF 2" in text
    assert "DAY 1 OF 2" not in text
    assert film.ad.get(f"{film.path}/one-liner/pdf?board_id=2000000000").status == 404
    empty = studio.production()
    nothing = studio.admin(empty).get(f"/productions/{empty}/reports/one-liner/pdf")
    assert "No shooting day is planned" in words_of(nothing.body)


def test_what_lies_between_two_days() -> None:
    calendar = CalendarFacts(holidays=frozenset({dt.date(2026, 12, 25)}), travel=frozenset({dt.date(2026, 12, 28)}))
    first, last = DayFacts(1, dt.date(2026, 12, 24)), DayFacts(2, dt.date(2026, 12, 30))
    assert breaks(calendar, first, last) == (
        "Holiday: Fri 25 Dec", "Days off: Sat 26 Dec to Sun 27 Dec",
        "Company travel: Mon 28 Dec", "Day off: Tue 29 Dec",
    )  # fmt: skip
    assert breaks(calendar, None, last) == ()
