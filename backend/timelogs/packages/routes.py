"""What to install in other programs."""

from typing import Any

from flask import Response

from backend.core.contract import Domain
from backend.core.roles import SIGNED_IN
from backend.timelogs.packages import service
from backend.timelogs.packages.schemas import DccPackageOut

bp = Domain("dcc_packages", __name__, prefix="/dcc-packages")
ZIP = "application/zip"


@bp.get("", allow=SIGNED_IN, out=list[DccPackageOut])
def packages() -> list[dict[str, Any]]:
    """What there is, for which program."""
    return service.offered()


@bp.get("/<name>", allow=SIGNED_IN, produces=ZIP)
def download(name: str) -> Response:
    """A package to install."""
    file_name, content = service.download(name)
    return Response(content, mimetype=ZIP, headers={"Content-Disposition": f'attachment; filename="{file_name}"'})
