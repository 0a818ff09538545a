"""Suggestions under way: one worker process at a time, watched by a thread that writes down how far it is.

Whoever cancels writes it into the row; the thread sees it with its next line and ends the worker. A row whose thread
has been silent for a minute belonged to a server that is gone (`service` says so).
"""

import json
import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app
from sqlalchemy import update

from backend.core import changes, clock
from backend.core.db import db, start_writing
from backend.core.errors import Busy
from backend.planning.facts import BoardFacts
from backend.planning.optimise import finishing
from backend.planning.optimise.board.options import Options
from backend.planning.optimise.models import UNDER_WAY, Suggestion
from backend.settings import ROOT

log = logging.getLogger("backlot")
COMMAND = [sys.executable, "-X", "utf8", "-m", "backend.planning.optimise.worker"]
WAITING = 2.0  # seconds between two signs of life of one that waits for its turn
_turn = threading.BoundedSemaphore(1)


def after_commit(production_id: int, suggestion_id: int, board: BoardFacts, options: Options) -> None:
    """Begin to work out a suggestion as soon as the current transaction has stored it as queued."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    thread = threading.Thread(
        target=_run, args=(app, production_id, suggestion_id, board, options), name="suggestion", daemon=True
    )
    changes.after_commit(thread.start)


def _run(app: Flask, production_id: int, suggestion_id: int, board: BoardFacts, options: Options) -> None:
    with app.app_context():
        while not _turn.acquire(timeout=WAITING):
            if not _noted(production_id, suggestion_id, {}):
                return
        try:
            result = _worked_out(production_id, suggestion_id, pickle.dumps((board, options)))
            if result is not None:
                finishing.done(production_id, suggestion_id, board, options, result)
        except Exception:  # whatever happened, the row must not say "running" for ever
            log.exception("suggestion %s failed", suggestion_id)
            db.session.rollback()
            finishing.failed(production_id, suggestion_id, "It stopped because of a fault. Please try again.")
        finally:
            _turn.release()
            db.session.remove()


def _worked_out(production_id: int, suggestion_id: int, data: bytes) -> dict[str, Any] | None:
    """The worker's result; None when it was cancelled meanwhile. Raises RuntimeError when the worker ended early."""
    if not _noted(production_id, suggestion_id, {"state": "running"}):
        return None
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, cwd=ROOT) as process:  # noqa: S603 (our own worker)
        try:
            for line in _lines(process, data):
                if "result" in line:
                    result: dict[str, Any] = line["result"]
                    return result
                if not _noted(production_id, suggestion_id, {"progress": line["progress"], "best_hold": line["hold"]}):
                    return None
        finally:
            process.kill()
    raise RuntimeError(f"the worker ended with {process.returncode}")


def _lines(process: "subprocess.Popen[bytes]", data: bytes) -> Iterator[dict[str, Any]]:
    assert process.stdin  # noqa: S101 (for the type checker)
    assert process.stdout  # noqa: S101
    process.stdin.write(data)
    process.stdin.close()
    for line in process.stdout:
        yield json.loads(line)


def _noted(production_id: int, suggestion_id: int, values: dict[str, Any]) -> bool:
    """Write a sign of life; False when the suggestion is not under way any more."""
    try:
        start_writing(production_id)
        mine = update(Suggestion).where(Suggestion.id == suggestion_id, Suggestion.state.in_(UNDER_WAY))
        found = db.session.execute(mine.values(seen_at=clock.now(), **values)).rowcount  # type: ignore[attr-defined]
        db.session.commit()
    except Busy:
        db.session.rollback()
        return True
    return bool(found)
