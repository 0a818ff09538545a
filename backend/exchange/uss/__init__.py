"""The Universal Schedule Standard: breakdown, boards and calendars of a production as one .uss file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the commands that read a file load this package and must start fast
    from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.exchange.uss.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
