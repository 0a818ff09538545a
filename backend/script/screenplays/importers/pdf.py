"""PDF screenplays, read by position: the columns of each file are learned from the file itself.

Headings stand in the action column, cues and dialogue right of it; scene numbers in both margins. Forced headings
cannot be seen in a PDF, and speech cut by a page (`(MORE)` … `(CONT'D)`) is joined again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .cues import canonical, is_cue, is_transition, is_upper, split_cue
from .headings import omitted_numbers, parse_heading
from .model import Draft, Dual, Element, Heading, Kind
from .pdflines import PdfLine, Run, read_lines

_MARGIN_NUMBER = re.compile(r"[A-Z]{0,2}\d{1,4}[A-Z]{0,3}(?:[-–]\d{1,4}[A-Z]{0,3})?\.?")
_MORE = re.compile(r"\(\s*more\s*\)", re.IGNORECASE)
_SPEECH = ("character", "parenthetical", "dialogue")


def parse_pdf(data: bytes) -> Draft:
    """Read a PDF with a text layer. Lines count from the first line of the file. Raises ImportRefused."""
    lines = read_lines(data)
    draft = Draft()
    columns = _learn(lines)
    first = _first_script_page(lines, columns)
    if first:
        title = [line.text for line in lines if line.page == 0]
        draft.title_page["title"] = title[0] if title else ""
    _Reader(lines, columns, draft).run(first)
    return draft


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file's text starts, in points from the left."""

    action: float
    dialogue: float


def _learn(lines: list[PdfLine]) -> Columns:
    """Action column: where headings start. Dialogue column: the commonest start a little right of it."""
    starts = Counter(
        round(run.x0) for line in lines for run in line.runs[:2] if line.gap and _starts_heading(run.text)
    ) or Counter(round(line.runs[0].x0) for line in lines)
    action = starts.most_common(1)[0][0] if starts else 108
    right = Counter(
        round(line.runs[0].x0) for line in lines if action + 25 < line.runs[0].x0 < action + 130 and not line.gap
    )
    return Columns(action, right.most_common(1)[0][0] if right else action + 65)


def _starts_heading(text: str) -> bool:
    return not text[:1].isdigit() and parse_heading(text) is not None


def _first_script_page(lines: list[PdfLine], columns: Columns) -> int:
    """1 when the first page is a title page: no heading, and little in the action column."""
    page = [line for line in lines if line.page == 0]
    if len({line.page for line in lines}) < 2 or any(parse_heading(line.text) for line in page):
        return 0
    in_column = [line for line in page if abs(line.runs[0].x0 - columns.action) < 6]
    return 1 if len(in_column) <= 0.4 * len(page) else 0


class _Reader:
    """Classifies line after line; `kind` is what the line before was."""

    def __init__(self, lines: list[PdfLine], columns: Columns, draft: Draft) -> None:
        self.lines, self.columns, self.draft = lines, columns, draft
        self.kind: Kind | None = None
        self.speaker = ""
        self.cut = ""  # who was speaking when a page ended with (MORE)

    def run(self, first_page: int) -> None:
        """Read every line from the first page of the script on."""
        index = next((i for i, line in enumerate(self.lines) if line.page >= first_page), 0)
        while index < len(self.lines):
            left, body, right = self._margins(self.lines[index])
            if len(body) == 2 and self._starts_dual(self.lines[index], body):
                index = self._dual(index)
                continue
            if body:
                x, text = body[0].x0, " ".join(run.text for run in body)
                self._classify(index, x, text, left or right)
            index += 1

    def _margins(self, line: PdfLine) -> tuple[str | None, list[Run], str | None]:
        """Scene number left, text, scene number right."""
        runs, left, right = line.runs, None, None
        if len(runs) > 1 and runs[0].x0 < self.columns.action - 8 and _MARGIN_NUMBER.fullmatch(runs[0].text):
            left, runs = runs[0].text.rstrip("."), runs[1:]
        far = self.columns.action + 340
        if len(runs) > 1 and runs[-1].x0 > far and _MARGIN_NUMBER.fullmatch(runs[-1].text.rstrip("* ")):
            right, runs = runs[-1].text.rstrip(".* "), runs[:-1]
        return left, runs, right

    def _classify(self, index: int, x: float, text: str, number: str | None) -> None:
        line = self.lines[index]
        text = text.removesuffix(" *").rstrip()
        if _MORE.fullmatch(text):
            self.cut = self.speaker
            return
        if x <= self.columns.action + 12:
            self._left(index, text, number, line.gap)
        elif self._is_cue(index, x, text):
            self._cue(index, text)
        elif text.startswith("(") and self.kind in _SPEECH:
            self._add("parenthetical", text, index)
        elif self.kind in _SPEECH and (not line.gap or self._goes_on(index, x)):
            open_bracket = self.kind == "parenthetical" and not self._last_text().endswith(")")
            self._add("parenthetical" if open_bracket else "dialogue", text, index, join=self.kind != "character")
        else:
            self._add("transition" if is_upper(text) and text[-1] in ":." else "centered", text, index)

    def _goes_on(self, index: int, x: float) -> bool:
        """Dialogue at the top of a page without a repeated cue."""
        new_page = index > 0 and self.lines[index - 1].page != self.lines[index].page
        return new_page and abs(x - self.columns.dialogue) < 6

    def _left(self, index: int, text: str, number: str | None, gap: bool) -> None:
        """A line of the action column: heading, omitted scene, or action."""
        if gap and number:
            text = text.removesuffix(f" {number}").rstrip()  # a long heading runs up to the number in the right margin
        omitted = omitted_numbers(text) if gap else None
        parts = parse_heading(text) if gap else None
        if omitted is not None:
            if number and omitted == [None]:
                omitted = omitted_numbers(f"OMITTED #{number}#") or [number]
            for each in omitted:
                self.draft.stream.append(Heading("OMITTED", index + 1, each, omitted=True))
            self.kind = None
        elif parts:
            self.draft.stream.append(Heading(parts.text, index + 1, number or parts.number))
            self.kind = None
        elif not gap and self._continues_heading(index, text):
            return
        elif is_transition(text):
            self._add("transition", text, index)
        else:
            self._add("action", text, index, join=not gap or self._mid_sentence(text))

    def _continues_heading(self, index: int, text: str) -> bool:
        """A long heading wraps: capitals right below it belong to it."""
        last = self.draft.stream[-1] if self.draft.stream else None
        if not isinstance(last, Heading) or last.omitted or not is_upper(text) or last.line + 1 != index + 1:
            return False
        self.draft.stream[-1] = Heading(f"{last.text} {text}", last.line, last.number)
        return True

    def _mid_sentence(self, text: str) -> bool:
        """Action going on over a page: the text above has not ended and this line starts small."""
        return self.kind == "action" and text[:1].islower() and self._last_text()[-1:] not in '.!?"”:'

    def _is_cue(self, index: int, x: float, text: str) -> bool:
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if x < self.columns.dialogue + 12 or not self.lines[index].gap or below is None or not is_cue(text):
            return False
        _, body, _ = self._margins(below)
        return bool(body) and not below.gap and body[0].x0 > self.columns.action + 20

    def _cue(self, index: int, text: str) -> None:
        name, extensions = split_cue(text)
        resumed = any("CONT" in extension.upper() for extension in extensions)
        if resumed and self.cut and canonical(name) == canonical(self.cut):
            self.kind = "dialogue" if self._last_kind() == "dialogue" else "character"
        else:
            self._add("character", text, index)
        self.speaker, self.cut = name, ""

    def _starts_dual(self, line: PdfLine, body: list[Run]) -> bool:
        return line.gap and all(is_cue(run.text) for run in body) and body[0].x0 > self.columns.action + 12

    def _dual(self, index: int) -> int:
        """Two speeches side by side: read the left column, then the right. Returns the index after them."""
        _, heads, _ = self._margins(self.lines[index])
        middle = (heads[0].x1 + heads[1].x0) / 2
        sides: dict[Dual, list[str]] = {"left": [heads[0].text], "right": [heads[1].text]}
        end = index + 1
        while end < len(self.lines) and not self.lines[end].gap:
            for run in self._margins(self.lines[end])[1]:
                sides["left" if (run.x0 + run.x1) / 2 < middle else "right"].append(run.text)
            end += 1
        for side, texts in sides.items():
            for at, text in enumerate(texts):
                kind: Kind = "character" if not at else "parenthetical" if text.startswith("(") else "dialogue"
                self._add(kind, text, index, join=kind == "dialogue" and at > 1, dual=side)
        self.kind = None
        return end

    def _last_kind(self) -> Kind | None:
        last = self.draft.stream[-1] if self.draft.stream else None
        return last.kind if isinstance(last, Element) else None

    def _last_text(self) -> str:
        return self.draft.stream[-1].text if self.draft.stream else ""

    def _add(self, kind: Kind, text: str, index: int, *, join: bool = False, dual: Dual = "") -> None:
        last = self.draft.stream[-1] if self.draft.stream else None
        if join and isinstance(last, Element) and last.kind == kind and last.dual == dual:
            self.draft.stream[-1] = Element(kind, f"{last.text} {text}", last.line, dual)
        else:
            self.draft.stream.append(Element(kind, text, index + 1, dual))
        self.kind = kind
