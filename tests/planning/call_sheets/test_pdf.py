"""The printed call sheet: every word on it can be read back, on both papers, whatever was typed."""

import io
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from backend.core.typeset import Paper
from backend.planning.call_sheets.document import Banner, CallSheetDocument, CastRow, CrewRow, Note, Place, SceneRow
from backend.planning.call_sheets.pdf import REVISIONS, long_date, render, unprintable
from tests.planning.call_sheets.sheets import CAST, CREW, MINIMAL, TYPICAL, heavy, mixed

# Fields that steer the page and are not printed as such.
UNPRINTED = {"colour", "map_url"}
SHAPED = re.compile("[\u0590-\u06ff\u0e00-\u0e7f]")  # Hebrew, Arabic, Thai


def pages_of(sheet: CallSheetDocument, paper: Paper = "a4") -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render(sheet, paper))).pages]


def squeezed(text: str) -> str:
    """Letters only: where lines wrap, how labels are capitalised and letters joined is not the datum."""
    return re.sub(r"[\s\u200b\x00-\x1f]", "", unicodedata.normalize("NFKC", text)).casefold()


def texts(value: Any) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in UNPRINTED:
                yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str) and value.strip():
        yield value


def mangled(value: Any, change: Callable[[str], str]) -> Any:
    """The same document with every text in it changed."""
    if is_dataclass(value):
        return replace(value, **{field.name: mangled(getattr(value, field.name), change) for field in fields(value)})  # type: ignore[type-var]
    if isinstance(value, tuple):
        return tuple(mangled(item, change) for item in value)
    return change(value) if isinstance(value, str) else value


def not_printed(sheet: CallSheetDocument, paper: Paper = "a4") -> list[str]:
    """Texts that cannot be read back; where glyphs are reordered or joined, word by word, as readers differ there."""
    printed = squeezed("".join(pages_of(sheet, paper)))
    wanted = (piece for text in texts(sheet) for piece in (text.split() if SHAPED.search(text) else [text]))
    return [piece for piece in wanted if not _is_there(squeezed(piece), printed)]


def _is_there(piece: str, printed: str) -> bool:
    """Whole, or cut in two by the end of a page with the next page's head between the halves."""
    cuts = range(1, len(piece))
    return piece in printed or any(piece[:cut] in printed and piece[cut:] in printed for cut in cuts if len(piece) > 80)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sheet", [MINIMAL, TYPICAL, heavy(), mixed()], ids=["minimal", "typical", "heavy", "mixed"])
def test_every_word_of_the_document_is_on_the_paper(sheet: CallSheetDocument, paper: Paper) -> None:
    assert not_printed(sheet, paper) == []
    assert unprintable(sheet) == set()


def test_what_is_worked_out_is_on_the_paper() -> None:
    page = squeezed(pages_of(TYPICAL)[0])
    for text in (
        "Day 3 of 12", "Tuesday 24 November 2026", "7 scenes, 7 pages", "1 3/8", "2 4/8", "Page 1 of 1",
        "Day 4 · Wednesday 25 November 2026 · Crew call 07:00 · Studio", "1, 3, 5, BG A",
    ):  # fmt: skip
        assert squeezed(text) in page


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_usual_day_fits_one_page(paper: Paper) -> None:
    assert len(pages_of(TYPICAL, paper)) == 1
    assert len(pages_of(MINIMAL, paper)) == 1


def test_a_full_front_sends_the_crew_to_the_back_under_a_repeated_head() -> None:
    front, *more = pages_of(heavy())
    assert "GENERAL CREW CALL" in front
    assert more
    assert all("The Last Ferry" in page and "Day 3 of 12" in page and "Crew call 07:00" in page for page in more)
    assert "Department 0" not in front
    assert "Department 0" in more[-1]


@pytest.mark.parametrize("rows", [0, 8, 16, 30, 50])
def test_the_page_never_spills_a_few_lines(rows: int) -> None:
    """Either everything is on one page, or the front is whole and the second page starts with the crew."""
    more = tuple(
        CrewRow(department="Extra hands", position="Hand", name=f"Person {one}", call="07:00") for one in range(rows)
    )
    pages = pages_of(replace(TYPICAL, crew=CREW + more))
    assert len(pages) <= 2
    if len(pages) == 2:
        assert "Joana Reyes" not in pages[0]
        assert pages[0].count("Grace Okafor") == 2  # among the contacts and under the signature line
        assert "POSITION" in pages[1][:400]


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 595.28, 841.89), ("letter", 612, 792)])
def test_the_paper_has_its_size(paper: Paper, width: float, height: float) -> None:
    box = PdfReader(io.BytesIO(render(MINIMAL, paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((width, height), abs=0.1)


def test_unknown_paper_is_refused() -> None:
    with pytest.raises(KeyError):
        render(MINIMAL, "papyrus")  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sheet", [TYPICAL, heavy(), mixed()], ids=["typical", "heavy", "mixed"])
def test_nothing_leaves_the_paper_or_touches_its_neighbour(sheet: CallSheetDocument, paper: Paper) -> None:
    with pdfplumber.open(io.BytesIO(render(sheet, paper))) as pdf:
        for page in pdf.pages:
            words = page.filter(lambda thing: thing.get("size", 0) < 60).extract_words()  # all but the watermark
            assert all(word["x0"] >= 20 and word["x1"] <= page.width - 20 for word in words)
            assert all(word["top"] >= 10 and word["bottom"] <= page.height - 10 for word in words)
            assert list(overlaps(words)) == []


def overlaps(words: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Words whose inner boxes meet; a point of each side is left to accents and italics."""
    for index, one in enumerate(words):
        for other in words[index + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            middle, reach = (other["top"] + other["bottom"]) / 2, (one["bottom"] - one["top"]) / 4
            if across > 1 and abs((one["top"] + one["bottom"]) / 2 - middle) < reach:
                yield one["text"], other["text"]


def test_empty_sections_leave_no_trace() -> None:
    page = squeezed(pages_of(MINIMAL)[0])
    for label in (
        "cast",
        "scenes",
        "hospital",
        "weather",
        "lunch",
        "notes",
        "total",
        "position",
        "advance",
        "draft",
        "version",
    ):
        assert label not in page.replace("callsheet", "")


def test_a_column_nobody_filled_is_left_out() -> None:
    cast = tuple(replace(row, pick_up="", remarks="") for row in CAST)
    page = pages_of(replace(TYPICAL, cast=cast, background=()))[0]
    assert "H/MU" in page
    assert "PICK-UP" not in page
    assert "REMARKS" not in page


def test_a_draft_says_so_and_a_final_sheet_does_not() -> None:
    assert "DRAFT" in pages_of(replace(TYPICAL, draft=True))[0]
    assert "DRAFT" not in pages_of(TYPICAL)[0]


@pytest.mark.parametrize("colour", [*REVISIONS, "Goldenrod ", "double blue", ""])
def test_every_revision_colour_prints_its_name(colour: str) -> None:
    sheet = replace(MINIMAL, version=f"{colour.strip()} draft 2", colour=colour)
    assert squeezed(f"{colour} draft 2") in squeezed(pages_of(sheet)[0])


def test_a_cancelled_sheet_cannot_be_taken_for_another() -> None:
    page = squeezed(pages_of(replace(TYPICAL, cancelled=True))[0])
    assert page.count("cancelled") == 2  # across the page and beside the date


def test_the_colour_fills_the_version() -> None:
    def fills(colour: str) -> set[Any]:
        with pdfplumber.open(io.BytesIO(render(replace(MINIMAL, version="x", colour=colour)))) as pdf:
            return {
                tuple(shape["non_stroking_color"])
                for shape in pdf.pages[0].rects + pdf.pages[0].curves
                if shape["fill"]
            }

    assert fills("pink") != fills("blue")


HOSTILE = {
    "markup": " #let x = 1; ____ *b* _i_ $x^2$ @ref <lab> \\ `c` = h - l // n /* c */ \"q\" 's' ~ [x] {y} #panic()",
    "newlines": "\nsecond line\r\nthird\n\nfifth",
    "one long word": " " + "Wxyz" * 40,
    "scripts": " Zoë 王小明 Привет हिन्दी ไทย 한국",
    "signs": " ☎ ✓ → ½ € ₹ −4 °C …",
}


@pytest.mark.parametrize("added", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_in_every_field_prints_as_typed(added: str) -> None:
    plain = replace(TYPICAL, background=(), crew=CREW[:4])
    sheet = mangled(plain, lambda text: text + added if text else text)
    assert not_printed(sheet) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud83d", "\u202e"], ids=ascii)
def test_no_text_at_all_breaks_the_sheet(text: str) -> None:
    assert pages_of(mangled(TYPICAL, lambda _: text))


def test_characters_without_a_glyph_are_reported_not_lost_in_silence() -> None:
    assert unprintable(replace(MINIMAL, notes="bring 🧑 and 🎬")) == {"🧑"}


def test_a_row_taller_than_the_page_goes_on_on_the_next() -> None:
    long = replace(MINIMAL, scenes=(SceneRow(number="1", synopsis="word " * 4000 + "the end"),))
    pages = pages_of(long)
    assert len(pages) > 1
    assert "the end" in pages[-1]


def test_names_in_joined_scripts_keep_their_letters() -> None:
    sheet = replace(MINIMAL, cast=tuple(row for row in CAST if SHAPED.search(row.name)))
    assert len(sheet.cast) == 3
    assert not_printed(sheet) == []


@pytest.mark.parametrize(
    ("int_ext", "day_night", "same_as"),
    [
        ("INT.", "DAY", "INT"),
        ("EXT.", "NIGHT", "ext"),
        ("INT./EXT.", "DAY", "EXT."),
        ("I/E", "N", "EXT."),
        ("INT.", "DAWN", "INT."),
    ],
)
def test_strip_tints_follow_place_and_light(int_ext: str, day_night: str, same_as: str) -> None:
    from backend.planning.call_sheets.pdf import TINTS, _tint

    expected = TINTS["e" in same_as.lower(), day_night.startswith("N")]
    assert _tint(SceneRow(number="1", int_ext=int_ext, day_night=day_night)) == expected
    assert _tint(SceneRow(number="1", int_ext="EXT.", day_night="DUSK")) not in TINTS.values()


def test_a_map_is_a_link_only_to_the_web() -> None:
    def links(url: str) -> int:
        page = PdfReader(io.BytesIO(render(replace(MINIMAL, locations=(Place(name="Quay", map_url=url),))))).pages[0]
        return len(page.get("/Annots", []))

    assert links("https://maps.example.org/?q=1,2") == 1
    assert [links(url) for url in ("javascript:alert(1)", "file:///etc/passwd", "", "https://x/" + "y" * 3000)] == [
        0,
        0,
        0,
        0,
    ]


def test_banners_and_notes_alone_make_a_sheet() -> None:
    sheet = replace(
        MINIMAL,
        scenes=(Banner(text="TRAVEL DAY"),),
        logistics=(Note(heading="Bus", text="06:00"),),
        cast=(CastRow(id="1", name="A"),),
    )
    page = pages_of(sheet)[0]
    assert "TRAVEL DAY" in page
    assert "06:00" in page


def test_the_date_reads_the_same_in_every_country() -> None:
    assert long_date(date(2026, 2, 1)) == "Sunday 1 February 2026"


def test_the_same_sheet_prints_the_same_bytes_and_soon() -> None:
    render(TYPICAL)
    changed = replace(TYPICAL, issued="Mon 23 Nov 20:05")
    started = time.perf_counter()
    first = render(changed)
    assert time.perf_counter() - started < 5  # usually 0.3 s; the rest is room for a busy machine
    assert render(changed) == first


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from Linux's /proc")
def test_printing_sheet_after_sheet_does_not_fill_the_memory() -> None:
    def megabytes() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

    render(TYPICAL)
    before = megabytes()
    for number in range(6):
        render(replace(TYPICAL, notes=f"Sheet {number}"))
    assert megabytes() - before < 150  # 80 a sheet, were they all remembered
