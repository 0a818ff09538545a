"""Which files a production may send, told by name and content together."""

import io
import random
import zipfile

import pytest

from backend.core import uploads
from backend.core.file_kinds import TYPES, Kind, display_name, marks_of
from tests.upload_help import Shelf


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


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
def test_what_a_production_sends_is_taken(shelf, content, name, mime):
    assert shelf.take(content, name).mime == mime


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
