"""Segments of work: measured, timed or entered by hand, corrected, and counted."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.timelogs.segments import routes, routes_hand, zones

    zones.listen()
    app.register_api(routes.bp)  # type: ignore[attr-defined]
    app.register_api(routes_hand.bp)  # type: ignore[attr-defined]
