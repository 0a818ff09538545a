"""Where the client keeps its things on this machine, the access it was given, and its log.

home/  (0700)  spool.db: time not sent yet · token.json (0600): access to one account · client.log · alive/: who runs
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import logging.handlers
import os
import platform
import sys
import uuid
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "lustre", "beegfs", "ceph", "glusterfs", "9p"}


@dataclasses.dataclass(frozen=True)
class Access:
    """What pairing gave this machine: the token opens time and tasks of one account."""

    token: str
    server: str
    user_id: int
    user: str
    device_id: int


class Home:
    """The client's folder. path: given by the program or by tests."""

    def __init__(self, path: str | None = None) -> None:
        given = path or os.environ.get("BACKLOT_TIME_HOME")
        self.folder = Path(given).expanduser() if given else default_folder()
        self.spool = self.folder / "spool.db"
        self.token = self.folder / "token.json"
        self.alive = self.folder / "alive"
        self._read: tuple[int, int] | None = None
        self._access: Access | None = None

    def make(self) -> None:
        """Create the folder, for this user alone. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.alive.mkdir(mode=0o700, exist_ok=True)

    def access(self) -> Access | None:
        """The access this machine has now; another program may have changed it."""
        try:
            now = self.token.stat()
            if self._read != (now.st_mtime_ns, now.st_ino):
                self._access = _access(json.loads(self.token.read_text(encoding="utf-8")))
                self._read = (now.st_mtime_ns, now.st_ino)
        except FileNotFoundError:
            self._read = self._access = None
        except OSError:
            pass  # somebody is just writing or scanning it: what was known is still true
        except (ValueError, TypeError, KeyError):
            self._read = self._access = None
        return self._access

    def keep(self, access: Access) -> None:
        """Remember an access, for this user's eyes only. Raises OSError."""
        self.make()
        body = {
            "token": access.token,
            "server": access.server,
            "user": {"id": access.user_id, "name": access.user},
            "device_id": access.device_id,
        }
        beside = self.folder / f"token.{uuid.uuid4().hex}"
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(body, file)
        beside.replace(self.token)
        self._read = None

    def forget(self) -> None:
        """Give the access up."""
        with contextlib.suppress(FileNotFoundError):
            self.token.unlink()
        self._read = None

    def server(self) -> str:
        """The address to pair with when none was typed: of the last pairing, else what the package was built for."""
        access = self.access()
        if access:
            return access.server
        given = os.environ.get("BACKLOT_TIME_SERVER", "")
        places = (self.folder, PACKAGE, PACKAGE.parent, PACKAGE.parent.parent)
        for place in places if not given else ():
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                given = given or str(json.loads((place / "server.json").read_text(encoding="utf-8"))["server"])
        return address(given)

    def log(self) -> logging.Logger:
        """The client's own small log. It never writes to the program's console."""
        logger = logging.getLogger(f"backlot_time.{self.folder}")
        if not logger.handlers:
            logger.propagate = False
            logger.setLevel(logging.INFO)
            logger.addHandler(_log_file(self.folder / "client.log"))
        return logger


class _Quiet(logging.handlers.RotatingFileHandler):
    """Nothing to write to is no reason to disturb anybody."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Let it go."""

    def _open(self) -> Any:
        made = super()._open()
        with contextlib.suppress(OSError):
            os.chmod(self.baseFilename, 0o600)
        return made


def _log_file(path: Path) -> logging.Handler:
    handler = _Quiet(path, maxBytes=256 * 1024, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    return handler


def _access(body: Any) -> Access:
    user = body["user"]
    made = Access(
        str(body["token"]), address(str(body["server"])), int(user["id"]), str(user["name"]), int(body["device_id"])
    )
    if not made.token or not made.server:
        raise ValueError("empty")
    return made


def address(text: str) -> str:
    """A server's address as people type it, in one form: "studio:8501/" is "http://studio:8501"."""
    text = text.strip().rstrip("/")
    if text.endswith("/api"):
        text = text[: -len("/api")]
    return text if not text or "://" in text else f"http://{text}"


def machine_name() -> str:
    """This machine's name."""
    return platform.node()[:80] or "this machine"


def default_folder() -> Path:
    """The user's data folder; on a network drive one for each machine, as several may run on it at once."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "Backlot Time"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Backlot Time"
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "backlot-time"
    return data / machine_name() if _on_network(data) else data


def _on_network(folder: Path) -> bool:
    """Whether a folder lies on a network drive (Linux): the database of the spool is only safe for one machine."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
        real = folder.resolve()
        place = max((point for point, _ in mounts if Path(point) in (real, *real.parents)), key=len)
        return [kind for point, kind in mounts if point == place][-1] in NETWORK
    except (OSError, ValueError, IndexError):
        return False
