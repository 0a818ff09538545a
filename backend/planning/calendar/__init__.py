"""The production's calendar: everything with a date on one page, and a feed for each person's own calendar."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.calendar.routes import bp, feeds  # here, so that commands without a web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(feeds)  # type: ignore[attr-defined]
