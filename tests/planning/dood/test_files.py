"""The PDF and the workbook of a day out of days."""

import io
import re
from fnmatch import fnmatchcase

import pdfplumber
import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from backend.core.db import db, start_writing
from backend.planning.dood.columns import columns
from backend.planning.dood.engine import day_out_of_days
from backend.planning.dood.excel import FORMULAS, render
from backend.planning.dood.paper import Head
from backend.planning.dood.service import Dood
from tests.films import Film, shooting_day
from tests.planning.dood.boards import board, november
from tests.planning.dood.test_engine import CALENDARS, PEOPLE, TERMS

NAMES = ["=1+1", "КАПИТАН", "القبطان يوسف", "王船长", "DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFTSKAPITÄN"]


@pytest.fixture
def film(studio):
    """25 people over 60 shooting days, with names in five scripts."""
    pid = studio.production("Tide #1: *high* $water", paper="letter", currency="EUR")
    made = Film(studio.app, pid)
    cast = [made.cast(n, NAMES[n - 1] if n <= 5 else f"ROLE {n}", "Ida Ness", daily_rate=n * 100) for n in range(1, 26)]
    scenes = [made.scene(str(n), sorted({cast[n % 25], cast[(n * 7) % 25], cast[n % 3]})) for n in range(60)]
    with studio.app.app_context():
        start_writing(pid)
        workdays = [date for date in map(november, range(2, 100)) if date.weekday() < 5]
        for scene, date in zip(scenes, workdays, strict=False):
            shooting_day(pid, date, [scene])
        db.session.commit()
    return pid


def words_of(page):
    """A page's text without the marks of kerning."""
    return page.extract_text().replace("\u200b", "")


def book(content):
    """The cells of the workbook's one sheet that hold something, by name."""
    sheet = load_workbook(io.BytesIO(content)).active
    return {cell.coordinate: cell for line in sheet.iter_rows() for cell in line if cell.value is not None}


def test_pdf_has_everybody_and_every_shooting_day(studio, film):
    office = studio.admin(film)
    answer = office.get(f"/productions/{film}/dood/pdf?paper=a3")
    assert "Tide #1_ *high*" not in answer.headers["Content-Disposition"]
    with pdfplumber.open(io.BytesIO(answer.body)) as pdf:
        assert {(round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) for page in pdf.pages} == {(420, 297)}
        text = "\n".join(map(words_of, pdf.pages))
    for word in ("Tide #1: *high* $water", "КАПИТАН", "王船长", "ROLE 25", "Paid", "60 shooting days"):
        assert word in text
    assert "X-Backlot-Missing-Glyphs" not in answer.headers
    assert "€" not in text  # papers go round: no money on them


def test_pdf_is_on_the_production_s_paper(studio, film):
    answer = studio.admin(film).get(f"/productions/{film}/dood/pdf")
    with pdfplumber.open(io.BytesIO(answer.body)) as pdf:
        assert (round(pdf.pages[0].width / 72 * 25.4), round(pdf.pages[0].height / 72 * 25.4)) == (279, 216)
        assert all("NO." in words_of(page) for page in pdf.pages)  # the head is repeated


def test_empty_board_prints_a_page_that_says_so(studio):
    pid = studio.production()
    answer = studio.admin(pid).get(f"/productions/{pid}/dood/pdf")
    with pdfplumber.open(io.BytesIO(answer.body)) as pdf:
        assert "Nobody has a day" in words_of(pdf.pages[0])
    assert studio.admin(pid).get(f"/productions/{pid}/dood/excel").body.startswith(b"PK")


def test_workbook_keeps_texts_texts_and_money_apart(studio, film):
    office = studio.admin(film)
    plain, rich = (book(office.get(f"/productions/{film}/dood/excel{query}").body) for query in ("", "?rates=true"))
    assert (plain["B7"].value, plain["B7"].data_type) == ("=1+1", "s")  # a name, not a formula
    words = {cell.value for cell in plain.values()}
    assert {"КАПИТАН", "Working", "Hold"} <= words
    assert "Daily rate" not in words
    assert "Daily rate" in {cell.value for cell in rich.values()}


@settings(max_examples=40, deadline=None)
@given(PEOPLE, CALENDARS, TERMS)
def test_formulas_come_to_what_the_engine_counts(work, calendar, terms):
    one = board(work, calendar, **terms)
    rows = day_out_of_days(one)
    found = Dood(1, one, None, {}, rows, columns(one, rows))
    cells = book(render(found, Head("Film", "", "Board", "Cast", "today"), ""))
    assert sum(cell.data_type == "f" for cell in cells.values()) >= len(rows) * len(FORMULAS)
    for row in rows:
        codes = [row.shown(column.date) for column in found.columns]
        dates = [column.date for column in found.columns]
        assert evaluated("Work", codes) == row.work
        assert evaluated("Hold", codes) == row.hold
        assert evaluated("Travel", codes) == row.travel
        assert evaluated("Rehearsal", codes) == row.rehearsal
        assert evaluated("Fitting", codes) == row.fitting
        assert evaluated("Holiday", codes) == row.holiday
        assert evaluated("Paid", codes) == row.paid
        assert matched("Start", codes, dates) == ([row.start] if row.start else [])
        assert matched("Finish", codes, dates) == ([row.finish] if row.finish else [])
        ends = matched("Drop", codes, dates)
        assert (len(ends) == 2 and (ends[0] - ends[1]).days - 1) == row.drop


def evaluated(name, codes):
    """What a sum of COUNTIFs comes to."""
    patterns = re.findall(r'COUNTIF\(\{codes\},"([^"]+)"\)', FORMULAS[name])
    return sum(fnmatchcase(code, pattern) for pattern in patterns for code in codes)


def matched(name, codes, dates):
    """The date at each MATCH of a formula that finds something."""
    patterns = re.findall(r'MATCH\("([^"]+)",\{codes\},0\)', FORMULAS[name])
    places = [next((n for n, code in enumerate(codes) if fnmatchcase(code, pattern)), None) for pattern in patterns]
    return [dates[place] for place in places if place is not None]
