"""Uploads: what is refused and leaves nothing behind, and how files go out."""

import hashlib
import io
import os
import stat
import sys
import time
import tracemalloc

import pytest

from backend.core import uploads
from backend.core.errors import Invalid, NotFound, TooLarge, WrongType
from backend.core.file_kinds import Kind
from backend.core.uploads import StoredFile, store
from backend.settings import load
from tests.upload_help import EVERYTHING, Shelf, picture

FOUNTAIN = "INT. KÜCHE – NACHT\n\nADA\nOh.\n".encode()


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


class Stream:
    """`size` bytes out of nowhere, in pieces as large as asked for; `fails_at` is where the sender goes away."""

    def __init__(self, size: int, head: bytes = b"", fails_at: int | None = None):
        self.left, self.head, self.fails_at, self.asked, self.given = size, head, fails_at, 0, 0
        self.block = bytes(1 << 20)

    def read(self, size: int, /) -> bytes:
        self.asked = max(self.asked, size)
        if self.fails_at is not None and self.given >= self.fails_at:
            raise ConnectionResetError("the sender went away")
        size = min(size, self.left, len(self.block))
        piece = (self.head + self.block[: size - len(self.head)])[:size] if self.head else self.block[:size]
        self.head = b""
        self.left -= size
        self.given += size
        return piece


def test_a_file_comes_back_as_it_was_sent(shelf):
    stored = shelf.take(FOUNTAIN, "../../etc/Das Büro.fountain")
    assert stored.name == "Das Büro.fountain"
    assert (stored.mime, stored.size, stored.width) == ("text/plain", len(FOUNTAIN), None)
    assert stored.sha256 == hashlib.sha256(FOUNTAIN).hexdigest()
    with uploads.open_stored(shelf.settings, stored.key) as content:
        assert content.read() == FOUNTAIN
    path = uploads.path_of(shelf.settings, stored.key)
    assert path == shelf.settings.uploads_dir / stored.key[:2] / stored.key
    assert shelf.files() == [stored.key]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    uploads.delete(shelf.settings, stored.key)
    uploads.delete(shelf.settings, stored.key)
    assert shelf.files() == []
    with pytest.raises(NotFound):
        uploads.open_stored(shelf.settings, stored.key)


@pytest.mark.parametrize(
    "key", ["", "../../secret.key", "a" * 31, "A" * 32, "a" * 32 + "/..", "a" * 32 + "\n", "é" * 32]
)
def test_nothing_but_a_key_names_a_file(shelf, key):
    for reach in (uploads.path_of, uploads.open_stored, uploads.thumbnail_of, uploads.delete):
        with pytest.raises(NotFound):
            reach(shelf.settings, key)


@pytest.mark.parametrize(
    ("content", "name", "more", "error", "status"),
    [
        (b"x" * 1001, "a.txt", {"limit": 1000}, TooLarge, 413),
        (b"x" * 1001, "a.txt", {"quota_left": 1000}, TooLarge, 413),
        (b"x", "a.txt", {"quota_left": -5}, TooLarge, 413),
        (b"", "a.txt", {}, Invalid, 422),
        (b"MZ\x90\x00\x03", "a.exe", {}, WrongType, 415),
        (b"MZ\x90\x00\x03", "a.txt", {}, WrongType, 415),
        (FOUNTAIN, "no ending", {}, WrongType, 415),
        (FOUNTAIN, "a.fountain", {"allow": {Kind.IMAGE}}, WrongType, 415),
        (FOUNTAIN, "a.jpg", {}, WrongType, 415),
        (b"<html><script>alert(1)</script>", "a.txt", {}, WrongType, 415),
        (b"<!-- x --><!DOCTYPE html><p>", "a.csv", {}, WrongType, 415),
        (b"<?xml version='1.0'?><svg onload='x()'/>", "a.png", {}, WrongType, 415),
        (b"%PDF-1.7", "a.mp4", {}, WrongType, 415),
        (b"not a pdf", "a.pdf", {}, WrongType, 415),
        (picture()[:3000], "cut.jpg", {}, WrongType, 415),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png", {}, WrongType, 415),
        (b"<?xml version='1.0'?><Other/>", "a.fdx", {}, WrongType, 415),
    ],
)
def test_refusals_name_the_field_and_leave_nothing(shelf, content, name, more, error, status):
    with pytest.raises(error) as refusal:
        shelf.take(content, name, **more)
    assert refusal.value.status == status
    assert [e["field"] for e in refusal.value.errors] == ["file"]
    assert shelf.files() == []


def test_the_limit_is_met_while_reading(shelf):
    stream = Stream(10**12)
    with pytest.raises(TooLarge):
        shelf.take(stream, "a.hip", limit=2**20)
    assert stream.given <= 2**20 + uploads.PIECE
    with pytest.raises(TooLarge):
        shelf.take(Stream(2**20), "a.hip", limit=10**9, quota_left=2**19)
    small = load({}, environment="test", data_dir=shelf.settings.data_dir, max_upload_bytes=1000)
    with pytest.raises(TooLarge):
        store(small, io.BytesIO(b"x" * 1001), filename="a.txt", limit=10**9, allow=EVERYTHING)


def test_a_wrong_type_is_refused_after_the_first_piece(shelf):
    stream = Stream(10**12, head=b"\x7fELF")
    with pytest.raises(WrongType):
        shelf.take(stream, "film.mp4", limit=10**13)
    assert stream.given <= uploads.PIECE


def test_a_sender_who_goes_away_leaves_nothing(shelf):
    with pytest.raises(ConnectionResetError):
        shelf.take(Stream(10**7, fails_at=10**6), "a.hip")
    assert shelf.files() == []


def test_memory_stays_flat_for_300_megabytes(shelf):
    stream = Stream(300_000_000, head=b"\x00\x00\x00\x18ftypisom")
    tracemalloc.start()
    try:
        stored = shelf.take(stream, "rushes.mp4", limit=10**9)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stored.size == 300_000_000
    assert uploads.path_of(shelf.settings, stored.key).stat().st_size == 300_000_000
    assert stream.asked == uploads.PIECE
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("mime", "how"),
    [
        ("image/jpeg", "inline"),
        ("application/pdf", "inline"),
        ("video/mp4", "inline"),
        ("audio/wav", "inline"),
        ("image/svg+xml", "attachment"),
        ("text/html", "attachment"),
        ("text/plain", "attachment"),
        ("application/zip", "attachment"),
    ],
)
def test_only_what_cannot_run_is_shown_in_place(mime, how):
    headers = uploads.headers_for(StoredFile("k", 'Bü"ro\\ %.x', mime, 1, "abc"))
    assert headers["Content-Disposition"] == (
        f"{how}; filename=\"B__ro_ _.x\"; filename*=UTF-8''B%C3%BC%22ro%5C%20%25.x"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ("sandbox" in headers["Content-Security-Policy"]) == (how == "attachment")
    assert headers["ETag"] == '"abc"'
    assert all(value.isascii() and "\n" not in value for value in headers.values())


def test_the_sweep_takes_old_orphans_only(shelf):
    kept, orphan, fresh_orphan = (
        shelf.take(picture(), "a.jpg"),
        shelf.take(picture(), "b.jpg"),
        shelf.take(FOUNTAIN, "c.fountain"),
    )
    folder = uploads.path_of(shelf.settings, kept.key).parent
    (folder / ("0" * 32 + ".part")).write_bytes(b"half")
    (folder / (kept.key + ".part")).write_bytes(b"half")
    (folder / "README").write_bytes(b"somebody's own")
    yesterday = time.time() - 2 * uploads.DAY
    for path in shelf.settings.uploads_dir.glob("??/*"):
        if path.name != fresh_orphan.key:
            os.utime(path, (yesterday, yesterday))
    assert uploads.sweep(shelf.settings, {kept.key}) == 4
    assert shelf.files() == sorted([kept.key, kept.key + ".webp", fresh_orphan.key, "README"])
    assert uploads.sweep(shelf.settings, {kept.key}) == 0
    assert orphan.key not in shelf.files()
