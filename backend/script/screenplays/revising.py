"""The reviewer's decisions, taken one after the other into what was decided before; unknown scenes are refused."""

from copy import deepcopy
from typing import Any

from backend.core.errors import Invalid
from backend.script.screenplays.deciding import OVERRIDES, parts
from backend.script.screenplays.importers.cues import canonical
from backend.script.screenplays.importers.model import ParsedScript
from backend.script.screenplays.schemas import CharacterDecision, DraftPatch, SceneDecision, SplitDecision


def revised(script: ParsedScript, before: dict[str, Any], body: DraftPatch) -> dict[str, Any]:
    """The decisions after this request. Raises Invalid naming the field (`scenes.0.key`, `splits.1.paragraph`)."""
    decisions = deepcopy(before)
    sent = body.changes()
    for at, split in enumerate(sent.get("splits", [])):
        _split(script, decisions.setdefault("splits", {}), split, f"splits.{at}")
    known = list(parts(script, decisions.get("splits", {})))
    for at, decision in enumerate(sent.get("scenes", [])):
        _scene(known, decisions.setdefault("scenes", {}), decision, f"scenes.{at}")
    for at, decision in enumerate(sent.get("characters", [])):
        _character(script, decisions.setdefault("characters", {}), decision, f"characters.{at}")
    if "accept" in sent:
        decisions["accept"] = sorted(set(body.accept))
    return decisions


def _split(script: ParsedScript, splits: dict[str, list[int]], split: SplitDecision, where: str) -> None:
    whole, _, start = split.key.partition(".")
    scene = parts(script, {}).get(whole)
    if scene is None or split.key not in parts(script, splits):
        raise Invalid("This draft has no such scene.", field=f"{where}.key")
    cut = split.paragraph + int(start or 0)
    if cut >= len(scene.elements):
        raise Invalid("This scene has no such paragraph.", field=f"{where}.paragraph")
    cuts = set(splits.get(whole, []))
    splits[whole] = sorted(cuts - {cut} if split.undo else cuts | {cut})


def _scene(known: list[str], scenes: dict[str, Any], decision: SceneDecision, where: str) -> None:
    if decision.key not in known:
        raise Invalid("This draft has no such scene.", field=f"{where}.key")
    sent = decision.changes()
    if sent.get("action") == "merge" and decision.key == known[0]:
        raise Invalid("There is no scene before this one.", field=f"{where}.action")
    chosen = {} if decision.reset else scenes.get(decision.key, {})
    chosen |= {name: value for name, value in sent.items() if name in (*OVERRIDES, "action")}
    if chosen.get("day_night") == "":
        chosen["day_night"] = None
    scenes[decision.key] = chosen


def _character(script: ParsedScript, names: dict[str, list[str]], decision: CharacterDecision, where: str) -> None:
    spelling = {canonical(name): name for name in script.characters}
    if canonical(decision.name) not in spelling:
        raise Invalid("Nobody of this name speaks in this draft.", field=f"{where}.name")
    if decision.becomes is None:
        names.pop(canonical(decision.name), None)
    else:
        becomes = [spelling.get(canonical(name), name) for name in decision.becomes]
        if canonical(decision.name) in {canonical(name) for name in decision.becomes}:
            becomes = decision.becomes  # the name itself, spelled otherwise
        names[canonical(decision.name)] = list(dict.fromkeys(becomes))
