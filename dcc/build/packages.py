"""What can be installed, and how each zip is put together: the same sources and server give the same bytes.

A part is a folder below `dcc` and where it goes in the zip. The client goes inside every package, because programs such
as Blender and Maya bring a Python of their own; imports of it are pointed there. With it goes `server.json`, so that
nobody types the address of the server.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dcc.backlot_client.version import VERSION

DCC = Path(__file__).resolve().parents[1]
CLIENT = "backlot_client"
_LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}
_TEXT = {".py", ".toml", ".json", ".md", ".mod", ".txt", ""}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold: no build differs by when it was made


@dataclass(frozen=True)
class Package:
    """A zip to install. `parts`: (file or folder below `dcc`, its place in the zip); `home`: where the client goes."""

    name: str
    program: str
    title: str
    about: str
    parts: tuple[tuple[str, str], ...]
    home: str
    version: str = VERSION

    @property
    def file_name(self) -> str:
        """The zip's name, with the version in it."""
        return f"backlot_time-{self.version}-{self.name}.zip"


PACKAGES: tuple[Package, ...] = (
    Package(
        name="blender-4.2",
        program="blender",
        title="Blender 4.2 and newer",
        about="An extension: drag the file into Blender.",
        parts=(("blender/backlot_time", ""),),
        home="",
    ),
    Package(
        name="blender-3",
        program="blender",
        title="Blender 3.3 to 4.1",
        about="An add-on: Edit > Preferences > Add-ons > Install.",
        parts=(("blender/backlot_time", "backlot_time"),),
        home="backlot_time",
    ),
    Package(
        name="maya",
        program="maya",
        title="Maya 2023 and newer",
        about="A module: unpack it and drop its install file into Maya.",
        parts=(("maya", "backlot_time_maya"),),
        home="backlot_time_maya/scripts",
    ),
    Package(
        name="desktop",
        program="desktop",
        title="Every other program",
        about="A small window and the `backlot-time` command, for any computer with Python 3.9 or newer.",
        parts=(("desktop", "backlot_time/desktop"), ("cli", "backlot_time/cli")),
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
            files[path] = _prepared(path, file, package)
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
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Linux, wherever it is built
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


def _prepared(path: str, file: Path, package: Package) -> bytes:
    """A file as it goes into the zip: one kind of line ends, the real version, the client where it lies there."""
    content = file.read_bytes()
    if file.suffix not in _TEXT:
        return content
    text = content.decode("utf-8").replace("\r\n", "\n")
    text = re.sub(r'^(version = )"0\.0\.0".*$', rf'\1"{package.version}"', text, flags=re.MULTILINE)
    numbers = ", ".join(package.version.split("."))
    text = re.sub(r'^( *"version": )\(0, 0, 0\),.*$', rf"\1({numbers}),", text, flags=re.MULTILINE)
    if file.suffix == ".py":
        text = re.sub(rf"^( *from )(?:\.+|dcc\.){CLIENT}\b", rf"\1{_dots(path, package)}{CLIENT}", text, flags=re.M)
    return text.encode("utf-8")


def _dots(path: str, package: Package) -> str:
    """The dots before `backlot_client` in an import, in a file of the zip: one for a neighbour, more from further in."""
    home = PurePosixPath(package.home)
    return "." * (len(PurePosixPath(path).parent.parts) - len(home.parts) + 1)
