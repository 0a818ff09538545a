"""Whose window has the keyboard. None means that it cannot be known."""

from __future__ import annotations


def focused_here() -> bool | None:
    """Whether a window of this process has the keyboard."""
    return None
