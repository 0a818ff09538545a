"""Places and what a call sheet must say about them."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.things.locations.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
