"""The owner's view of the installation."""

from typing import Any

from backend.core.contract import Domain, Said
from backend.core.roles import STUDIO_OWNER
from backend.studio import service
from backend.studio.schemas import BackupOut, CheckOut, OutboxMailOut, StudioOut

bp = Domain("studio", __name__, prefix="/studio")


@bp.get("", allow=STUDIO_OWNER, out=StudioOut)
def overview() -> Any:
    """How this installation is set up."""
    return service.overview()


@bp.get("/checks", allow=STUDIO_OWNER, out=list[CheckOut])
def checks() -> Any:
    """Check this installation, as the doctor command does."""
    return service.checks()


@bp.get("/backups", allow=STUDIO_OWNER, out=list[BackupOut])
def backups() -> Any:
    """Copies of the database, newest first."""
    return service.backups()


@bp.post("/backups", allow=STUDIO_OWNER, out=BackupOut, status=201, transaction=False)
def make_backup() -> Any:
    """Copy the database now."""
    return Said(service.make_backup(), "The database was copied.")


@bp.get("/outbox", allow=STUDIO_OWNER, out=list[OutboxMailOut])
def outbox() -> Any:
    """Mails that were written to the outbox folder because no mail server is set."""
    return service.outbox()
