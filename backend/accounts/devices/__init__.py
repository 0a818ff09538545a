"""Programs paired with an account by a short code, and what their tokens open."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
