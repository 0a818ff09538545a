"""When a session was last used, to within five minutes, without making readers wait for their turn to write.

A request whose session was noted long ago hands its id to one background thread and goes on; that thread takes its
turn like every writer. Lost when the process dies meanwhile: the next request notes it again. A paired program lives on
for a year from its last use, so that one in use never has to be paired again.
"""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import case, update

from backend.accounts.auth.models import Session
from backend.core import clock
from backend.core.db import db, start_writing

EVERY = timedelta(minutes=5)
DEVICE_LIFE = timedelta(days=365)
log = logging.getLogger(__name__)
_writer = ThreadPoolExecutor(1, thread_name_prefix="seen")
_pending: set[int] = set()
_lock = threading.Lock()


def note(session_id: int, last_seen_at: datetime) -> None:
    """Have the use of a session written down soon, unless that was done in the last five minutes."""
    if clock.now() - last_seen_at < EVERY:
        return
    with _lock:
        if session_id in _pending:
            return
        _pending.add(session_id)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    _writer.submit(_write, app, session_id)


def settle() -> None:
    """Wait until everything noted so far is written (tests, shutdown)."""
    _writer.submit(lambda: None).result()


def _write(app: Flask, session_id: int) -> None:
    try:
        with app.app_context():
            start_writing()
            now = clock.now()
            until = case((Session.kind == "device", now + DEVICE_LIFE), else_=Session.expires_at)
            used = update(Session).where(Session.id == session_id).values(last_seen_at=now, expires_at=until)
            db.session.execute(used)
            db.session.commit()
    except Exception:  # a busy database: the next request notes it again
        log.warning("The use of session %s could not be noted", session_id, exc_info=True)
    finally:
        with _lock:
            _pending.discard(session_id)
