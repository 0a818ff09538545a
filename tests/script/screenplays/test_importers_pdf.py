"""PDFs as other programs lay them out: paper, margins, typeface, numbers and page headers differ, the scenes do not."""

import importlib.util
import io
import sys
import zlib
from pathlib import Path

import pytest

from backend.script.screenplays.importers.model import ImportRefused
from backend.script.screenplays.importers.read import read_script

canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
PATH = Path(__file__).parents[3] / "benchmarks" / "make_screenplay.py"
spec = importlib.util.spec_from_file_location("make_screenplay", PATH)
make = sys.modules.setdefault("make_screenplay", importlib.util.module_from_spec(spec))
spec.loader.exec_module(make)

A4, LETTER = (595.3, 841.9), (612, 792)


class Layout:
    """A plain typesetter with everything that differs between programs as an argument."""

    def __init__(self, size=A4, font="Courier", left=90, dialogue=72, cue=150, numbers="", head="bottom", bold=False):
        self.size, self.font, self.left, self.dialogue, self.cue = size, font, left, dialogue, cue
        self.numbers, self.head, self.bold, self.page = numbers, head, bold, 1
        self.buffer = io.BytesIO()
        self.canvas = canvas_module.Canvas(self.buffer, pagesize=size)
        self.y = size[1] - 84
        self.canvas.setFont(font, 12)

    def put(self, x, text, bold=False):
        self.canvas.setFont(self.font + ("-Bold" if bold else ""), 12)
        self.canvas.drawString(x, self.y, text)
        self.y -= 12

    def gap(self, least):
        self.y -= 12
        if self.y < least:
            self.canvas.showPage()
            self.page += 1
            self.y = self.size[1] - 84
            self.canvas.setFont(self.font, 12)
            if self.head == "bottom":
                self.canvas.drawCentredString(self.size[0] / 2, 40, str(self.page))
            else:
                self.canvas.drawString(self.left, self.size[1] - 40, "THE GENERATED TIDE")
                self.canvas.drawRightString(self.size[0] - 60, self.size[1] - 40, f"Page {self.page} of 99")

    def wrap(self, text, width):
        line = ""
        for word in text.split():
            if line and self.canvas.stringWidth(f"{line} {word}", self.font, 12) > width:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield line

    def heading(self, scene):
        self.gap(160)
        if self.numbers == "inline":
            self.put(self.left - 36, f"{scene.number}   {scene.heading}", self.bold)
            return
        if self.numbers == "left":
            self.canvas.drawString(self.left - 40, self.y, scene.number)
        self.put(self.left, scene.heading, self.bold)

    def paragraph(self, p):
        if p.kind in ("Action", "Character", "Transition"):
            self.gap(150)
        if p.kind == "Character" and self.cue == "centred":
            self.put(self.size[0] / 2 - self.canvas.stringWidth(p.text, self.font, 12) / 2, p.text)
            return
        if p.kind == "Transition":
            self.put(self.size[0] - 72 - self.canvas.stringWidth(p.text, self.font, 12), p.text)
            return
        indents = {"Action": (0, 430), "Character": (self.cue, 300), "Parenthetical": (self.dialogue + 30, 150)}
        indent, width = indents.get(p.kind, (self.dialogue, 250))
        for line in self.wrap(p.text, width):
            self.put(self.left + indent, line)

    def write(self, scenes):
        for scene in scenes:
            self.heading(scene)
            for p in scene.paragraphs:
                self.paragraph(p)
        self.canvas.save()
        return self.buffer.getvalue()


LAYOUTS = {
    "a4": {},
    "proportional and centred cues": {"font": "Helvetica", "cue": "centred", "bold": True},
    "numbers in the line": {"numbers": "inline"},
    "numbers left, running header": {"numbers": "left", "size": LETTER, "head": "top", "left": 108, "bold": True},
    "wide columns": {"left": 72, "cue": 200, "dialogue": 100, "font": "Times-Roman", "head": "top"},
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name):
    scenes = make.make_script(8, seed=len(name))
    for scene in scenes:
        scene.paragraphs = [p for p in scene.paragraphs if not p.side]
    pdf = read_script(Layout(**LAYOUTS[name]).write(scenes), "a.pdf")
    numbers = bool(LAYOUTS[name].get("numbers"))
    fountain = read_script(make.to_fountain(scenes, numbers=numbers).encode(), "a.fountain")
    assert [(s.number, s.heading, s.characters) for s in pdf.scenes] == [
        (s.number, s.heading, s.characters) for s in fountain.scenes
    ]
    assert [s.text.split() for s in pdf.scenes] == [s.text.split() for s in fountain.scenes]


def test_omitted_scenes_and_continued_marks():
    layout = Layout(numbers="left")
    scenes = [make.Scene("1", "INT. MILL - DAY", [make.Paragraph("Action", "Flour hangs in the air.")]),
              make.Scene("2", "OMITTED"), make.Scene("3-5", "OMITTED"),
              make.Scene("6", "EXT. MILL - DAY", [make.Paragraph("Action", "CONTINUED: (2)"),
                                                  make.Paragraph("Action", "The wheel stands still.")])]  # fmt: skip
    script = read_script(layout.write(scenes), "a.pdf")
    assert [(s.number, s.omitted, s.text) for s in script.scenes] == [
        ("1", False, "Flour hangs in the air."), ("2", True, ""), ("3", True, ""), ("4", True, ""), ("5", True, ""),
        ("6", False, "The wheel stands still."),
    ]  # fmt: skip


def test_locked_pdf_is_refused():
    encrypt = pytest.importorskip("reportlab.lib.pdfencrypt")
    buffer = io.BytesIO()
    lock = encrypt.StandardEncryption("secret", strength=128)
    canvas = canvas_module.Canvas(buffer, encrypt=lock)
    canvas.drawString(100, 700, "INT. VAULT - DAY")
    canvas.save()
    with pytest.raises(ImportRefused, match="locked with a password"):
        read_script(buffer.getvalue(), "a.pdf")


def test_pdf_that_unpacks_to_gigabytes_is_refused():
    packed = zlib.compress(bytes(300 * 1024 * 1024), 9)
    head = b"%PDF-1.4\n1 0 obj <</Length " + str(len(packed)).encode() + b" /Filter /FlateDecode>>\nstream\n"
    with pytest.raises(ImportRefused, match="unpacks"):
        read_script(head + packed + b"\nendstream endobj", "a.pdf")
