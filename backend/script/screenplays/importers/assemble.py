"""From a reader's stream of headings and paragraphs to a `ParsedScript`: scenes, who speaks, lengths, offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from .cues import alias_offers, canonical, display, split_cue
from .eighths import WIDTHS, measure, wrapped_lines
from .headings import read_heading
from .languages import RELATIVE
from .model import Draft, Element, Heading, ParsedScene, ParsedScript, Warning

_RELATIVE = frozenset(RELATIVE.values())
_MAX_WARNINGS = 500


class _Names:
    """Keeps one spelling for each character of the script: the first one written."""

    def __init__(self) -> None:
        self._spelling: dict[str, str] = {}

    def of(self, cue: str) -> str:
        name = split_cue(cue)[0] or cue.strip()
        return self._spelling.setdefault(canonical(name), display(name))


def assemble(draft: Draft) -> ParsedScript:
    """Group the stream into scenes and finish each; numbers stay as the draft has them."""
    names, total, scenes = _Names(), Counter[str](), []
    preamble, groups = _grouped(draft.stream)
    cast, _ = _speakers(preamble, names)
    total.update(cast)
    light: str | None = None
    for heading, elements in groups:
        cast, lines = _speakers(elements, names)
        total.update(cast)
        scene = _scene(heading, elements, cast, lines)
        if scene.day_night and scene.day_night not in _RELATIVE:
            light = scene.day_night
        scenes.append(replace(scene, light=light or scene.day_night) if scene.day_night else scene)
    warnings = sorted([*draft.warnings, *_number_warnings(scenes), *_empty_warning(scenes)], key=lambda w: w.line)
    if len(warnings) > _MAX_WARNINGS:
        rest = len(warnings) - _MAX_WARNINGS
        warnings = [*warnings[:_MAX_WARNINGS], Warning(warnings[_MAX_WARNINGS].line, f"And {rest} more warnings.")]
    title = " ".join(draft.title_page.get("title", "").split())
    return ParsedScript(
        title=title, scenes=tuple(scenes), characters=dict(total), warnings=tuple(warnings),
        alias_offers=alias_offers(total), heading_offers=tuple(draft.offers), preamble=tuple(preamble),
        title_page=draft.title_page,
    )  # fmt: skip


def _grouped(stream: Iterable[Heading | Element]) -> tuple[list[Element], list[tuple[Heading, list[Element]]]]:
    preamble: list[Element] = []
    groups: list[tuple[Heading, list[Element]]] = []
    for item in stream:
        if isinstance(item, Heading):
            groups.append((item, []))
        else:
            (groups[-1][1] if groups else preamble).append(item)
    return preamble, groups


def _speakers(elements: Iterable[Element], names: _Names) -> tuple[dict[str, int], dict[str, int]]:
    """Cues and page lines of dialogue by name, in order of speaking."""
    cues: dict[str, int] = {}
    lines: dict[str, int] = {}
    speaker = ""
    for element in elements:
        if element.kind == "character":
            speaker = names.of(element.text)
            cues[speaker] = cues.get(speaker, 0) + 1
            lines.setdefault(speaker, 0)
        elif element.kind in ("dialogue", "lyric") and speaker:
            lines[speaker] += wrapped_lines(element.text, WIDTHS["dialogue"])
        elif element.kind != "parenthetical":
            speaker = ""
    return cues, lines


def _scene(heading: Heading, elements: list[Element], cast: dict[str, int], lines: dict[str, int]) -> ParsedScene:
    parts = read_heading(heading.text)
    eighths = 0 if heading.omitted else heading.eighths or measure(heading.text, elements)
    tags = dict.fromkeys([*heading.tags, *(tag for element in elements for tag in element.tags)])
    return ParsedScene(
        number=heading.number, heading=heading.text, int_ext=parts.int_ext, day_night=parts.day_night, light=None,
        set="" if heading.omitted else parts.set, eighths=eighths, omitted=heading.omitted,
        forced=heading.forced, line=heading.line, characters=cast, dialogue_lines=lines,
        elements=tuple(elements), tags=tuple(tags), heading_tags=heading.tags,
    )  # fmt: skip


def _number_warnings(scenes: list[ParsedScene]) -> list[Warning]:
    """Numbers used twice, and scenes without a number in a numbered draft."""
    seen: dict[str, int] = {}
    warnings = []
    numbered = sum(scene.number is not None for scene in scenes)
    for scene in scenes:
        if scene.number is None:
            if numbered * 2 > len(scenes):
                warnings.append(Warning(scene.line, f"{scene.heading!r} has no scene number, most others do."))
        elif scene.number in seen:
            warnings.append(Warning(scene.line, f"Scene number {scene.number} is used twice."))
        else:
            seen[scene.number] = scene.line
    return warnings


def _empty_warning(scenes: list[ParsedScene]) -> list[Warning]:
    if not scenes:
        return [Warning(1, "No scene heading was found: a heading starts with INT. or EXT. and stands alone.")]
    empty = [a for a, b in pairwise(scenes) if not a.elements and not a.omitted and a.heading == b.heading]
    return [Warning(scene.line, f"{scene.heading!r} is empty and repeated right after.") for scene in empty]
