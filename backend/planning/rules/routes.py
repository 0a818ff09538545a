"""Working rules and strip colours."""

from typing import Any

from backend.core.contract import Domain
from backend.planning.rules import service
from backend.planning.rules.schemas import PresetsOut, RulesOut, RulesPatch

bp = Domain("rules", __name__, prefix="/productions/<int:production_id>/rules")


@bp.get("", allow="rules.read", out=RulesOut)
def show(production_id: int) -> dict[str, Any]:
    """The rules and strip colours in force, and where they differ from the preset."""
    return service.show(production_id)


@bp.get("/presets", allow="rules.read", out=PresetsOut)
def offered(production_id: int) -> dict[str, Any]:
    """The presets to choose from, each value with its source."""
    return service.offered()


@bp.patch("", allow="rules.edit", out=RulesOut, match=True)
def change(production_id: int, body: RulesPatch, version: int) -> dict[str, Any]:
    """Choose another preset, change single rules or colours, or (null) go back to the preset's."""
    return service.change(production_id, body, version)
