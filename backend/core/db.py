"""The database: declarative base, column types, and the one correct way to write to SQLite and PostgreSQL.

Writes take a turn: on SQLite a process-wide lock in front of `BEGIN IMMEDIATE`, on PostgreSQL an advisory lock per
production. Without it, SQLite's default mode lost updates silently and its busy handler starved writers.
"""

import threading
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Integer, MetaData, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from backend.core import clock
from backend.core.errors import Busy

TURN_SECONDS = 10


class Base(DeclarativeBase):
    """Every model's base; constraints are named so that batch migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; naive values are refused, because a moment without a zone is a guess."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value is in Python; cursors of pages are read back with it."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To naive UTC for storage."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From storage to aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Timestamps:
    """Adds created_at and updated_at, in UTC."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)


class Versioned:
    """Adds a version that every update raises; the contract compares it with If-Match."""

    @declared_attr
    @classmethod
    def version(cls) -> Mapped[int]:
        """How often the row was written; starts at 1."""
        return mapped_column(Integer)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy guard the version in SQL."""
        return {"version_id_col": cls.version}


class Audited:
    """Marks a model whose changes are recorded (who, what, from, to) and announced live.

    `audit_name` is the trade's word for it; `audit_hidden` columns are never recorded or announced.
    """

    audit_name: ClassVar[str]
    audit_hidden: ClassVar[frozenset[str]] = frozenset()


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def engine_options(url: str) -> dict[str, Any]:
    """SQLAlchemy engine options for an address; 20 connections so that 16 request threads never wait."""
    if url.startswith("sqlite"):
        return {"pool_size": 20, "max_overflow": 20, "connect_args": {"check_same_thread": False}}
    return {"pool_size": 20, "max_overflow": 20, "pool_pre_ping": True}


def prepare(engine: Engine, synchronous: str = "NORMAL") -> None:
    """Install the write recipe on an engine (once)."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, synchronous)


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    turn = threading.Lock()
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        f"busy_timeout={TURN_SECONDS * 1000}",
        "foreign_keys=ON",
        "cache_size=-16000",
        "temp_store=MEMORY",
    )

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy, not sqlite3, emits BEGIN
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writing"):
            connection.exec_driver_sql("BEGIN")
            return
        if not turn.acquire(timeout=TURN_SECONDS):
            raise Busy
        connection.info["turn"] = True  # stays with the pooled connection until it is checked in
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def checkin(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        if record.info.pop("turn", None):
            turn.release()


def start_writing(production_id: int = 0) -> None:
    """Begin a write transaction; call before the first query of the transaction.

    Ends a read transaction if one is open. On PostgreSQL writers of one production take turns, so that both databases
    give the same guarantee: what a writing transaction read cannot change under it.
    """
    session = db.session
    session.rollback()
    connection = session.connection(execution_options={"writing": True})
    _wait_for_turn(connection, production_id)


def join_writers(production_id: int = 0) -> None:
    """Also take turns with the writers of another production, in the write transaction that is open.

    0 are the routes that name no production. Only for transactions that began with a production's turn, so that two
    of them cannot wait for each other.
    """
    _wait_for_turn(db.session.connection(), production_id)


def _wait_for_turn(connection: Connection, production_id: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(4711, :production)"), {"production": production_id % 2**31}
        )
