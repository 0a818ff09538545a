"""The installation itself: its health, its backups and the mails that could not leave the house."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.studio.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
