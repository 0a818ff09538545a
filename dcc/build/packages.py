"""What can be installed, and how each zip is put together: the same sources and server give the same bytes.

A part is a folder below `dcc` and where it goes in the zip. The client goes inside every package, because programs such
as Blender and Maya bring a Python of their own; where a checkout has a module `backlot_client.py` that borrows the
client from beside it, the client itself takes its place. With it goes `server.json`, so that nobody types an address.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dcc.backlot_client.version import VERSION

DCC = Path(__file__).resolve().parents[1]
CLIENT = "backlot_client"
STARTERS = ("README.txt", "backlot-time", "backlot-time.cmd", "backlot-time-desktop.pyw")
_LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}
_TEXT = {".py", ".toml", ".json", ".md", ".mod", ".txt", ""}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold: no build differs by when it was made


@dataclass(frozen=True)
class Package:
    """A zip to install.

    name: in addresses. program: which the add-on is for. suffix: how its file's name ends. parts: (file or folder below
    `dcc`, its place in the zip). home: the folder in the zip that gets the client.
    """

    name: str
    program: str
    title: str
    about: str
    suffix: str
    parts: tuple[tuple[str, str], ...]
    home: str
    version: str = VERSION

    @property
    def file_name(self) -> str:
        """The zip's name, with the version in it."""
        return f"backlot_time-{self.version}-{self.suffix}.zip"


PACKAGES: tuple[Package, ...] = (
    Package(
        name="blender-extension",
        program="blender",
        title="Blender 4.2 and newer",
        about="An extension: drag the file into Blender.",
        suffix="blender-4.2",
        parts=(("blender/backlot_time", ""),),
        home="",
    ),
    Package(
        name="blender-legacy",
        program="blender",
        title="Blender 3.3 to 4.1",
        about="An add-on: Edit > Preferences > Add-ons > Install.",
        suffix="blender-3",
        parts=(("blender/backlot_time", "backlot_time"),),
        home="backlot_time",
    ),
    Package(
        name="maya",
        program="maya",
        title="Maya 2023 and newer",
        about="A module: unpack it and drag install_backlot_time.py into the viewport.",
        suffix="maya",
        parts=(("maya/install", ""), ("maya/module", "backlot_time")),
        home="backlot_time/scripts/backlot_time_maya",
    ),
    Package(
        name="desktop-and-cli",
        program="desktop",
        title="Every other program",
        about="A small window and the `backlot-time` command, for any computer with Python 3.9 or newer.",
        suffix="desktop",
        parts=(
            *((f"build/desktop/{name}", name) for name in STARTERS),
            ("build/desktop/__init__.py", "backlot_time/__init__.py"),
            ("desktop", "backlot_time/desktop"),
            ("cli", "backlot_time/cli"),
        ),
        home="backlot_time",
    ),
)


def find(name: str) -> Package:
    """A package by its name. Raises KeyError."""
    return {package.name: package for package in PACKAGES}[name]


def contents(name: str, server: str = "") -> Iterator[tuple[str, bytes]]:
    """(path in the zip, bytes) of everything in a package, sorted by path. Raises KeyError for an unknown name."""
    package = find(name)
    client = _joined(package.home, CLIENT)
    files: dict[str, bytes] = {}
    for source, target in (*package.parts, (CLIENT, client)):
        for file, inside in _files(DCC / source):
            path = _joined(target, inside)
            files[path] = _prepared(file, package.version)
    files.pop(f"{client}.py", None)
    if server:
        files[_joined(package.home, "server.json")] = json.dumps({"server": server}).encode() + b"\n"
    yield from sorted(files.items())


def digest(name: str, server: str = "") -> str:
    """A digest in hex of what the package would hold now."""
    found = hashlib.sha256()
    for path, content in contents(name, server):
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def build(name: str, target: Path, server: str = "") -> Path:
    """Write the package's zip to the file `target`; `server` is the address that programs will talk to.

    The file is there whole or not at all, also when two processes build it at once. Raises KeyError, OSError.
    """
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in contents(name, server):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = 3  # as on Linux, wherever it is built
            entry.external_attr = (0o755 if content.startswith(b"#!") else 0o644) << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    unfinished.replace(target)
    return target


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    """(file, its path below `source`); a source that is one file has the path ''."""
    if source.is_file():
        yield source, ""
    for file in source.rglob("*"):
        inside = file.relative_to(source)
        if file.is_file() and not _LEFT_OUT & set(inside.parts) and file.suffix != ".pyc":
            yield file, inside.as_posix()


def _joined(*parts: str) -> str:
    return "/".join(part for part in parts if part)


def _prepared(file: Path, version: str) -> bytes:
    """A file as it goes into the zip: one kind of line ends, and the real version where the source says 0.0.0."""
    content = file.read_bytes()
    if file.suffix not in _TEXT:
        return content
    text = content.decode("utf-8").replace("\r\n", "\n")
    if file.suffix == ".py":
        numbers = ", ".join(version.split("."))
        text = re.sub(r'^( *"version": )\(0, 0, 0\),.*$', rf"\1({numbers}),", text, flags=re.MULTILINE)
    elif file.suffix == ".mod":
        text = text.replace(" 0.0.0 ", f" {version} ", 1)
    elif file.suffix == ".toml":
        text = re.sub(r'\b0\.0\.0("?).*$', rf"{version}\1", text, count=1, flags=re.MULTILINE)
    return text.encode("utf-8")
