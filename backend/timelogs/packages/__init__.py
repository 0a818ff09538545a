"""What people install in their programs to have their time kept."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.timelogs.packages.routes import bp

    app.register_api(bp)  # type: ignore[attr-defined]
