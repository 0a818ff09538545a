"""Script revisions: their colours, locked scene numbers, what changed between two drafts, a scene's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # reading a file loads this package's colours and must start fast
    from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.script.revisions.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
