"""How a finding about a call sheet looks: its code, how grave it is, a sentence, and where to put it right."""

from collections.abc import Sequence
from typing import Any

Found = dict[str, Any]
Sheet = dict[str, Any]
NAMED = 3  # more people than this are counted


def blocks(code: str, section: str, field: str, message: str, row_id: int | None = None) -> Found:
    """Something without which the sheet cannot go out."""
    return _found("blocks", code, section, field, message, row_id)


def warns(code: str, section: str, field: str, message: str, row_id: int | None = None) -> Found:
    """Something to look at before the sheet goes out."""
    return _found("warns", code, section, field, message, row_id)


def listed(names: Sequence[str]) -> str:
    """`Ana`, `Ana and Kim`, `Ana, Kim, Lee and 4 more`."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) <= NAMED:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def span(minutes: int) -> str:
    """`10 h 05 min`."""
    return f"{max(minutes, 0) // 60} h {max(minutes, 0) % 60:02} min"


def _found(severity: str, code: str, section: str, field: str, message: str, row_id: int | None) -> Found:
    return {
        "code": code, "severity": severity, "section": section, "field": field, "row_id": row_id, "message": message,
    }  # fmt: skip
