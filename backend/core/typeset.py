"""Printed pages: a Typst template plus data gives a PDF, the same bytes for the same input.

Templates live beside the domain that prints them and import `/core/house.typ` for paper, fonts and tables. What people
typed reaches a template only as JSON, never as source, so `#`, `*` or `$` print as themselves.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from fontTools.ttLib import TTFont

Paper = Literal["a4", "letter"]

ROOT = Path(__file__).resolve().parent.parent  # `/` in a template: the backend package
FONTS = ROOT / "fonts"
FIRST = ("Noto Sans", "Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2")  # letters and signs, then scripts
LAST = "Droid Sans Fallback"  # Chinese, Japanese, Korean; its Latin is the plainest of all
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TURNERS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # one left open would print the phone numbers after it backwards
COMPILATIONS_REMEMBERED = 10
INVISIBLE = ("Cc", "Cf", "Cs", "Z")  # Unicode categories that leave no ink: control, format, surrogate, spaces


def typeset(template: Path, data: Mapping[str, Any], paper: Paper = "a4") -> bytes:
    """The PDF of a template under the backend package, filled with JSON-able `data`.

    The template sees `data`, `paper` and the bundled font families through `/core/house.typ`. Characters no bundled
    font has fall back to the machine's fonts; ask `missing_glyphs` first. Safe to call from any thread.
    """
    inputs = {
        "data": json.dumps(_printable(data), ensure_ascii=False),
        "paper": {"a4": "a4", "letter": "us-letter"}[paper],
        "fonts": json.dumps(families()),
    }
    try:
        return bytes(typst.compile(template, root=ROOT, font_paths=_fonts(), sys_inputs=inputs, format="pdf"))
    finally:
        _forget()


def missing_glyphs(text: str) -> set[str]:
    """The visible characters of `text` that no bundled font has, to warn of before they vanish from a page."""
    return {
        character
        for character in set(text) - {chr(0xFFFD)}
        if ord(character) not in _covered()
        and not unicodedata.category(character).startswith(INVISIBLE)
        and not unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    }


@cache
def families() -> tuple[str, ...]:
    """The bundled font families in the order they are tried."""
    names = {_family(path) for path in _files()}
    return (*FIRST, *sorted(names - {*FIRST, LAST}), LAST)


def _forget() -> None:
    """Empty what Typst remembers of past pages: it keeps ten compilations, which held 1 GB after ten call sheets.

    Compiling nothing ten times ages that memory out in 50 ms and the process stays near 170 MB.
    """
    for _ in range(COMPILATIONS_REMEMBERED):
        typst.compile(b"", font_paths=_no_fonts(), format="svg")


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


@cache
def _fonts() -> typst.Fonts:
    """Bundled fonts before the machine's own; reading the folders takes 40 ms, so once a process."""
    return typst.Fonts(font_paths=[FONTS])


def _files() -> list[Path]:
    return sorted(FONTS.glob("*.ttf"))


def _family(path: Path) -> str:
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getDebugName(1))


@cache
def _covered() -> frozenset[int]:
    """Every code point the bundled regular weights can draw."""
    points: set[int] = set()
    for path in _files():
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def _printable(value: Any) -> Any:
    """The same data without what no page can show: control characters and half surrogates become a visible mark."""
    if isinstance(value, str):
        return UNPRINTABLE.sub(chr(0xFFFD), TURNERS.sub("", LINE_ENDS.sub("\n", value)))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
