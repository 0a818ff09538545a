"""A data folder of its own for every test of the core."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from backend.core import schema
from backend.core.migrate import migrate
from backend.settings import Settings, load
from tests.core.small_schema import first
from tests.services import require_postgres


@pytest.fixture
def laptop(tmp_path: Path) -> Settings:
    """Settings of a fresh laptop: SQLite in a folder with a space and a percent sign in its name."""
    schema.forget()
    return load({}, data_dir=tmp_path / "my data 100%", environment="test")


@pytest.fixture
def filled(laptop: Settings, tmp_path: Path) -> Settings:
    """The same with the small schema, one production and a thousand scenes."""
    migrate(laptop, first(tmp_path / "versions"))
    with closing(sqlite3.connect(laptop.data_dir / "backlot.db")) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO production VALUES (1, 'Low tide')")
        connection.executemany("INSERT INTO scene VALUES (?, 1)", [(n,) for n in range(1000)])
    schema.forget()
    return laptop


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of its own, dropped afterwards."""
    name = f"backlot_core_{os.getpid()}"
    server = create_engine(require_postgres(), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    schema.forget()
    yield make_url(require_postgres()).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
