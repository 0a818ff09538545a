"""Importing the screenplay: upload, review, write."""

from typing import Any

from flask import Response, request

from backend.core.contract import Domain, Said
from backend.core.paging import Page
from backend.core.uploads import headers_for
from backend.script.screenplays import service
from backend.script.screenplays.review import Review
from backend.script.screenplays.schemas import (
    DraftOut,
    DraftPatch,
    DraftQuery,
    ReviewOut,
    ReviewTextOut,
    UploadQuery,
)

bp = Domain("screenplays", __name__, prefix="/productions/<int:production_id>/screenplays")


@bp.post(
    "", allow="script.import", out=ReviewOut, status=201, transaction=False, takes="application/octet-stream"
)  # fmt: skip
def upload(production_id: int, query: UploadQuery) -> Review:
    """Send a screenplay of at most 5 MB as the body and get its review; nothing of the production changes yet."""
    return service.upload(production_id, request.stream, query.filename)


@bp.get("", allow="script.read", out=DraftOut, page=True)
def listing(production_id: int, query: DraftQuery) -> Page:
    """Drafts, the newest first."""
    return service.listing(production_id, query)


@bp.get("/<int:draft_id>", allow="script.read", out=ReviewOut)
def one(production_id: int, draft_id: int) -> Review:
    """What importing this draft would change, scene by scene; for an imported one what it changed."""
    return service.show(production_id, draft_id)


@bp.patch("/<int:draft_id>", allow="script.import", out=ReviewOut, match=True, transaction=False)
def revise(production_id: int, draft_id: int, body: DraftPatch, version: int) -> Review:
    """Decide: numbers, sets, lengths, merges, splits, who is who; answers the review anew."""
    return service.revise(production_id, draft_id, body, version)


@bp.post("/<int:draft_id>/import", allow="script.import", out=ReviewOut, match=True)
def import_draft(production_id: int, draft_id: int, version: int) -> Said:
    """Write the draft into the production, all of it or nothing."""
    done = service.import_draft(production_id, draft_id, version)
    return Said(done, f"Draft {done.number} is in: {done.scene_count} scenes.")


@bp.delete("/<int:draft_id>", allow="script.import", transaction=False)
def discard(production_id: int, draft_id: int) -> Said:
    """Throw a draft under review away."""
    service.discard(production_id, draft_id)
    return Said(None, "The draft was discarded.")


@bp.get("/<int:draft_id>/scenes/<key>", allow="script.read", out=ReviewTextOut)
def paragraphs(production_id: int, draft_id: int, key: str) -> dict[str, Any]:
    """The paragraphs of one scene under review, for choosing where to split."""
    return service.paragraphs_of(production_id, draft_id, key)


@bp.get("/<int:draft_id>/source", allow="script.read", produces="*/*")
def source(production_id: int, draft_id: int) -> Response:
    """The file the draft was read from."""
    content, stored = service.source(production_id, draft_id)
    return Response(content, headers=headers_for(stored))
