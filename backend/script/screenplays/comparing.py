"""A decided draft against the production's scenes: who is who, what changed, and a number for every scene."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from backend.script.scenes.drafts import CurrentScene
from backend.script.screenplays.deciding import DecidedScene
from backend.script.screenplays.importers.diff import DraftScene, diff_drafts
from backend.script.screenplays.importers.numbers import insert_number

MAX_NUMBER = 20  # characters
UNSPOKEN = {"note", "section", "synopsis", "page_break"}  # not read aloud, so not compared


@dataclass(frozen=True)
class PlannedScene:
    """What an import would do with one scene of the draft; `scene_id` of the scene it becomes, None for a new one."""

    scene: DecidedScene
    number: str | None
    change: str
    what: list[str]
    scene_id: int | None
    old_number: str | None
    proposed: bool


@dataclass(frozen=True)
class Plan:
    """The whole import: the draft's scenes in order, the production's that are gone, and what stands against it."""

    scenes: list[PlannedScene]
    gone: list[CurrentScene]
    problems: list[dict[str, str]]

    @property
    def counts(self) -> dict[str, int]:
        """Scenes by kind of change."""
        kinds = [planned.change for planned in self.scenes if planned.change != "skipped"]
        kinds += ["omitted" for scene in self.gone if not scene.omitted]
        return {kind: kinds.count(kind) for kind in ("added", "changed", "omitted", "renumbered", "unchanged")}


def make_plan(scenes: Sequence[DecidedScene], current: Sequence[CurrentScene], *, locked: bool = False) -> Plan:
    """Match the draft with what is there; a number that is missing, or not to be had, is proposed.

    With numbers `locked` every scene keeps its own whatever the file says, and no number is given twice.
    """
    live = [scene for scene in scenes if not scene.skipped and not (scene.omitted and not scene.number)]
    there = sorted(current, key=lambda scene: scene.omitted)  # a scene that comes back is found, but living ones first
    old = [DraftScene(c.number, c.heading, _spoken(c.paragraphs), c.eighths) for c in there]
    rows = diff_drafts(old, [_comparable(scene) for scene in live])
    partners = {row.new: row.old for row in rows if row.new is not None and row.old is not None}
    changes = {row.new: row for row in rows if row.new is not None}
    kept = {new: there[before].number for new, before in partners.items()}
    numbers = _numbers([_wanted(scene, kept.get(at), current, locked) for at, scene in enumerate(live)], kept, current)
    planned: dict[str, PlannedScene] = {}
    for at, scene in enumerate(live):
        before = there[partners[at]] if at in partners else None
        row = changes.get(at)  # none for an OMITTED of a scene nobody knows: its number is kept
        kind, what = _kind(row.change if row else "omitted", list(row.what) if row else [], scene, before, numbers[at])
        planned[scene.key] = PlannedScene(
            scene, numbers[at], kind, what, before.id if before else None, before.number if before else None,
            proposed=scene.number != numbers[at],
        )  # fmt: skip
    matched = {there[before].id for before in partners.values()}
    gone = [scene for scene in current if scene.id not in matched]
    everything = [planned.get(s.key) or PlannedScene(s, None, "skipped", [], None, None, False) for s in scenes]
    return Plan(everything, gone, _problems(everything, gone))


def _kind(
    kind: str, what: list[str], scene: DecidedScene, before: CurrentScene | None, number: str
) -> tuple[str, list[str]]:
    """The change with what the words alone do not show: a number given, time of day and set decided otherwise."""
    if before is None:
        return kind, what
    if scene.omitted:
        return "unchanged" if before.omitted else "omitted", []
    if before.omitted:
        what = [*what, "restored"]
    if number != before.number and "number" not in what:
        what = ["number", *what]
    if "heading" not in what:
        if (scene.int_ext, scene.set_name) != (before.int_ext, before.set_name):
            what.append("set")
        if scene.day_night != before.day_night:
            what.append("day_night")
    return ("unchanged" if not what else "renumbered" if what == ["number"] else "changed"), what


def _comparable(scene: DecidedScene) -> DraftScene:
    text = "\n".join(element.text for element in scene.elements if element.kind not in UNSPOKEN)
    return DraftScene(scene.number, scene.heading, text, scene.eighths, scene.omitted)


def _spoken(paragraphs: Sequence[dict[str, Any]]) -> str:
    return "\n".join(each["text"] for each in paragraphs if each["type"] not in UNSPOKEN)


def _wanted(scene: DecidedScene, keeps: str | None, current: Sequence[CurrentScene], locked: bool) -> str | None:
    """The number a scene asks for: the file's; once numbers are locked its own, and none of another scene."""
    if not locked:
        return scene.number
    taken = {other.number.upper() for other in current}
    return keeps or (scene.number if scene.number and scene.number.upper() not in taken else None)


def _numbers(wanted: Sequence[str | None], kept: dict[int, str], current: Sequence[CurrentScene]) -> list[str]:
    """A number for every scene: its own, else the one it has in the production, else the next that fits and is free."""
    given = {number.upper() for number in wanted if number}
    found: list[str | None] = []
    for at, number in enumerate(wanted):
        keeps = kept.get(at)
        found.append(number or (keeps if keeps and keeps.upper() not in given else None))
    if not current and not given:
        return [str(count) for count in range(1, len(wanted) + 1)]
    taken = given | {scene.number.upper() for scene in current} | {number.upper() for number in found if number}
    before: str | None = None
    numbered: list[str] = []
    following = _following(found)
    for at, number in enumerate(found):
        before = number or _free_number(before, following[at], taken)
        taken.add(before.upper())
        numbered.append(before)
    return numbered


def _following(numbers: Sequence[str | None]) -> list[str | None]:
    """For every place the next number that is known."""
    found: list[str | None] = []
    known: str | None = None
    for number in reversed(numbers):
        found.append(known)
        known = number or known
    return found[::-1]


def _free_number(before: str | None, after: str | None, taken: set[str]) -> str:
    with suppress(ValueError):  # neighbours out of order, or not numbers at all
        number = insert_number(before, after, taken)
        if len(number) <= MAX_NUMBER:
            return number
    return str(max((int(number) for number in taken if number.isdecimal() and len(number) < 10), default=0) + 1)


def _problems(planned: Sequence[PlannedScene], gone: Sequence[CurrentScene]) -> list[dict[str, str]]:
    """Numbers used twice, each named with the scene that has to change."""
    used = {scene.number.upper(): f"the omitted scene {scene.number}" for scene in gone}
    problems = []
    for each in planned:
        if each.number is None:
            continue
        if other := used.get(each.number.upper()):
            message = f"Scene number {each.number} is also used by {other}."
            problems.append({"field": f"scenes.{each.scene.key}.number", "message": message})
        used.setdefault(each.number.upper(), each.scene.heading[:100])
    return problems


def renumber(planned: PlannedScene, written: dict[str, Any]) -> PlannedScene:
    """The scene as an import wrote it, for looking at a draft that is in already."""
    return replace(
        planned, number=written["number"], change=written["change"], what=written["what"],
        scene_id=written["scene_id"], old_number=written["old_number"], proposed=False,
    )  # fmt: skip
