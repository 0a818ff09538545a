"""When people and places can be had: spans of days, entered by planners or by the people themselves."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app; when two cast members become one, their days do too."""
    from backend.core import events  # here, so that commands which need no web server start fast
    from backend.planning.availability import spans
    from backend.planning.availability.routes import bp

    events.cast_merged.connect(spans.take_over)
    app.register_api(bp)  # type: ignore[attr-defined]
