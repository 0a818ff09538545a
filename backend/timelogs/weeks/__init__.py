"""Timesheet weeks: handed in, approved, locked, reopened."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.timelogs.weeks.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
