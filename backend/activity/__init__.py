"""Who changed what: written down with the change, announced live after it."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.activity.announce import connect
    from backend.activity.routes import bp, studio  # here, so that commands which need no web server start fast
    from backend.activity.service import write_down
    from backend.core import events

    events.changed.connect(write_down)
    connect()
    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(studio)  # type: ignore[attr-defined]
