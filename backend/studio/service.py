"""Looking after the installation: what it is, copies of its database, mails in its outbox."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from backend import __version__
from backend.core import backup, mail, network
from backend.core.context import settings
from backend.core.db import db
from backend.doctor import as_rows, doctor

NEWEST_MAILS = 50


def overview() -> dict[str, Any]:
    """How this installation is set up."""
    s = settings()
    reachable = s.host not in {"127.0.0.1", "localhost", "::1"}
    return {
        "version": __version__,
        "database": db.session.get_bind().dialect.name,
        "data_folder": str(s.data_dir),
        "base_url": s.base_url,
        "addresses": [f"http://{address}:{s.port}" for address in network.lan_addresses()] if reachable else [],
        "reachable": reachable,
        "mail_works": mail.mail_works(s),
        "open_registration": s.open_registration,
    }


def backups() -> list[dict[str, Any]]:
    """Copies of the database, newest first."""
    return [_described(made, label, file) for made, label, file in backup.listed(settings().backups_dir)]


def make_backup() -> dict[str, Any]:
    """Copy the database now."""
    made = backup.backup(settings())
    return next(row for row in backups() if row["name"] == made.name)


def checks() -> list[dict[str, str]]:
    """What `doctor` finds."""
    return as_rows(doctor(settings()))


def outbox() -> list[dict[str, str]]:
    """The newest mails in the outbox folder, newest first."""
    folder = settings().outbox_dir
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.is_dir() else []
    return [_mail(file) for file in files[:NEWEST_MAILS]]


def _described(made: Any, label: str, file: Path) -> dict[str, Any]:
    return {"name": file.name, "made_at": made, "label": label, "size": file.stat().st_size}


def _mail(file: Path) -> dict[str, str]:
    message: EmailMessage = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    return {
        "name": file.name,
        "to": str(message["To"] or ""),
        "subject": str(message["Subject"] or ""),
        "date": str(message["Date"] or ""),
        "text": body.get_content() if body else "",
    }
