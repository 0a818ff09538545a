"""Scene headings: is this line one, and what do INT/EXT, set and time of day say.

Stricter readers lose `EXT/INT.`, lower case and en dashes; looser ones take INTERCOM or `EXTRA #2` for a heading.
The words of each language are data in `languages`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .languages import FOREIGN_TIMES, LANGUAGES, RELATIVE, TIMES
from .model import IntExt

MAX_HEADING = 300
_DASHES = "-‐‑‒–—―−"
_INSIDE, _OUTSIDE = ("INT", "INTERIOR"), ("EXT", "EST", "EXTERIOR")
_NUMBER_BEFORE = re.compile(r"(?P<number>(?:\d{1,4}[A-Z]{0,3}|[A-Z]{1,2}\d{1,4}[A-Z]{0,3}))[.)]?[ \t]+(?=\S)")
_SEPARATOR = re.compile(rf"\s+[{_DASHES}]+\s*|\s*[‒–—―]\s*|\s*[{_DASHES}]{{2,5}}\s*|,\s+|\.\s+|\s*;\s+")
_TIGHT_DASH = re.compile(rf"[{_DASHES}](?=\w+$)")
_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_JOINS = frozenset(
    ("LATER", "CONTINUOUS", "FLASHBACK", "FLASHFORWARD", "TO", "INTO", "AND", "OR", "OF", "ONE", "TWO", "THREE")
)
_OMITTED = re.compile(
    rf"(?:SCENES?\s+)?(?P<first>[A-Z]{{0,2}}\d{{1,4}}[A-Z]{{0,3}})?(?:\s?[{_DASHES}]\s?|\s+(?:TO|THRU)\s+)?"
    rf"(?P<last>(?<=[{_DASHES}\sOU])[A-Z]{{0,2}}\d{{1,4}}[A-Z]{{0,3}})?[.:]?\s*\(?OMIT(?:TED)?\)?\.?"
    r"(?:\s+(?P<after>[A-Z]{0,2}\d{1,4}[A-Z]{0,3}))?"
)


@dataclass(frozen=True, slots=True)
class HeadingParts:
    """What a heading says. `prefixed` is False for forced headings without INT or EXT; `language` of the prefix."""

    text: str
    number: str | None
    int_ext: IntExt | None
    set: str
    day_night: str | None
    prefixed: bool
    language: str = "English"


@cache
def _prefix_patterns() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """One pattern a language: the prefix, alone or as a pair (`INT./EXT.`, `I/E`, `INT - EXT`)."""
    rows = [("English", _INSIDE, _OUTSIDE), *((x.name, x.inside, x.outside) for x in LANGUAGES if x.inside)]
    patterns = []
    for name, inside, outside in rows:
        words = "|".join(sorted(map(re.escape, inside + outside), key=len, reverse=True))
        single = r"I\.?\s?/\s?E|E\.?\s?/\s?I|" if name == "English" else ""
        pair = rf"(?:{words})(?:\.?\s?(?:[/\\&+]|[{_DASHES}])\s?|\.\s)(?:{words})(?!\w)|(?:{words})"
        patterns.append((name, re.compile(rf"(?P<prefix>{single}{pair})(?P<dot>\.?)(?!\w)", re.I), frozenset(inside)))
    return tuple(patterns)


@cache
def _first_letters() -> frozenset[str]:
    """Every letter a heading prefix can start with, for a quick no."""
    words = [*_INSIDE, *_OUTSIDE, *(word for language in LANGUAGES for word in language.inside + language.outside)]
    return frozenset(letter for word in words for letter in (word[0], word[0].lower()))


def split_number(text: str) -> tuple[str, str | None]:
    """`INT. HOUSE - DAY #12A#` → (`INT. HOUSE - DAY`, `12A`)."""
    text = text.rstrip()
    if text.endswith("#") and len(text) > 2:
        start = text.rfind("#", 0, -1)
        number = text[start + 1 : -1].strip()
        if start >= 0 and 0 < len(number) <= 20:
            return text[:start].rstrip(), number
    return text, None


def time_of_day(segment: str) -> str | None:
    """The time of day a heading segment names, in English: `LATER THAT NIGHT` → NIGHT, `NIGHT CLUB` → None."""
    bare = _PARENTHESES.sub(" ", segment).replace("’", "'").upper().strip().removeprefix("L'")
    words = _WORDS.findall(bare)
    if not words or len(words) > 7:
        return None
    joined = " ".join(words)
    foreign = FOREIGN_TIMES.get(joined) or FOREIGN_TIMES.get(bare.strip(" ." + _DASHES))
    if joined in TIMES or joined in RELATIVE or foreign:
        return TIMES.get(joined) or RELATIVE.get(joined) or foreign
    for table in (TIMES, RELATIVE):
        for size in (2, 1):
            found = table.get(" ".join(words[-size:]))
            if found:
                return found
    return _time_at_start(words)


def _time_at_start(words: list[str]) -> str | None:
    """`DAY 2`, `NIGHT TO DAWN`, `MORNING OF THE FEAST`: the time leads and a number or joining word follows."""
    for size in (2, 1):
        head, rest = " ".join(words[:size]), words[size:]
        found = TIMES.get(head) or RELATIVE.get(head) or (FOREIGN_TIMES.get(head) if size == 1 else None)
        if found and rest and (rest[0][0].isdigit() or rest[0] in _JOINS):
            return found
    return None


def _segments(rest: str) -> list[tuple[int, str]]:
    """The pieces of a heading between dashes, commas and stops, each with where its separator starts."""
    pieces, start, cut = [], 0, 0
    for match in _SEPARATOR.finditer(rest):
        pieces.append((cut, rest[start : match.start()]))
        start, cut = match.end(), match.start()
    pieces.append((cut, rest[start:]))
    return pieces


def split_set_and_time(rest: str) -> tuple[str, str | None]:
    """`HOUSE - KITCHEN - DAY - FLASHBACK (1944)` → (`HOUSE - KITCHEN`, `DAY`). A definite time beats a relative one."""
    pieces = _segments(rest)
    found = [(cut, time) for cut, piece in pieces[1:] for time in _times_in(piece)]
    if not found:
        tight = _TIGHT_DASH.search(rest)
        time = time_of_day(rest[tight.end() :]) if tight else None
        if tight and time:
            found = [(tight.start(), time)]
    if not found:
        found = [
            (m.start(), time) for m in _PARENTHESES.finditer(rest) if (time := time_of_day(m.group().strip("()[]")))
        ]
    if not found:
        return _tidy(rest), None
    definite = [time for _, time in found if time not in RELATIVE.values()]
    return _tidy(rest[: found[0][0]]), definite[-1] if definite else found[0][1]


def _times_in(piece: str) -> list[str]:
    """Times of one segment; `DAY/NIGHT` gives its first."""
    time = time_of_day(piece.split("/", 1)[0]) or (time_of_day(piece) if "/" in piece else None)
    return [time] if time else []


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;" + _DASHES)


def parse_heading(line: str, *, foreign: bool = True) -> HeadingParts | None:
    """Read a line as a natural heading, or None when its prefix says it is not one.

    Blank lines around it are the reader's business. With `foreign` False only the English prefixes count.
    """
    return _parse(line.strip(), foreign) if len(line) <= MAX_HEADING else None


@lru_cache(maxsize=2048)  # a line is asked about up to three times
def _parse(line: str, foreign: bool) -> HeadingParts | None:
    text, number = split_number(line)
    before = _NUMBER_BEFORE.match(text)
    if not before and text[:1] not in _first_letters():
        return None
    starts = [(text, number)]
    if before:
        starts.append(_margin_numbers(text[before.end() :], before["number"], number))
    for body, found in starts:
        for name, pattern, inside in _prefix_patterns() if foreign else _prefix_patterns()[:1]:
            match = pattern.match(body)
            parts = match and _parts(body, match, name, inside, found)
            if parts:
                return parts
    return None


def _margin_numbers(body: str, before: str, stated: str | None) -> tuple[str, str]:
    """`12 INT. HOUSE - DAY 12`: the number stands on both sides of the heading; keep it once, apart."""
    if body.endswith(before) and body[: -len(before)].endswith((" ", "\t")):
        body = body[: -len(before)].rstrip()
    return body, stated or before


def _parts(
    body: str, match: re.Match[str], name: str, inside: frozenset[str], number: str | None
) -> HeadingParts | None:
    after = body[match.end() :]
    rest = after.strip(" \t.:" + _DASHES)
    if not rest or (not match["dot"] and not after[0].isspace() and after[0] not in ":." + _DASHES):
        return None
    if rest.startswith("#") and not match["dot"]:  # "EXT #2" is a name, not a place
        return None
    place, time = split_set_and_time(rest)
    prefix = match["prefix"]
    if not match["dot"] and time is None and (prefix != prefix.upper() or len(prefix) > 7 or prefix in ("PL", "WN")):
        return None  # "Int he end…", "INTERIOR DESIGNERS": without a stop only capitals or a time make it a heading
    return HeadingParts(body, number, _int_ext(prefix, inside), place, time, True, name)


def _int_ext(prefix: str, inside: frozenset[str]) -> IntExt:
    upper = prefix.upper()
    words = [word for word in re.split(rf"[{_DASHES}\s./\\&+]+", upper) if word]
    is_inside = ["INT" if word in inside or word == "I" else "EXT" for word in words]
    if "INT" in is_inside and "EXT" in is_inside:
        return "INT/EXT"
    return "INT" if is_inside[0] == "INT" else "EXT"


def read_heading(text: str) -> HeadingParts:
    """Parts of a line that is a heading by decision (forced, or by paragraph type): always answers."""
    parts = parse_heading(text)
    if parts:
        return parts
    body, number = split_number(text.strip())
    place, time = split_set_and_time(body[:MAX_HEADING])
    return HeadingParts(body, number, None, place, time, False)


def omitted_numbers(line: str) -> list[str | None] | None:
    """Scene numbers of an OMITTED placeholder, or None when the line is not one.

    `OMITTED #10#` → ["10"], `72–75 OMITTED` → ["72", "73", "74", "75"], a bare `OMITTED` → [None].
    """
    if len(line) > 80 or "OMIT" not in line:
        return None
    text, number = split_number(line.strip())
    match = _OMITTED.fullmatch(text)
    if not match:
        return None
    first, last = match["first"] or number or match["after"], match["last"]
    if number and not match["first"]:
        run = re.fullmatch(rf"(\d{{1,4}})\s?[{_DASHES}]\s?(\d{{1,4}})", number)
        first, last = (run[1], run[2]) if run else (number, None)
    if first and last and first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= 200:
        return [str(n) for n in range(int(first), int(last) + 1)]
    return [f"{first}–{last}" if first and last else first]
