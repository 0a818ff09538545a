"""One item of a heartbeat request, read and judged for itself, so that a bad one never holds up the others."""

import math
from typing import Any, NamedTuple
from uuid import UUID

from backend.timelogs.segments.models import CLOSED

LONGEST_MS = 24 * 3_600_000  # programs begin a new segment long before; a longer one is a broken clock
BY_PROGRAMS = frozenset(CLOSED) - {"stale", "superseded", "replayed", "forgotten", "manual"}


class Beat(NamedTuple):
    """A segment as its program knows it; moments in our clock."""

    uid: str
    session_uid: str
    task_id: int
    dcc: str
    dcc_version: str
    file: str
    start_ms: int
    end_ms: int
    closed: str | None
    guessed: bool


class BadBeat(ValueError):
    """An item that says nothing usable; `args[0]` says what is wrong with it."""


def read(item: Any, base_ms: int, now_ms: int, skew_ms: int) -> Beat:
    """Judge an item.

    base_ms: the moment in our clock when the request was made. now_ms: when it arrived. skew_ms: how far our clock is
    ahead of the program's wall clock; used only for rows of an earlier boot. Raises BadBeat.
    """
    if not isinstance(item, dict):
        raise BadBeat("An item must be an object.")
    guessed = "end_age" not in item
    if guessed:
        start, end = _number(item, "start_at") * 1000 + skew_ms, _number(item, "end_at") * 1000 + skew_ms
    else:
        start, end = base_ms - _age(item, "start_age"), base_ms - _age(item, "end_age")
    if end > now_ms:  # a wall clock that was set since: it tells how long the work was, not when
        start, end = start - (end - now_ms), now_ms
    if end < start:
        raise BadBeat("It ends before it begins.")
    if end - start > LONGEST_MS:
        raise BadBeat("It is longer than a day.")
    closed = item.get("closed")
    if closed is not None and closed not in BY_PROGRAMS:
        raise BadBeat("The reason why it was closed is not known.")
    return Beat(
        _uuid(item, "segment_id"), _uuid(item, "session_id"), _task(item), _text(item, "dcc", 32, needed=True).lower(),
        _text(item, "dcc_version", 32), base_name(_text(item, "file", 4000)), int(start), int(end),
        closed or ("crash" if guessed else None), guessed,
    )  # fmt: skip


def base_name(path: str) -> str:
    """A file's own name: where it lies is nobody's business."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2][:255]


def _number(item: dict[str, Any], name: str) -> float:
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > 1e11:
        raise BadBeat(f"{name} must be a number of seconds.")
    return float(value)


def _age(item: dict[str, Any], name: str) -> float:
    value = _number(item, name)
    if value < 0:
        raise BadBeat(f"{name} must not be negative.")
    return value * 1000


def _uuid(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    try:
        return str(UUID(value)) if isinstance(value, str) and len(value) <= 45 else _no_uuid(name)
    except ValueError:
        return _no_uuid(name)


def _no_uuid(name: str) -> str:
    raise BadBeat(f"{name} must be a UUID.")


def _task(item: dict[str, Any]) -> int:
    value = item.get("task_id")
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 2**31:
        raise BadBeat("task_id must be the id of a task.")
    return value


def _text(item: dict[str, Any], name: str, longest: int, *, needed: bool = False) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str):
        raise BadBeat(f"{name} must be a text.")
    plain = "".join(sign for sign in value if sign.isprintable()).strip()[:longest]
    if needed and not plain:
        raise BadBeat(f"{name} is needed.")
    return plain
