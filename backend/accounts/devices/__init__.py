"""Programs paired with an account by a short code, and what their tokens open."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.accounts.devices.routes import bp

    app.register_api(bp)  # type: ignore[attr-defined]
