"""The packages for other programs, made when somebody asks and kept until their sources or the server's address change.

`dcc.build` knows what there is and what goes in; here a finished zip lies under the digest of what it holds.
"""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from backend.core.context import settings
from backend.core.errors import NotFound
from dcc.build.packages import PACKAGES, Package, build, digest

_building = Lock()  # several who ask at once wait for one build


def offered() -> list[dict[str, Any]]:
    """Every package with its size in bytes."""
    names = ("name", "program", "title", "about", "version", "file_name")
    return [
        {**{name: getattr(package, name) for name in names}, "size": _made(package).stat().st_size}
        for package in PACKAGES
    ]


def download(name: str) -> tuple[str, bytes]:
    """The file name and the bytes of a package. Raises NotFound for a name that is not offered."""
    for package in PACKAGES:
        if package.name == name:
            return package.file_name, _made(package).read_bytes()
    raise NotFound("There is no such package.")


def _made(package: Package) -> Path:
    """The finished zip. It is put in its place in one step, so that nobody is ever given half of it. Raises OSError."""
    folder, server = settings().data_dir / "packages", settings().base_url
    target = folder / f"{package.name}-{package.version}-{digest(package.name, server)[:16]}.zip"
    with _building:
        if not target.is_file():
            _make(package, target, server)
    return target


def _make(package: Package, target: Path, server: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".part-", dir=target.parent) as unfinished:
        os.replace(build(package.name, Path(unfinished) / target.name, server), target)
    for old in target.parent.glob(f"{package.name}-*.zip"):
        if old != target:
            with suppress(OSError):  # Windows keeps what somebody is reading; the next build removes it
                old.unlink()
