"""Words of a screenplay: where each stands, and the forms under which two of them are the same. Plain strings only."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MAX_KEY = 255
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})


class Word(NamedTuple):
    """A word of a paragraph: as compared, as written, from character `start` to `end`."""

    key: str
    text: str
    start: int
    end: int

    @property
    def capitals(self) -> bool:
        """Written in capital letters throughout, and not one single letter."""
        if not self.text[0].isupper() or not self.text.isupper():
            return False
        letters = [letter for letter in self.text if letter.isalpha()]
        return len(letters) > 1 and all(letter.isupper() for letter in letters)


def words_of(text: str) -> list[Word]:
    """The words in order; a possessive 's is left out of the word, hyphens part words."""
    return list(_words(text))


def key_of(name: str) -> str:
    """A name as it is compared: case, kind of apostrophe, hyphens and white space do not matter; "" for no word."""
    return " ".join(word.key for word in _words(name))[:MAX_KEY] or " ".join(fold(name).split())[:MAX_KEY]


def fold(text: str) -> str:
    """Text in the one form in which letters are compared."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFC", text).casefold().translate(_APOSTROPHES)


def unspaced(text: str) -> bool:
    """Whether this is written without spaces between words (Chinese, Japanese, Thai, …)."""
    return any(letter.isalpha() and _lo(letter) for letter in text)


def _words(text: str) -> Iterator[Word]:
    for found in _pattern().finditer(text):
        written, end = found[0], found.end()
        if written[-2:] in ("'s", "’s", "'S", "’S"):
            written, end = written[:-2], end - 2
        yield Word(fold(written), written, found.start(), end)


def _lo(letter: str) -> bool:
    point = ord(letter)
    return 0x0E00 <= point <= 0x0EFF or 0x1000 <= point <= 0x109F or 0x1780 <= point <= 0x17FF or (
        0x3040 <= point <= 0x30FF or 0x3400 <= point <= 0x9FFF or 0x20000 <= point <= 0x3FFFF
    )  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """Letters and digits with the marks on them (Python's \\w knows no combining marks), apostrophes inside."""
    letter = rf"(?:[^\W_]|[{_marks()}])"
    return re.compile(rf"[^\W_]{letter}*(?:['’ʼ]{letter}+)*")


@cache
def _marks() -> str:
    """Every combining mark of the basic plane, as ranges of a character class."""
    points = [point for point in range(min(sys.maxunicode, 0xFFFF) + 1) if unicodedata.category(chr(point))[0] == "M"]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in ranges)
