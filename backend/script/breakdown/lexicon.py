"""What the data files of `lexicon/` know: which words mean which category, and how each language puts them."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from backend.script.breakdown.words import Word, words_of

FOLDER = Path(__file__).parent / "lexicon"
IGNORED = ""  # the category of phrases that only look like elements
REMEMBERED = 20_000  # words whose forms are kept: the vocabulary of several scripts
_ENOUGH = 0.04  # share of a language's commonest words from which a text is taken to be in it


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase: category code, and when it counts (see the head of `en.toml`)."""

    keys: tuple[str, ...]
    code: str
    behind_determiner: bool = False
    anew: bool = False
    capitals: bool = False


class Lexicon:
    """One language."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.language: str = data.get("language", "")
        sets = ("markers", "determiners", "anew", "known_already", "negations", "comparisons", "pronouns", "links")
        self.markers, self.determiners, self.anew, self.known_already, self.negations, self.comparisons, \
            self.pronouns, self.links = (frozenset(data.get(name, ())) for name in sets)  # fmt: skip
        self.two_word_comparisons = frozenset(tuple(each.split()) for each in data.get("two_word_comparisons", ()))
        self.showing_words = frozenset(data.get("showing_words", ()))
        self.with_a = [each.split() for each in data.get("with_a", ())]
        self.age_words = frozenset(data.get("age_words", ()))
        self.meaningless = frozenset(_split(data.get("capitals_mean_nothing", "")))
        self._plurals: list[list[str]] = data.get("plurals", [])
        self._not_plural = tuple(data.get("not_plural", ()))
        self._irregular: dict[str, str] = data.get("irregular", {})
        self._forms: dict[str, list[str]] = {}
        self.starts: dict[str, list[Entry]] = defaultdict(list)
        for code, text in data.get("words", {}).items():
            for word in _split(text):
                self._add(word, code)
        for phrase in _split(data.get("ignored", {}).get("phrases", "")):
            self._add(phrase, IGNORED)
        for entries in self.starts.values():
            entries.sort(key=lambda entry: -len(entry.keys))

    def forms(self, key: str) -> list[str]:
        """A word as it is, and what it may be the plural of."""
        found = self._forms.get(key)
        if found is None:
            found = self._worked_out(key)
            if len(self._forms) < REMEMBERED:
                self._forms[key] = found
        return found

    def singular(self, key: str) -> str:
        """The dictionary form where the lexicon has it, else the likeliest."""
        forms = self.forms(key)
        return next((form for form in forms if self.single(form)), forms[1] if len(forms) > 1 else key)

    def single(self, key: str) -> Entry | None:
        """The entry of exactly this one word, if it is any category's."""
        entries = (entry for entry in self.starts.get(key, ()) if len(entry.keys) == 1)
        return next((entry for entry in entries if entry.code != IGNORED), None)

    def at(self, tokens: Sequence[Word], place: int, *, capitals: bool = False) -> Entry | None:
        """The longest entry that starts at a token; the last word may be in the plural."""
        best: Entry | None = None
        forms = self.forms(tokens[place].key)
        for form in forms:
            for entry in self.starts.get(form, ()):
                longer = best is None or len(entry.keys) > len(best.keys)
                if longer and (capitals or not entry.capitals) and self._fits(entry, tokens, place, form, forms[0]):
                    best = entry
        return best

    def _fits(self, entry: Entry, tokens: Sequence[Word], place: int, form: str, written: str) -> bool:
        rest = entry.keys[1:]
        if not rest:
            return True
        if form != written or place + len(rest) >= len(tokens):
            return False
        following = [token.key for token in tokens[place + 1 : place + 1 + len(rest)]]
        return following[:-1] == list(rest[:-1]) and rest[-1] in self.forms(following[-1])

    def _worked_out(self, key: str) -> list[str]:
        if key in self._irregular:
            return [key, self._irregular[key]]
        if len(key) < 4 or key.endswith(self._not_plural):
            return [key]
        found = [key[: -len(end)] + instead for end, instead in self._plurals if key.endswith(end)]
        return [key, *dict.fromkeys(found)]

    def _add(self, word: str, code: str) -> None:
        signs = word[-1] if word[-1] in "?+!" else ""
        keys = tuple(token.key for token in words_of(word.rstrip("?+!")))
        entry = Entry(keys, code, signs == "?", signs == "+", signs == "!")
        self.starts[keys[0]].append(entry)


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Every language there is a file for."""
    return tuple(Lexicon(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


@cache
def wordless() -> Lexicon:
    """What is left for a language without a file: no words, no grammar."""
    return Lexicon({})


def spoken(tokens: Iterable[Sequence[Word]]) -> Lexicon:
    """The lexicon of the language most of these texts are in."""
    keys = [token.key for text in tokens for token in text]
    shares = {each: sum(key in each.markers for key in keys) / max(len(keys), 1) for each in lexicons()}
    best = max(shares, key=lambda each: shares[each], default=None)
    return best if best and shares[best] >= _ENOUGH else wordless()


def _split(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := " ".join(part.split()))]
