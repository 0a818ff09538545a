"""Hours as figures: sums, who is working now, files to take along."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.timelogs.reports.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
