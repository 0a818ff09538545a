"""Characters of a PDF to lines of script: watermarks, page headers, stars and continuation marks taken off."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .model import ImportRefused

MAX_PAGES = 600
MAX_UNPACKED = 200 * 1024 * 1024  # bytes of all streams together, so that a small file cannot fill the memory
_STREAM = re.compile(rb"stream\r?\n(?=\x78)")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[A-Z]?\d{1,4}[A-Z]{0,2}\.?(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_CONTINUED = re.compile(r"\(?CONTINUED:?\)?:?(?:\s*\(\d+\))?:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Text without a wide gap in it, from x0 to x1 in points."""

    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class PdfLine:
    """One line of a page; `gap` says that white space stands above it (always at the top of a page)."""

    page: int
    top: float
    runs: list[Run] = field(default_factory=list)
    gap: bool = True
    edge: bool = False  # in the top or bottom margin of the page

    @property
    def text(self) -> str:
        """All runs in one string."""
        return " ".join(run.text for run in self.runs)


def read_lines(data: bytes) -> list[PdfLine]:
    """Lines of every page in reading order. Raises ImportRefused for locked, broken or scanned files."""
    pages = _pages(data)
    if sum(len(chars) for chars, _ in pages) < 40 * min(len(pages), 3):
        raise ImportRefused("This PDF holds pictures of pages and no text (a scan); ask for the writer's own file.")
    body_size = Counter(round(char["size"]) for chars, _ in pages for char in chars).most_common(1)[0][0]
    lines: list[PdfLine] = []
    for number, (chars, height) in enumerate(pages):
        upright = [c for c in chars if c["upright"] and 0.5 * body_size <= c["size"] <= 1.4 * body_size]
        page = _page_lines(number, upright)
        for line in page:
            line.edge = line.top < 64 or line.top > height - 66
        lines += page
    lines = _without_furniture(lines, len(pages))
    _mark_gaps(lines, body_size)
    return lines


def _refuse_bomb(data: bytes) -> None:
    """Unpack every compressed stream a little at a time and stop when it is absurd."""
    view, room = memoryview(data), MAX_UNPACKED
    for count, match in enumerate(_STREAM.finditer(data)):
        unpacker = zlib.decompressobj()
        packed: bytes | memoryview = view[match.end() :]
        try:
            while packed and not unpacker.eof and room > 0:
                room -= len(unpacker.decompress(packed, 1 << 20)) or 1
                packed = unpacker.unconsumed_tail
        except zlib.error:
            continue
        if room <= 0 or count > 20_000:
            raise ImportRefused("This PDF unpacks to far more than any screenplay; it was not read.")


def _pages(data: bytes) -> list[tuple[list[dict[str, Any]], float]]:
    import pdfplumber

    _refuse_bomb(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise ImportRefused(f"This PDF has more than {MAX_PAGES} pages; that is not a screenplay.")
            pages = []
            for page in document.pages:
                pages.append(([c for c in page.chars if c["text"].strip()], float(page.height)))
                page.close()
            return pages
    except ImportRefused:
        raise
    except Exception as error:  # whatever a broken file makes the library raise, the reader gets one sentence
        locked = "password" in f"{type(error).__name__} {error!r}".lower()
        reason = "is locked with a password" if locked else "is damaged and cannot be read"
        raise ImportRefused(f"This PDF {reason}; ask for the writer's own file.") from error


def _page_lines(number: int, chars: list[dict[str, Any]]) -> list[PdfLine]:
    """Group characters by height, then split each line where a gap is wide."""
    rows: list[tuple[float, list[dict[str, Any]]]] = []
    for char in sorted(chars, key=lambda c: (c["bottom"], c["x0"])):
        if rows and char["bottom"] - rows[-1][0] <= 3:
            rows[-1][1].append(char)
        else:
            rows.append((char["bottom"], [char]))
    return [PdfLine(number, bottom, _runs(sorted(row, key=lambda c: float(c["x0"])))) for bottom, row in rows]


def _runs(row: Iterable[dict[str, Any]]) -> list[Run]:
    runs: list[Run] = []
    text, last = "", ""
    start = end = start_of_last = 0.0
    for char in row:
        x0, x1 = float(char["x0"]), float(char["x1"])
        size = max(float(char["size"]), 4.0)
        if text and abs(x0 - start_of_last) < 0.15 * size and char["text"] == last:  # bold made by printing twice
            continue
        if text and x0 - end > 1.35 * size:
            runs.append(Run(start, end, text))
            text = ""
        if not text:
            start = x0
        elif x0 - end > 0.14 * size:
            text += " "
        text, end, last, start_of_last = text + char["text"], x1, char["text"], x0
    return [*runs, Run(start, end, text)] if text else runs


def _without_furniture(lines: list[PdfLine], pages: int) -> list[PdfLine]:
    """Drop page numbers, running headers, CONTINUED marks, revision stars and watermarks repeated page by page."""
    places = Counter(key for line in lines for key in {_place(line, run) for run in line.runs})
    kept = []
    for line in lines:
        line.runs = [
            run
            for run in line.runs
            if set(run.text) != {"*"} and places[_place(line, run)] < (2 if line.edge else max(4, 0.6 * pages))
        ]
        bare = [run.text for run in line.runs if not _PAGE_NUMBER.fullmatch(run.text)]
        if not bare and (line.edge or (line.runs and line.runs[0].x0 > 400)):
            continue
        if bare and all(_CONTINUED.fullmatch(text) for text in bare):
            continue
        if line.runs:
            kept.append(line)
    return kept


def _place(line: PdfLine, run: Run) -> tuple[str, int, int]:
    """What repeats on every page: the same words, digits aside, at the same spot. Page numbers move to the left."""
    return _DIGITS.sub("#", run.text), round(line.top / 4), round(run.x0 / 16)


def _mark_gaps(lines: list[PdfLine], body_size: int) -> None:
    """The smallest usual step is one line; a file too short to show one gets that of its type size."""
    steps = Counter(round(b.top - a.top) for a, b in pairwise(lines) if a.page == b.page and b.top - a.top < 40)
    usual = min((step for step, n in steps.items() if step > 4 and n >= 0.1 * steps.total()), default=12)
    if steps.total() < 60:
        usual = min(usual, body_size + 3)
    for above, line in pairwise(lines):
        line.gap = above.page != line.page or line.top - above.top > 1.4 * usual
