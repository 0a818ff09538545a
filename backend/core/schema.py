"""The schema's revisions: which ones this Backlot knows, which one is newest, which one a database has.

Alembic is loaded by the first question: a server that starts asks none.
"""

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
VERSIONS = MIGRATIONS / "versions"


def alembic_config(url: str = "", versions: Path = VERSIONS) -> "Config":
    """Alembic's configuration for an address; no ini file, so that a command works from any folder."""
    from alembic.config import Config

    config = Config(stdout=io.StringIO())  # what it prints is for developers of Alembic
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")  # folders may have spaces in their names
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.attributes["url"] = url
    return config


@cache
def head_revision(versions: Path = VERSIONS) -> str | None:
    """The newest revision this Backlot knows; None while there is none."""
    return _revisions(versions).get_current_head()


@cache
def known_revisions(versions: Path = VERSIONS) -> frozenset[str]:
    """Every revision this Backlot can read."""
    return frozenset(step.revision for step in _revisions(versions).walk_revisions())


def _revisions(versions: Path) -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_config(versions=versions))


def forget() -> None:
    """Read the migrations anew at the next question; for whoever just wrote one."""
    head_revision.cache_clear()
    known_revisions.cache_clear()


def database_revision(url: str) -> str | None:
    """The revision a database has; None for an empty one. Creates nothing."""
    from alembic.migration import MigrationContext

    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
