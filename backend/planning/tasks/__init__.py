"""Tasks."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.tasks.routes import (
        bp,
        everywhere,
    )  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(everywhere)  # type: ignore[attr-defined]
