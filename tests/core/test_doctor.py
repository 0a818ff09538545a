"""The doctor finds what is wrong and says what to do."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import pytest

from backend import doctor as module
from backend.core import clock
from backend.core.backup import backup
from backend.core.lock import server_lock
from backend.core.migrate import migrate
from backend.doctor import as_rows, as_text, doctor, has_failed
from backend.settings import Settings
from tests.services import free_port


@pytest.fixture
def settled(laptop: Settings) -> Settings:
    """A laptop after its first start, with a fresh copy and a port that nobody uses."""
    settings = replace(laptop, port=free_port())
    migrate(settings)
    backup(settings)
    return settings


def found(settings: Settings, name: str) -> tuple[str, str]:
    return next((check.state, check.message) for check in doctor(settings) if check.name == name)


def change(settings: Settings, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(settings.data_dir / "backlot.db")) as connection, connection:
        connection.execute(statement, values)


def test_all_is_well(settled: Settings) -> None:
    checks = doctor(settled)
    assert [(check.name, check.message) for check in checks if check.state != "ok"] == []
    assert not has_failed(checks)
    assert as_text(checks).count("\n") == len(checks) - 1
    assert as_rows(checks)[0] == {"name": "Python", "state": "ok", "message": checks[0].message}


def test_before_the_first_start(laptop: Settings) -> None:
    assert found(laptop, "Database") == ("warning", "there is none yet; the first start makes it.")
    assert found(laptop, "Schema")[0] == "warning"
    assert found(laptop, "Backups")[0] == "warning"
    assert not (laptop.data_dir / "backlot.db").exists()  # looking makes nothing


def test_package_at_another_version(settled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.txt").write_text("-c constraints.txt\nflask==0.1\npsycopg[binary]==1\nnot-there==2\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    state, message = found(settled, "Packages")
    assert state == "failed"
    assert "flask is 3" in message
    assert "not-there is missing" in message
    assert "delete the folder .venv" in message


def test_data_folder_is_gone(settled: Settings, tmp_path: Path) -> None:
    assert found(replace(settled, data_dir=tmp_path / "nowhere"), "Data folder")[0] == "failed"


def test_disk_fills_up(settled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LITTLE_DISK", 1 << 60)
    assert found(settled, "Data folder")[0] == "warning"
    monkeypatch.setattr(module, "TOO_LITTLE_DISK", 1 << 60)
    assert found(settled, "Data folder")[0] == "failed"


def test_damaged_database(settled: Settings) -> None:
    file = settled.data_dir / "backlot.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    state, message = found(settled, "Database")
    assert state == "failed"
    assert "run_all.py restore FILE" in message


def test_rows_that_refer_to_nothing(settled: Settings) -> None:
    change(settled, "CREATE TABLE child (parent INTEGER REFERENCES user (id))")
    change(settled, "INSERT INTO child VALUES (4711)")
    assert found(settled, "Database")[0] == "failed"


def test_schema_of_another_version(settled: Settings) -> None:
    change(settled, "UPDATE alembic_version SET version_num = 'from-the-future'")
    assert found(settled, "Schema") == ("failed", "from-the-future belongs to a newer Backlot; update Backlot.")
    change(settled, "DELETE FROM alembic_version")
    assert found(settled, "Schema")[0] == "warning"


def test_old_backup(settled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert found(settled, "Backups") == ("warning", "1, the newest 3 days ago; make one: run_all.py backup")


class Elsewhere(BaseHTTPRequestHandler):
    """Some other program's page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.body)  # type: ignore[attr-defined]

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("body", "state"), [(b"hello", "failed"), (b'{"data": {"app": "backlot"}}', "ok"), (b'{"data": []}', "failed")]
)
def test_who_has_the_port(settled: Settings, body: bytes, state: str) -> None:
    with HTTPServer(("127.0.0.1", settled.port), Elsewhere) as server:
        server.body = body  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            assert found(settled, "Port")[0] == state
        finally:
            server.shutdown()
            thread.join()


def test_server_started_on_another_port(settled: Settings) -> None:
    elsewhere = free_port()
    with (
        HTTPServer(("127.0.0.1", elsewhere), Elsewhere) as server,
        server_lock(settled.data_dir, elsewhere),
    ):
        server.body = b'{"data": {"app": "backlot"}}'  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            assert found(settled, "Port") == ("ok", f"Backlot answers at http://127.0.0.1:{elsewhere}")
        finally:
            server.shutdown()
            thread.join()


def test_server_that_hangs(settled: Settings) -> None:
    with server_lock(settled.data_dir, settled.port):
        state, message = found(settled, "Port")
        assert state == "failed"
        assert str(os.getpid()) in message
        assert found(settled, "Database")[1].endswith("WAL")
        change(settled, "PRAGMA journal_mode=DELETE")
        assert found(settled, "Database")[0] == "failed"


def test_clock_before_the_program_was_made(settled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    assert found(settled, "Clock")[0] == "failed"


def test_clock_behind_the_newest_entry(settled: Settings) -> None:
    change(settled, "CREATE TABLE note (created_at DATETIME)")
    change(settled, "INSERT INTO note VALUES (?)", str(datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=2)))
    state, message = found(settled, "Clock")
    assert state == "warning"
    assert "behind the newest entry" in message


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights elsewhere")
def test_secret_that_others_can_read(settled: Settings) -> None:
    (settled.data_dir / "secret.key").chmod(0o644)
    state, message = found(settled, "Secret key")
    assert state == "failed"
    assert "chmod 600" in message


def test_mail_server(settled: Settings) -> None:
    with create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        there = replace(settled, smtp_host="127.0.0.1", smtp_port=port)
        assert found(there, "Mail") == ("ok", f"127.0.0.1:{port} answers")
    assert found(there, "Mail")[0] == "failed"


def test_crew_address(settled: Settings) -> None:
    assert "only this machine" in found(settled, "Crew")[1]
    assert found(replace(settled, host="0.0.0.0"), "Crew")[1] != found(settled, "Crew")[1]


def test_postgresql(settled: Settings, postgres_url: str) -> None:
    settings = replace(settled, database_url=postgres_url)
    migrate(settings)
    assert found(settings, "Database")[1].startswith("PostgreSQL")
    assert found(settings, "Schema")[0] == "ok"
    assert found(settings, "Clock")[0] == "ok"
    away = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert found(away, "Database")[0] == "failed"
