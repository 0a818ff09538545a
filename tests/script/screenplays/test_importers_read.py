"""Hostile, broken and foreign files: one clear sentence or a script, quickly, and never another error."""

import io
import json
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.script.screenplays.importers import cli
from backend.script.screenplays.importers.model import ImportRefused
from backend.script.screenplays.importers.read import MAX_BYTES, read_script

SOON = 10  # seconds; each takes about one alone on a laptop
ENTITIES = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">' + ENTITIES + b"]>"
    b"<FinalDraft><Content><Paragraph><Text>&l9;</Text></Paragraph></Content></FinalDraft>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>&x;</Text></Paragraph></Content></FinalDraft>'
)
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\0\n", "empty"),
    "too large": (b"INT. A - DAY\n\n" * (MAX_BYTES // 14 + 1), "5 MB"),
    "too many lines": (b"a\n" * 200_002, "200,000 lines"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "picture"),
    "word": (b"PK\x03\x04" + b"word/document.xml" * 20, "zip"),
    "rtf": (rb"{\rtf1 INT. HOUSE}", "RTF"),
    "binary": (bytes(range(1, 32)) * 100, "binary"),
    "web page": (b"<!DOCTYPE html><html><body>INT. A - DAY</body></html>", "not Final Draft"),
    "other xml": (b'<?xml version="1.0"?><script><p>INT. A</p></script>', "not Final Draft"),
    "cut off": (b'<?xml version="1.0"?><FinalDraft><Content><Paragraph><Text>INT', "damaged"),
    "no content": (b"<FinalDraft></FinalDraft>", "not a Final Draft script"),
    "billion laughs": (LAUGHS, "entities"),
    "file entity": (OUTSIDE, "entities"),
    "deep nesting": (b"<FinalDraft>" + b"<a>" * 1_500_000, "nested too deeply"),
    "broken pdf": (b"%PDF-1.7\n" + b"0 obj " * 1000, "damaged"),
}
SLOW = {
    "brackets": b"(" * MAX_BYTES,
    "notes": b"[[" * (MAX_BYTES // 2),
    "notes by line": b"[[a\n" * 190_000,
    "boneyards": b"/*" * (MAX_BYTES // 2),
    "boneyards closed": b"/*a*/\n" * 190_000,
    "stars": b"* " * (MAX_BYTES // 2),
    "underscores": b"_a" * (MAX_BYTES // 2),
    "spaces": b" " * (MAX_BYTES - 1) + b"x",
    "prefixes": b"INT. " * (MAX_BYTES // 5),
    "dashes": (b"INT. A" + b" -" * 140 + b"\n\n") * 18_000,
    "headings": b"INT. HOUSE - DAY\n\n" * 95_000,
    "cues": (b"ABCDEFGH\n" + b"x" * 60 + b"\n\n") * 66_000,
    "dual": b"AB ^\nx\n\n" * 66_000,
    "title page": b"Title: a\n" + b"   b\n" * 190_000,
    "omitted": b"OMITTED " * (MAX_BYTES // 8),
    "wide": ("INT. A - DAY\n\n" * 90_000).encode("utf-16"),
    "paragraphs": b"<FinalDraft><Content>" + b"<Paragraph/>" * 400_000 + b"</Content></FinalDraft>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name):
    data, fragment = REFUSED[name]
    began = time.monotonic()
    with pytest.raises(ImportRefused) as refusal:
        read_script(data, "draft.fdx")
    assert fragment in refusal.value.reason
    assert "\n" not in refusal.value.reason
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("name", SLOW)
def test_five_megabytes_of_anything_finish_soon(name):
    began = time.monotonic()
    script = read_script(SLOW[name], "draft.fountain")
    assert time.monotonic() - began < SOON
    assert len(script.warnings) <= 501


def test_scan_is_refused_in_plain_words():
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(ImportRefused, match="a scan"):
        read_script(buffer.getvalue(), "scan.pdf")


def test_control_characters_in_fdx_are_survived():
    data = (
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<FinalDraft><Content><Paragraph Type="Scene Heading">'
        b"<Text>INT. A\x0b - DAY\x00</Text></Paragraph></Content></FinalDraft>"
    )
    assert [s.day_night for s in read_script(data, "a.fdx").scenes] == ["DAY"]


def test_namespaces_and_small_letters_in_fdx_are_survived():
    data = (
        b'<FinalDraft xmlns="urn:fdx"><Content><Paragraph Type="Scene heading"><Text>int. a - day</Text></Paragraph>'
        b'<Paragraph Type="character"><Text>Bo</Text></Paragraph><Paragraph Type="dialogue"><Text>Hi</Text></Paragraph>'
        b"</Content></FinalDraft>"
    )
    script = read_script(data, "a.fdx")
    assert [(s.heading, s.characters) for s in script.scenes] == [("int. a - day", {"BO": 1})]


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        read_script(data, "x")
    except ImportRefused as refusal:
        assert refusal.reason  # noqa: PT017 - either outcome is right


PIECES = st.sampled_from(
    ["INT. A - DAY", "EXT/INT. B", ".C", "MARA", "@mara", "(x)", "[[", "]]", "/*", "*/", "\n", "\n\n", "  \n", " ^",
     "#1#", "# A", "= b", "===", "> c <", "~d", "!", "Title: t", "OMITTED", "CUT TO:", "*", "_", "\\", "王", " ",
     "ИНТ. Д - НОЧЬ"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text):
    try:
        script = read_script(text.encode(), "x.fountain")
    except ImportRefused as refusal:
        assert "empty" in refusal.reason or "binary" in refusal.reason or "XML" in refusal.reason  # noqa: PT017
        return
    assert all(scene.omitted == (scene.eighths == 0) for scene in script.scenes)
    assert sum(script.characters.values()) >= sum(sum(s.characters.values()) for s in script.scenes)


COMMENTS = st.lists(
    st.sampled_from(
        ["[[a note]]", "[[a note\nof two lines]]", "/* cut */", "/*\nINT. CUT - DAY\n\nGHOST\nBoo.\n*/", "# ACT",
         "= told", "===", "[[INT. NOTE - DAY]]", "[[one]][[two]]", "[[a\n  \nb]]", "/* [[ */", "## Sequence"]
    ),
    max_size=4,
)  # fmt: skip
BODIES = st.sampled_from(["", "Rain.\n", "BO ^\nHm.\n", "MARA\n(low)\nHello.\n\nRain.\n", "CUT TO:\n"])


@given(st.lists(st.tuples(BODIES, COMMENTS, st.booleans()), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_comments_between_scenes_never_cost_a_heading(scenes):
    parts = []
    for n, (body, comments, blank_above) in enumerate(scenes):
        parts.append("".join(f"{comment}\n" for comment in comments) + ("\n" if blank_above or not comments else ""))
        parts.append(f"INT. ROOM {n} - DAY\n\n{body}")
    script = read_script("".join(parts).encode(), "x.fountain")
    assert [s.heading for s in script.scenes] == [f"INT. ROOM {n} - DAY" for n in range(len(scenes))]


def test_command_prints_json(tmp_path, capsysbinary):
    path = tmp_path / "a.fountain"
    path.write_text("Title: Ä\n\nINT. A - DAY #1#\n\nZOË\nHi.\n\n.LATER\n", encoding="utf-8")
    assert cli.run([str(path), "--json"]) == 0
    answer = json.loads(capsysbinary.readouterr().out)
    assert answer == {
        "title": "Ä",
        "pages_eighths": 2,
        "scenes": [
            {"number": "1", "heading": "INT. A - DAY", "int_ext": "INT", "day_night": "DAY", "set": "A", "eighths": 1,
             "omitted": False, "forced": False, "characters": ["ZOË"]},
            {"number": None, "heading": "LATER", "int_ext": None, "day_night": None, "set": "LATER", "eighths": 1,
             "omitted": False, "forced": True, "characters": []},
        ],
        "characters": {"ZOË": 1},
        "warnings": [],
    }  # fmt: skip
    assert cli.run([str(path)]) == 0
    assert "2 scenes, 2/8 pages, 1 speaking" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("make", ["missing", "folder", "binary"])
def test_command_refuses_with_one_line(tmp_path, make):
    path = tmp_path / "bad.fountain"
    if make == "folder":
        path.mkdir()
    elif make == "binary":
        path.write_bytes(bytes(range(256)) * 50)
    command = [sys.executable, "-m", "backend.script.screenplays.importers.cli", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_command_starts_without_the_server():
    code = (
        "import sys, backend.script.screenplays.importers.cli, backend.script.screenplays.importers.fdx\n"
        "print([m for m in ('flask', 'sqlalchemy', 'pandas', 'pdfplumber', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
