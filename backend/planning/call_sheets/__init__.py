"""Call sheets: made from a day, edited together, published, printed."""

from flask import Flask


def register(app: Flask) -> None:
    """Add this domain to the app."""
    from backend.planning.call_sheets import routes, routes_more  # here, so that commands without a server start fast

    app.register_api(routes.bp)  # type: ignore[attr-defined]
    app.register_api(routes_more.bp)  # type: ignore[attr-defined]
