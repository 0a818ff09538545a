"""The review: all that an import of a draft would do, from what was read, what was decided and what is there."""

from types import SimpleNamespace
from typing import Any

from backend.script.revisions import settings as script_rules
from backend.script.scenes.drafts import CurrentScene, current_scenes
from backend.script.screenplays.comparing import Plan, PlannedScene, make_plan, renumber
from backend.script.screenplays.deciding import aliases, characters, decide
from backend.script.screenplays.importers.cues import canonical
from backend.script.screenplays.importers.model import Element, ParsedScript
from backend.script.screenplays.models import Draft
from backend.script.screenplays.stored import load


class Review(SimpleNamespace):
    """A draft's columns and what `schemas.ReviewOut` adds to them."""

    version: int


def plan_of(draft: Draft, script: ParsedScript) -> Plan:
    """What importing this draft would do now; for an imported one what it did. `script` is its `parsed`, loaded."""
    scenes = decide(script, draft.decisions, keep_lengths=draft.format == "fdx")
    written = draft.decisions.get("written")
    if written is None:
        locked = script_rules.of(draft.production_id).numbers_locked
        return make_plan(scenes, current_scenes(draft.production_id), locked=locked)
    planned = [PlannedScene(scene, None, "skipped", [], None, None, False) for scene in scenes]
    did = written["scenes"]
    known = [renumber(each, did[each.scene.key]) if each.scene.key in did else each for each in planned]
    gone = [CurrentScene(**each, paragraphs=[]) for each in written["gone"]]
    return Plan(known, gone, [])


def review(draft: Draft, script: ParsedScript | None = None) -> Review:
    """A draft with its plan, its characters, offers and warnings."""
    script = script or load(draft.parsed)
    plan = plan_of(draft, script)
    renames: dict[str, list[str]] = draft.decisions.get("characters", {})
    other_names = aliases(script, renames)
    counted = characters([planned.scene for planned in plan.scenes])
    known = {name: getattr(draft, name) for name in _columns()}
    return Review(
        **known,
        scenes=[_shown(planned) for planned in plan.scenes],
        gone=plan.gone,
        counts=plan.counts,
        characters=[
            {"name": name, "cues": cues, "lines": lines, "scenes": scenes, "aliases": other_names.get(name, [])}
            for name, (cues, lines, scenes) in counted.items()
        ],
        renames=renames,
        alias_offers=[offer for offer in script.alias_offers if canonical(offer.name) not in renames],
        heading_offers=script.heading_offers,
        accepted=draft.decisions.get("accept", []),
        warnings=script.warnings,
        problems=plan.problems,
    )


def paragraphs(elements: tuple[Element, ...]) -> list[dict[str, Any]]:
    """The paragraphs of a scene as they are kept: type, text and, in dual dialogue, the side."""
    return [{"type": e.kind, "text": e.text, **({"dual": e.dual} if e.dual else {})} for e in elements]


def _columns() -> list[str]:
    return [column.key for column in Draft.__mapper__.column_attrs if column.key not in Draft.audit_hidden]


def _shown(planned: PlannedScene) -> dict[str, Any]:
    scene = planned.scene
    return {
        **{name: getattr(scene, name) for name in ("key", "line", "heading", "int_ext", "day_night", "set_name")},
        **{name: getattr(scene, name) for name in ("eighths", "omitted", "skipped", "merged", "decided")},
        "number": planned.number,
        "proposed": planned.proposed,
        "paragraphs": len(scene.elements),
        "characters": [{"name": name, "cues": cues, "lines": lines} for name, (cues, lines) in scene.cast.items()],
        "change": planned.change,
        "what": planned.what,
        "scene_id": planned.scene_id,
        "old_number": planned.old_number,
    }
