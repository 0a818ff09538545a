"""Call sheets: made from a day, edited together, published, printed."""

from io import BytesIO
from typing import Any

from flask import Response, send_file

from backend.core.contract import Domain
from backend.core.paging import Page
from backend.planning.call_sheets import paper, rows, service
from backend.planning.call_sheets.answers import CallSheetBriefOut, CallSheetOut
from backend.planning.call_sheets.answers_rows import CallSheetCastOut, CallSheetCrewOut, CallSheetSceneOut
from backend.planning.call_sheets.schemas import (
    CallSheetCalls,
    CallSheetCastCreate,
    CallSheetCastPatch,
    CallSheetCreate,
    CallSheetCrewCreate,
    CallSheetCrewPatch,
    CallSheetPatch,
    CallSheetPdfQuery,
    CallSheetQuery,
    CallSheetSceneCreate,
    CallSheetSceneOrder,
    CallSheetScenePatch,
)

bp = Domain("call_sheets", __name__, prefix="/productions/<int:production_id>/call-sheets")
READ, EDIT, PUBLISH = "call_sheets.read", "call_sheets.edit", "call_sheets.publish"
SHEET = "/<int:sheet_id>"
Shown = dict[str, Any]


@bp.get("", allow=READ, out=CallSheetBriefOut, page=True)
def search(production_id: int, query: CallSheetQuery) -> Page:
    """The production's call sheets, the latest day first."""
    return service.search(production_id, query)


@bp.post("", allow=EDIT, out=CallSheetOut, status=201)
def create(production_id: int, body: CallSheetCreate) -> Shown:
    """Make a draft from a shooting day, with everybody's calls proposed."""
    return service.create(production_id, body)


@bp.get(SHEET, allow=READ, out=CallSheetOut)
def show(production_id: int, sheet_id: int) -> Shown:
    """The whole sheet."""
    return service.show(production_id, sheet_id)


@bp.patch(SHEET, allow=EDIT, out=CallSheetOut, match=True)
def change(production_id: int, sheet_id: int, body: CallSheetPatch, version: int) -> Shown:
    """Change the head of a sheet, or its state."""
    return service.change(production_id, sheet_id, body, version)


@bp.delete(SHEET, allow=EDIT, out=CallSheetOut, match=True)
def delete(production_id: int, sheet_id: int, version: int) -> Shown:
    """Remove a draft; a sheet that was given out is cancelled instead."""
    return service.delete(production_id, sheet_id, version)


@bp.post(f"{SHEET}/publish", allow=PUBLISH, out=CallSheetOut, match=True)
def publish(production_id: int, sheet_id: int, version: int) -> Shown:
    """Give out the next edition."""
    return service.publish(production_id, sheet_id, version)


@bp.post(f"{SHEET}/sync", allow=EDIT, out=CallSheetOut)
def sync(production_id: int, sheet_id: int) -> Shown:
    """Bring the sheet's scenes, and whom they need, in line with the schedule."""
    return service.sync(production_id, sheet_id)


@bp.post(f"{SHEET}/calls", allow=EDIT, out=CallSheetOut, match=True)
def propose(production_id: int, sheet_id: int, body: CallSheetCalls, version: int) -> Shown:
    """Work the times out afresh from the general call; those typed by hand stay unless `over_typed`."""
    return service.propose(production_id, sheet_id, version, over_typed=body.over_typed)


@bp.get(f"{SHEET}/pdf", allow=READ, produces="application/pdf")
def pdf(production_id: int, sheet_id: int, query: CallSheetPdfQuery) -> Response:
    """The sheet as a PDF: as it stands, or an edition as it went out; for everybody, or with one's own calls on top."""
    content, filename, missing = paper.printed(production_id, sheet_id, query)
    response = send_file(BytesIO(content), mimetype="application/pdf", download_name=filename)
    if missing:  # as code points: a header holds no letters beyond Latin ones
        response.headers["X-Backlot-Missing-Glyphs"] = " ".join(sorted(f"U+{ord(one):04X}" for one in missing))
    return response


@bp.post(f"{SHEET}/scenes", allow=EDIT, out=CallSheetSceneOut, status=201)
def add_scene(production_id: int, sheet_id: int, body: CallSheetSceneCreate) -> Shown:
    """Add a scene or a banner."""
    return rows.add_scene(production_id, sheet_id, body)


@bp.put(f"{SHEET}/scenes/order", allow=EDIT, out=list[CallSheetSceneOut])
def order_scenes(production_id: int, sheet_id: int, body: CallSheetSceneOrder) -> list[Shown]:
    """Put the scene list in order."""
    return rows.order_scenes(production_id, sheet_id, body.row_ids)


@bp.patch(f"{SHEET}/scenes/<int:row_id>", allow=EDIT, out=CallSheetSceneOut, match=True)
def change_scene(production_id: int, sheet_id: int, row_id: int, body: CallSheetScenePatch, version: int) -> Shown:
    """Change a line of the scene list."""
    return rows.change_scene(production_id, sheet_id, row_id, body, version)


@bp.delete(f"{SHEET}/scenes/<int:row_id>", allow=EDIT, out=CallSheetSceneOut, match=True)
def remove_scene(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a line off the scene list."""
    return rows.remove_scene(production_id, sheet_id, row_id, version)


@bp.post(f"{SHEET}/cast", allow=EDIT, out=CallSheetCastOut, status=201)
def add_cast(production_id: int, sheet_id: int, body: CallSheetCastCreate) -> Shown:
    """Call a cast member."""
    return rows.add_cast(production_id, sheet_id, body)


@bp.patch(f"{SHEET}/cast/<int:row_id>", allow=EDIT, out=CallSheetCastOut, match=True)
def change_cast(production_id: int, sheet_id: int, row_id: int, body: CallSheetCastPatch, version: int) -> Shown:
    """Change a cast member's calls."""
    return rows.change_cast(production_id, sheet_id, row_id, body, version)


@bp.delete(f"{SHEET}/cast/<int:row_id>", allow=EDIT, out=CallSheetCastOut, match=True)
def remove_cast(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a cast member off the sheet."""
    return rows.remove_cast(production_id, sheet_id, row_id, version)


@bp.post(f"{SHEET}/crew", allow=EDIT, out=CallSheetCrewOut, status=201)
def add_crew(production_id: int, sheet_id: int, body: CallSheetCrewCreate) -> Shown:
    """Call a crew member."""
    return rows.add_crew(production_id, sheet_id, body)


@bp.patch(f"{SHEET}/crew/<int:row_id>", allow=EDIT, out=CallSheetCrewOut, match=True)
def change_crew(production_id: int, sheet_id: int, row_id: int, body: CallSheetCrewPatch, version: int) -> Shown:
    """Change a crew member's call."""
    return rows.change_crew(production_id, sheet_id, row_id, body, version)


@bp.delete(f"{SHEET}/crew/<int:row_id>", allow=EDIT, out=CallSheetCrewOut, match=True)
def remove_crew(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a crew member off the sheet."""
    return rows.remove_crew(production_id, sheet_id, row_id, version)
