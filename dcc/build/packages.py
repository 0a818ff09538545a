"""What can be installed, and how each zip is put together: the same sources and server give the same bytes.

A part is a folder below `dcc` and where it goes in the zip. Every package holds `server.json` beside the client, so
that nobody types the address of the server.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DCC = Path(__file__).resolve().parents[1]
CLIENT = "backlot_client"
VERSION = "1.0.0"
_LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold: no build differs by when it was made


@dataclass(frozen=True)
class Package:
    """A zip to install. `parts`: (folder below `dcc`, folder in the zip); `client`: folder of the client in the zip."""

    name: str
    program: str
    title: str
    about: str
    file_name: str
    version: str
    parts: tuple[tuple[str, str], ...]
    client: str


PACKAGES: tuple[Package, ...] = (
    Package(
        "blender-extension", "blender", "Blender 4.2 and newer", "An extension: drag the file into Blender.",
        f"backlot-time-blender-extension-{VERSION}.zip", VERSION, (("blender/backlot_time", ""),), CLIENT,
    ),
    Package(
        "blender-legacy", "blender", "Blender 3.x", "An add-on for Blender 3.3 to 4.1.",
        f"backlot-time-blender-legacy-{VERSION}.zip", VERSION, (("blender/backlot_time", "backlot_time"),),
        f"backlot_time/{CLIENT}",
    ),
    Package(
        "maya", "maya", "Maya", "A module for Maya 2023 and newer.", f"backlot-time-maya-{VERSION}.zip", VERSION,
        (("maya", "backlot-time"),), f"backlot-time/scripts/{CLIENT}",
    ),
    Package(
        "desktop-and-cli", "cli", "Other programs", "A small window and the `backlot-time` command, for every program.",
        f"backlot-time-{VERSION}.zip", VERSION,
        (("desktop", "backlot-time/desktop"), ("cli", "backlot-time/cli")), f"backlot-time/{CLIENT}",
    ),
)  # fmt: skip


def find(name: str) -> Package:
    """A package by its name. Raises KeyError."""
    return {package.name: package for package in PACKAGES}[name]


def contents(name: str, server: str) -> Iterator[tuple[str, bytes]]:
    """(path in the zip, bytes) of everything in a package, sorted by path. Raises KeyError for an unknown name."""
    package = find(name)
    files: dict[str, bytes] = {}
    for source, target in (*package.parts, (CLIENT, package.client)):
        folder = DCC / source
        for file in folder.rglob("*"):
            inside = file.relative_to(folder)
            if file.is_file() and not _LEFT_OUT & set(inside.parts) and file.suffix != ".pyc":
                files["/".join(filter(None, (target, inside.as_posix())))] = file.read_bytes()
    files[f"{package.client}/server.json"] = json.dumps({"server": server}).encode()
    yield from sorted(files.items())


def digest(name: str, server: str) -> str:
    """A digest in hex of what the package would hold now."""
    found = hashlib.sha256()
    for path, content in contents(name, server):
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def build(name: str, target: Path, server: str) -> Path:
    """Write the package's zip to `target` and return it; `server` is the address that programs will talk to."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in contents(name, server):
            info = zipfile.ZipInfo(path, _EPOCH)
            info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target
