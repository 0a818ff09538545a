"""Working rules and strip colours of a production: presets as data, changed where a film differs."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.rules.routes import bp  # here, so that commands which need no web server start fast

    app.register_api(bp)  # type: ignore[attr-defined]
