"""Boards of strips: shooting days and the scenes on them."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.schedule import board_routes, routes  # here: commands without a web server start fast

    for bp in (routes.bp, board_routes.bp):
        app.register_api(bp)  # type: ignore[attr-defined]
