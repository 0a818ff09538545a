"""What every importer returns: a script as plain frozen data, before anybody has reviewed or stored it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "action",
    "character",
    "parenthetical",
    "dialogue",
    "lyric",
    "transition",
    "shot",
    "centered",
    "general",
    "note",
    "section",
    "synopsis",
    "page_break",
]
IntExt = Literal["INT", "EXT", "INT/EXT"]
Dual = Literal["", "left", "right"]


class ImportRefused(Exception):
    """The file cannot be read as a screenplay; the reason is one sentence for the person who chose the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to look at in review. `line` counts from 1 (Fountain: text line, FDX: paragraph, PDF: line of text)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A breakdown element tagged in the writing program: category ("Props"), label ("red suitcase"), words tagged."""

    category: str
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One paragraph of script text. Hard line breaks stay as newlines; `dual` says which side of dual dialogue."""

    kind: Kind
    text: str
    line: int
    dual: Dual = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene heading as a reader found it: number still as written, `eighths` only when the file states a length."""

    text: str
    line: int
    number: str | None = None
    forced: bool = False
    omitted: bool = False
    eighths: int | None = None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedScene:
    """One scene of a draft.

    `number` is None when the draft carries none (numbers are given at review). `day_night` is the word of the heading
    in English ("DAY", "NIGHT", "DAWN", "CONTINUOUS", "LATER"…); `light` is the same with CONTINUOUS, LATER and SAME
    replaced by what they continue. `eighths` of a page: 0 when omitted, otherwise at least 1. `characters` counts the
    cues and `dialogue_lines` the page lines of dialogue by name, both in order of speaking.
    """

    number: str | None
    heading: str
    int_ext: IntExt | None
    day_night: str | None
    light: str | None
    set: str
    eighths: int
    omitted: bool
    forced: bool
    line: int
    characters: dict[str, int] = field(default_factory=dict)
    dialogue_lines: dict[str, int] = field(default_factory=dict)
    elements: tuple[Element, ...] = ()
    tags: tuple[Tag, ...] = ()
    heading_tags: tuple[Tag, ...] = ()

    @property
    def text(self) -> str:
        """The scene's words as they would be read aloud: everything but notes, sections and synopses."""
        return "\n".join(e.text for e in self.elements if e.kind not in ("note", "section", "synopsis", "page_break"))


@dataclass(frozen=True, slots=True)
class AliasOffer:
    """A cue that may belong to characters who already speak; offered at review, never applied by the importer."""

    name: str
    targets: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class HeadingOffer:
    """A line that looks like a heading but was not taken; `read_script(…, accept={line})` takes it."""

    line: int
    heading: str
    number: str | None


@dataclass(frozen=True, slots=True)
class ParsedScript:
    """A whole draft. `title` is "" when not stated; `preamble` is what stands before the first heading."""

    title: str
    scenes: tuple[ParsedScene, ...]
    characters: dict[str, int]
    warnings: tuple[Warning, ...] = ()
    alias_offers: tuple[AliasOffer, ...] = ()
    heading_offers: tuple[HeadingOffer, ...] = ()
    preamble: tuple[Element, ...] = ()
    title_page: dict[str, str] = field(default_factory=dict)

    @property
    def pages_eighths(self) -> int:
        """Length of all scenes together, in eighths of a page."""
        return sum(scene.eighths for scene in self.scenes)


@dataclass(slots=True)
class Draft:
    """What a reader hands to `assemble`: headings and paragraphs in script order, before they are grouped."""

    title_page: dict[str, str] = field(default_factory=dict)
    stream: list[Heading | Element] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    offers: list[HeadingOffer] = field(default_factory=list)

    def warn(self, line: int, message: str) -> None:
        """Note something for the reviewer."""
        self.warnings.append(Warning(line, message))
