"""What the words of a script suggest for its breakdown: no database, no network, nothing added by itself.

Looked at are action, shots and parentheticals, because what is only spoken of need not be there. Three sources, the
first that applies: elements the production has already (in any scene), words written in capitals (the writer's own way
to say "this matters"), and the lexicon. Words of names and sets are left alone.
"""

from collections.abc import Collection, Iterator, Sequence, Set
from itertools import pairwise

from backend.script.breakdown.lexicon import IGNORED, Entry, Lexicon, spoken
from backend.script.breakdown.reading import Line, Reading, read
from backend.script.breakdown.suggested import Known, SceneWords, Span, Suggestion
from backend.script.breakdown.words import MAX_KEY, Word, fold, key_of, unspaced, words_of

LIVING = ("background", "minors", "animals")
BACKGROUND, SOUND, FALLBACK = "background", "sound", "props"
# somebody introduced with an age who never speaks; a thing in capitals


class Suggester:
    """Everything about a production that suggestions depend on; ask it scene by scene."""

    def __init__(
        self, scenes: Sequence[SceneWords], known: Sequence[Known], refused: Set[tuple[int | None, str]]
    ) -> None:
        self.reading: Reading = read(scenes)
        self.lexicon: Lexicon = spoken([line.tokens for lines in self.reading.lines.values() for line in lines])
        self.refused = refused
        self.known = {element.id: element for element in known}
        self._unspaced = [(fold(name), each) for each in known for name in each.names if unspaced(name)]
        self._starts: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        for element in known:
            for name in element.names:
                self._learn(name, element)
        for found in self._starts.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def of_scene(self, scene_id: int, linked: Collection[int]) -> list[Suggestion]:
        """The suggestions of a scene, in the order of its words, without elements it has already."""
        found: dict[tuple[str, int | None], Suggestion] = {
            (each.key, each.element_id): each for each in self._of_set(self.reading.sets.get(scene_id, ()))
        }
        for line in self.reading.lines.get(scene_id, ()):
            for made, span in self._of_line(line):
                kept = found.setdefault((made.key, made.element_id), made)
                kept.spans.append(span)
        names = [name for i in linked if i in self.known for name in self.known[i].names]
        longer = [*map(key_of, names), *(each.key for each in found.values() if " " in each.key)]
        heads = {key.split()[-1] for key in longer if key}
        return [each for each in found.values() if self._wanted(scene_id, each, linked, heads)]

    def _wanted(self, scene_id: int, each: Suggestion, linked: Collection[int], heads: Collection[str]) -> bool:
        if (None, each.key) in self.refused or (scene_id, each.key) in self.refused:
            return False
        if each.element_id is not None:
            return each.element_id not in linked
        return " " in each.key or each.key not in heads  # "the boat" after "mail boat" is that boat

    def _of_line(self, line: Line) -> Iterator[tuple[Suggestion, Span]]:
        place = 0
        while place < len(line.tokens):
            made, length = self._at(line, place)
            if made:
                first, last = line.tokens[place], line.tokens[place + length - 1]
                yield made, Span(line.paragraph, first.start, last.end)
            place += max(length, 1)
        for name, element in self._unspaced:
            start = fold(line.text).find(name) if len(fold(line.text)) == len(line.text) else -1
            if start >= 0:
                yield self._of_known(element), Span(line.paragraph, start, start + len(name))

    def _at(self, line: Line, place: int) -> tuple[Suggestion | None, int]:
        """The suggestion that starts at a token, and how many tokens it takes; (None, n) skips n tokens."""
        element, length = self._known_at(line.tokens, place)
        if element:
            return self._of_known(element), length
        if line.capitals_mean_something and line.tokens[place].capitals:
            return self._capitals(line, place)
        entry = self.lexicon.at(line.tokens, place)
        if entry is None:
            return None, 1
        length = len(entry.keys)
        if entry.code == IGNORED or self._is_name(line, place, length) or not self._meant(entry, line, place):
            return None, length if entry.code == IGNORED else 1
        if self._names_what_follows(line, place + length):
            return None, length
        return self._of_entry(entry), length

    def _of_set(self, tokens: Sequence[Word]) -> Iterator[Suggestion]:
        """A scene that plays in a car needs the car."""
        place = 0
        while place < len(tokens):
            entry = self.lexicon.at(tokens, place)
            if entry and entry.code == "vehicles":
                element, _length = self._known_at(tokens, place)
                yield self._of_known(element) if element else self._of_entry(entry, "set")
            place += len(entry.keys) if entry else 1

    # --- elements that are there already

    def _learn(self, name: str, element: Known) -> None:
        keys = tuple(token.key for token in words_of(name))
        if not keys or unspaced(name):
            return
        one = self.lexicon.forms(keys[-1])
        own_word = len(one) == 1 or self.lexicon.single(keys[-1])
        for last in one[:1] if own_word else one:
            full = (*keys[:-1], last)
            self._starts.setdefault(full[0], []).append((full, element))

    def _known_at(self, tokens: Sequence[Word], place: int) -> tuple[Known | None, int]:
        for form in self.lexicon.forms(tokens[place].key):
            for keys, element in self._starts.get(form, ()):
                end = place + len(keys)
                if end > len(tokens) or (len(keys) > 1 and form != tokens[place].key):
                    continue
                middle = tuple(token.key for token in tokens[place : end - 1])
                if middle == keys[:-1] and keys[-1] in self.lexicon.forms(tokens[end - 1].key):
                    return element, len(keys)
        return None, 0

    def _of_known(self, element: Known) -> Suggestion:
        return Suggestion(key_of(element.names[0]), element.names[0], "", element.id, "known")

    # --- words in capitals

    def _capitals(self, line: Line, place: int) -> tuple[Suggestion | None, int]:
        """A run of words in capitals: a thing, somebody with an age, or nothing to a breakdown."""
        run = list(line.run(place))
        if any(token.key in self.reading.cast_words for token in run):
            return None, len(run)
        if line.age_follows(run[-1], self.lexicon.age_words):
            return self._named(run, BACKGROUND, "age"), len(run)
        trimmed = [token for token in run if token.key not in self.lexicon.meaningless and not token.key.isdigit()]
        if trimmed != run:  # "ANGLE ON THE KNIFE": only what is left of it, word by word
            if run[0] not in trimmed:
                return None, 1
            run = run[: next((at for at, token in enumerate(run) if token not in trimmed), len(run))]
        entry = self._entry_of(run)
        if entry is None and (code := self._named_by_what_precedes(line, place)):
            return self._named(run, code, "capitals"), len(run)
        if entry is None and (self._is_set(run) or self._is_verb(line, place, run) or self._is_read(line, place)):
            return None, len(run)
        if entry is None and self._is_noise(line, place, run):
            return self._named(run, SOUND, "capitals"), len(run)
        if entry and entry.code == IGNORED:
            return None, len(run)
        return self._named(run, entry.code if entry else FALLBACK, "capitals"), len(run)

    def _entry_of(self, run: Sequence[Word]) -> Entry | None:
        """The entry of the whole run, else of its last word: a MAIL BOAT is a boat."""
        for start in range(len(run)):
            entry = self.lexicon.at(run, start, capitals=True)
            if entry and len(entry.keys) == len(run) - start:
                return entry
        return None

    def _named_by_what_precedes(self, line: Line, place: int) -> str:
        """ "the pilot boat PETREL": what comes before says what it is."""
        if not place or not line.joined(place - 1):
            return ""
        entry = self._noun_ending_at(line.tokens, place - 1)
        return entry.code if entry and entry.code in ("vehicles", "animals") else ""

    def _names_what_follows(self, line: Line, place: int) -> bool:
        """The other way round: the boat is not offered beside the name of the boat."""
        if not line.capitals_mean_something or place >= len(line.tokens) or not line.joined(place - 1):
            return False
        following = line.tokens[place]
        code = self._named_by_what_precedes(line, place)
        return bool(code) and following.capitals and following.key not in self.lexicon.meaningless

    def _noun_ending_at(self, tokens: Sequence[Word], place: int) -> Entry | None:
        entry = self.lexicon.single(tokens[place].key)
        return entry if entry and not tokens[place].capitals else None

    def _is_set(self, run: Sequence[Word]) -> bool:
        return all(token.key in self.reading.set_words for token in run)

    def _is_read(self, line: Line, place: int) -> bool:
        """Words on something: "the button reads STANDBY"."""
        return place > 0 and line.joined(place - 1) and line.tokens[place - 1].key in self.lexicon.showing_words

    def _is_noise(self, line: Line, place: int, run: Sequence[Word]) -> bool:
        """ "PTEW!" as a sentence, or "closes with a CLACK."."""
        if len(run) > 1 or line.text[run[0].end : run[0].end + 1] not in (".", "!"):
            return False
        alone = not place or not line.clause(line.tokens[place - 1], run[0])
        return alone or [token.key for token in line.tokens[max(place - 2, 0) : place]] in self.lexicon.with_a

    def _is_verb(self, line: Line, place: int, run: Sequence[Word]) -> bool:
        """ "he RUNS", "JOE LEAPS", "slowly TURNS": stress, not a thing."""
        before = line.tokens[place - 1] if place and line.joined(place - 1) else None
        ends = run[-1].key
        looks = len(run) == 1 and (
            ends.endswith(("ing", "ly", "ed")) or (ends.endswith("s") and not ends.endswith("ss"))
        )
        if before is None:
            return looks and ends.endswith(("ing", "ly", "ed"))
        actor = (
            before.key in self.lexicon.pronouns or before.key in self.reading.cast_words or before.key.endswith("ly")
        )
        return actor or (looks and before.key not in self.lexicon.determiners and not before.key.isdigit())

    def _named(self, run: Sequence[Word], code: str, reason: str) -> Suggestion:
        last = self.lexicon.singular(run[-1].key) if reason == "capitals" else run[-1].key
        key = " ".join([*(token.key for token in run[:-1]), last])[:MAX_KEY]
        return Suggestion(key, _sentence(key), code, None, reason)

    # --- words of the lexicon

    def _is_name(self, line: Line, place: int, length: int) -> bool:
        """Part of a character's name, or hyphened to another word ("horse-drawn")."""
        run = line.tokens[place : place + length]
        if any(token.text[:1].isupper() and token.key in self.reading.cast_words for token in run):
            return True
        lemma = " ".join([*(token.key for token in run[:-1]), self.lexicon.singular(run[-1].key)])
        return lemma in self.reading.cast or line.hyphened(run[0], run[-1])

    def _belongs(self, entry: Entry, line: Line, place: int) -> bool:
        """Only says whose or what kind something is: "a child's head", "fish boxes"."""
        last = place + len(entry.keys) - 1
        if line.possessive(line.tokens[last]):
            return entry.code in LIVING
        if last + 1 >= len(line.tokens) or not line.joined(last):
            return False
        following = line.tokens[last + 1]
        thing = next(filter(None, map(self.lexicon.single, self.lexicon.forms(following.key))), None)
        return bool(thing and thing.code == "props" and entry.code in LIVING and not following.capitals)

    def _meant(self, entry: Entry, line: Line, place: int) -> bool:
        """Whether the words around it let it be a thing that is there."""
        tokens, lexicon = line.tokens, self.lexicon
        before = [token.key for token in tokens[max(place - 4, 0) : place] if line.clause(token, tokens[place])]
        if set(before[-2:]) & lexicon.negations or set(before) & lexicon.comparisons:
            return False
        if any(pair in lexicon.two_word_comparisons for pair in pairwise(before)):
            return False
        if self._belongs(entry, line, place):
            return False
        plural = len(entry.keys) == 1 and tokens[place].key != entry.keys[0]
        if entry.anew:
            if set(before[-2:]) & lexicon.known_already:
                return False
            return plural or bool(set(before[-2:]) & lexicon.anew) or any(key.isdigit() for key in before[-2:])
        return not entry.behind_determiner or self._behind_determiner(line, place, before)

    def _behind_determiner(self, line: Line, place: int, before: Sequence[str]) -> bool:
        tokens = line.tokens
        if not before:
            return False
        if before[-1] in self.lexicon.determiners or before[-1].isdigit() or line.possessive(tokens[place - 1]):
            return True
        between = before[-1]
        stops = self.lexicon.links | self.lexicon.pronouns
        if len(before) < 2 or between in stops or between.endswith("s") or self.lexicon.single(between):
            return False
        return before[-2] in self.lexicon.determiners or line.possessive(tokens[place - 2])

    def _of_entry(self, entry: Entry, reason: str = "lexicon") -> Suggestion:
        key = " ".join(entry.keys)
        return Suggestion(key, _sentence(key), entry.code, None, reason)


def _sentence(key: str) -> str:
    return key[:1].upper() + key[1:]
