"""How time is tracked on a production, and what an hour costs it."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
