"""Who holds the data folder: one file, `server.lock`, locked by the running server and readable by everybody.

The operating system drops the lock when its holder dies, however it dies, so a stale file never blocks a start.
Standard library only: the launcher reads it before anything is installed.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from backend.core.errors import Conflict

LOCK_NAME = "server.lock"


@dataclass(frozen=True)
class Holder:
    """The process that holds a data folder; port 0 means maintenance (a migration or a restore), not a server."""

    pid: int
    port: int


class InUse(Conflict):
    """Another process holds the data folder."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder
        doing = f"Backlot is running on port {holder.port}" if holder.port else "A migration or a restore is running"
        who = f" (process {holder.pid})" if holder.pid else ""
        super().__init__(f"{doing} with this data folder{who}; stop it first, then try again.")


@contextmanager
def server_lock(data_dir: Path, port: int = 0) -> Iterator[None]:
    """Hold the data folder while the block runs.

    Raises InUse at once if another process holds it, Conflict when it cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Conflict(f"The data folder {data_dir} cannot be written: {error.strerror}.") from error
    try:
        if not _try_lock(handle):
            raise InUse(_read(handle))
        _write(handle, json.dumps({"pid": os.getpid(), "port": port}))
        try:
            yield
        finally:
            _write(handle, "")
            _unlock(handle)
    finally:
        os.close(handle)


def holder(data_dir: Path) -> Holder | None:
    """The process that holds the data folder now, or None; pid and port are 0 while it is still writing them."""
    try:
        handle = os.open(data_dir / LOCK_NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try_lock(handle):
            _unlock(handle)
            return None
        return _read(handle)
    finally:
        os.close(handle)


def _write(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())


def _read(handle: int) -> Holder:
    os.lseek(handle, 0, os.SEEK_SET)
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(os.read(handle, 1000))
        return Holder(int(found["pid"]), int(found["port"]))
    return Holder(0, 0)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # Windows locks are mandatory: lock a byte far behind the text, so that the text stays readable

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
