"""Whose window has the keyboard. None means that it cannot be known."""

from __future__ import annotations

from typing import Optional


def focused_here() -> Optional[bool]:
    """Whether a window of this process has the keyboard."""
    return None
