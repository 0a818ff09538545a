"""Signing in and out, sessions, and proving an e-mail address."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from flask_jwt_extended import JWTManager

    from backend.accounts.auth.routes import bp  # here, so that commands which need no web server start fast
    from backend.accounts.auth.sessions import identify
    from backend.core.gate import doors

    JWTManager(app)
    doors(app).identify = identify
    app.register_api(bp)  # type: ignore[attr-defined]
