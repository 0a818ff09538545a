"""Figures across domains: progress, today."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.analytics.progress import progress_of
    from backend.analytics.routes import bp, mine  # here, so that commands which need no web server start fast
    from backend.productions.productions.progress import source

    source.count = progress_of
    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(mine)  # type: ignore[attr-defined]
