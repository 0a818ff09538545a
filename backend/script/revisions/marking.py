"""Two versions of a scene's paragraphs, marked as revised pages are: what stayed, came, went or was reworded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

Mark = Literal["same", "added", "removed", "changed"]
Paragraph = dict[str, Any]
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.45  # share of common words from which a paragraph is reworded and not replaced
CONTAINED = 0.8  # or so much of the shorter one is still there: words were put in, or cut
MOST_TOKENS, MOST_PARAGRAPHS = 1500, 1500  # beyond these a hostile scene is shown as replaced; no script has them


@dataclass(frozen=True)
class Marked:
    """A paragraph with its mark; `parts` of a reworded one are (mark, text) and hold the words of both versions."""

    type: str
    text: str
    dual: str
    mark: Mark
    parts: tuple[dict[str, str], ...] = field(default=())


def marked(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Marked]:
    """The newer paragraphs in order, with those that are gone where they stood."""
    if len(old) > MOST_PARAGRAPHS or len(new) > MOST_PARAGRAPHS:
        same = [(one["type"], one["text"]) for one in old] == [(one["type"], one["text"]) for one in new]
        if same:
            return [_plain(one, "same") for one in new]
        return [*(_plain(one, "removed") for one in old), *(_plain(one, "added") for one in new)]
    matcher = SequenceMatcher(None, [_key(one) for one in old], [_key(one) for one in new], autojunk=False)
    found: list[Marked] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            found += [_plain(one, "same") for one in new[start:end]]
        else:
            found += _replaced(old[first:last], new[start:end])
    return found


def differs(paragraphs: Sequence[Marked]) -> bool:
    """Whether any word changed."""
    return any(one.mark != "same" for one in paragraphs)


def _replaced(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Marked]:
    """Reworded paragraphs found in order; what is left over is gone or new."""
    found: list[Marked] = []
    rest = list(old)
    for one in new:
        partner = next((at for at, other in enumerate(rest[:8]) if _alike(other, one)), None)
        if partner is None:
            found.append(_plain(one, "added"))
            continue
        found += [_plain(gone, "removed") for gone in rest[:partner]]
        found.append(Marked(one["type"], one["text"], one.get("dual", ""), "changed", _words(rest[partner], one)))
        del rest[: partner + 1]
    return [*found, *(_plain(gone, "removed") for gone in rest)]


def _alike(old: Paragraph, new: Paragraph) -> bool:
    if old["type"] != new["type"] or old["type"] == "character":
        return False
    before, after = _TOKEN.findall(old["text"]), _TOKEN.findall(new["text"])
    if max(len(before), len(after)) > MOST_TOKENS:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
    shorter, longer = sorted((len(before), len(after)))
    return kept > ALIKE * (shorter + longer) / 2 or kept > CONTAINED * shorter


def _words(old: Paragraph, new: Paragraph) -> tuple[dict[str, str], ...]:
    before, after = _TOKEN.findall(old["text"]), _TOKEN.findall(new["text"])
    parts: list[dict[str, str]] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append({"mark": "same", "text": "".join(after[start:end])})
            continue
        if first < last:
            parts.append({"mark": "removed", "text": "".join(before[first:last])})
        if start < end:
            parts.append({"mark": "added", "text": "".join(after[start:end])})
    return tuple(parts)


def _key(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph["type"], paragraph["text"]


def _plain(paragraph: Paragraph, mark: Mark) -> Marked:
    return Marked(paragraph["type"], paragraph["text"], paragraph.get("dual", ""), mark)
