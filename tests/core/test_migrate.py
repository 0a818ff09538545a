"""Migrations: a copy first, nothing lost, nothing half done."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from backend.core import schema
from backend.core.backup import listed
from backend.core.errors import Conflict
from backend.core.lock import InUse, server_lock
from backend.core.migrate import MigrationFailed, migrate, revision, unwritten
from backend.settings import Settings, load
from tests.core.small_schema import FAILS_HALFWAY, ORPHANS, REBUILD_PARENT, first, step


def ask(settings: Settings, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(settings.data_dir / "backlot.db")) as connection:
        return connection.execute(question).fetchall()


def test_new_database_gets_newest_schema_and_no_copy(laptop: Settings, tmp_path: Path) -> None:
    assert migrate(laptop, first(tmp_path / "versions")) is None
    assert ask(laptop, "SELECT version_num FROM alembic_version") == [("one",)]
    assert ask(laptop, "PRAGMA journal_mode") == [("wal",)]
    assert listed(laptop.backups_dir) == []


def test_second_run_does_nothing(filled: Settings, tmp_path: Path) -> None:
    before = (filled.data_dir / "backlot.db").read_bytes()
    assert migrate(filled, tmp_path / "versions") is None
    assert (filled.data_dir / "backlot.db").read_bytes() == before
    assert listed(filled.backups_dir) == []


def test_rebuilding_a_parent_table_keeps_its_children(filled: Settings, tmp_path: Path) -> None:
    step(tmp_path / "versions", "two", "one", REBUILD_PARENT)
    copy = migrate(filled, tmp_path / "versions")
    assert ask(filled, "SELECT count(*) FROM scene") == [(1000,)]
    assert ask(filled, "SELECT type FROM pragma_table_info('production') WHERE name = 'name'") == [("VARCHAR(200)",)]
    assert copy is not None
    assert copy.name.endswith("-before-migration.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM scene").fetchone() == (1000,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("one",)


@pytest.mark.parametrize(("body", "said"), [(FAILS_HALFWAY, "power of this step"), (ORPHANS, "1000 broken references")])
def test_failing_migration_leaves_everything_untouched(filled: Settings, tmp_path: Path, body: str, said: str) -> None:
    step(tmp_path / "versions", "two", "one", REBUILD_PARENT)
    step(tmp_path / "versions", "three", "two", body)
    with pytest.raises(MigrationFailed, match=said):
        migrate(filled, tmp_path / "versions")
    assert ask(filled, "SELECT version_num FROM alembic_version") == [("one",)]
    assert ask(filled, "SELECT count(*) FROM scene") == [(1000,)]
    assert ask(filled, "SELECT name FROM production") == [("Low tide",)]
    assert ask(filled, "SELECT name FROM sqlite_master WHERE name = 'half_done'") == []
    assert ask(filled, "PRAGMA integrity_check") == [("ok",)]


def test_first_migration_that_fails_leaves_no_database(laptop: Settings, tmp_path: Path) -> None:
    step(tmp_path / "versions", "one", None, FAILS_HALFWAY)
    with pytest.raises(MigrationFailed):
        migrate(laptop, tmp_path / "versions")
    assert not (laptop.data_dir / "backlot.db").exists()


def test_database_of_a_newer_backlot_is_refused_and_unchanged(filled: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled.data_dir / "backlot.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    before = (filled.data_dir / "backlot.db").read_bytes()
    with pytest.raises(Conflict, match="newer Backlot"):
        migrate(filled, tmp_path / "versions")
    assert (filled.data_dir / "backlot.db").read_bytes() == before


def test_no_migration_while_a_server_runs(filled: Settings, tmp_path: Path) -> None:
    step(tmp_path / "versions", "two", "one", REBUILD_PARENT)
    with server_lock(filled.data_dir, 8501), pytest.raises(InUse, match="port 8501"):
        migrate(filled, tmp_path / "versions")


def test_damaged_database_is_not_migrated(filled: Settings, tmp_path: Path) -> None:
    file = filled.data_dir / "backlot.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + os.urandom(4096) + whole[8192:])
    broken = file.read_bytes()
    step(tmp_path / "versions", "two", "one", REBUILD_PARENT)
    with pytest.raises(Exception, match=r"damaged|malformed|cannot be opened"):
        migrate(filled, tmp_path / "versions")
    assert file.read_bytes() == broken


def test_killed_in_the_middle_of_an_upgrade(filled: Settings, tmp_path: Path) -> None:
    step(tmp_path / "versions", "two", "one", REBUILD_PARENT)
    step(tmp_path / "versions", "three", "two", '    op.execute("DELETE FROM scene")\n    import os; os._exit(9)')
    program = (
        "from pathlib import Path; from backend.settings import load; from backend.core.migrate import migrate\n"
        f"migrate(load({{}}, data_dir={str(filled.data_dir)!r}), Path({str(tmp_path / 'versions')!r}))"
    )
    died = subprocess.run([sys.executable, "-c", program], check=False)
    assert died.returncode == 9
    assert ask(filled, "SELECT count(*) FROM scene") == [(1000,)]
    assert ask(filled, "SELECT version_num FROM alembic_version") == [("one",)]
    step(tmp_path / "versions", "three", "two", "    pass")
    schema.forget()
    assert migrate(filled, tmp_path / "versions") is not None  # the next start finds the folder free and upgrades
    assert ask(filled, "SELECT version_num FROM alembic_version") == [("three",)]


def test_shipped_migrations_say_what_the_models_say() -> None:
    assert unwritten() == ""


def test_next_migration_is_written_from_the_models(laptop: Settings, tmp_path: Path) -> None:
    versions = tmp_path / "new versions"
    versions.mkdir()
    assert unwritten(versions) != ""
    written = revision("everything so far", versions)
    assert written is not None
    assert written.name == "0001_everything_so_far.py"
    assert '"""everything so far.' in written.read_text()
    assert unwritten(versions) == ""
    assert revision("nothing new", versions) is None
    schema.forget()
    migrate(laptop, versions)
    assert ask(laptop, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_postgresql_upgrades_once_for_two_processes(tmp_path: Path, postgres_url: str) -> None:
    versions = first(tmp_path / "versions")
    step(versions, "two", "one", REBUILD_PARENT)
    program = (
        "from pathlib import Path; from backend.settings import load; from backend.core.migrate import migrate\n"
        f"migrate(load({{}}, data_dir={str(tmp_path)!r}, database_url={postgres_url!r}), Path({str(versions)!r}))"
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(2)]
    ends = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert schema.database_revision(postgres_url) == "two"
    step(versions, "three", "two", FAILS_HALFWAY)
    schema.forget()
    with pytest.raises(MigrationFailed):
        migrate(load({}, data_dir=tmp_path, database_url=postgres_url), versions)
    assert schema.database_revision(postgres_url) == "two"
