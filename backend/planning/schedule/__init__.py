"""Shooting days and the scenes on them."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.schedule.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
