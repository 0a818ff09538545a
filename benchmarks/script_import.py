"""How long a screenplay takes from the file to scenes and cast, through a real server on this machine.

    python -m benchmarks.script_import [PAGES]       120 pages unless told otherwise

For Fountain, FDX and PDF: upload (file to review), import (review to scenes), the review read again, the next draft of
the same script imported over it, and the same file read by the command line.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.make_screenplay import make_script, to_fdx, to_fountain, to_pdf
from benchmarks.table import Row, Table, at_most, shown
from tests.running import API, ROOT, Client, start_server

API_LIMIT, COMMAND_LIMIT = 1.0, 0.5  # seconds; a PDF is read line by line from its letters and has none


def measure(pages: int = 120) -> Table:
    """Every format, by the API and by the command line."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), pages)
        with start_server(Path(folder) / "data", app=API, BACKLOT_RATE_LIMITS="no") as server:
            owner = server.set_up()
            for file in files:
                rows += _by_api(owner, file)
        python = min(_seconds([sys.executable, "-c", ""]) for _ in range(3))
        for file in files:
            command = [sys.executable, "-m", "backend", "import-screenplay", str(file), "--json"]
            taken = min(_seconds(command) for _ in range(3)) - python
            rows.append(
                _row(f"{_kind(file)} by the command line, beyond Python's own start", taken, COMMAND_LIMIT, file)
            )
    return Table(f"A screenplay of {pages} pages", "From the file to scenes and cast.", rows)


def _files(folder: Path, pages: int) -> list[Path]:
    script = make_script(pages)
    fountain, fdx, pdf = (folder / f"script.{ending}" for ending in ("fountain", "fdx", "pdf"))
    fountain.write_text(to_fountain(script), "utf-8")
    fdx.write_text(to_fdx(script), "utf-8")
    to_pdf(script, pdf)
    return [fountain, fdx, pdf]


def _by_api(owner: Client, file: Path) -> list[Row]:
    film = owner.post("/productions", {"title": file.name}).data["id"]
    base = f"/productions/{film}/screenplays"
    upload, draft = _posted(owner, f"{base}?filename={file.name}", file.read_bytes())
    write, done = _posted(owner, f"{base}/{draft['id']}/import", b"", draft["version"])
    started = time.perf_counter()
    owner.get(f"{base}/{draft['id']}").data  # noqa: B018
    read = time.perf_counter() - started
    again, second = _posted(owner, f"{base}?filename={file.name}", file.read_bytes())
    rewrite, _ = _posted(owner, f"{base}/{second['id']}/import", b"", second["version"])
    detail = f"{shown(upload)} + {shown(write)}, {done['scene_count']} scenes"
    return [
        _row(f"{_kind(file)}: upload and import", upload + write, API_LIMIT, file, detail),
        Row(
            f"{_kind(file)}: the next draft over it", f"{shown(again + rewrite)} s; its review read in {shown(read)} s"
        ),
    ]


def _kind(file: Path) -> str:
    return {".fountain": "Fountain", ".fdx": "Final Draft", ".pdf": "PDF"}[file.suffix]


def _row(what: str, seconds: float, limit: float, file: Path, detail: str = "") -> Row:
    if file.suffix == ".pdf":
        return Row(what, f"{shown(seconds)} s" + (f" ({detail})" if detail else ""))
    return at_most(what, seconds, limit, "s", detail)


def _posted(owner: Client, path: str, body: bytes, match: int | None = None) -> tuple[float, Any]:
    started = time.perf_counter()
    headers = {"Content-Type": "application/octet-stream"}
    found = owner.post(path, data=body, match=match, headers=headers, timeout=120).data
    return time.perf_counter() - started, found


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 120).text())
