"""Two drafts compared, scene by scene: matched by number, then by heading and words.

Plain data in and out, so stored scenes and a freshly parsed draft compare alike. A changed, renumbered or moved scene
keeps its identity, and with it its breakdown, strips and shots.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .model import ParsedScene

Words = frozenset[int]
Change = Literal["added", "changed", "omitted", "renumbered", "unchanged"]
_WORD = re.compile(r"\w{3,}|[^\W\d_a-z]{1,2}")
_COMMON = frozenset(("int", "ext", "day", "night", "the", "and", "his", "her", "with", "for", "that", "you", "not"))
_ALIKE = 0.5  # share of common words from which two scenes are taken for the same one
_NEAR, _PAIRS = 50, 90_000  # how far to look: 300 rewritten scenes meet all of 300, 1000 meet the nearest 180
_RELATED = 0.25  # the same for two scenes that also carry the same number


@dataclass(frozen=True, slots=True)
class DraftScene:
    """What is compared of a scene."""

    number: str | None
    heading: str
    text: str
    eighths: int = 0
    omitted: bool = False


@dataclass(frozen=True, slots=True)
class SceneChange:
    """One row of the comparison. `old` and `new` index the two drafts, None where the scene is missing.

    `what` names what differs: "number", "heading", "text", "length", "restored".
    """

    change: Change
    old: int | None
    new: int | None
    what: tuple[str, ...] = ()


def from_parsed(scene: ParsedScene) -> DraftScene:
    """The comparable part of a parsed scene."""
    return DraftScene(scene.number, scene.heading, scene.text, scene.eighths, scene.omitted)


def diff_drafts(old: Sequence[DraftScene], new: Sequence[DraftScene]) -> tuple[SceneChange, ...]:
    """Every scene of both drafts once: the new draft in its order, then the scenes that are gone."""
    partner = _match(old, new)
    rows = [
        SceneChange("added", None, at) if at not in partner else _compare(old, new, partner[at], at)
        for at in range(len(new))
        if at in partner or not new[at].omitted
    ]
    matched = set(partner.values())
    rows += [
        SceneChange("unchanged" if scene.omitted else "omitted", at, None)
        for at, scene in enumerate(old)
        if at not in matched
    ]
    return tuple(rows)


def _compare(old: Sequence[DraftScene], new: Sequence[DraftScene], before: int, after: int) -> SceneChange:
    a, b = old[before], new[after]
    if b.omitted:
        return SceneChange("unchanged" if a.omitted else "omitted", before, after)
    what = []
    if a.number is not None and b.number is not None and _key(a.number) != _key(b.number):
        what.append("number")
    if a.omitted:
        return SceneChange("changed", before, after, (*what, "restored"))
    if _plain(a.heading) != _plain(b.heading):
        what.append("heading")
    if _plain(a.text) != _plain(b.text):
        what.append("text")
    if a.eighths != b.eighths:
        what.append("length")
    change: Change = "unchanged" if not what else "renumbered" if what == ["number"] else "changed"
    return SceneChange(change, before, after, tuple(what))


def _match(old: Sequence[DraftScene], new: Sequence[DraftScene]) -> dict[int, int]:
    """New index → old index. Sure pairs first, so that a draft renumbered from the top still finds its scenes."""
    partner: dict[int, int] = {}
    matcher = _Matcher(old, new, partner)
    matcher.same_number(least=_RELATED)
    matcher.same_words()
    matcher.alike()
    matcher.same_number(least=0.0)
    return partner


class _Matcher:
    """Pairs scenes step by step; a scene paired once is out."""

    def __init__(self, old: Sequence[DraftScene], new: Sequence[DraftScene], partner: dict[int, int]) -> None:
        self.old, self.new, self.partner = old, new, partner
        self.taken: set[int] = set()
        codes: dict[tuple[str, int], int] = {}
        self.old_words = [_words(scene, codes) for scene in old]
        self.new_words = [_words(scene, codes) for scene in new]

    def _pair(self, after: int, before: int) -> None:
        self.partner[after] = before
        self.taken.add(before)

    def _free(self) -> tuple[list[int], list[int]]:
        return (
            [at for at in range(len(self.old)) if at not in self.taken],
            [at for at in range(len(self.new)) if at not in self.partner],
        )

    def same_number(self, least: float) -> None:
        """Scenes of one number, when at least that much of their words is common (or one of them is omitted)."""
        old_free, new_free = self._free()
        by_number = {_key(number): at for at in reversed(old_free) if (number := self.old[at].number)}
        for after in new_free:
            number = self.new[after].number
            before = by_number.get(_key(number)) if number else None
            if before is None or before in self.taken:
                continue
            placeholder = self.old[before].omitted or self.new[after].omitted
            same = _plain(self.old[before].heading) == _plain(self.new[after].heading)
            if placeholder or _share(self.old_words[before], self.new_words[after]) >= (least / 2 if same else least):
                self._pair(after, before)

    def same_words(self) -> None:
        """Same heading and same words, in order: scenes that only moved or got another number."""
        old_free, new_free = self._free()
        waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
        for before in reversed(old_free):
            if not self.old[before].omitted:
                waiting[_plain(self.old[before].heading), _plain(self.old[before].text)].append(before)
        for after in new_free:
            candidates = waiting.get((_plain(self.new[after].heading), _plain(self.new[after].text)))
            if candidates and not self.new[after].omitted:
                self._pair(after, candidates.pop())

    def alike(self) -> None:
        """Most alike first, from half the words in common. In huge drafts only scenes not too far apart."""
        old_free, new_free = self._free()
        reach = max(_NEAR, _PAIRS // max(len(new_free), 1))
        scores = []
        for place, after in enumerate(new_free):
            middle = place * len(old_free) // len(new_free)
            for before in old_free[max(0, middle - reach) : middle + reach]:
                if self.new[after].omitted or self.old[before].omitted:
                    continue
                share = _share(self.old_words[before], self.new_words[after])
                if share >= _ALIKE:
                    scores.append((-share, abs(before - after), after, before))
        for _, _, after, before in sorted(scores):
            if after not in self.partner and before not in self.taken:
                self._pair(after, before)


def _key(number: str) -> str:
    return number.strip().upper().rstrip(".")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _words(scene: DraftScene, codes: dict[tuple[str, int], int]) -> Words:
    """The telling words, those of the heading twice, as a set of numbers (sets of numbers compare fastest).

    `codes` numbers every word together with the count of its occurrence: a word said twice is two members of the set.
    """
    seen: Counter[str] = Counter()
    found = []
    for word in _WORD.findall(_plain(f"{scene.heading} {scene.heading} {scene.text}")):
        if word not in _COMMON:
            seen[word] += 1
            found.append(codes.setdefault((word, seen[word]), len(codes)))
    return frozenset(found)


def _share(a: Words, b: Words) -> float:
    """Common words as a share of all (Dice), 0 to 1."""
    total = len(a) + len(b)
    if not total or 2 * min(len(a), len(b)) < _ALIKE / 2 * total:
        return 0.0
    return 2 * len(a & b) / total
