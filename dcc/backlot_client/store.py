"""The database file of the spool: for this user alone, written by several programs, set aside when it is broken."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BUSY = 3.0  # seconds to wait for another program's write
SCHEMA = """
CREATE TABLE IF NOT EXISTS segment (
  segment_id TEXT PRIMARY KEY, session_id TEXT NOT NULL, user_id INTEGER NOT NULL, task_id INTEGER NOT NULL,
  dcc TEXT NOT NULL, dcc_version TEXT NOT NULL, file TEXT NOT NULL,
  boot TEXT NOT NULL, start REAL NOT NULL, end REAL NOT NULL, wall REAL NOT NULL, closed TEXT,
  owner TEXT NOT NULL, touched REAL NOT NULL, quiet INTEGER NOT NULL,
  sent REAL, sent_at REAL, verdict TEXT, tries INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS segment_owner ON segment (owner, closed);
CREATE TABLE IF NOT EXISTS refused (
  segment_id TEXT PRIMARY KEY, at REAL NOT NULL, reason TEXT NOT NULL, row TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS gap (
  gap_id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, task_id INTEGER NOT NULL,
  boot TEXT NOT NULL, start REAL NOT NULL, end REAL NOT NULL, wall REAL NOT NULL,
  wanted_task INTEGER, reason TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS lease (id INTEGER PRIMARY KEY CHECK (id = 1), owner TEXT NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS active_host (
  id INTEGER PRIMARY KEY CHECK (id = 1), owner TEXT NOT NULL, dcc TEXT NOT NULL,
  since REAL NOT NULL, last REAL NOT NULL, over INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """One thread's connection to the file. boot: names the boot whose clock the rows go by."""

    def __init__(self, path: Path, boot: str) -> None:
        self.path, self.boot = path, boot
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The open connection. Raises sqlite3.Error or OSError when there can be none now."""
        if self._db is not None and self._file != _identity(self.path):
            self.close()  # another program set the file aside
        if self._db is None:
            try:
                self._db = self._open()
            except sqlite3.DatabaseError as problem:
                if not broken(problem):
                    raise
                self.replace()
                self._db = self._open()
        return self._db

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes in between."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    @contextlib.contextmanager
    def repairing(self) -> Iterator[None]:
        """What is done inside meets a broken file with a new one, and still raises: do it again later."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            if broken(problem):
                self.replace()
            raise

    def note(self, name: str, otherwise: Any = None) -> Any:
        """A remembered value."""
        row = self.db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        try:
            return otherwise if row is None else json.loads(row[0])
        except ValueError:
            return otherwise

    def notes(self) -> dict[str, str]:
        """Everything remembered, as JSON text."""
        return {row[0]: row[1] for row in self.db.execute("SELECT name, value FROM note")}

    def remember(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold."""
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, json.dumps(value)))

    def close(self) -> None:
        """End the connection."""
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def replace(self) -> None:
        """Set a broken file aside, begin a new one, and bring over what can still be read. Raises OSError."""
        self.close()
        if self._file != _identity(self.path):
            return  # another program did
        aside = self.path.with_name(f"{self.path.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}")
        for end in ("-wal", "-shm", ""):  # the log first: it must never be taken for that of a new file
            with contextlib.suppress(FileNotFoundError):
                self.path.with_name(self.path.name + end).replace(aside.with_name(aside.name + end))
        self._db = self._open()
        self.remember("set_aside", {"file": str(aside), "wall": time.time()})
        self._bring_over(aside)

    def _open(self) -> sqlite3.Connection:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._file = _identity(self.path)
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(SCHEMA)
            self._begin_boot(db)
        except BaseException:
            db.close()
            raise
        return db

    def _begin_boot(self, db: sqlite3.Connection) -> None:
        """After a boot the clock begins anew: nothing of before says when to try again, or who sends."""
        row = db.execute("SELECT value FROM note WHERE name = 'boot'").fetchone()
        if row is None or json.loads(row[0]) != self.boot:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE segment SET next_try = 0, sent_at = NULL, touched = 0")
            db.execute("UPDATE gap SET next_try = 0")
            db.execute("DELETE FROM lease")
            db.execute("DELETE FROM active_host")
            db.execute("DELETE FROM note WHERE name = 'link'")
            db.execute("INSERT OR REPLACE INTO note VALUES ('boot', ?)", (json.dumps(self.boot),))
            db.execute("COMMIT")

    def _bring_over(self, aside: Path) -> None:
        old = sqlite3.connect(aside, timeout=BUSY)
        with contextlib.suppress(sqlite3.Error), contextlib.closing(old):
            for table in ("segment", "gap", "refused"):
                with contextlib.suppress(sqlite3.Error):
                    for row in old.execute(f"SELECT * FROM {table}"):  # noqa: S608 - fixed names
                        marks = ", ".join("?" * len(row))
                        self.db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608


def broken(problem: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the file is no database any more, rather than busy or full."""
    return any(words in str(problem) for words in ("malformed", "not a database", "no such table", "no such column"))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_ino, now.st_dev
