"""Final Draft files (FDX 1-5, also as other programs write them): every Text run joined, numbers and lengths kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError, TreeBuilder

from .cues import is_transition, split_cue
from .eighths import parse_length
from .headings import omitted_numbers, parse_heading, split_number
from .model import Draft, Dual, Element, Heading, HeadingOffer, ImportRefused, Kind, Tag

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_DEPTH = 60
_KINDS: dict[str, Kind] = {
    "action": "action",
    "character": "character",
    "parenthetical": "parenthetical",
    "dialogue": "dialogue",
    "transition": "transition",
    "shot": "shot",
    "general": "general",
    "singing": "lyric",
    "lyrics": "lyric",
    "lyric": "lyric",
    "new act": "centered",
    "end of act": "centered",
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _ShallowBuilder(TreeBuilder):
    """Builds the tree but refuses nesting no writing program produces, before it can exhaust the stack."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ImportRefused("This file is nested too deeply to be a Final Draft script.")
        return super().start(tag.rsplit("}", 1)[-1], attrs)

    def end(self, tag: str, /) -> Node:
        self.depth -= 1
        return super().end(tag.rsplit("}", 1)[-1])


def _tree(text: str) -> Node:
    from defusedxml import DefusedXmlException  # here: Fountain imports need not pay for it
    from defusedxml.ElementTree import DefusedXMLParser

    parser: Any = DefusedXMLParser(target=_ShallowBuilder())
    try:
        parser.feed(_DECLARATION.sub("", _ILLEGAL.sub("", text), count=1).lstrip("\ufeff \r\n\t"))
        root: Node = parser.close()
    except DefusedXmlException:
        raise ImportRefused("This file defines XML entities, which no screenplay needs; it was not read.") from None
    except ParseError as error:
        line = error.position[0] if error.position else 1
        raise ImportRefused(f"This Final Draft file is damaged near line {line} and cannot be read.") from None
    return root


def parse_fdx(text: str, accept: Collection[int] = ()) -> Draft:
    """Read FDX text. Lines are paragraph numbers, counted from 1. Raises ImportRefused on damaged or hostile XML."""
    root = _tree(text)
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise ImportRefused("This XML file is not a Final Draft script (it has no FinalDraft content).")
    draft = Draft(title_page=_title(root))
    tags = _tag_table(root)
    for line, (paragraph, dual) in enumerate(_paragraphs(content), 1):
        _read_paragraph(draft, paragraph, dual, line, tags, line in accept)
    return draft


def _paragraphs(content: Node) -> Iterator[tuple[Node, Dual]]:
    """Paragraphs in reading order; those of a DualDialogue with the side they stand on."""
    for node in content:
        if node.tag == "Paragraph":
            yield node, ""
        for pair in [node] if node.tag == "DualDialogue" else node.findall("DualDialogue"):
            side: Dual = "left"
            for count, inner in enumerate(pair.iter("Paragraph")):
                if count and inner.get("Type", "").lower() == "character":
                    side = "right"
                yield inner, side


def _text(node: Node) -> str:
    """All Text runs of a paragraph joined; notes, beats and omitted scenes inside it are not its text."""
    runs = "".join("".join(run.itertext()) for run in node.findall("Text"))
    return "\n".join(line.rstrip() for line in runs.replace("\xa0", " ").strip().splitlines())


def _read_paragraph(draft: Draft, node: Node, dual: Dual, line: int, tags: dict[str, Tag], accepted: bool) -> None:
    text = _text(node)
    found = _tags_in(node, tags)
    kind = node.get("Type", "Action").strip().lower()
    if kind == "scene heading":
        _read_heading(draft, node, text, line, found)
        return
    if not text:
        return
    parts = parse_heading(text) if kind in ("action", "general") and "\n" not in text else None
    if parts and accepted:
        draft.stream.append(Heading(parts.text, line, node.get("Number") or parts.number, tags=found))
        return
    if parts:
        draft.warn(line, f"{parts.text!r} looks like a heading but is written as {kind}. Not imported as a scene.")
        draft.offers.append(HeadingOffer(line, parts.text, parts.number))
    element = _KINDS.get(kind, "general")
    if element == "character" and not split_cue(text)[0]:
        element = "general"
    if element == "general" and is_transition(text):
        element = "transition"
    draft.stream.append(Element(element, text, line, dual, found))


def _tags_in(node: Node, tags: dict[str, Tag]) -> tuple[Tag, ...]:
    """The tags of a paragraph, each with the words it stands on; runs of one tag side by side are one stretch."""
    found: list[Tag] = []
    before = ""
    for run in node.iter("Text"):
        number, words = run.get("TagNumber", ""), "".join(run.itertext()).replace("\xa0", " ")
        if number in tags and number == before:
            found[-1] = replace(found[-1], text=found[-1].text + words)
        elif number in tags:
            found.append(replace(tags[number], text=words))
        before = number
    return tuple(dict.fromkeys(replace(tag, text=tag.text.strip()) for tag in found))


def _read_heading(draft: Draft, node: Node, text: str, line: int, tags: tuple[Tag, ...]) -> None:
    """A Scene Heading paragraph; blank ones are left-overs of editing, omitted ones keep their number."""
    number = (node.get("Number") or "").strip() or None
    text = " ".join(text.split("\n"))
    omitted = omitted_numbers(text)
    if omitted is not None or node.find("OmittedScene") is not None:
        for each in omitted_numbers(f"OMITTED #{number}#") or [number] if number else omitted or [None]:
            draft.stream.append(Heading("OMITTED", line, each, omitted=True))
        return
    if not text:
        return
    parts = parse_heading(text)
    heading, inner = (parts.text, parts.number) if parts else split_number(text)
    properties = node.find("SceneProperties")
    length = parse_length(properties.get("Length")) if properties is not None else None
    draft.stream.append(Heading(heading, line, number or inner, parts is None, False, length, tags))


def _title(root: Node) -> dict[str, str]:
    """The script's title: the first centred line of the title page, else its first line."""
    lines = [
        (node.get("Alignment", "").lower() != "center", text)
        for node in root.findall("TitlePage/Content/Paragraph")
        if (text := _text(node)) and node.get("Type", "").lower() != "scene heading"
    ]
    return {"title": min(lines, key=lambda pair: pair[0])[1]} if lines else {}


def _tag_table(root: Node) -> dict[str, Tag]:
    """Tag number of a text run → breakdown category and label."""
    data = root.find("TagData")
    if data is None:
        return {}
    categories = {node.get("Id"): node.get("Name", "") for node in data.iter("TagCategory")}
    by_id: dict[str, Tag] = {}
    by_number: dict[str, Tag] = {}
    for node in data.iter("TagDefinition"):
        tag = Tag(categories.get(node.get("CatId"), ""), node.get("Label", ""))
        by_id[node.get("Id", "")] = tag
        by_number[node.get("Number", "")] = tag
    for node in data.iter("Tag"):
        definition = by_id.get(node.findtext("DefId", "").strip())
        if definition:
            by_number[node.get("Number", "")] = definition
    return by_number
