"""Breakdown sheets: a scene with its cast and everything else it needs, on screen, on paper and as a workbook."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.breakdown_sheets.routes import bp  # here: commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
