"""The reviewer's decisions applied to what the importer read: scenes cut, joined, left out, renamed. Plain data only.

`decisions` is the JSON kept with the draft:
    scenes      {key: {number, heading, set_name, int_ext, day_night, eighths, action}}, each field only when decided
    splits      {key: [paragraph, …]}: a new scene starts at each of these paragraphs, counted from 0
    characters  {name: [names]}: who really speaks; several for a group, none when it is no character
    accept      [line, …]: offered headings that are scenes after all
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from backend.script.screenplays.importers.assemble import assemble
from backend.script.screenplays.importers.cues import canonical
from backend.script.screenplays.importers.model import Draft, Element, Heading, ParsedScene, ParsedScript, Tag
from backend.script.screenplays.stored import keyed

Cast = dict[str, tuple[int, int]]  # character → cues, lines of dialogue
OVERRIDES = ("number", "heading", "set_name", "int_ext", "day_night", "eighths")


@dataclass(frozen=True)
class DecidedScene:
    """A scene as it would be imported; `number` is None until one is proposed."""

    key: str
    line: int
    number: str | None
    heading: str
    int_ext: str | None
    day_night: str | None
    set_name: str
    eighths: int
    omitted: bool
    skipped: bool
    elements: tuple[Element, ...]
    cast: Cast
    heading_tags: tuple[Tag, ...] = ()
    merged: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)


@dataclass
class _Piece:
    key: str
    scene: ParsedScene
    skipped: bool
    merged: list[str] = field(default_factory=list)
    cut: bool = False
    eighths: int = 0

    def finished(self, keep_lengths: bool) -> ParsedScene:
        """Speakers and length counted anew when it was cut or joined; lengths a file states are added up instead."""
        if not (self.cut or self.merged):
            return self.scene
        scene = self.scene
        heading = Heading(scene.heading, scene.line, scene.number, scene.forced, scene.omitted, tags=scene.heading_tags)
        counted = assemble(Draft(stream=[heading, *scene.elements])).scenes[0]
        return replace(counted, eighths=self.eighths) if keep_lengths and not self.cut else counted


def decide(script: ParsedScript, decisions: dict[str, Any], *, keep_lengths: bool) -> list[DecidedScene]:
    """Every scene after the decisions, those left out included; `keep_lengths` when the file stated them (FDX)."""
    chosen = decisions.get("scenes", {})
    who = _who(script, decisions.get("characters", {}))
    pieces = _pieces(script, decisions.get("splits", {}), chosen)
    return [_decided(piece, piece.finished(keep_lengths), chosen.get(piece.key, {}), who) for piece in pieces]


def parts(script: ParsedScript, splits: dict[str, list[int]]) -> dict[str, ParsedScene]:
    """The scenes by key after cutting; a part that starts at paragraph 12 of scene `7` has the key `7.12`."""
    found: dict[str, ParsedScene] = {}
    for key, scene in keyed(script).items():
        cuts = sorted(cut for cut in set(splits.get(key, [])) if 0 < cut < len(scene.elements))
        for start, end in zip([0, *cuts], [*cuts, len(scene.elements)], strict=True):
            elements = scene.elements[start:end]
            if start:
                part = replace(scene, number=None, line=elements[0].line, elements=elements, heading_tags=())
                found[f"{key}.{start}"] = part
            else:
                found[key] = replace(scene, elements=elements) if cuts else scene
    return found


def characters(scenes: list[DecidedScene]) -> dict[str, tuple[int, int, int]]:
    """Every speaking character: cues, lines and number of scenes; the biggest part first."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for scene in scenes:
        for name, (cues, lines) in () if scene.skipped else scene.cast.items():
            total = found[name]
            total[0], total[1], total[2] = total[0] + cues, total[1] + lines, total[2] + 1
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    return {name: (cues, lines, count) for name, (cues, lines, count) in ordered}


def aliases(script: ParsedScript, renames: dict[str, list[str]]) -> dict[str, list[str]]:
    """Character → other spellings of the script that mean this one person (groups are nobody's alias)."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in script.characters:
        becomes = renames.get(canonical(name), [])
        if len(becomes) == 1 and canonical(becomes[0]) != canonical(name):
            found[becomes[0]].append(name)
    return dict(found)


def _pieces(script: ParsedScript, splits: dict[str, list[int]], chosen: dict[str, dict[str, Any]]) -> list[_Piece]:
    cut_keys = {key for key, cuts in splits.items() if cuts}
    pieces: list[_Piece] = []
    last: _Piece | None = None
    for key, scene in parts(script, splits).items():
        action = chosen.get(key, {}).get("action", "keep")
        if action == "merge" and last:
            heading = Element("shot", scene.heading, scene.line, tags=scene.heading_tags)
            last.scene = replace(last.scene, elements=(*last.scene.elements, heading, *scene.elements))
            last.merged.append(key)
            last.eighths += scene.eighths
            continue
        cut = key.split(".")[0] in cut_keys
        piece = _Piece(key, scene, skipped=action == "skip", cut=cut, eighths=scene.eighths)
        pieces.append(piece)
        last = last if piece.skipped else piece
    return pieces


def _who(script: ParsedScript, renames: dict[str, list[str]]) -> dict[str, list[str]]:
    """Canonical name → whom its speeches belong to; a name itself renamed is followed once more."""
    spelling = {canonical(name): name for name in script.characters}
    for names in renames.values():
        for name in names:
            spelling.setdefault(canonical(name), name)

    def becomes(key: str) -> list[str]:
        return renames.get(key, [spelling[key]])

    def last(key: str, name: str) -> list[str]:
        return [name] if canonical(name) == key else becomes(canonical(name))

    return {key: list(dict.fromkeys(n for name in becomes(key) for n in last(key, name))) for key in spelling}


def _decided(piece: _Piece, scene: ParsedScene, chosen: dict[str, Any], who: dict[str, list[str]]) -> DecidedScene:
    found = {
        "number": scene.number if scene.number and len(scene.number) <= 20 else None,
        "heading": scene.heading[:500],
        "set_name": scene.set[:255],
        "int_ext": scene.int_ext,
        "day_night": scene.day_night and scene.day_night[:60],
        "eighths": scene.eighths,
    }
    decided = [name for name in OVERRIDES if name in chosen]
    values: dict[str, Any] = {**found, **{name: chosen[name] for name in decided}}
    cast: Cast = {}
    for cue, cues in scene.characters.items():
        for name in who.get(canonical(cue), [cue]):
            before = cast.get(name, (0, 0))
            cast[name] = (before[0] + cues, before[1] + scene.dialogue_lines.get(cue, 0))
    return DecidedScene(
        key=piece.key, line=scene.line, omitted=scene.omitted, skipped=piece.skipped, elements=scene.elements,
        cast=cast, heading_tags=scene.heading_tags, merged=piece.merged, decided=decided, **values,
    )  # fmt: skip
