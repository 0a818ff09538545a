"""Fountain 1.1, read the way a production needs it: no heading lost, every doubt a warning.

Departures from the strict grammar: `EXT/INT.` and the prefixes of other languages are headings, OMITTED placeholders
are scenes without pages, and comments, sections and synopses count as blank lines around a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from .cues import is_cue, is_transition, is_upper
from .headings import HeadingParts, omitted_numbers, parse_heading, split_number
from .markup import GONE, plain, read_title_page, without_boneyards, without_notes
from .model import Draft, Dual, Element, Heading, HeadingOffer, Kind

_FOREIGN_SHARE = 4  # an unforced foreign prefix counts when it has at least a quarter as many headings as English


def parse_fountain(text: str, accept: Collection[int] = ()) -> Draft:
    """Read Fountain text (line ends already `\\n`). `accept`: lines offered before, now to be taken as headings."""
    draft = Draft()
    text = without_boneyards(text.replace(GONE, ""), draft)
    text, notes = without_notes(text)
    lines = text.split("\n")
    start = read_title_page(lines, draft)
    _Reader(lines, draft, frozenset(accept)).run(start)
    draft.stream += [Element("note", note, line) for line, note in notes if note]
    draft.stream.sort(key=lambda item: item.line)
    return draft


class _Reader:
    """Walks the lines once; `index` is the line being read."""

    def __init__(self, lines: list[str], draft: Draft, accept: frozenset[int]) -> None:
        self.raw = lines
        self.lines = [plain(line.replace(GONE, "")).strip() if line else "" for line in lines]
        self.draft, self.accept = draft, accept
        self.index = 0
        self.open_before = True  # nothing but blank, comment or structure stands above: a heading may start
        self.blank_before = True  # the line above is truly blank: a cue may start
        self.action: list[str] = []
        self.action_line = 0
        self.languages = self._languages()

    def run(self, start: int) -> None:
        """Read from line index `start` to the end."""
        self.index = start
        while self.index < len(self.lines):
            self._line()
        self._flush()

    def _line(self) -> None:
        text = self.lines[self.index]
        if not text:
            self._blank()
        elif self._structure(text):
            self._flush()
            self.open_before, self.index = True, self.index + 1
        elif not (self._heading(text) or self._transition(text) or self._speech(text)):
            self._plain_text(text)

    def _blank(self) -> None:
        self.open_before = True
        if GONE not in self.raw[self.index]:
            self.blank_before = True
            self._flush()
        self.index += 1

    def _flush(self) -> None:
        if self.action:
            self.draft.stream.append(Element("action", "\n".join(self.action), self.action_line))
            self.action = []

    def _add(self, kind: Kind, text: str, line: int | None = None, dual: Dual = "") -> None:
        self._flush()
        self.draft.stream.append(Element(kind, text, (self.index if line is None else line) + 1, dual))

    def _next(self, step: int = 1, *, blank: bool = False) -> None:
        self.index += step
        self.open_before = self.blank_before = blank

    def _structure(self, text: str) -> bool:
        """Page breaks, sections and synopses: kept, but blank for what stands around them."""
        if not _is_structure(text):
            return False
        if text.startswith("==="):
            self._add("page_break", "")
        elif text[0] == "=":
            self._add("synopsis", text[1:].strip())
        else:
            self._add("section", text)
        return True

    def _open_after(self) -> bool:
        """True when the line below is blank, a comment, structure, or the end."""
        after = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        return not after or _is_structure(after)

    def _heading(self, text: str) -> bool:
        if text[0] in "!@~>(":
            return False
        if text[0] == "." and len(text) > 1 and text[1].isalnum():
            return self.open_before and self._forced(text[1:].strip())
        omitted = omitted_numbers(text) if self.open_before and self._open_after() else None
        if omitted is not None:
            self._omitted(text, omitted)
            return True
        parts = parse_heading(text)
        if parts is None:
            return False
        if self.index + 1 not in self.accept and not self._stands_as_heading(parts):
            return False
        self._take(Heading(parts.text, self.index + 1, parts.number))
        return True

    def _stands_as_heading(self, parts: HeadingParts) -> bool:
        """A heading has nothing above and below; whatever only looks like one is offered for review."""
        if parts.language not in self.languages:
            reason = f"looks like a heading in {parts.language}; put a '.' before it if it is one"
        elif self.open_before and self._open_after():
            return True
        elif self._open_after() and self._follows_transition():
            self.draft.warn(self.index + 1, f"{parts.text!r} has no blank line above; taken as a heading.")
            return True
        else:
            where = "below" if self.open_before else "above"
            reason = f"looks like a heading but has no blank line {where}"
        self._offer(parts, reason)
        return False

    def _offer(self, parts: HeadingParts, reason: str) -> None:
        line = self.index + 1
        self.draft.warn(line, f"{parts.text!r} {reason}. Not imported as a scene.")
        self.draft.offers.append(HeadingOffer(line, parts.text, parts.number))

    def _follows_transition(self) -> bool:
        above = self.lines[self.index - 1] if self.index else ""
        return is_transition(above.lstrip("> "))

    def _forced(self, text: str) -> bool:
        omitted = omitted_numbers(text)
        if omitted is not None:
            self._omitted(text, omitted)
        else:
            heading, number = split_number(text)
            self._take(Heading(heading, self.index + 1, number, forced=True))
        return True

    def _omitted(self, text: str, numbers: list[str | None]) -> None:
        self._flush()
        for number in numbers:
            self.draft.stream.append(Heading("OMITTED", self.index + 1, number, omitted=True))
        self._next()

    def _take(self, heading: Heading) -> None:
        self._flush()
        self.draft.stream.append(heading)
        self._next()
        self.open_before = False

    def _transition(self, text: str) -> bool:
        if text[0] == ">":
            inner = text[1:].strip()
            if inner.endswith("<"):
                self._add("centered", inner[:-1].strip())
            else:
                self._add("transition", inner)
        elif text[0] == "~":
            self._add("lyric", text[1:].strip())
        elif self.blank_before and is_upper(text) and (is_transition(text) or self._ends_in_to(text)):
            self._add("transition", text)
        else:
            return False
        self._next()
        return True

    def _ends_in_to(self, text: str) -> bool:
        return len(text) <= 60 and text.endswith("TO:") and self._open_after()

    def _plain_text(self, text: str) -> None:
        if not self.action:
            self.action_line = self.index + 1
        self.action.append(text[1:].strip() if text[0] == "!" else text)
        self._next()

    def _speech(self, text: str) -> bool:
        """A cue and the lines below it, up to a blank line; a line of two spaces keeps the speech going."""
        forced = text[0] == "@" and len(text) > 1
        if not forced and not self.blank_before:
            return False
        cue = text[1:].strip() if forced else text
        if not cue or not (forced or is_cue(cue)) or not self._has_speech():
            return False
        heading = None if forced else parse_heading(text)
        if heading and heading.number is not None:  # a numbered heading with text right below: never a name
            return False
        dual = cue.endswith("^")
        if dual:
            self._mark_left_side()
        self._add("character", cue.removesuffix("^").rstrip(), dual="right" if dual else "")
        self._next()
        self._dialogue("right" if dual else "")
        return True

    def _has_speech(self) -> bool:
        for below in range(self.index + 1, min(self.index + 50, len(self.lines))):
            if self.lines[below]:
                return True
            if GONE not in self.raw[below]:
                return False
        return False

    def _mark_left_side(self) -> None:
        """The speech before a `^` cue is the left column."""
        stream = self.draft.stream
        self._flush()
        for at in range(len(stream) - 1, -1, -1):
            item = stream[at]
            speech = ("character", "dialogue", "parenthetical", "lyric")
            if not isinstance(item, Element) or item.kind not in speech or item.dual:
                return
            stream[at] = Element(item.kind, item.text, item.line, "left")
            if item.kind == "character":
                return

    def _dialogue(self, dual: Dual) -> None:
        spoken: list[str] = []
        start = self.index
        while self.index < len(self.lines):
            text, raw = self.lines[self.index], self.raw[self.index]
            if not text and GONE not in raw and raw != "  ":
                break
            if text and self._breaks_off(text):
                self.open_before = True
                self._say(spoken, start, dual)
                return
            kind = _speech_kind(text)
            if kind == "dialogue":
                if not spoken:
                    start = self.index
                if text or GONE not in raw:
                    spoken.append(text)
            else:
                self._say(spoken, start, dual)
                self._add(kind, text.lstrip("~").strip(), dual=dual)
            self.index += 1
        self._say(spoken, start, dual)
        self.open_before = self.blank_before = False

    def _breaks_off(self, text: str) -> bool:
        """Structure ends a speech, and so does a heading that stands alone or was accepted; others are offered."""
        if text.startswith(("# ", "## ", "### ", "= ", "===")):
            return True
        stands_alone = not self.lines[self.index - 1] and self._open_after()
        if stands_alone and text[0] == "." and text[1:2].isalnum():
            return True
        parts = parse_heading(text)
        if parts is None:
            return False
        if self.index + 1 in self.accept or (stands_alone and parts.language in self.languages):
            return True
        if self._open_after() or parts.number is not None:
            self._offer(parts, "looks like a heading but stands in dialogue, with no blank line above")
        return False

    def _say(self, spoken: list[str], line: int, dual: Dual) -> None:
        while spoken and not spoken[-1]:
            spoken.pop()
        if spoken:
            self._add("dialogue", "\n".join(spoken), line, dual)
            spoken.clear()

    def _languages(self) -> frozenset[str]:
        """Languages whose prefixes count: English, and those with a fair share of this script's headings."""
        found: Counter[str] = Counter()
        stated = self.draft.title_page.get("language", "").lower()
        above = ""
        for line, below in zip(self.lines, [*self.lines[1:], ""], strict=True):
            if line and not above and not below and (parts := parse_heading(line)):
                found[parts.language] += 1
            above = line
        least = found["English"] / _FOREIGN_SHARE
        return frozenset({"English"} | {x for x, n in found.items() if n >= least or x.lower() in stated.split()})


def _is_structure(text: str) -> bool:
    if text[0] == "=":
        return (text.startswith("===") and not text.strip("=")) or not text.startswith("==")
    return (text[0] == "#" and not text.strip().endswith("#")) or text.startswith("##")


def _speech_kind(text: str) -> Kind:
    if text.startswith("(") and text.endswith(")"):
        return "parenthetical"
    return "lyric" if text.startswith("~") else "dialogue"
