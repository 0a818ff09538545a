"""Which of this machine's programs are alive, which of them sends, and which has the timer."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from .store import Store

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LEASE = 30.0  # seconds for which one program sends, unless it ends before
YOUNG = 60.0  # seconds: a file that is not locked yet may be about to be


class Alive:
    """A sign of life that ends with its process, however that ends: a locked file with a name of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.owner = folder, str(uuid.uuid4())
        self._file = os.open(folder / self.owner, os.O_CREAT | os.O_RDWR, 0o600)
        self._timing: bool | None = None
        self.say(timing=False)
        for _ in range(50):
            if _lock(self._file):
                return
            time.sleep(0.01)  # another program is just looking whether this one is alive
        os.close(self._file)
        raise OSError("files in this folder cannot be locked")

    def say(self, *, timing: bool) -> None:
        """Tell the others whether a timer is on here."""
        if timing != self._timing:
            self._timing = timing
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, f"{os.getpid():<12}{'on ' if timing else 'off'}".encode("ascii"))

    def end(self) -> None:
        """Go."""
        with contextlib.suppress(OSError):
            os.close(self._file)
        with contextlib.suppress(OSError):
            (self.folder / self.owner).unlink()

    def sees(self, owner: str) -> bool:
        """Whether another program is alive."""
        return owner == self.owner or is_alive(self.folder, owner)

    def others(self) -> dict[int, bool]:
        """process id → whether a timer is on there, of the other programs; what dead ones left is cleared away."""
        found: dict[int, bool] = {}
        for file in self.folder.iterdir():
            if self.sees(file.name):
                with contextlib.suppress(OSError, ValueError, IndexError):
                    process, timing = file.read_text(encoding="ascii").split()
                    found[int(process)] = timing == "on" or found.get(int(process), False)
            else:
                with contextlib.suppress(OSError):
                    if abs(time.time() - file.stat().st_mtime) > YOUNG:
                        file.unlink()
        found.pop(os.getpid(), None)
        return found


def is_alive(folder: Path, owner: str) -> bool:
    """Whether the program of that name is alive. What cannot be found out counts as alive: nothing is taken from it."""
    try:
        file = os.open(folder / owner, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        return not _lock(file)
    finally:
        os.close(file)


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(file, 64, os.SEEK_SET)  # beyond what is written, so that it can be read meanwhile
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@dataclasses.dataclass(frozen=True)
class Turn:
    """Who has the timer: since when, and that program's last activity that was written down. over: it gave it back."""

    owner: str
    dcc: str
    since: float
    last: float
    over: int = 0


class Turns:
    """The rows in which the programs of a machine agree."""

    def __init__(self, store: Store, alive: Alive) -> None:
        self._store, self._alive = store, alive
        self.owner = alive.owner

    def lease(self, now: float) -> bool:
        """Take or keep the right to send."""
        free = self._free(now)
        if free is None or free > now:
            return free is not None
        with self._store.writing() as db:
            if self._free(now) is None:
                return False
            db.execute("INSERT OR REPLACE INTO lease VALUES (1, ?, ?)", (self.owner, now + LEASE))
        return True

    def _free(self, now: float) -> float | None:
        """None: another program sends. A later moment: ours until then, no need to say so again. 0: to be taken."""
        row = self._store.db.execute("SELECT owner, until FROM lease").fetchone()
        if not row or not now < row["until"] <= now + LEASE:
            return 0.0
        if row["owner"] == self.owner:
            return float(row["until"]) - LEASE / 2
        return None if self._alive.sees(row["owner"]) else 0.0

    def turn(self) -> Turn | None:
        """Who has the timer, or had it last."""
        row = self._store.db.execute("SELECT owner, dcc, since, last, over FROM active_host").fetchone()
        return Turn(*row) if row else None

    def claim(self, dcc: str, inputs: Sequence[float], *, always: bool = False) -> float | None:
        """Take the timer by newer activity than that of whoever has or had it, or by the artist's word (`always`).

        inputs: moments of activity here, in order. Answers since when it is ours, None when the other's is newer.
        """
        with self._store.writing() as db:
            turn = self.turn()
            other = turn if turn and turn.owner != self.owner else None
            newer = [at for at in inputs if other is None or at >= other.last]
            if other and always and not newer:
                newer = [other.last]  # never before what the other counted
            if not newer:
                return None
            since = turn.since if turn and not other and not turn.over else newer[0]
            db.execute(
                "INSERT OR REPLACE INTO active_host VALUES (1, ?, ?, ?, ?, 0)", (self.owner, dcc, since, newer[-1])
            )
        return since

    def reached(self, last: float) -> bool:
        """Inside a transaction: note this program's last activity. False: another one took the timer meanwhile."""
        changed = self._store.db.execute(
            "UPDATE active_host SET last = max(last, ?) WHERE owner = ?", (last, self.owner)
        )
        return changed.rowcount == 1

    def acted(self) -> None:
        """Something was edited in this program, whether it has a timer or not."""
        if self._store.note("active") != self.owner:
            self._store.remember("active", self.owner)

    def may_guess(self) -> bool:
        """Whether input at the machine is this program's, where windows cannot be told apart: it had the last edit."""
        active = self._store.note("active")
        return active in (None, self.owner) or not self._alive.sees(str(active))

    def give_back(self, last: float) -> None:
        """This program has no timer any more; what it counted reaches to `last` at most."""
        self._store.db.execute(
            "UPDATE active_host SET over = 1, last = max(last, ?) WHERE owner = ?", (last, self.owner)
        )

    def end_lease(self) -> None:
        """This program sends no more."""
        self._store.db.execute("DELETE FROM lease WHERE owner = ?", (self.owner,))
