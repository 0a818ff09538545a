"""Uploads: what is taken, what is refused and leaves nothing behind, what pictures lose, how files go out."""

import hashlib
import io
import os
import random
import stat
import sys
import time
import tracemalloc
import zipfile

import pytest
from PIL import Image

from backend.core import pictures, uploads
from backend.core.errors import Invalid, NotFound, TooLarge, WrongType
from backend.core.file_kinds import TYPES, Kind, display_name, marks_of
from backend.core.uploads import StoredFile, store
from backend.settings import load

EVERYTHING = frozenset(Kind)
FOUNTAIN = "INT. KÜCHE – NACHT\n\nADA\nOh.\n".encode()


@pytest.fixture
def settings(tmp_path):
    return load({}, environment="test", data_dir=tmp_path)


@pytest.fixture
def take(settings):
    def take(content, filename, **more) -> StoredFile:
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        return store(settings, stream, filename=filename, **{"limit": 10**7, "allow": EVERYTHING, **more})

    return take


def files(settings):
    return sorted(p.name for p in settings.uploads_dir.glob("*/*"))


def picture(form="JPEG", size=(640, 360), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    grain = random.Random(7).randbytes(size[0] * size[1] * len(mode))
    Image.frombytes(mode, size, grain).save(out, form, **options)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


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


def test_a_file_comes_back_as_it_was_sent(settings, take):
    stored = take(FOUNTAIN, "../../etc/Das Büro.fountain")
    assert stored.name == "Das Büro.fountain"
    assert (stored.mime, stored.size, stored.width) == ("text/plain", len(FOUNTAIN), None)
    assert stored.sha256 == hashlib.sha256(FOUNTAIN).hexdigest()
    with uploads.open_stored(settings, stored.key) as content:
        assert content.read() == FOUNTAIN
    path = uploads.path_of(settings, stored.key)
    assert path == settings.uploads_dir / stored.key[:2] / stored.key
    assert files(settings) == [stored.key]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    uploads.delete(settings, stored.key)
    uploads.delete(settings, stored.key)
    assert files(settings) == []
    with pytest.raises(NotFound):
        uploads.open_stored(settings, stored.key)


@pytest.mark.parametrize(
    "key", ["", "../../secret.key", "a" * 31, "A" * 32, "a" * 32 + "/..", "a" * 32 + "\n", "é" * 32]
)
def test_nothing_but_a_key_names_a_file(settings, key):
    for reach in (uploads.path_of, uploads.open_stored, uploads.thumbnail_of, uploads.delete):
        with pytest.raises(NotFound):
            reach(settings, key)


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
def test_refusals_name_the_field_and_leave_nothing(settings, take, content, name, more, error, status):
    with pytest.raises(error) as refusal:
        take(content, name, **more)
    assert refusal.value.status == status
    assert [e["field"] for e in refusal.value.errors] == ["file"]
    assert files(settings) == []


def test_the_limit_is_met_while_reading(settings, take):
    stream = Stream(10**12)
    with pytest.raises(TooLarge):
        take(stream, "a.hip", limit=2**20)
    assert stream.given <= 2**20 + uploads.PIECE
    with pytest.raises(TooLarge):
        take(Stream(2**20), "a.hip", limit=10**9, quota_left=2**19)
    small = load({}, environment="test", data_dir=settings.data_dir, max_upload_bytes=1000)
    with pytest.raises(TooLarge):
        store(small, io.BytesIO(b"x" * 1001), filename="a.txt", limit=10**9, allow=EVERYTHING)


def test_a_wrong_type_is_refused_after_the_first_piece(take):
    stream = Stream(10**12, head=b"\x7fELF")
    with pytest.raises(WrongType):
        take(stream, "film.mp4", limit=10**13)
    assert stream.given <= uploads.PIECE


def test_a_sender_who_goes_away_leaves_nothing(settings, take):
    with pytest.raises(ConnectionResetError):
        take(Stream(10**7, fails_at=10**6), "a.hip")
    assert files(settings) == []


def test_memory_stays_flat_for_300_megabytes(settings, take):
    stream = Stream(300_000_000, head=b"\x00\x00\x00\x18ftypisom")
    tracemalloc.start()
    try:
        stored = take(stream, "rushes.mp4", limit=10**9)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stored.size == 300_000_000
    assert uploads.path_of(settings, stored.key).stat().st_size == 300_000_000
    assert stream.asked == uploads.PIECE
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        ("BMW FÄHRT VOR\n".encode(), "a.fountain", "text/plain"),  # looks like a bitmap to a hasty eye
        ("MZ und die anderen".encode("utf-16"), "b.fountain", "text/plain"),
        ("EXT. CAFÉ – TAG".encode("cp1252"), "c.txt", "text/plain"),
        (("a" + "ä" * 8191).encode(), "cut letter.txt", "text/plain"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- c -->\n<FinalDraft>', "d.fdx", "application/xml"),
        (b"scene,pages\n1,2", "e.CSV", "text/csv"),
        (b'{"strips": []}', "f.uss", "application/json"),
        (b"<svg xmlns='x'/>", "g.svg", "image/svg+xml"),
        (b"<!doctype html><p>", "h.html", "text/html"),
        (b"%PDF-1.7\n", "i.pdf", "application/pdf"),
        (b"\x00\x00\x00\x14ftypqt  ", "j.mov", "video/quicktime"),
        (b"\x00\x00\x00\x14ftypwxyz", "k.mp4", "video/mp4"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "l.wav", "audio/wav"),
        (b"ID3\x03\x00", "m.mp3", "audio/mpeg"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "n.xlsx", TYPES["xlsx"].mime),
        (zipped("plates/a.exr"), "o.zip", "application/zip"),
        (b"BLENDER-v405", "p.blend", "application/x-blender"),
        (b"\x28\xb5\x2f\xfd" + bytes(20), "q.blend", "application/x-blender"),
        (b"//Maya ASCII 2026 scene\n", "r.ma", "text/plain"),
        (b"\x76\x2f\x31\x01" + bytes(20), "s.exr", "image/x-exr"),
        (b"II*\x00" + bytes(20), "t.tif", "image/tiff"),
    ],
)
def test_what_a_production_sends_is_taken(take, content, name, mime):
    assert take(content, name).mime == mime


def test_every_row_of_the_table_can_be_served():
    for ending, row in TYPES.items():
        assert ending == ending.lower()
        assert row.marks
        shown = uploads.disposition(row.mime) == "inline"
        assert shown or row.kind not in {Kind.IMAGE, Kind.PDF}, ending
        assert not shown or row.kind in {Kind.IMAGE, Kind.PDF, Kind.VIDEO, Kind.AUDIO}, ending


def test_no_garbage_breaks_the_judge():
    dice = random.Random(11)
    for _ in range(300):
        assert marks_of(dice.randbytes(dice.randrange(0, 400)))
    for start in (b"<?", b"<!--", b"<?xml", b"<!-- -->", b"\xff\xfe", b"\xfe\xff\x00", b"<!-- --><?x?>"):
        assert marks_of(start)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("call sheet.pdf", "call sheet.pdf"),
        (r"C:\Users\ada\plan.pdf", "plan.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("bad\r\nX-Evil: 1.pdf", "badX-Evil_ 1.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
        ("...hidden.txt. ", "hidden.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("", "file"),
        ("/", "file"),
        ("\ud800.txt", "txt"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_made_fit_to_show(sent, shown):
    assert display_name(sent) == shown


def test_a_picture_loses_its_secrets_and_stands_upright(settings, take):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned right when shown
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"SECRET-COMMENT", xmp=b"SECRET-XMP", quality=95) + b"<script>SECRET</script>"
    assert sent.count(b"SECRET") >= 4
    stored = take(sent, "IMG_1.JPEG")
    content = uploads.path_of(settings, stored.key).read_bytes()
    assert (stored.width, stored.height, stored.mime, stored.name) == (360, 640, "image/jpeg", "IMG_1.jpg")
    assert b"SECRET" not in content
    assert b"Exif" not in content
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (360, 640)
        assert not kept.getexif()
    with Image.open(uploads.thumbnail_of(settings, stored.key)) as small:
        assert (small.format, small.size) == ("WEBP", (270, 480))
    assert files(settings) == [stored.key, stored.key + ".webp"]
    uploads.delete(settings, stored.key)
    assert files(settings) == []


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "RGBA", {}),
        ("PNG", "L", {}),
        ("PNG", "LA", {}),
        ("WEBP", "RGBA", {}),
        ("GIF", "L", {}),
        ("GIF", "L", {"transparency": 3}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {}),
    ],
)
def test_every_kind_of_picture_survives(settings, take, form, mode, options):
    stored = take(picture(form, mode=mode, **options), "misnamed.png")
    assert stored.mime == f"image/{form.lower()}"
    with Image.open(uploads.path_of(settings, stored.key)) as kept:
        assert (kept.format, kept.size) == (form, (640, 360))
        assert ("A" in mode) == ("A" in kept.mode)
        assert kept.info.get("transparency") == options.get("transparency")
    with Image.open(uploads.thumbnail_of(settings, stored.key)) as small:
        assert small.size == (480, 270)


def test_sixteen_bit_greys_keep_their_shades(settings, take):
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(out, "PNG")
    stored = take(out.getvalue(), "matte.png")
    with Image.open(uploads.path_of(settings, stored.key)) as kept:
        assert kept.getpixel((3, 3)) == 0x80


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_an_animation_still_moves(settings, take, form):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, lossless=True)
    stored = take(out.getvalue(), "loop." + form.lower())
    times = []
    with Image.open(uploads.path_of(settings, stored.key)) as kept:
        for n in range(kept.n_frames):
            kept.seek(n)
            kept.load()
            times.append(kept.info["duration"])
    assert times == [100, 200, 300]


def test_a_picture_too_large_to_open_is_refused_before_it_is_opened(settings, take, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100_000)
    with pytest.raises(TooLarge, match="megapixels"):
        take(picture(), "wall.jpg")
    monkeypatch.undo()
    for side in (9_000, 20_000):  # beyond the limit, and beyond twice the limit where Pillow itself refuses
        bomb = io.BytesIO()
        Image.new("1", (side, side)).save(bomb, "PNG")
        with pytest.raises(TooLarge, match="megapixels"):
            take(bomb.getvalue(), "bomb.png")
    assert files(settings) == []


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


def test_the_sweep_takes_old_orphans_only(settings, take):
    kept, orphan, fresh_orphan = take(picture(), "a.jpg"), take(picture(), "b.jpg"), take(FOUNTAIN, "c.fountain")
    folder = uploads.path_of(settings, kept.key).parent
    (folder / ("0" * 32 + ".part")).write_bytes(b"half")
    (folder / (kept.key + ".part")).write_bytes(b"half")
    (folder / "README").write_bytes(b"somebody's own")
    yesterday = time.time() - 2 * uploads.DAY
    for path in settings.uploads_dir.glob("??/*"):
        if path.name != fresh_orphan.key:
            os.utime(path, (yesterday, yesterday))
    assert uploads.sweep(settings, {kept.key}) == 4
    assert files(settings) == sorted([kept.key, kept.key + ".webp", fresh_orphan.key, "README"])
    assert uploads.sweep(settings, {kept.key}) == 0
    assert orphan.key not in files(settings)
