"""Timesheet weeks: handed in, approved, locked, reopened."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
