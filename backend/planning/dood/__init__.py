"""Day out of days: who works, is held, travels, rehearses on which day."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app; when two cast members become one, their days do too."""
    from backend.core import events  # here, so that commands which need no web server start fast
    from backend.planning.dood.events import take_over
    from backend.planning.dood.routes import bp

    events.cast_merged.connect(take_over)
    app.register_api(bp)  # type: ignore[attr-defined]
