"""Looks over an installation: each check says that all is well, or what to do."""

import os
import re
import shutil
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from typing import Literal

from sqlalchemy import DateTime, Engine, NullPool, create_engine, func, inspect, select, text
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.exc import SQLAlchemyError

from backend.core import clock, network, schema
from backend.core.backup import database_file, listed
from backend.core.lock import holder
from backend.settings import ROOT, Settings

BUILT = date(2026, 11, 1)  # a clock before this day is wrong: the program did not exist
LITTLE_DISK, TOO_LITTLE_DISK = 2 << 30, 100 << 20
BACKUP_DAYS = 2
State = Literal["ok", "warning", "failed"]
Verdict = tuple[State, str]


@dataclass(frozen=True)
class Check:
    """One finding. `ok` needs nothing, `warning` can wait, `failed` must be put right; `message` says what to do."""

    name: str
    state: State
    message: str


def doctor(settings: Settings) -> list[Check]:
    """Look at everything; a check that cannot even be made counts as failed."""
    return [_made(name, look, settings) for name, look in CHECKS]


def has_failed(checks: Iterable[Check]) -> bool:
    """Whether something must be put right."""
    return any(check.state == "failed" for check in checks)


def as_text(checks: Iterable[Check]) -> str:
    """For a terminal, one line a check."""
    signs = {"ok": "ok      ", "warning": "look at ", "failed": "FAILED  "}
    return "\n".join(f"{signs[check.state]} {check.name}: {check.message}" for check in checks)


def as_rows(checks: Iterable[Check]) -> list[dict[str, str]]:
    """For programs: name, state and message of each check."""
    return [asdict(check) for check in checks]


def _made(name: str, look: Callable[[Settings], Verdict], settings: Settings) -> Check:
    try:
        return Check(name, *look(settings))
    except (OSError, sqlite3.Error, SQLAlchemyError) as reason:
        return Check(name, "failed", (str(reason).strip() or type(reason).__name__).splitlines()[0])


def _python(_settings: Settings) -> Verdict:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < (3, 11):  # noqa: UP036 (said, rather than failing somewhere later)
        return "failed", f"{version} is too old; install Python 3.11 or newer."
    return "ok", version


def _packages(_settings: Settings) -> Verdict:
    wrong = []
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if not (pin := re.match(r"([\w.\-]+)(?:\[[\w,]+\])?==(\S+)", line)):
            continue
        try:
            installed = metadata.version(pin[1])
        except metadata.PackageNotFoundError:
            wrong.append(f"{pin[1]} is missing")
            continue
        if installed != pin[2]:
            wrong.append(f"{pin[1]} is {installed}, not {pin[2]}")
    if wrong:
        return "failed", f"{'; '.join(wrong)}. Stop Backlot, delete the folder .venv and start run_all.py again."
    return "ok", "all at the versions they were tested with"


def _data_folder(settings: Settings) -> Verdict:
    with tempfile.NamedTemporaryFile(dir=settings.data_dir) as probe:
        probe.write(b"x")
    free = shutil.disk_usage(settings.data_dir).free
    if free < TOO_LITTLE_DISK:
        return "failed", f"only {free >> 20} MB free on the disk of {settings.data_dir}; free some space now."
    if free < LITTLE_DISK:
        return "warning", f"{free / (1 << 30):.1f} GB free on the disk of {settings.data_dir}; free some space soon."
    return "ok", f"{settings.data_dir}, {free / (1 << 30):.0f} GB free"


def _database(settings: Settings) -> Verdict:
    if not settings.is_sqlite:
        with _engine(settings).connect() as connection:
            return "ok", str(connection.scalar(text("SELECT version()"))).split(" on ")[0]
    file = database_file(settings)
    if not file.exists():
        return "warning", "there is none yet; the first start makes it."
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=10)) as connection:
        try:
            answer = connection.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError as reason:
            answer = str(reason)
        if answer != "ok":
            return "failed", f"damaged ({answer}); stop Backlot and restore the newest copy: run_all.py restore FILE"
        if broken := len(connection.execute("PRAGMA foreign_key_check").fetchall()):
            return "failed", f"{broken} rows refer to rows that are gone; restore a copy made before that."
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    size = f"{file.stat().st_size / (1 << 20):.1f} MB"
    if mode != "wal" and holder(settings.data_dir):
        return "failed", f"in {mode} mode while Backlot runs, so people wait for each other; start Backlot again."
    return "ok", f"whole, {size}" + (", WAL" if mode == "wal" else "; the next start sets WAL")


def _schema(settings: Settings) -> Verdict:
    head = schema.head_revision()
    if settings.is_sqlite and not database_file(settings).exists():
        return "warning", f"no database yet; the first start makes it at {head}."
    current = schema.database_revision(settings.database)
    if current == head:
        return "ok", f"{current}, the newest"
    if current is not None and current not in schema.known_revisions():
        return "failed", f"{current} belongs to a newer Backlot; update Backlot."
    return "warning", f"{current or 'empty'}; the next start brings it to {head}."


def _backups(settings: Settings) -> Verdict:
    copies = listed(settings.backups_dir)
    if not copies:
        return "warning", "there is none yet; make one: run_all.py backup"
    age = clock.now() - copies[0][0]
    told = f"{len(copies)}, the newest {_ago(age)}"
    if age > timedelta(days=BACKUP_DAYS):
        return "warning", f"{told}; make one: run_all.py backup"
    return "ok", told


def _port(settings: Settings) -> Verdict:
    held = holder(settings.data_dir)
    port = held.port if held and held.port else settings.port  # a running server was perhaps started on another port
    if network.answers(settings.host, port):
        return "ok", f"Backlot answers at {network.url(settings.host, port)}"
    if held and held.port:
        return (
            "failed",
            f"process {held.pid} holds the data folder but does not answer; end it and start Backlot again.",
        )
    if reason := network.why_not(settings.host, settings.port):
        return "failed", reason
    return "ok", f"{settings.port} is free; Backlot is not running"


def _clock(settings: Settings) -> Verdict:
    now = clock.now()
    if now.date() < BUILT:
        return "failed", f"it says {now:%Y-%m-%d}, before this program was made; set the machine's date and time."
    newest = _newest_row(settings)
    if newest and newest > now + timedelta(minutes=5):
        return (
            "warning",
            f"it is behind the newest entry ({newest:%Y-%m-%d %H:%M} UTC); set the machine's date and time.",
        )
    return "ok", f"{now:%Y-%m-%d %H:%M} UTC"


def _secret(settings: Settings) -> Verdict:
    file = settings.data_dir / "secret.key"
    if not file.exists():
        return "ok", "from BACKLOT_SECRET_KEY"
    if os.name == "posix" and file.stat().st_mode & 0o077:
        return "failed", f"others on this machine can read {file}; run: chmod 600 '{file}'"
    return "ok", "only its owner can read it"


def _mail(settings: Settings) -> Verdict:
    if not settings.smtp_host:
        return "ok", f"no SMTP_HOST is set: mails are kept in {settings.outbox_dir}"
    try:
        socket.create_connection((settings.smtp_host, settings.smtp_port), 5).close()
    except OSError as reason:
        where = f"{settings.smtp_host}:{settings.smtp_port}"
        return "failed", f"{where} does not answer ({reason}); correct SMTP_HOST and SMTP_PORT, or leave them out."
    return "ok", f"{settings.smtp_host}:{settings.smtp_port} answers"


def _crew(settings: Settings) -> Verdict:
    addresses = network.lan_addresses()
    if network.reachable(settings.host) == "127.0.0.1" and settings.host != "0.0.0.0":  # noqa: S104 (compared)
        return "ok", "only this machine can open Backlot; run_all.py --lan lets the crew in"
    if not addresses:
        return "warning", "this machine has no network address; connect it so that the crew can reach it."
    return "ok", " or ".join(f"http://{address}:{settings.port}" for address in addresses)


def _engine(settings: Settings) -> Engine:
    return create_engine(settings.database, poolclass=NullPool)


def _newest_row(settings: Settings) -> datetime | None:
    """The latest moment at which any row was made; None without a database."""
    if settings.is_sqlite and not database_file(settings).exists():
        return None
    found: list[datetime] = []
    engine = _engine(settings)
    with engine.connect() as connection, suppress(ValueError):  # a moment nobody can read is another check's matter
        for name in inspect(connection).get_table_names():
            made = sql_column("created_at", DateTime)
            if any(column["name"] == made.name for column in inspect(connection).get_columns(name)):
                newest = connection.scalar(select(func.max(made)).select_from(sql_table(name, made)))
                found += [newest.replace(tzinfo=UTC)] if newest else []
    return max(found, default=None)


def _ago(age: timedelta) -> str:
    hours = max(0, round(age.total_seconds() / 3600))
    return f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago"


CHECKS: tuple[tuple[str, Callable[[Settings], Verdict]], ...] = (
    ("Python", _python),
    ("Packages", _packages),
    ("Data folder", _data_folder),
    ("Database", _database),
    ("Schema", _schema),
    ("Backups", _backups),
    ("Port", _port),
    ("Clock", _clock),
    ("Secret key", _secret),
    ("Mail", _mail),
    ("Crew", _crew),
)
