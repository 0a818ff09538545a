"""A parsed script out of the JSON it is kept as, and keys by which a review speaks of its scenes."""

from collections import Counter
from typing import Any

from backend.script.screenplays.importers.model import (
    AliasOffer,
    Element,
    HeadingOffer,
    ParsedScene,
    ParsedScript,
    Tag,
    Warning,
)


def load(parsed: dict[str, Any]) -> ParsedScript:
    """The script `reading.read_screenplay` found."""
    return ParsedScript(
        title=parsed["title"],
        scenes=tuple(_scene(scene) for scene in parsed["scenes"]),
        characters=parsed["characters"],
        warnings=tuple(Warning(**each) for each in parsed["warnings"]),
        alias_offers=tuple(AliasOffer(o["name"], tuple(o["targets"]), o["reason"]) for o in parsed["alias_offers"]),
        heading_offers=tuple(HeadingOffer(**each) for each in parsed["heading_offers"]),
        preamble=tuple(_element(each) for each in parsed["preamble"]),
        title_page=parsed["title_page"],
    )


def keyed(script: ParsedScript) -> dict[str, ParsedScene]:
    """The scenes by key: the line they start at, which stays the same when offered headings are accepted.

    Several scenes of one line (a run of omitted numbers) count on: `7`, `7-2`, `7-3`.
    """
    seen: Counter[int] = Counter()
    found = {}
    for scene in script.scenes:
        seen[scene.line] += 1
        found[str(scene.line) if seen[scene.line] == 1 else f"{scene.line}-{seen[scene.line]}"] = scene
    return found


def _scene(scene: dict[str, Any]) -> ParsedScene:
    elements = tuple(_element(each) for each in scene["elements"])
    heading_tags = _tags(scene.get("heading_tags", []))  # drafts read before these were told apart have none
    return ParsedScene(**{**scene, "elements": elements, "tags": _tags(scene["tags"]), "heading_tags": heading_tags})


def _element(element: dict[str, Any]) -> Element:
    return Element(**{**element, "tags": _tags(element["tags"])})


def _tags(tags: list[dict[str, str]]) -> tuple[Tag, ...]:
    return tuple(Tag(**tag) for tag in tags)
