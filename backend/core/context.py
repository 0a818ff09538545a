"""What the running app holds, for services that must not know Flask."""

from typing import TYPE_CHECKING

from flask import current_app

from backend.settings import Settings

if TYPE_CHECKING:
    from backend.core.live import Hub


def settings() -> Settings:
    """The settings of the app that is running now."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def hub() -> "Hub":
    """The live socket's hub of the app that is running now."""
    found: Hub = current_app.extensions["hub"]
    return found
