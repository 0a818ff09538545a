"""Shots of a scene."""

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.shooting.shots import service
from backend.shooting.shots.models import Shot
from backend.shooting.shots.schemas import (
    NextShotNumberOut,
    SceneShotQuery,
    ShotCreate,
    ShotOut,
    ShotPatch,
    ShotQuery,
    ShotStatusBody,
)

bp = Domain("shots", __name__, prefix="/productions/<int:production_id>")


@bp.get("/shots", allow="shots.read", out=ShotOut, page=True)
def search(production_id: int, query: ShotQuery) -> Page:
    """The production's shots in script order."""
    return service.search(production_id, query)


@bp.get("/scenes/<int:scene_id>/shots", allow="shots.read", out=ShotOut, page=True)
def of_scene(production_id: int, scene_id: int, query: SceneShotQuery) -> Page:
    """One scene's shots."""
    return service.of_scene(production_id, scene_id, query)


@bp.get("/scenes/<int:scene_id>/shots/next-number", allow="shots.read", out=NextShotNumberOut)
def next_number(production_id: int, scene_id: int) -> dict[str, str]:
    """The number a new shot of this scene would get."""
    return service.next_in(production_id, scene_id)


@bp.post("/scenes/<int:scene_id>/shots", allow="shots.edit", out=ShotOut, status=201)
def create(production_id: int, scene_id: int, body: ShotCreate) -> Shot:
    """Add a shot to a scene."""
    return service.create(production_id, scene_id, body)


@bp.get("/shots/<int:shot_id>", allow="shots.read", out=ShotOut)
def show(production_id: int, shot_id: int) -> Shot:
    """One shot."""
    return service.find(production_id, shot_id)


@bp.patch("/shots/<int:shot_id>", allow="shots.edit", out=ShotOut, match=True)
def change(production_id: int, shot_id: int, body: ShotPatch, version: int) -> Shot:
    """Change a shot."""
    return service.change(production_id, shot_id, body, version)


@bp.patch("/shots/<int:shot_id>/status", allow="shots.edit", out=ShotOut, match=True)
def set_status(production_id: int, shot_id: int, body: ShotStatusBody, version: int) -> Shot:
    """Say how far a shot is."""
    return service.set_status(production_id, shot_id, body.status, version)


@bp.delete("/shots/<int:shot_id>", allow="shots.edit", out=ShotOut, match=True)
def delete(production_id: int, shot_id: int, version: int) -> Shot:
    """Remove a shot; answers what was removed."""
    return service.delete(production_id, shot_id, version)
