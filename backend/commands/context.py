"""The app for commands that work on this installation."""

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def app_context(*, owner: bool = False) -> Iterator[Any]:
    """An app context; with `owner` acting as the studio's owner."""
    from backend.app import create_app
    from backend.core.access import acting
    from backend.core.db import db

    app = create_app()
    with app.app_context():
        try:
            if not owner:
                yield app
                return
            from backend.accounts.users.service import owner_as_actor

            with acting(owner_as_actor()):
                yield app
        finally:
            db.session.remove()
            db.engine.dispose()
