"""The envelope: `{"success", "data", "message"}` around everything the API says, refusals included."""

import errno
import json
import logging
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from backend.core.db import db
from backend.core.errors import Busy, Conflict, NoRoom, Problem, Stale

log = logging.getLogger("backlot")
# what SQLite, PostgreSQL and the operating system say when a disk takes nothing more
_NO_ROOM = ("database or disk is full", "disk I/O error", "readonly database", "No space left")
_NO_ROOM_ERRNO = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

_WORDS = {
    400: "The request could not be read.",
    404: "There is nothing here.",
    405: "This address does not do that.",
    413: "This is too large.",
    415: "This kind of content is not accepted here.",
    429: "Too many tries. Please wait a moment.",
}


def answer(data: bytes, message: str, *, page: dict[str, Any] | None = None, status: int = 200) -> Response:
    """A success; `data` is JSON already."""
    return Response(success(data, message, page), status=status, mimetype="application/json")


def success(data: bytes, message: str, page: dict[str, Any] | None = None) -> bytes:
    """The text of a success around `data`, which is JSON already."""
    parts = [b'{"success":true,"data":', data, b',"message":', json.dumps(message).encode()]
    if page is not None:
        parts += [b',"page":', json.dumps(page).encode()]
    return b"".join([*parts, b"}"])


def refusal(
    status: int, message: str, errors: list[dict[str, str]] | None = None, data: Any = None, headers: Any = None
) -> Response:
    """A refusal in the same shape."""
    body = {"success": False, "data": data, "message": message, "errors": errors or []}
    response = Response(json.dumps(body), status=status, mimetype="application/json")
    response.headers.update(headers or {})
    return response


def problem_answer(problem: Problem, data: Any = None) -> Response:
    """The refusal a Problem stands for."""
    return refusal(problem.status, problem.message, problem.errors, data, problem.headers)


def install(app: Flask) -> None:
    """Answer every error of this app in the envelope; unexpected ones are logged, never shown."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, lambda _e: _problem(Stale()))
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(OperationalError, _operational)
    app.register_error_handler(OSError, _operating_system)
    app.register_error_handler(Exception, _unexpected)


def _problem(problem: Problem) -> Response:
    db.session.rollback()
    return problem_answer(problem)


def _http(error: HTTPException) -> Response:
    db.session.rollback()
    status = error.code or 500
    kept = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After", "WWW-Authenticate", "Location"}}
    if status < 400:
        return refusal(404, _WORDS[404])
    return refusal(status, _WORDS.get(status, error.name), headers=kept)


def _integrity(error: IntegrityError) -> Response:
    log.warning("integrity: %s %s: %s", request.method, request.path, error.orig)
    return _problem(Conflict())


def _operational(error: OperationalError) -> Response:
    if "locked" in str(error.orig) or "lock timeout" in str(error.orig):
        log.warning("database busy: %s %s", request.method, request.path)
        return _problem(Busy())
    if any(words in str(error.orig) for words in _NO_ROOM):
        return _no_room(error)
    return _unexpected(error)


def _operating_system(error: OSError) -> Response:
    return _no_room(error) if error.errno in _NO_ROOM_ERRNO else _unexpected(error)


def _no_room(error: Exception) -> Response:
    log.error("nothing can be written: %s %s: %s", request.method, request.path, error)
    return _problem(NoRoom())


def _unexpected(error: Exception) -> Response:
    db.session.rollback()
    log.exception("unexpected: %s %s", request.method, request.path, exc_info=error)
    return refusal(500, "Something went wrong on our side. It has been written to the log.")
