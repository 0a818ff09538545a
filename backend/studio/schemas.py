"""What the owner sees of the installation."""

from datetime import datetime

from backend.core.schemas import Out


class StudioOut(Out):
    """How this installation is set up; addresses are those of this machine on the local network."""

    version: str
    database: str
    data_folder: str
    base_url: str
    addresses: list[str]
    reachable: bool
    mail_works: bool
    open_registration: bool


class BackupOut(Out):
    """A copy of the database; size in bytes."""

    name: str
    made_at: datetime
    label: str
    size: int


class CheckOut(Out):
    """One check of the installation: ok, warning or failed, and what to do."""

    name: str
    state: str
    message: str


class OutboxMailOut(Out):
    """A mail that was written to the outbox folder because no mail server is set."""

    name: str
    to: str
    subject: str
    date: str
    text: str
