"""Printed pages: any text comes out as typed, in any script, from any thread, the same every time."""

import io
import json
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from backend.core import typeset as subject
from backend.core.typeset import FONTS, ROOT, families, missing_glyphs, typeset

PAGE = """#import "/core/house.typ": *
#show: house.with(title: "Test")
#fit(data.text)
"""
Printer = Callable[[str], bytes]


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printer:
    """Prints one text on a page of the house style."""
    for name in ("core", "fonts"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.setattr(subject, "ROOT", tmp_path)
    template = tmp_path / "page.typ"
    template.write_text(PAGE, encoding="utf-8")
    return lambda text: typeset(template, {"text": text})


def read(pdf: bytes) -> str:
    return unicodedata.normalize("NFC", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def fonts_of(pdf: bytes) -> set[str]:
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in page["/Resources"]["/Font"].values()}  # type: ignore[index, union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1",
        "____ and __",
        "*bold* _it_",
        "$x^2$",
        "@mention <label>",
        "back\\slash \\n",
        "= heading",
        "- item",
        "// gone /* gone */",
        "`code`",
        "[x] {y} ~ --- ...",
        "\"q\" 's'",
        "#panic()",
        '", sys.inputs',
    ],
)
def test_what_looks_like_markup_prints_as_typed(printer: Printer, text: str) -> None:
    assert text in read(printer(text))


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Zoë Łukasz Ñ", "NotoSans-Regular"),
        ("Привет", "NotoSans-Regular"),
        ("王小明", "DroidSansFallback"),
        ("한국 사람", "DroidSansFallback"),
        ("カタカナ", "DroidSansFallback"),
        ("العربية", "NotoSansArabic-Regular"),
        ("हिन्दी", "NotoSansDevanagari-Regular"),
        ("עברית", "NotoSansHebrew-Regular"),
        ("ไทย", "NotoSansThai-Regular"),
        ("Հայերեն", "NotoSansArmenian-Regular"),
        ("தமிழ்", "NotoSansTamil-Regular"),
        ("9 °C → −4 °C", "NotoSansMath-Regular"),
    ],
)
def test_every_script_comes_from_a_bundled_font(printer: Printer, text: str, font: str) -> None:
    assert missing_glyphs(text) == set()
    pdf = printer(text)
    assert font in fonts_of(pdf)
    assert all(name.startswith(("NotoSans", "DroidSans")) for name in fonts_of(pdf))


def test_a_line_end_is_a_line_end_whatever_the_system_wrote(printer: Printer) -> None:
    assert read(printer("one\r\ntwo\rthree\nfour\u2028five")).splitlines()[:5] == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]


def test_control_characters_and_half_surrogates_cannot_break_a_page(printer: Printer) -> None:
    assert "a" in read(printer("a\x00b\x1bc\ud83dd\uffff"))


def test_a_turn_of_direction_cannot_print_a_phone_number_backwards(printer: Printer) -> None:
    assert "0123 456" in read(printer("\u202e\u20670123 456"))


@pytest.mark.parametrize("word", ["W" * 400, "i" * 900, "a@b." * 200])
def test_a_word_wider_than_the_paper_breaks(printer: Printer, word: str) -> None:
    with pdfplumber.open(io.BytesIO(printer(word))) as pdf:
        page = pdf.pages[0]
        letters = [letter for letter in page.chars if letter["text"].strip("\u200b") in word and letter["size"] > 7]
        assert len(letters) == len(word)
        assert all(letter["x0"] >= 0 and letter["x1"] <= page.width for letter in letters)


def test_missing_glyphs_names_what_no_bundled_font_draws() -> None:
    assert missing_glyphs("plain text, 王, ✓\n\t\u200d\ufe0f") == set()
    assert missing_glyphs("party \U0001f9d1 \U000100cd") == {"\U0001f9d1"} | missing_glyphs("\U000100cd")
    assert "\U0001f9d1" in missing_glyphs("\U0001f9d1")


def test_the_same_input_gives_the_same_bytes(printer: Printer) -> None:
    assert printer("once") == printer("once")


def test_eight_threads_print_their_own_text(printer: Printer) -> None:
    texts = [f"sheet number {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        printed = [read(pdf) for pdf in pool.map(printer, texts)]
    assert all(text in page for text, page in zip(texts, printed, strict=True))


def test_a_warm_page_takes_no_time_worth_waiting_for(printer: Printer) -> None:
    printer("warm up")
    started = time.perf_counter()
    printer("measured")
    assert time.perf_counter() - started < 2  # usually 0.02 s; the rest is room for a busy machine


def test_every_bundled_font_is_used_and_has_its_licence() -> None:
    assert families()[0] == "Noto Sans"
    assert families()[-1] == "Droid Sans Fallback"
    listed = (FONTS / "LICENSES.md").read_text(encoding="utf-8")
    assert all(path.name.startswith("NotoSans") or path.name in listed for path in FONTS.glob("*.ttf"))
    assert (FONTS / "LICENSE-OFL-1.1.txt").stat().st_size > 4000
    assert (FONTS / "LICENSE-Apache-2.0.txt").stat().st_size > 10000
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 15_000_000


def test_the_data_stays_data() -> None:
    assert json.loads(json.dumps(subject._printable({"a": ("b\r\n", 1, None, True)}))) == {"a": ["b\n", 1, None, True]}
