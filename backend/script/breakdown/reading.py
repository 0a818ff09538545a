"""A script read for its breakdown: the lines that show something, in words, and the names to leave alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend.script.breakdown.words import Word, words_of
from backend.script.screenplays.importers.cues import split_cue

SHOWN = ("action", "general", "shot", "parenthetical")
COMMON = frozenset((
    "the", "a", "of", "and", "old", "young", "little", "big", "man", "woman", "boy", "girl", "voice", "first", "second",
    "dr", "mr", "mrs", "ms", "st", "de", "la", "van", "von",
))  # fmt: skip


class Scene(Protocol):
    """What is read of a scene."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def set_name(self) -> str: ...  # noqa: D102
    @property
    def paragraphs(self) -> Sequence[Mapping[str, Any]]: ...  # noqa: D102


@dataclass(frozen=True)
class Line:
    """A paragraph that shows something. Capitals mean nothing in a paragraph that is written in them throughout."""

    paragraph: int
    text: str
    tokens: Sequence[Word]
    capitals_mean_something: bool

    def joined(self, place: int) -> bool:
        """Whether a token and the next are parted by nothing but a space or a hyphen."""
        return self.text[self.tokens[place].end : self.tokens[place + 1].start] in (" ", "-", "\n")

    def run(self, place: int) -> Iterator[Word]:
        """The words in capitals from here on that belong together; figures inside count."""
        yield self.tokens[place]
        while place + 1 < len(self.tokens) and self.joined(place) and self.tokens[place + 1].capitals:
            place += 1
            yield self.tokens[place]

    def age_follows(self, word: Word, words: Collection[str]) -> bool:
        """Whether an age stands behind a name: `, 34,`, `(30s)`, `, fifties`."""
        behind = self.text[word.end : word.end + 40]
        if behind[:2] not in (", ", " ("):
            return False
        following = words_of(behind)[:3]
        if not following:
            return False
        first = following[0].key
        spoken_age = first.rstrip("s'").isdigit() and len(first.rstrip("s'")) <= 2
        return spoken_age or any(each.key in words for each in following)

    def possessive(self, word: Word) -> bool:
        """Whether the word carries a possessive 's or '."""
        return self.text[word.end : word.end + 1] in ("'", "’") and word.end < len(self.text)

    def hyphened(self, first: Word, last: Word) -> bool:
        """Whether a hyphen ties the words to others."""
        behind, before = self.text[last.end : last.end + 2], self.text[max(first.start - 2, 0) : first.start]
        return (behind[:1] == "-" and behind[1:].isalnum()) or (before[-1:] == "-" and before[:-1].isalnum())

    def clause(self, word: Word, other: Word) -> bool:
        """Whether no full stop, comma or bracket stands between two words."""
        return not any(sign in self.text[word.end : other.start] for sign in ".,;:!?()–—\n")


@dataclass
class Reading:
    """A whole script read: lines by scene; `cast` are the names of the cues, `cast_words` the words of those."""

    lines: dict[int, list[Line]] = field(default_factory=dict)
    cast: set[str] = field(default_factory=set)
    cast_words: set[str] = field(default_factory=set)
    sets: dict[int, list[Word]] = field(default_factory=dict)
    set_words: set[str] = field(default_factory=set)


def read(scenes: Sequence[Scene]) -> Reading:
    """Read every scene; who speaks anywhere is cast everywhere."""
    found = Reading()
    for scene in scenes:
        found.lines[scene.id] = []
        found.sets[scene.id] = words_of(scene.set_name)
        found.set_words.update(token.key for token in found.sets[scene.id])
        for at, paragraph in enumerate(scene.paragraphs):
            if paragraph["type"] in SHOWN:
                found.lines[scene.id].append(_line(at, paragraph["text"], paragraph["type"]))
            elif paragraph["type"] == "character":
                _meet(found, split_cue(paragraph["text"])[0])
    return found


def _line(at: int, text: str, kind: str) -> Line:
    tokens = words_of(text)
    loud = sum(token.capitals for token in tokens)
    shouted = len(tokens) > 3 and loud * 10 > len(tokens) * 6
    return Line(at, text, tokens, kind != "parenthetical" and not shouted)


def _meet(found: Reading, name: str) -> None:
    keys = [token.key for token in words_of(name)]
    if not keys:
        return
    found.cast.add(" ".join(keys))
    while len(keys) > 1 and (keys[-1].isdigit() or len(keys[-1]) == 1):  # GUARD 2 is a guard
        keys = keys[:-1]
    found.cast.add(" ".join(keys))
    found.cast_words.update(key for key in keys if len(key) > 1 and key not in COMMON and not key.isdigit())
