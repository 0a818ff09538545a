"""What suggestions are made from, and what they are. Plain data only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` of a paragraph."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class SceneWords:
    """A scene's newest words: paragraphs as stored ({type, text})."""

    id: int
    set_name: str
    paragraphs: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Known:
    """An element of the production with every word for it."""

    id: int
    category_id: int
    names: tuple[str, ...]


@dataclass
class Suggestion:
    """Words that may be an element.

    key       under which they are refused or accepted
    code      of the category, "" when `element_id` says which element it is
    reason    "known", "capitals", "age" (introduced like a character, but never speaking), "lexicon" or "set" (the
              scene plays in it)
    """

    key: str
    label: str
    code: str
    element_id: int | None
    reason: str
    spans: list[Span] = field(default_factory=list)
