"""What lies between Fountain's lines: boneyards and notes taken out, emphasis removed, title page read.

Every function is one pass over the text, so that a hostile file costs no more than a long one.
"""

from __future__ import annotations

import re

from .headings import parse_heading
from .model import Draft

GONE = "\0"  # marks, on every line it touched, that a boneyard or note was here
_MARKS = re.compile(r"/\*|\*/")
_NOTE_MARKS = re.compile(r"\[\[|\]\]|\n(?:[ \t]?)(?=\n)")
_EMPHASIS = (
    re.compile(r"(?<!\\)\*{1,3}(?=[^\s*])([^*\n]{1,2000})(?<=\S)(?<!\\)\*{1,3}"),
    re.compile(r"(?<![\w\\])_(?=\S)([^_\n]{1,2000})(?<=\S)_(?!\w)"),
)
_ESCAPE = re.compile(r"\\([*_])")
_KEY = re.compile(r"(?P<key>[^\W\d_][^:\n]{0,40}?)[ \t]*:(?P<value>.*)")
_TITLE_KEYS = frozenset({
    "title", "credit", "author", "authors", "source", "notes", "draft", "date", "contact", "copyright", "revision",
    "version", "language", "format", "episode", "series", "based", "written", "font",
})  # fmt: skip


def plain(text: str) -> str:
    """Text without emphasis marks: `*Did* _you_` → `Did you`; an escaped `\\*` stays as a star."""
    if "*" in text:
        text = _EMPHASIS[0].sub(r"\1", text)
        if "*" in text:  # bold italic around bold or italic leaves one layer
            text = _EMPHASIS[0].sub(r"\1", text)
    if "_" in text:
        text = _EMPHASIS[1].sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _blanked(text: str) -> str:
    """The line ends of a cut passage, each line marked."""
    return GONE + ("\n" + GONE) * text.count("\n")


def without_boneyards(text: str, draft: Draft) -> str:
    """Cut `/* … */`, keeping the line count. One that is never closed stays as text, so that no scene is lost."""
    out: list[str] = []
    position, opened = 0, -1
    for mark in _MARKS.finditer(text):
        if opened < 0 and mark.group() == "/*":
            opened = mark.start()
            out.append(text[position:opened])
        elif opened >= 0 and mark.group() == "*/":
            out.append(_blanked(text[opened : mark.end()]))
            position, opened = mark.end(), -1
    if opened >= 0:
        draft.warn(text.count("\n", 0, opened) + 1, "A boneyard /* is never closed; what follows it was kept.")
        position = opened
    out.append(text[position:])
    return "".join(out)


def without_notes(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Cut `[[ … ]]` and return them with their lines. A blank line ends a note unless it holds two spaces."""
    out: list[str] = []
    notes: list[tuple[int, str]] = []
    position, opened, line, counted = 0, -1, 1, 0
    for mark in _NOTE_MARKS.finditer(text):
        if opened < 0:
            if mark.group() == "[[":
                opened = mark.start()
        elif mark.group() == "]]":
            line, counted = line + text.count("\n", counted, opened), opened
            notes.append((line, text[opened + 2 : mark.start()].replace(GONE, "").strip()))
            out += [text[position:opened], _blanked(text[opened : mark.end()])]
            position, opened = mark.end(), -1
        elif mark.group() != "[[":
            opened = -1
    out.append(text[position:])
    return "".join(out), notes


def read_title_page(lines: list[str], draft: Draft) -> int:
    """Fill `draft.title_page` from `Key: value` lines at the top; returns the index of the first script line."""
    found: dict[str, list[str]] = {}
    key, index = "", 0
    while index < len(lines):
        text = lines[index].replace(GONE, "")
        match = _KEY.match(text)
        if not text.strip():
            if found and GONE not in lines[index]:
                break
        elif text[0].isspace() and key:
            found[key].append(text.strip())
        elif match and not parse_heading(text):
            key = match["key"].strip().lower()
            found.setdefault(key, []).append(match["value"].strip())
        else:
            break
        index += 1
    known = any(word in _TITLE_KEYS for key in found for word in key.split())
    if not known or not any(any(values) for values in found.values()):  # `FADE IN:` is script, not a key
        return 0
    if index < len(lines) and lines[index].strip(GONE + " \t"):
        draft.warn(index + 1, "No blank line between the title page and the script.")
    draft.title_page.update({key: plain("\n".join(filter(None, values))) for key, values in found.items()})
    return index
