"""How time is tracked on a production, and what an hour costs it."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.timelogs.terms.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
