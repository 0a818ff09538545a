"""How long a screenplay takes from the file to scenes and cast, through a real server on this machine.

    python -m benchmarks.script_import [PAGES]       120 pages unless told otherwise

For Fountain, FDX and PDF: upload (file to review), import (review to scenes), the review read again, and the next
draft of the same script imported over it. A 120-page Fountain or FDX script must be in within one second.
"""

import json
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from backend.app import create_app
from backend.asgi import api_routes, running
from backend.core.migrate import migrate
from backend.settings import load
from benchmarks.make_screenplay import make_script, to_fdx, to_fountain, to_pdf
from tests.people import Studio

PORT = 8599
LIMIT = 1.0  # seconds for upload and import together


def main(pages: int) -> int:
    """Measure and print; 1 when a text format is too slow."""
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), pages)
        settings = load({}, data_dir=Path(folder) / "data", environment="test", run_jobs=False, rate_limits=False)
        migrate(settings)
        app = create_app(settings)
        server = uvicorn.Server(uvicorn.Config(
            Starlette(routes=api_routes(app), lifespan=lambda _starlette: running(app)), port=PORT, log_level="error"
        ))  # fmt: skip
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        studio = Studio(app)
        slow = [file.name for file in files if _measure(studio, file) > LIMIT and file.suffix != ".pdf"]
        server.should_exit = True
        thread.join()
    if slow:
        print(f"too slow: {', '.join(slow)}")
    return 1 if slow else 0


def _files(folder: Path, pages: int) -> list[Path]:
    script = make_script(pages)
    fountain, fdx, pdf = (folder / f"script.{ending}" for ending in ("fountain", "fdx", "pdf"))
    fountain.write_text(to_fountain(script), "utf-8")
    fdx.write_text(to_fdx(script), "utf-8")
    to_pdf(script, pdf)
    return [fountain, fdx, pdf]


def _measure(studio: Studio, file: Path) -> float:
    film = studio.production(file.name)
    token = studio.admin(film).token or ""
    base = f"http://127.0.0.1:{PORT}/api/productions/{film}"
    upload, draft = _timed(f"{base}/screenplays?filename={file.name}", token, file.read_bytes())
    one = f"{base}/screenplays/{draft['id']}"
    write, done = _timed(f"{one}/import", token, b"", match=draft["version"])
    read, _ = _timed(one, token)
    again, second = _timed(f"{base}/screenplays?filename={file.name}", token, file.read_bytes())
    rewrite, _ = _timed(f"{base}/screenplays/{second['id']}/import", token, b"", match=second["version"])
    print(
        f"{file.suffix[1:]:<9} {done['scene_count']:>4} scenes  upload {upload:5.2f} s + import {write:5.2f} s = "
        f"{upload + write:5.2f} s   review {read:5.2f} s   next draft {again:5.2f} s + {rewrite:5.2f} s"
    )
    return upload + write


def _timed(url: str, token: str, body: bytes | None = None, match: int | None = None) -> tuple[float, Any]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
    if match is not None:
        headers["If-Match"] = str(match)
    request = urllib.request.Request(url, data=body, headers=headers, method="GET" if body is None else "POST")
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:
        content = answer.read()
    return time.perf_counter() - start, json.loads(content)["data"]


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
