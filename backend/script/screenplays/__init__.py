"""Importing the screenplay: upload, review, write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the worker process that reads files loads this package and must start fast
    from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.script.screenplays.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
