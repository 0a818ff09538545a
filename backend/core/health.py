"""Is the server alive, and is it ready for people?"""

from flask import Flask
from pydantic import BaseModel
from sqlalchemy import text

from backend import __version__
from backend.core import mail
from backend.core.context import settings
from backend.core.contract import Domain
from backend.core.db import db
from backend.core.roles import PUBLIC

bp = Domain("system", __name__)


class HealthOut(BaseModel):
    """The process answers."""

    app: str
    version: str


class ReadyOut(HealthOut):
    """The database answers too; `mail` tells whether mails leave the house or go to the outbox folder."""

    database: str
    schema_version: str | None
    mail: bool


@bp.get("/health", allow=PUBLIC, out=HealthOut)
def health() -> dict[str, str]:
    """The process is alive."""
    return {"app": "backlot", "version": __version__}


@bp.get("/ready", allow=PUBLIC, out=ReadyOut)
def ready() -> dict[str, object]:
    """The database answers and has a schema."""
    revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    kind = db.session.get_bind().dialect.name
    mailing = mail.mail_works(settings())
    return {"app": "backlot", "version": __version__, "database": kind, "schema_version": revision, "mail": mailing}


def register(app: Flask) -> None:
    """Add the system routes."""
    app.register_api(bp)  # type: ignore[attr-defined]
