"""Copies of the database: whole, thinned out, put back; garbage refused."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.core.backup import BackupFailed, backup, copy_database, listed, prune, restore
from backend.core.errors import Invalid, NotFound
from backend.core.lock import Holder, InUse, holder, server_lock
from backend.settings import Settings, load


def scenes(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM scene").fetchone()[0])


def test_copy_holds_what_is_still_in_the_log(filled: Settings) -> None:
    database = filled.data_dir / "backlot.db"
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        with writer:
            writer.execute("INSERT INTO scene VALUES (5000, 1)")
        assert database.with_name("backlot.db-wal").stat().st_size > 0
        copy = backup(filled)
    assert scenes(copy) == 1001
    assert sorted(p.name for p in copy.parent.iterdir()) == [copy.name]  # one file, complete in itself


def test_copies_made_while_somebody_writes_are_whole(filled: Settings) -> None:
    database, stop = filled.data_dir / "backlot.db", threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=30)) as connection:
            number = 10_000
            while not stop.is_set():
                number += 2
                with connection:  # always two at a time
                    connection.executemany("INSERT INTO scene VALUES (?, 1)", [(number,), (number + 1,)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [backup(filled) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    assert len(set(copies)) == 5
    assert all(scenes(copy) % 2 == 0 for copy in copies)


def test_killed_while_copying_leaves_no_copy_that_looks_good(filled: Settings) -> None:
    with closing(sqlite3.connect(filled.data_dir / "backlot.db")) as connection, connection:
        connection.execute("CREATE TABLE bulk (bytes BLOB)")
        connection.executemany("INSERT INTO bulk VALUES (?)", [(os.urandom(1 << 20),) for _ in range(60)])
    program = (
        "from backend.settings import load; from backend.core.backup import backup\n"
        f"settings = load({{}}, data_dir={str(filled.data_dir)!r})\nprint('go', flush=True)\nbackup(settings)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    until = time.monotonic() + 30
    while not list(filled.backups_dir.glob("*.part")) and time.monotonic() < until:
        time.sleep(0.001)
    process.kill()
    process.communicate()
    for _, _, copy in listed(filled.backups_dir):  # the kill may have come too late: then the copy is whole
        assert scenes(copy) == 1000
    assert scenes(backup(filled)) == 1000


def test_damaged_database_gives_no_copy(filled: Settings) -> None:
    file = filled.data_dir / "backlot.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises(BackupFailed):
        backup(filled)
    assert list(filled.backups_dir.iterdir()) == []


def test_nothing_to_copy(laptop: Settings) -> None:
    with pytest.raises(NotFound, match="no database yet"):
        backup(laptop)


def test_unwritable_folder_says_so(filled: Settings) -> None:
    filled.backups_dir.write_text("a file where the folder should be")
    with pytest.raises((BackupFailed, OSError)):
        backup(filled)


def test_seven_days_and_four_weeks_stay(tmp_path: Path) -> None:
    newest = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)  # a Tuesday
    for hours in range(0, 24 * 60, 6):
        (tmp_path / f"backlot-{newest - timedelta(hours=hours):%Y%m%d-%H%M%S}.db").touch()
    for number in range(8):
        (tmp_path / f"backlot-2026010{number + 1}-120000-before-migration.db").touch()
    (tmp_path / "backlot-notes.txt").touch()
    (tmp_path / "backlot-99999999-999999.db").touch()
    prune(tmp_path)
    plain = [made for made, label, _ in listed(tmp_path) if not label]
    assert [f"{made:%m-%d %H}" for made in plain] == [
        "03-31 18", "03-31 12", "03-31 06", "03-31 00",  # the newest 24 hours
        "03-30 18", "03-29 18", "03-28 18", "03-27 18", "03-26 18", "03-25 18",  # seven days
        "03-22 18", "03-15 18",  # with 31 and 29 March the last of each of four weeks
    ]  # fmt: skip
    assert [made.day for made, label, _ in listed(tmp_path) if label] == [8, 7, 6, 5, 4]
    assert (tmp_path / "backlot-notes.txt").exists()
    assert prune(tmp_path) == []


def test_restore_brings_the_copy_back_and_keeps_what_it_replaced(filled: Settings, tmp_path: Path) -> None:
    database = filled.data_dir / "backlot.db"
    (filled.uploads_dir).mkdir()
    (filled.uploads_dir / "still.jpg").write_bytes(b"picture")
    copy = backup(filled)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM scene WHERE id >= 10")
    kept = restore(filled, copy, tmp_path / "versions")
    assert scenes(database) == 1000
    assert kept is not None
    assert kept.name.endswith("-before-restore.db")
    assert scenes(kept) == 10
    assert copy.exists()
    assert (filled.uploads_dir / "still.jpg").read_bytes() == b"picture"


def test_old_log_is_not_replayed_over_a_restored_database(filled: Settings, tmp_path: Path) -> None:
    database = filled.data_dir / "backlot.db"
    copy = backup(filled)
    program = (
        "import os, sqlite3, sys\nconnection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('DELETE FROM scene'); connection.commit(); os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", program, str(database)], check=False)
    assert died.returncode == 9
    assert database.with_name("backlot.db-wal").stat().st_size > 0
    kept = restore(filled, copy, tmp_path / "versions")
    assert kept is not None
    assert (scenes(database), scenes(kept)) == (1000, 0)


def test_damaged_database_can_be_replaced_and_is_kept(filled: Settings, tmp_path: Path) -> None:
    database = filled.data_dir / "backlot.db"
    copy = backup(filled)
    database.write_bytes(b"not a database at all" * 1000)
    kept = restore(filled, copy, tmp_path / "versions")
    assert scenes(database) == 1000
    assert kept is not None
    assert kept.read_bytes().startswith(b"not a database")


def garbage(folder: Path, kind: str) -> Path:
    file = folder / "found.db"
    if kind == "text":
        file.write_text("Dear diary")
    elif kind == "empty":
        file.touch()
    elif kind == "header only":
        file.write_bytes(b"SQLite format 3\0" + os.urandom(9000))
    else:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
            if kind == "newer":
                connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
                connection.execute("INSERT INTO alembic_version VALUES ('from-the-future')")
    return file


@pytest.mark.parametrize("kind", ["text", "empty", "header only", "another app", "newer"])
def test_garbage_is_not_restored(filled: Settings, tmp_path: Path, kind: str) -> None:
    with pytest.raises((Invalid, BackupFailed)):
        restore(filled, garbage(tmp_path, kind), tmp_path / "versions")
    assert scenes(filled.data_dir / "backlot.db") == 1000
    assert listed(filled.backups_dir) == []
    assert not list(filled.data_dir.glob("*.restoring*"))


def test_missing_file_is_named(filled: Settings, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.db"):
        restore(filled, tmp_path / "nowhere.db")


def test_no_restore_under_a_running_server(filled: Settings, tmp_path: Path) -> None:
    copy = backup(filled)
    with server_lock(filled.data_dir, 8503), pytest.raises(InUse, match="port 8503"):
        restore(filled, copy, tmp_path / "versions")
    restore(filled, copy, tmp_path / "versions")


def test_lock_is_held_by_one_and_dies_with_its_process(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    program = (
        "import sys, time; from pathlib import Path; from backend.core.lock import server_lock\n"
        f"with server_lock(Path({str(tmp_path)!r}), 9000):\n    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    assert holder(tmp_path) == Holder(process.pid, 9000)
    with pytest.raises(InUse), server_lock(tmp_path, 9001):
        pass
    process.kill()
    process.communicate()
    assert holder(tmp_path) is None
    with server_lock(tmp_path, 9001):
        assert holder(tmp_path) == Holder(os.getpid(), 9001)
    assert holder(tmp_path) is None


def test_postgresql_copy_is_a_dump(tmp_path: Path, postgres_url: str) -> None:
    settings = load({}, data_dir=tmp_path, database_url=postgres_url)
    copy = backup(settings)
    assert copy.suffix == ".dump"
    assert copy.read_bytes()[:5] == b"PGDMP"
    with pytest.raises(Invalid, match="pg_restore"):
        restore(settings, copy)


def test_postgresql_out_of_reach_leaves_no_file(tmp_path: Path) -> None:
    settings = load({}, data_dir=tmp_path, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(BackupFailed, match="pg_dump"):
        backup(settings)
    assert list(settings.backups_dir.iterdir()) == []


def test_copy_to_a_target_replaces_nothing_when_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("yesterday's copy")
    with pytest.raises(BackupFailed):
        copy_database(tmp_path / "no-such.db", target)
    assert target.read_text() == "yesterday's copy"
    assert not (tmp_path / "no-such.db").exists()
