"""Backlot's API: a film production from script to delivery, over SQLite or PostgreSQL."""

__version__ = "0.1.0"
