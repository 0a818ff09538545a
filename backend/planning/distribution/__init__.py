"""Handing call sheets out: who gets one, what was sent, opened and confirmed, and the pages behind the links."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    # here, so that commands which need no web server start fast
    from backend.planning.distribution import reminders  # noqa: F401 (listens to call sheets)
    from backend.planning.distribution.public import pages
    from backend.planning.distribution.routes import bp

    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(pages)  # type: ignore[attr-defined]
