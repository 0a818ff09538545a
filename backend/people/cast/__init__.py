"""Characters and who plays them."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app; it takes over the characters of every screenplay that is imported."""
    from backend.core import events  # here, so that commands which need no web server start fast
    from backend.people.cast.casting import take_over
    from backend.people.cast.routes import appearances, bp

    events.script_imported.connect(take_over)
    app.register_api(bp)  # type: ignore[attr-defined]
    app.register_api(appearances)  # type: ignore[attr-defined]
