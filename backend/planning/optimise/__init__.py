"""The optimiser: talent-scheduling instances, cheaper orders of a board's days, and covers for a rained-out day."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the worker process and the command load this package and must start fast
    from flask import Flask


def register(app: "Flask") -> None:
    """Add this domain to the app."""
    from backend.planning.optimise.routes import bp

    app.register_api(bp)  # type: ignore[attr-defined]
