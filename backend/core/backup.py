"""Copies of the database: made while people work, proved by a check, thinned out, and put back.

A copy is taken with SQLite's online backup in one step (the file alone would miss what still is in the write-ahead
log) and gets its name only after it passed `integrity_check`, so a copy that was cut short never looks like a good one.
Uploaded files are not part of it: they are never changed in place, so copying the `uploads` folder is enough.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from backend.core import clock
from backend.core.errors import Invalid, NotFound, Problem
from backend.core.lock import server_lock
from backend.core.schema import VERSIONS, known_revisions
from backend.settings import Settings

KEEP_DAYS, KEEP_WEEKS, KEEP_LABELLED = 7, 4, 5
NAME = re.compile(r"backlot-(?P<stamp>\d{8}-\d{6})(?:-(?P<label>[a-z-]+))?(?:\.\d+)?\.(?:db|dump)")
_turn = threading.Lock()
TAILS = ("-wal", "-shm", "-journal")


class BackupFailed(Problem):
    """The copy could not be made or is damaged; nothing was changed."""

    status = 500


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database to one self-contained file while others write, then prove that the copy is whole.

    Raises BackupFailed when either file cannot be read or written or the copy is damaged; then there is no target.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        _remove(part)
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=30)) as read,
            closing(sqlite3.connect(part)) as write,
        ):
            read.backup(write)
            write.execute("PRAGMA journal_mode=DELETE")
            answer = write.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            raise BackupFailed(f"The copy of {source.name} is damaged: {answer}.")
        _flush(part)
        part.replace(target)
    except (OSError, sqlite3.Error) as reason:
        raise BackupFailed(f"{source.name} could not be copied to {target.parent}: {reason}.") from reason
    finally:
        with suppress(OSError):
            _remove(part)


def backup(settings: Settings, label: str = "") -> Path:
    """Copy the database into the backups folder as `backlot-YYYYmmdd-HHMMSS[-label]`, thin out old copies, return it.

    The stamp is UTC. `.db` for SQLite; for PostgreSQL a `.dump` made by pg_dump.
    """
    with _turn:  # two copies of one second would want the same name
        target = _free_name(settings, label)
        if settings.is_sqlite:
            source = database_file(settings)
            if not source.exists():
                raise NotFound("There is no database yet, so there is nothing to back up.")
            copy_database(source, target)
        else:
            _dump_postgresql(settings.database, target)
        prune(settings.backups_dir)
    return target


def database_file(settings: Settings) -> Path:
    """The SQLite file that the settings name."""
    return Path(make_url(settings.database).database or "").absolute()


def listed(folder: Path) -> list[tuple[datetime, str, Path]]:
    """Every copy in the folder, newest first: when it was made (UTC), its label ('' for a plain one) and the file."""
    return sorted(_found(folder), key=lambda copy: (copy[0], copy[2].name), reverse=True)


def prune(folder: Path) -> list[Path]:
    """Delete copies that are no longer wanted; returns what it deleted.

    Of the plain copies stay: all of the newest 24 hours, the last of each of the newest 7 days that have one, and the
    last of each of the newest 4 such weeks. Of copies made before a migration or a restore the newest 5 of each stay.
    """
    copies = listed(folder)
    plain = [copy for copy in copies if not copy[1]]
    keep = {file for made, _, file in plain if made > plain[0][0] - timedelta(hours=24)}
    for key, count in (("%Y-%m-%d", KEEP_DAYS), ("%G-W%V", KEEP_WEEKS)):
        newest: dict[str, Path] = {}
        for made, _, file in plain:
            newest.setdefault(made.strftime(key), file)
        keep.update(list(newest.values())[:count])
    for label in {label for _, label, _ in copies if label}:
        keep.update([file for _, its, file in copies if its == label][:KEEP_LABELLED])
    doomed = [file for _, _, file in copies if file not in keep]
    for file in doomed:
        file.unlink(missing_ok=True)
    return doomed


def restore(settings: Settings, file: Path, versions: Path = VERSIONS) -> Path | None:
    """Put a copy in the database's place; returns where the replaced database was kept (None if there was none).

    Refuses while a server holds the data folder, and any file that is not a whole Backlot database of this version or
    an older one (the next start migrates an older one). The uploads folder is not touched.
    """
    if not settings.is_sqlite:
        raise Invalid(
            "Restore a PostgreSQL copy with PostgreSQL's own: pg_restore --clean --if-exists -d DATABASE FILE"
        )
    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    database = database_file(settings)
    with server_lock(settings.data_dir):
        staged = database.with_name(f"{database.name}.restoring")
        try:
            _check_header(file)
            copy_database(file, staged)
            _check_revision(staged, file.name, versions)
            kept = _keep_replaced(settings, database)
            put_in_place(staged, database)
        finally:
            _remove(staged)
    return kept


def put_in_place(staged: Path, database: Path) -> None:
    """Move a checked copy over the database; nobody may have the database open.

    The old write-ahead log goes first: SQLite would otherwise replay it over the new file.
    """
    try:
        for tail in TAILS:
            database.with_name(database.name + tail).unlink(missing_ok=True)
        staged.replace(database)
    except PermissionError as reason:  # Windows: another program has the file open
        raise Problem(f"Close every program that uses {database.name}, then try again.") from reason


def _found(folder: Path) -> Iterator[tuple[datetime, str, Path]]:
    for file in folder.glob("backlot-*"):
        if (match := NAME.fullmatch(file.name)) and file.is_file():
            with suppress(ValueError):  # digits that are no date: not ours
                made = datetime.strptime(match["stamp"], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                yield made, match["label"] or "", file


def _free_name(settings: Settings, label: str) -> Path:
    stem = f"backlot-{clock.now():%Y%m%d-%H%M%S}" + (f"-{label}" if label else "")
    ending = "db" if settings.is_sqlite else "dump"
    target, number = settings.backups_dir / f"{stem}.{ending}", 1
    while target.exists():
        number += 1
        target = settings.backups_dir / f"{stem}.{number}.{ending}"
    return target


def _check_header(file: Path) -> None:
    with file.open("rb") as opened:
        if opened.read(16) != b"SQLite format 3\0":
            raise Invalid(f"{file.name} is not a SQLite database, so it was not restored.")


def _check_revision(staged: Path, name: str, versions: Path) -> None:
    with closing(sqlite3.connect(staged)) as connection:
        try:
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        except sqlite3.DatabaseError:
            rows = []
    if len(rows) != 1:
        raise Invalid(f"{name} is not a Backlot database, so it was not restored.")
    if rows[0][0] not in known_revisions(versions):
        raise Invalid(f"{name} was written by a newer Backlot; update Backlot, then restore it.")


def _keep_replaced(settings: Settings, database: Path) -> Path | None:
    """Copy the database that is about to be replaced; a damaged one is kept byte by byte, log included."""
    if not database.exists():
        return None
    target = _free_name(settings, "before-restore")
    try:
        copy_database(database, target)
    except BackupFailed:
        target = _free_name(settings, "damaged")
        target.parent.mkdir(parents=True, exist_ok=True)
        for tail in ("", *TAILS):
            part = database.with_name(database.name + tail)
            if part.exists():
                shutil.copyfile(part, target.with_name(target.name + tail))
    return target


def _remove(file: Path) -> None:
    for tail in ("", *TAILS):
        file.with_name(file.name + tail).unlink(missing_ok=True)


def _flush(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _dump_postgresql(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump was not found; install PostgreSQL's client programs on this machine to back up.")
    address = make_url(url).set(drivername="postgresql")
    # the password goes by the environment: a command line can be read by everybody on the machine
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    where = address.set(password=None).render_as_string()
    command = [program, "--format=custom", f"--file={part}", "--no-password", f"--dbname={where}"]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        part.unlink(missing_ok=True)
        raise BackupFailed(f"pg_dump could not copy the database: {(done.stderr.strip() or '?').splitlines()[-1]}")
    part.replace(target)
