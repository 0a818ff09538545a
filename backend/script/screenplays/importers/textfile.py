"""Bytes to text for files of unknown encoding: UTF-8, UTF-16/32, Windows 1252 and 1251, with line ends made equal."""

from __future__ import annotations

import codecs
import re

from .model import ImportRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSURE = "The file is not valid UTF-8; accented letters were read as {}. Check the names."


def decode(data: bytes) -> tuple[str, str]:
    """Text with `\\n` line ends, and a sentence when the encoding had to be guessed. Binary is refused."""
    text, note = _decode(data)
    control = len(_CONTROL.findall(text))
    if control > 20 and control * 100 > len(text):
        raise ImportRefused("This is a binary file, not a screenplay; export it as Fountain, FDX or PDF.")
    if control:
        text = _CONTROL.sub("", text)
        note = note or "Control characters were removed."
    return _LINE_ENDS.sub("\n", text).replace("\xa0", " ").replace("\ufeff", ""), note


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            broken = text.count("\ufffd")
            return text, f"{broken} characters could not be read." if broken else ""
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _legacy(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Every second byte of Western UTF-16 is zero."""
    sample = data[:4000]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else None


def _legacy(data: bytes) -> tuple[str, str]:
    """Mostly valid UTF-8 with a few broken bytes, or one of the two old Windows code pages."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - broken
    if good > broken * 4:
        return text, f"{broken} characters could not be read."
    high = [byte for byte in data if byte >= 0xC0]
    letters = sum(1 for byte in data if 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A)
    if len(high) > letters:
        return data.decode("cp1251", "replace"), _UNSURE.format("Cyrillic (Windows 1251)")
    try:
        return data.decode("cp1252"), _UNSURE.format("Western European")
    except UnicodeDecodeError:
        return data.decode("latin-1"), _UNSURE.format("Western European")
