"""Day out of days: who works, is held, travels, rehearses on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command that reads a schedule file needs the engine alone and must start fast
    from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app; when two cast members become one, their days do too."""
    from backend.core import events
    from backend.planning.dood.events import take_over
    from backend.planning.dood.routes import bp

    events.cast_merged.connect(take_over)
    app.register_api(bp)  # type: ignore[attr-defined]
