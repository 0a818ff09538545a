"""Segments of work: measured, timed or entered by hand, corrected, and counted."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
