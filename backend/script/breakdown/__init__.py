"""Breakdown: what every scene needs, found in its words, kept by category."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app; it follows every import of a screenplay and every new production."""
    from backend.core import events  # here, so that commands which need no web server start fast
    from backend.script.breakdown.categories import start_production
    from backend.script.breakdown.routes import bp
    from backend.script.breakdown.taking_over import take_over

    events.changed.connect(start_production)
    events.script_imported.connect(take_over)
    app.register_api(bp)  # type: ignore[attr-defined]
