"""Hours as figures: sums, who is working now, files to take along."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
