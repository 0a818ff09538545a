"""What an imported screenplay means for the cast: new characters get a number, known ones keep theirs.

Cast numbers go by size of part: most speeches is 1. Once given, a number stays, whatever later drafts say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from backend.core.db import db
from backend.people.cast.models import Appearance, CastMember
from backend.script.breakdown.presets import code_of
from backend.script.screenplays.importers.cues import canonical, display
from backend.script.screenplays.tagged import SceneTag

Scenes = Mapping[int, Mapping[str, tuple[int, int]]]


def take_over(
    _sender: Any, *, production_id: int, scenes: Scenes, aliases: Mapping[str, list[str]],
    tags: Mapping[int, Sequence[SceneTag]], **_more: Any,
) -> None:  # fmt: skip
    """Create cast members and replace the appearances of these scenes; rows put in by hand stay. Same transaction."""
    scenes = {scene_id: _with_silent(cast, tags.get(scene_id, ())) for scene_id, cast in scenes.items()}
    known = by_name(production_id)
    for name in _by_size_of_part(scenes):
        if canonical(name) not in known:
            known[canonical(name)] = _new(production_id, name, known)
    db.session.flush()
    for name, others in aliases.items():
        if member := known.get(canonical(name)):
            _remember(member, others, known)
    _write_appearances(scenes, known)
    db.session.flush()


def _with_silent(cast: Mapping[str, tuple[int, int]], tags: Sequence[SceneTag]) -> dict[str, tuple[int, int]]:
    """The speakers of a scene, and whom the writer tagged as cast there though they do not speak."""
    heard = {canonical(name) for name in cast}
    tagged = (" ".join(tag.label.split()) for tag in tags if code_of(tag.category) == "cast")
    return {**dict(cast), **{display(name): (0, 0) for name in tagged if name and canonical(name) not in heard}}


def by_name(production_id: int) -> dict[str, CastMember]:
    """Cast members by their canonical names; aliases too, where no character bears the name itself."""
    rows = db.session.scalars(select(CastMember).where(CastMember.production_id == production_id)).all()
    found = {canonical(alias): row for row in rows for alias in row.aliases}
    return found | {canonical(row.character_name): row for row in rows}


def next_number(numbers: set[int]) -> int:
    """The number after the highest."""
    return max(numbers, default=0) + 1


def _by_size_of_part(scenes: Scenes) -> list[str]:
    """Names by speeches, then lines, then name; one spelling each."""
    sizes: dict[str, tuple[int, int]] = {}
    spelling: dict[str, str] = {}
    for cast in scenes.values():
        for name, (cues, lines) in cast.items():
            key = canonical(name)
            spelling.setdefault(key, name)
            before = sizes.get(key, (0, 0))
            sizes[key] = (before[0] + cues, before[1] + lines)
    return [spelling[key] for key in sorted(sizes, key=lambda key: (-sizes[key][0], -sizes[key][1], key))]


def _new(production_id: int, name: str, known: dict[str, CastMember]) -> CastMember:
    number = next_number({member.number for member in known.values()})
    member = CastMember(production_id=production_id, number=number, character_name=name[:255], aliases=[])
    db.session.add(member)
    return member


def _remember(member: CastMember, others: list[str], known: dict[str, CastMember]) -> None:
    """Note other spellings, unless somebody else bears the name."""
    kept = {canonical(name) for name in (member.character_name, *member.aliases)}
    free = [name for name in others if known.get(canonical(name), member) is member]
    fresh = [name[:255] for name in free if canonical(name) not in kept]
    if fresh:
        member.aliases = [*member.aliases, *fresh]


def _write_appearances(scenes: Scenes, known: dict[str, CastMember]) -> None:
    """Count speeches anew for these scenes: rows of the script are replaced, rows by hand keep their place."""
    ids = list(scenes)
    here = Appearance.scene_id.in_(ids)
    db.session.execute(delete(Appearance).where(here, Appearance.by_hand.is_(False)))
    by_hand = {(row.scene_id, row.cast_member_id): row for row in db.session.scalars(select(Appearance).where(here))}
    for row in by_hand.values():
        row.cues = row.lines = 0
    found: dict[tuple[int, int], Appearance] = dict(by_hand)
    for scene_id, cast in scenes.items():
        for name, (cues, lines) in cast.items():
            key = (scene_id, known[canonical(name)].id)
            if key not in found:
                found[key] = Appearance(scene_id=scene_id, cast_member_id=key[1], cues=0, lines=0, by_hand=False)
                db.session.add(found[key])
            found[key].cues += cues
            found[key].lines += lines
