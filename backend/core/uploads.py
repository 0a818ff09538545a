"""Uploaded files: taken in small pieces, judged by content, kept under random names, handed out harmlessly.

A file lives at `uploads/ab/abcdef…` where the 32 hex digits are its key; a picture's thumbnail beside it with `.webp`.
No name a client sent ever touches the disk. Memory stays flat whatever the size.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Collection, Container
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import quote

from backend.core import pictures
from backend.core.errors import Invalid, NotFound, TooLarge
from backend.core.file_kinds import HEAD, FileType, Kind, check_content, display_name, type_of
from backend.settings import Settings

PIECE = 256 * 1024
DAY = 86_400.0
_KEY = re.compile(r"[0-9a-f]{32}")
_INLINE = {"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"}  # not SVG: it may carry scripts


class Readable(Protocol):
    """Anything with `read(n)`: a request body, an open file."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; b"" at the end."""


class Described(Protocol):
    """What `headers_for` needs: a StoredFile, or a row that kept its columns."""

    @property
    def name(self) -> str:
        """The name to offer."""

    @property
    def mime(self) -> str:
        """MIME type."""

    @property
    def sha256(self) -> str:
        """Digest of the content in hex."""


@dataclass(frozen=True)
class StoredFile:
    """A file on disk: its key, the name to show, size in bytes; pictures have a width and height in pixels."""

    key: str
    name: str
    mime: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None


def store(
    settings: Settings,
    stream: Readable,
    *,
    filename: str,
    limit: int,
    allow: Collection[Kind],
    quota_left: int | None = None,
) -> StoredFile:
    """Take a file in; nothing is left behind when it is refused or the sender goes away.

    `limit` and `quota_left` in bytes (`max_upload_bytes` holds in any case; no quota: None). Raises, naming `file`:
    TooLarge (413) beyond limit or quota, WrongType (415) by name or content, Invalid (422) when empty.
    """
    name = display_name(filename)
    wanted = type_of(name, allow)
    key = secrets.token_hex(16)
    target = _path(settings, key)
    part, small = target.with_suffix(".part"), target.with_suffix(".webp")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        size, sha256 = _receive(stream, part, wanted, min(limit, settings.max_upload_bytes), quota_left)
        if wanted.kind is not Kind.IMAGE:
            _settle(part, target)
            return StoredFile(key, name, wanted.mime, size, sha256)
        picture = pictures.clean(part, small)
        size, sha256 = part.stat().st_size, _digest(part)
        _settle(part, target)
        name = f"{name.rpartition('.')[0]}.{picture.ending}"
        return StoredFile(key, name, picture.mime, size, sha256, picture.width, picture.height)
    except BaseException:
        for left in (part, small):
            left.unlink(missing_ok=True)
        raise


def path_of(settings: Settings, key: str) -> Path:
    """Where a stored file is, for sending it by range. Raises NotFound for a key that is none or has no file."""
    path = _path(settings, key)
    if not path.is_file():
        raise NotFound("This file is gone.")
    return path


def thumbnail_of(settings: Settings, key: str) -> Path:
    """Where a picture's thumbnail is (WebP, longer side 480 pixels). Raises NotFound."""
    path = _path(settings, key).with_suffix(".webp")
    if not path.is_file():
        raise NotFound("There is no small picture of this file.")
    return path


def open_stored(settings: Settings, key: str) -> BinaryIO:
    """The content of a stored file, to be closed by the caller. Raises NotFound."""
    return path_of(settings, key).open("rb")


def delete(settings: Settings, key: str) -> None:
    """Remove a file and its thumbnail; quiet when they are gone already. Call it after the row is gone for good."""
    path = _path(settings, key)
    path.unlink(missing_ok=True)
    path.with_suffix(".webp").unlink(missing_ok=True)


def sweep(settings: Settings, known_keys: Container[str], *, older_than: float = DAY) -> int:
    """Remove unfinished uploads and files no row knows, once older than `older_than` seconds; returns how many."""
    swept, border = 0, time.time() - older_than
    for path in settings.uploads_dir.glob("??/*"):
        key, _, ending = path.name.partition(".")
        ours = _KEY.fullmatch(key) and ending in {"", "part", "fresh", "webp"}
        if ours and (ending in {"part", "fresh"} or key not in known_keys) and path.stat().st_mtime < border:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def disposition(mime: str) -> str:
    """`inline` for pictures, PDF, video and audio; `attachment` for all that a browser might execute."""
    return "inline" if mime in _INLINE or mime.startswith(("video/", "audio/")) else "attachment"


def headers_for(stored: Described) -> dict[str, str]:
    """The headers a file goes out with, name by RFC 6266; a file never runs as a page of ours."""
    how = disposition(stored.mime)
    plain = re.sub(r'[^ -~]|["\\%]', "_", stored.name)
    text = stored.mime.startswith("text/")
    return {
        "Content-Type": f"{stored.mime}; charset=utf-8" if text else stored.mime,
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=3600",
        "ETag": f'"{stored.sha256}"',
        # browsers' own PDF readers and players do not start inside a sandbox
        "Content-Security-Policy": "frame-ancestors 'self'" if how == "inline" else "default-src 'none'; sandbox",
    }


def _path(settings: Settings, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise NotFound("This file is gone.")
    return settings.uploads_dir / key[:2] / key


def _receive(stream: Readable, part: Path, wanted: FileType, limit: int, quota_left: int | None) -> tuple[int, str]:
    """Write the stream to `part`, judging on the way; size in bytes and SHA-256."""
    head, judged, size, digest = b"", False, 0, hashlib.sha256()
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as out:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > limit:
                raise TooLarge(f"Files may have at most {_mebibytes(limit)}.", field="file")
            if quota_left is not None and size > quota_left:
                raise TooLarge(f"This production has room for {_mebibytes(max(quota_left, 0))} more.", field="file")
            if not judged:
                head += piece[:HEAD]
                if judged := len(head) >= HEAD:
                    check_content(wanted, head[:HEAD])
            digest.update(piece)
            out.write(piece)
    if not size:
        raise Invalid("This file is empty.", field="file")
    if not judged:
        check_content(wanted, head)
    return size, digest.hexdigest()


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB" if size < 10 * 2**20 else f"{size // 2**20} MiB"


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _settle(part: Path, target: Path) -> None:
    """Give the file its place once its bytes are on the disk: after a power cut it is whole or not there."""
    with part.open("rb+") as content:
        os.fsync(content.fileno())
    part.replace(target)
    if os.name == "posix":  # elsewhere folders cannot be synchronised
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
