"""Who works on a production."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.core.gate import doors
    from backend.productions.members.access import membership
    from backend.productions.members.routes import bp  # here, so that commands which need no web server start fast

    doors(app).membership = membership
    app.register_api(bp)  # type: ignore[attr-defined]
