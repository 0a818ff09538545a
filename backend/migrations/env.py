"""How Alembic reaches the database; run by `backend.core.migrate`, never on its own.

Foreign keys are OFF here and nowhere else: SQLite changes a table by building a new one and dropping the old, and with
foreign keys on the drop deletes every row that refers to it. `migrate` checks all references afterwards.
"""

import importlib
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, MetaData, NullPool, create_engine, event, text
from sqlalchemy.schema import SchemaItem

UPGRADE_LOCK = 4712  # PostgreSQL advisory lock: one process upgrades, the others wait and then find nothing to do


def models() -> MetaData:
    """What the models say; imported only to compare (an upgrade does not need them)."""
    importlib.import_module("backend.domains").load_models()
    metadata: MetaData = importlib.import_module("backend.core.db").Base.metadata
    return metadata


def internal_tables(connection: Connection) -> set[str]:
    """Tables that SQLite keeps for its full-text indexes; no model describes them."""
    if connection.dialect.name != "sqlite":
        return set()
    rows = connection.exec_driver_sql("PRAGMA table_list")
    return {row.name for row in rows if row.type in {"virtual", "shadow"}}


def without_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration when nothing changed."""
    if context.config.attributes.get("writing") and directives and directives[0].upgrade_ops.is_empty():
        directives.clear()


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name the database's own types, so that they outlive ours."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime()"
    return False


def run() -> None:
    """Upgrade, or compare, in one transaction."""
    comparing = context.config.attributes.get("compare", False)
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # else sqlite3 commits before every CREATE TABLE
            for pragma in ("foreign_keys=OFF", "busy_timeout=10000", "legacy_alter_table=OFF"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        hidden = internal_tables(connection)

        def described(_item: SchemaItem, name: str | None, kind: str, _reflected: bool, _to: Any) -> bool:
            return not (kind == "table" and name in hidden)

        context.configure(
            connection=connection,
            target_metadata=models() if comparing else None,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            include_object=described,
            render_item=plain_types,
            process_revision_directives=without_empty,
        )
        with context.begin_transaction():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
