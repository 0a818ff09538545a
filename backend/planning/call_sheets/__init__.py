"""Call sheets: made from a day, edited together, published, printed."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.call_sheets.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
