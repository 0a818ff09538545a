"""`import-screenplay FILE [--json]`: read a screenplay and print its scenes, without touching any database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from .eighths import as_pages
from .model import ImportRefused, ParsedScript
from .read import MAX_BYTES, read_script


def run(argv: list[str]) -> int:
    """Run the command; 0, or 2 with one line on stderr for a file that cannot be read."""
    parser = argparse.ArgumentParser(prog="import-screenplay", description=__doc__)
    parser.add_argument("file", type=Path, help="a .fountain, .fdx or .pdf screenplay")
    parser.add_argument("--json", action="store_true", help="print the whole result as JSON")
    options = parser.parse_args(argv)
    try:
        with options.file.open("rb") as handle:
            script = read_script(handle.read(MAX_BYTES + 1), options.file.name)
    except ImportRefused as error:
        print(f"{options.file.name}: {error.reason}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.file}: {error.strerror or 'cannot be read'}", file=sys.stderr)
        return 2
    text = json.dumps(as_json(script), ensure_ascii=False, indent=1) if options.json else summary(script)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")  # UTF-8 whatever the console's code page
    sys.stdout.buffer.flush()
    return 0


def as_json(script: ParsedScript) -> dict[str, Any]:
    """The script's facts without its text; unknown numbers are null."""
    return {
        "title": script.title,
        "pages_eighths": script.pages_eighths,
        "scenes": [
            {
                "number": scene.number,
                "heading": scene.heading,
                "int_ext": scene.int_ext,
                "day_night": scene.day_night,
                "set": scene.set,
                "eighths": scene.eighths,
                "omitted": scene.omitted,
                "forced": scene.forced,
                "characters": list(scene.characters),
            }
            for scene in script.scenes
        ],
        "characters": script.characters,
        "warnings": [{"line": warning.line, "message": warning.message} for warning in script.warnings],
    }


def summary(script: ParsedScript) -> str:
    """A table for people: one line a scene, then who speaks and what to look at."""
    rows = [
        f"{scene.number or '–':>6}  {as_pages(scene.eighths):>6}  {scene.heading[:56]:<56}  "
        + ", ".join(scene.characters)
        for scene in script.scenes
    ]
    speakers = sorted(script.characters.items(), key=lambda item: -item[1])
    live = sum(not scene.omitted for scene in script.scenes)
    return "\n".join(
        [
            script.title or "(untitled)",
            f"{live} scenes, {as_pages(script.pages_eighths)} pages, {len(speakers)} speaking characters",
            "",
            f"{'no.':>6}  {'pages':>6}  {'heading':<56}  speaking",
            *rows,
            "",
            "Cues: " + ", ".join(f"{name} {cues}" for name, cues in speakers),
            *(f"Line {warning.line}: {warning.message}" for warning in script.warnings),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
