"""More of a call sheet: background, departments, unit information, signatures, editions; a production's defaults."""

from typing import Any

from backend.core.contract import Domain
from backend.planning.call_sheets import comparing, defaults, rows_more
from backend.planning.call_sheets.answers import CallSheetChangesOut, CallSheetDefaultsOut, CallSheetEditionOut
from backend.planning.call_sheets.answers_rows import (
    CallSheetBackgroundOut,
    CallSheetDepartmentOut,
    CallSheetInfoOut,
    CallSheetSignatureOut,
)
from backend.planning.call_sheets.models import CallSheetDefaults, CallSheetEdition
from backend.planning.call_sheets.schemas import (
    CallSheetBackgroundCreate,
    CallSheetBackgroundPatch,
    CallSheetDefaultsPatch,
    CallSheetDepartmentCreate,
    CallSheetDepartmentPatch,
    CallSheetDifferenceQuery,
    CallSheetInfoCreate,
    CallSheetInfoPatch,
    CallSheetSignatureCreate,
    CallSheetSignaturePatch,
)

bp = Domain("call_sheet_details", __name__, prefix="/productions/<int:production_id>")
READ, EDIT, SIGN = "call_sheets.read", "call_sheets.edit", "call_sheets.sign"
SHEET = "/call-sheets/<int:sheet_id>"
Shown = dict[str, Any]


@bp.get("/call-sheet-defaults", allow=READ, out=CallSheetDefaultsOut)
def show_defaults(production_id: int) -> CallSheetDefaults:
    """What the production's call sheets start from."""
    return defaults.of(production_id)


@bp.patch("/call-sheet-defaults", allow=EDIT, out=CallSheetDefaultsOut, match=True)
def change_defaults(production_id: int, body: CallSheetDefaultsPatch, version: int) -> CallSheetDefaults:
    """Change what call sheets made from now on start from."""
    return defaults.change(production_id, body, version)


@bp.get(f"{SHEET}/editions", allow=READ, out=list[CallSheetEditionOut])
def list_editions(production_id: int, sheet_id: int) -> list[CallSheetEdition]:
    """The editions that went out, the latest first."""
    return comparing.editions_of(production_id, sheet_id)


@bp.get(f"{SHEET}/changes", allow=READ, out=CallSheetChangesOut)
def show_changes(production_id: int, sheet_id: int, query: CallSheetDifferenceQuery) -> Shown:
    """What changed between two editions, or since one, in plain sentences: for everybody and for each person."""
    return comparing.changes(production_id, sheet_id, query)


@bp.post(f"{SHEET}/background", allow=EDIT, out=CallSheetBackgroundOut, status=201)
def add_background(production_id: int, sheet_id: int, body: CallSheetBackgroundCreate) -> Shown:
    """Call background artists or stand-ins."""
    return rows_more.add(production_id, sheet_id, "background", body)


@bp.patch(f"{SHEET}/background/<int:row_id>", allow=EDIT, out=CallSheetBackgroundOut, match=True)
def change_background(
    production_id: int, sheet_id: int, row_id: int, body: CallSheetBackgroundPatch, version: int
) -> Shown:
    """Change a background call."""
    return rows_more.change(production_id, sheet_id, "background", row_id, body, version)


@bp.delete(f"{SHEET}/background/<int:row_id>", allow=EDIT, out=CallSheetBackgroundOut, match=True)
def remove_background(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take background off the sheet."""
    return rows_more.remove(production_id, sheet_id, "background", row_id, version)


@bp.post(f"{SHEET}/departments", allow=EDIT, out=CallSheetDepartmentOut, status=201)
def add_department(production_id: int, sheet_id: int, body: CallSheetDepartmentCreate) -> Shown:
    """Give a department a call or a note of its own."""
    return rows_more.add(production_id, sheet_id, "departments", body)


@bp.patch(f"{SHEET}/departments/<int:row_id>", allow=EDIT, out=CallSheetDepartmentOut, match=True)
def change_department(
    production_id: int, sheet_id: int, row_id: int, body: CallSheetDepartmentPatch, version: int
) -> Shown:
    """Change a department's call or note."""
    return rows_more.change(production_id, sheet_id, "departments", row_id, body, version)


@bp.delete(f"{SHEET}/departments/<int:row_id>", allow=EDIT, out=CallSheetDepartmentOut, match=True)
def remove_department(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a department's call and note off the sheet."""
    return rows_more.remove(production_id, sheet_id, "departments", row_id, version)


@bp.post(f"{SHEET}/info", allow=EDIT, out=CallSheetInfoOut, status=201)
def add_info(production_id: int, sheet_id: int, body: CallSheetInfoCreate) -> Shown:
    """Add a walkie channel, a vehicle's run, a contact or help in an emergency."""
    return rows_more.add(production_id, sheet_id, "info", body)


@bp.patch(f"{SHEET}/info/<int:row_id>", allow=EDIT, out=CallSheetInfoOut, match=True)
def change_info(production_id: int, sheet_id: int, row_id: int, body: CallSheetInfoPatch, version: int) -> Shown:
    """Change a line of unit information."""
    return rows_more.change(production_id, sheet_id, "info", row_id, body, version)


@bp.delete(f"{SHEET}/info/<int:row_id>", allow=EDIT, out=CallSheetInfoOut, match=True)
def remove_info(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a line of unit information off the sheet."""
    return rows_more.remove(production_id, sheet_id, "info", row_id, version)


@bp.post(f"{SHEET}/signatures", allow=EDIT, out=CallSheetSignatureOut, status=201)
def add_signature(production_id: int, sheet_id: int, body: CallSheetSignatureCreate) -> Shown:
    """Add a line to sign."""
    return rows_more.add(production_id, sheet_id, "signatures", body)


@bp.patch(f"{SHEET}/signatures/<int:row_id>", allow=EDIT, out=CallSheetSignatureOut, match=True)
def change_signature(
    production_id: int, sheet_id: int, row_id: int, body: CallSheetSignaturePatch, version: int
) -> Shown:
    """Change whose line it is."""
    return rows_more.change(production_id, sheet_id, "signatures", row_id, body, version)


@bp.delete(f"{SHEET}/signatures/<int:row_id>", allow=EDIT, out=CallSheetSignatureOut, match=True)
def remove_signature(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take a line to sign off the sheet."""
    return rows_more.remove(production_id, sheet_id, "signatures", row_id, version)


@bp.post(f"{SHEET}/signatures/<int:row_id>/sign", allow=SIGN, out=CallSheetSignatureOut, match=True)
def sign(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Sign a line as oneself."""
    return rows_more.sign(production_id, sheet_id, row_id, version)


@bp.delete(f"{SHEET}/signatures/<int:row_id>/sign", allow=SIGN, out=CallSheetSignatureOut, match=True)
def unsign(production_id: int, sheet_id: int, row_id: int, version: int) -> Shown:
    """Take one's own signature back."""
    return rows_more.unsign(production_id, sheet_id, row_id, version)
