"""A screenplay of any length, the same one every time, as Fountain, FDX and PDF.

    python benchmarks/make_screenplay.py 120 --out script          writes script.fountain, script.fdx, script.pdf

Tests compare the three; benchmarks read them. The PDF needs reportlab and is skipped where it is missing.
"""

from __future__ import annotations

import argparse
import random
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

PAGE_LINES = 55
SETS = (
    "LIGHTHOUSE", "FISH MARKET", "HARBOUR OFFICE", "FERRY DECK", "BOATYARD", "CHAPEL", "SCHOOL CORRIDOR", "NET LOFT",
    "MAGISTRATE'S KITCHEN", "QUARRY ROAD", "SALT FLATS", "RADIO ROOM", "GREENHOUSE / POTTING SHED", "ICE HOUSE",
)  # fmt: skip
PREFIXES = ("INT.", "EXT.", "INT.", "EXT.", "INT./EXT.", "I/E", "EXT/INT.")
TIMES = ("DAY", "NIGHT", "DAWN", "DUSK", "CONTINUOUS", "LATER", "MORNING", "DAY - FLASHBACK (1974)", "")
DASHES = (" - ", " – ", " — ", " -- ")
NAMES = ("IRIS", "TOMAS", "OLD BEN", "DOCTOR HALE", "WREN", "MRS. OKORO", "THE PILOT", "JUNO", "ZOË", "DEPUTY #2")
SUBJECTS = ("A gull", "The winch", "Iris", "Tomas", "A child in a red coat", "The tide", "An old van", "The deputy")
VERBS = ("crosses", "studies", "drops", "follows", "turns away from", "waits beside", "mends", "counts", "ignores")
OBJECTS = (
    "a coil of wet rope", "the unlit window", "three crates of mackerel", "a letter with no stamp", "the weighbridge",
    "somebody else's umbrella", "the last ferry", "a radio that only hums", "the ledger", "a lantern full of rain",
)  # fmt: skip
SAYINGS = (
    "You said the boat would hold.", "It held yesterday.", "Nobody buys ice in March.", "Ask her yourself.",
    "I counted them twice and there were nine.", "Then count again, and slower.", "Who paid for the lamp?",
    "He never learned to swim, that is the whole story.", "We leave when the bell stops.", "I kept the receipt.",
    "That is not my signature.", "Listen. The engine is still running.",
)  # fmt: skip
DIRECTIONS = ("(quietly)", "(over the engine)", "(to the dog)", "(reading)", "(not turning round)")
EXTENSIONS = ("", "", "", "", " (V.O.)", " (O.S.)", " (CONT'D)")


@dataclass
class Paragraph:
    """One paragraph in the terms of FDX; `side` is left or right in dual dialogue."""

    kind: str
    text: str
    side: str = ""


@dataclass
class Scene:
    """A heading with its number and paragraphs."""

    number: str
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)


def make_script(pages: int, seed: int = 7) -> list[Scene]:
    """Scenes of about that many pages; the same seed gives the same script."""
    rng = random.Random(seed)
    scenes: list[Scene] = []
    lines = 0
    while lines < pages * PAGE_LINES:
        scene = Scene(str(len(scenes) + 1), _heading(rng))
        for _ in range(rng.randint(1, 5)):
            scene.paragraphs.append(Paragraph("Action", _action(rng)))
            scene.paragraphs += _exchange(rng)
        if rng.random() < 0.15:
            scene.paragraphs.append(Paragraph("Transition", "CUT TO:"))
        scenes.append(scene)
        lines += 3 + sum(len(_wrapped(p)) + (p.kind not in ("Dialogue", "Parenthetical")) for p in scene.paragraphs)
    return scenes


def _heading(rng: random.Random) -> str:
    time = rng.choice(TIMES)
    return f"{rng.choice(PREFIXES)} {rng.choice(SETS)}" + (rng.choice(DASHES) + time if time else "")


def _action(rng: random.Random) -> str:
    return " ".join(
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}." for _ in range(rng.randint(1, 5))
    )


def _exchange(rng: random.Random) -> list[Paragraph]:
    """Some speeches, now and then two at once."""
    found: list[Paragraph] = []
    if rng.random() < 0.08:
        for side, name in zip(("left", "right"), rng.sample(NAMES, 2), strict=True):
            found.append(Paragraph("Character", name, side))
            found.append(Paragraph("Dialogue", rng.choice(SAYINGS), side))
        return found
    for _ in range(rng.randint(0, 4)):
        found.append(Paragraph("Character", rng.choice(NAMES) + rng.choice(EXTENSIONS)))
        if rng.random() < 0.2:
            found.append(Paragraph("Parenthetical", rng.choice(DIRECTIONS)))
        found.append(Paragraph("Dialogue", " ".join(rng.sample(SAYINGS, rng.randint(1, 3)))))
    return found


def to_fountain(scenes: list[Scene], *, numbers: bool = True, title: str = "The Generated Tide") -> str:
    """Fountain text."""
    parts = [f"Title: {title}\nCredit: written by\nAuthor: a machine\n"]
    for scene in scenes:
        parts.append(f"\n{scene.heading}" + (f" #{scene.number}#" if numbers else "") + "\n")
        for p in scene.paragraphs:
            above = "" if p.kind in ("Dialogue", "Parenthetical") else "\n"
            mark = " ^" if p.kind == "Character" and p.side == "right" else ""
            parts.append(f"{above}{p.text}{mark}\n")
    return "".join(parts)


def to_fdx(scenes: list[Scene], *, numbers: bool = True, title: str = "The Generated Tide") -> str:
    """Final Draft XML without stated lengths, so that the reader measures."""
    out = ['<?xml version="1.0" encoding="UTF-8" standalone="no" ?>', '<FinalDraft DocumentType="Script" Version="5">']
    out.append("<Content>")
    for scene in scenes:
        number = f" Number={quoteattr(scene.number)}" if numbers else ""
        out.append(f'<Paragraph Type="Scene Heading"{number}><Text>{escape(scene.heading)}</Text></Paragraph>')
        dual = False
        for p in scene.paragraphs:
            if bool(p.side) != dual:
                out.append("</DualDialogue></Paragraph>" if dual else '<Paragraph Type="General"><DualDialogue>')
                dual = not dual
            head, space, tail = escape(p.text).partition(" ")  # split in runs, as real files are
            runs = f"<Text>{head}{space}</Text><Text>{tail}</Text>" if tail else f"<Text>{head}</Text>"
            out.append(f'<Paragraph Type="{p.kind}">{runs}</Paragraph>')
        if dual:
            out.append("</DualDialogue></Paragraph>")
    title_page = f'<Paragraph Alignment="Center"><Text>{escape(title)}</Text></Paragraph>'
    out += ["</Content>", f"<TitlePage><Content>{title_page}</Content></TitlePage>", "</FinalDraft>"]
    return "\n".join(out)


LEFT = {"Action": 108, "Character": 252, "Parenthetical": 209, "Dialogue": 180}
WIDTH = {"Action": 60, "Character": 33, "Parenthetical": 25, "Dialogue": 35, "Transition": 20}


def _wrapped(p: Paragraph) -> list[str]:
    return textwrap.wrap(p.text, 26 if p.side and p.kind == "Dialogue" else WIDTH[p.kind]) or [""]


def to_pdf(scenes: list[Scene], path: Path, *, title: str = "The Generated Tide", watermark: str = "") -> None:
    """A shooting script: numbers in both margins, page headers, (MORE) and (CONT'D), stars, a watermark if asked."""
    _PdfPages(path, title, watermark).write(scenes)


class _PdfPages:
    """Sets the script in Courier, 12 points a line."""

    def __init__(self, path: Path, title: str, watermark: str) -> None:
        from reportlab.lib.pagesizes import LETTER  # type: ignore[import-untyped,unused-ignore]
        from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

        self.canvas = Canvas(str(path), pagesize=LETTER, invariant=True)
        self.watermark, self.page, self.y = watermark, 0, 0
        self.canvas.setFont("Courier", 12)
        self.canvas.drawCentredString(306, 500, title)
        self.canvas.drawCentredString(306, 460, "written by a machine")
        self.canvas.showPage()
        self._new_page()

    def _new_page(self) -> None:
        self.page += 1
        self.y = 720
        if self.watermark:
            self.canvas.saveState()
            self.canvas.setFont("Courier", 40)
            self.canvas.translate(180, 250)
            self.canvas.rotate(45)
            self.canvas.drawString(0, 0, self.watermark)
            self.canvas.restoreState()
        self.canvas.setFont("Courier", 12)
        if self.page > 1:
            self.canvas.drawString(108, 756, "Blue rev. 11/20/26")
            self.canvas.drawString(530, 756, f"{self.page}.")

    def _feed(self, count: int = 1) -> None:
        self.y -= 12 * count

    def _room(self, lines: int) -> None:
        if self.y - 12 * lines < 72:
            self.canvas.showPage()
            self._new_page()

    def write(self, scenes: list[Scene]) -> None:
        """All scenes, then close the file."""
        for scene in scenes:
            self._room(6)
            self._feed(2)
            self.canvas.drawString(60, self.y, scene.number)
            self.canvas.drawString(108, self.y, scene.heading)
            self.canvas.drawString(552, self.y, scene.number)
            self._feed()
            self._paragraphs(scene.paragraphs)
        self.canvas.save()

    def _paragraphs(self, paragraphs: list[Paragraph]) -> None:
        index, speaker = 0, ""
        while index < len(paragraphs):
            p = paragraphs[index]
            if p.side:
                self._dual(paragraphs[index : index + 4])
                index += 4
                continue
            if p.kind == "Character":
                speaker = p.text.split(" (")[0]
                self._room(6)
            if p.kind in ("Action", "Character", "Transition"):
                self._room(4)
                self._feed()
            for text in _wrapped(p):
                if p.kind == "Dialogue" and self.y < 96:
                    self.canvas.drawString(252, self.y, "(MORE)")
                    self._room(99)
                    self._feed()
                    self.canvas.drawString(252, self.y, f"{speaker} (CONT'D)")
                    self._feed()
                self._room(1)
                self._line(p.kind, text)
            index += 1

    def _line(self, kind: str, text: str) -> None:
        if kind == "Transition":
            self.canvas.drawRightString(540, self.y, text)
        else:
            self.canvas.drawString(LEFT[kind], self.y, text)
            if len(text) % 17 == 0:
                self.canvas.drawString(576, self.y, "*")
        self._feed()

    def _dual(self, four: list[Paragraph]) -> None:
        self._room(8)
        self._feed()
        top, lowest = self.y, self.y
        for x, pair in ((136, four[:2]), (340, four[2:])):
            self.y = top
            for p in pair:
                for text in _wrapped(p):
                    self.canvas.drawString(x + (50 if p.kind == "Character" else 0), self.y, text)
                    self._feed()
            lowest = min(lowest, self.y)
        self.y = lowest


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=int)
    parser.add_argument("--out", type=Path, default=Path("script"), help="path without suffix")
    options = parser.parse_args()
    scenes = make_script(options.pages)
    options.out.with_suffix(".fountain").write_text(to_fountain(scenes), encoding="utf-8")
    options.out.with_suffix(".fdx").write_text(to_fdx(scenes), encoding="utf-8")
    try:
        to_pdf(scenes, options.out.with_suffix(".pdf"), watermark="READER COPY 17")
    except ImportError:
        print("reportlab is not installed: no PDF")


if __name__ == "__main__":
    main()
