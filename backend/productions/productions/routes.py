"""Productions and their progress."""

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.core.roles import SIGNED_IN
from backend.productions.productions import service
from backend.productions.productions.models import Production
from backend.productions.productions.schemas import (
    ProductionCreate,
    ProductionDelete,
    ProductionOut,
    ProductionPatch,
    ProductionQuery,
    ProductionRow,
    ProductionStatusPatch,
)

bp = Domain("productions", __name__, prefix="/productions")


@bp.get("", allow=SIGNED_IN, out=ProductionRow, page=True)
def listed(query: ProductionQuery) -> Page:
    """The productions you work on, with their progress; all of them for the studio's owner."""
    return service.listed(query)


@bp.post("", allow=SIGNED_IN, out=ProductionOut, status=201)
def create(body: ProductionCreate) -> Production:
    """Found a production; you become its Admin and producer."""
    return service.create(body)


@bp.get("/<int:production_id>", allow="production.read", out=ProductionOut)
def read(production_id: int) -> Production:
    """One production."""
    return service.find(production_id)


@bp.patch("/<int:production_id>", allow="production.edit", out=ProductionOut, match=True)
def change(production_id: int, body: ProductionPatch, version: int) -> Production:
    """Change a production."""
    return service.change(production_id, body, version)


@bp.patch("/<int:production_id>/status", allow="production.edit", out=ProductionOut)
def change_status(production_id: int, body: ProductionStatusPatch) -> Production:
    """Move a production to another phase or status."""
    return service.change(production_id, body)


@bp.delete("/<int:production_id>", allow="production.delete", transaction=False)
def delete(production_id: int, body: ProductionDelete) -> Said:
    """Delete a production with everything in it; the answer names the backup made before."""
    copy = service.delete(production_id, body.title)
    return Said(None, f"Deleted. A copy of everything as it was is kept in the backups as {copy}.")
