"""The one door: bytes and a file name in, a `ParsedScript` or one clear reason out.

What a file is, its content says: an `.fdx` may hold Fountain, a `.txt` may be Final Draft.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .assemble import assemble
from .fountain import parse_fountain
from .model import Draft, ImportRefused, ParsedScript
from .textfile import decode

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 200_000  # a feature has about 6,000
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<!--|<finaldraft|<html|<document|<celtx)", re.IGNORECASE)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a zip archive (Word, Fade In, Celtx and Highland save so)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read_script(data: bytes, filename: str, accept: Collection[int] = ()) -> ParsedScript:
    """Read a screenplay (Fountain, FDX or PDF) of at most 5 MB.

    `accept` holds lines of earlier `heading_offers` which the reviewer wants as scenes.
    Raises ImportRefused with one sentence when the file is not a screenplay that can be read.
    """
    if not data.strip(b"\0 \t\r\n\f"):
        raise ImportRefused("The file is empty.")
    if len(data) > MAX_BYTES:
        raise ImportRefused("The file is larger than 5 MB; a screenplay is far smaller.")
    if b"%PDF-" in data[:1024]:
        from .pdf import parse_pdf  # here: pdfplumber takes half a second to import

        return assemble(parse_pdf(data))
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise ImportRefused(f"{filename or 'The file'} is {kind}; export it as Fountain, FDX or PDF first.")
    return assemble(_read_text(data, accept))


def _read_text(data: bytes, accept: Collection[int]) -> Draft:
    text, note = decode(data)
    if text.count("\n") > MAX_LINES:
        raise ImportRefused("The file has more than 200,000 lines; that is not a screenplay.")
    if _MARKUP.match(text):
        if "<finaldraft" not in text[:20_000].lower():
            raise ImportRefused("This is an XML or web page file but not Final Draft; export FDX or Fountain instead.")
        from .fdx import parse_fdx

        draft = parse_fdx(text, accept)
    else:
        draft = parse_fountain(text, accept)
    if note:
        draft.warn(1, note)
    return draft
