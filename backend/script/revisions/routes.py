"""Revision colours, locked numbers, what changed between drafts, a scene's history."""

from typing import Any

from backend.core.contract import Domain, Said
from backend.script.revisions import service, settings
from backend.script.revisions.schemas import (
    ChangesOut,
    ChangesQuery,
    SceneRevisionOut,
    ScriptRulesOut,
    ScriptRulesPatch,
)
from backend.script.scenes.schemas import SceneOut

bp = Domain("revisions", __name__, prefix="/productions/<int:production_id>")


@bp.get("/script-rules", allow="script.read", out=ScriptRulesOut)
def rules(production_id: int) -> dict[str, Any]:
    """The order of revision colours, and whether scene numbers are locked."""
    return settings.shown(production_id)


@bp.patch("/script-rules", allow="script.import", out=ScriptRulesOut, match=True)
def change_rules(production_id: int, body: ScriptRulesPatch, version: int) -> dict[str, Any]:
    """Change the order of colours; lock or unlock the scene numbers."""
    return settings.change(production_id, body, version)


@bp.get("/screenplays/<int:draft_id>/changes", allow="script.read", out=ChangesOut)
def changes(production_id: int, draft_id: int, query: ChangesQuery) -> dict[str, Any]:
    """What changed in an imported draft, word by word, against an earlier one."""
    return service.changes(production_id, draft_id, query.since)


@bp.get("/scenes/<int:scene_id>/history", allow="script.read", out=list[SceneRevisionOut])
def history(production_id: int, scene_id: int) -> list[dict[str, Any]]:
    """A scene in every draft, the newest first."""
    return service.history(production_id, scene_id)


@bp.post("/scenes/renumber", allow="script.import", out=list[SceneOut])
def renumber(production_id: int) -> Said:
    """Number all scenes anew in script order, while numbers are not locked."""
    rows = service.renumber(production_id)
    return Said(rows, f"{len(rows)} scenes are numbered 1 to {len(rows)}.")
