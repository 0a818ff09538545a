"""The scenes of a production."""

from typing import Any

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.script.scenes import service
from backend.script.scenes.models import Scene
from backend.script.scenes.schemas import (
    SceneBulkNew,
    SceneBulkPatch,
    SceneNew,
    SceneOut,
    ScenePatch,
    SceneQuery,
    SceneStatusPatch,
    SceneTextOut,
    SceneTextQuery,
    SceneTextsQuery,
)

bp = Domain("scenes", __name__, prefix="/productions/<int:production_id>/scenes")


@bp.get("", allow="scenes.read", out=SceneOut, page=True)
def listing(production_id: int, query: SceneQuery) -> Page:
    """Scenes in script order."""
    return service.listing(production_id, query)


@bp.post("", allow="scenes.edit", out=SceneOut, status=201)
def create(production_id: int, body: SceneNew) -> Scene:
    """Add a scene by hand, behind another or at the end."""
    return service.add(production_id, body)


@bp.post("/bulk", allow="scenes.edit", out=list[SceneOut])
def change_many(production_id: int, body: SceneBulkPatch) -> Said:
    """Change many scenes alike: all of them or none."""
    rows = service.change_many(production_id, body)
    return Said(rows, f"{len(rows)} scenes were changed.")


@bp.post("/bulk-create", allow="scenes.edit", out=list[SceneOut], status=201)
def create_many(production_id: int, body: SceneBulkNew) -> Said:
    """Add many scenes by hand: all of them or none."""
    rows = service.add_many(production_id, body.scenes)
    return Said(rows, f"{len(rows)} scenes were added.")


@bp.get("/texts", allow="script.read", out=SceneTextOut, page=True)
def texts(production_id: int, query: SceneTextsQuery) -> Page:
    """The words of all scenes in script order, for reading; scenes without words are left out."""
    return service.texts(production_id, query)


@bp.get("/<int:scene_id>", allow="scenes.read", out=SceneOut)
def one(production_id: int, scene_id: int) -> Scene:
    """One scene."""
    return service.find(production_id, scene_id)


@bp.patch("/<int:scene_id>", allow="scenes.edit", out=SceneOut, match=True)
def change(production_id: int, scene_id: int, body: ScenePatch, version: int) -> Scene:
    """Change a scene, or move it in the script."""
    return service.change(production_id, scene_id, body, version)


@bp.patch("/<int:scene_id>/status", allow="scenes.status", out=SceneOut)
def set_status(production_id: int, scene_id: int, body: SceneStatusPatch) -> Scene:
    """Say where a scene stands; omitting one or bringing it back takes the right to edit the script."""
    service.find(production_id, scene_id)
    return service.set_status(production_id, [scene_id], body.status)[0]


@bp.delete("/<int:scene_id>", allow="scenes.edit")
def remove(production_id: int, scene_id: int) -> Said:
    """Delete a scene on which no work hangs; a scene the script lost is omitted instead."""
    service.remove(production_id, scene_id)
    return Said(None, "The scene was deleted.")


@bp.get("/<int:scene_id>/text", allow="script.read", out=SceneTextOut)
def text(production_id: int, scene_id: int, query: SceneTextQuery) -> dict[str, Any]:
    """A scene's words as the script has them."""
    return service.text(production_id, scene_id, query.draft)
