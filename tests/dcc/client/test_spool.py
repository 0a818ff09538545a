"""The spool on disk: for one pair of eyes, shared by programs, and never lost silently."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import uuid
from pathlib import Path

import pytest

from dcc.backlot_client.config import Access, Home, address
from dcc.backlot_client.spool import Row, Spool
from dcc.backlot_client.store import Store
from dcc.backlot_client.turns import LEASE, Alive, Turns, is_alive
from tests.dcc.client.world import FakeClock, World


def row(clock: FakeClock, closed: str | None = "idle", long: float = 60.0) -> Row:
    return Row(str(uuid.uuid4()), "s", 5, 1, "blender", "4.5", "a.blend", clock.now() - long, clock.now(), closed)


def spool_of(home: Home, clock: FakeClock, owner: str = "me") -> Spool:
    return Spool(Store(home.spool, clock.boot), clock, owner)  # type: ignore[arg-type]


def count(path: Path, table: str = "segment") -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="folders of Windows users are their own")
def test_only_the_user_can_read_what_is_here(tmp_path: Path) -> None:
    os.umask(0o022)
    home, clock = Home(str(tmp_path / "home")), FakeClock()
    home.keep(Access("secret", "http://x", 5, "Ada", 1))
    spool = spool_of(home, clock)
    with spool.store.writing():
        spool.save([row(clock)])
    home.log().info("hello")
    alive = Alive(home.alive)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.folder.rglob("*")}
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
    assert found.pop("alive") == 0o700
    assert set(found.values()) == {0o600}, found
    assert "token.json" in found
    assert not [name for name in found if "spool.db" in name and b"secret" in (home.folder / name).read_bytes()]
    alive.end()
    spool.store.close()


def test_a_token_that_another_program_wrote_is_seen(tmp_path: Path) -> None:
    one, other = Home(str(tmp_path)), Home(str(tmp_path))
    assert one.access() is None
    other.keep(Access("a", "studio:8501/", 5, "Ada", 1))
    assert one.access() == Access("a", "http://studio:8501", 5, "Ada", 1)
    other.keep(Access("b", "https://x/api/", 6, "Bo", 2))
    assert one.access() == Access("b", "https://x", 6, "Bo", 2)
    one.token.write_text("{broken")
    assert other.access() is None
    other.forget()
    assert one.access() is None


def test_the_servers_address_comes_from_where_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(str(tmp_path))
    assert home.server() == ""
    (tmp_path / "server.json").write_text('{"server": "http://built-in:1/"}')
    assert home.server() == "http://built-in:1"
    monkeypatch.setenv("BACKLOT_TIME_SERVER", "given:2")
    assert home.server() == "http://given:2"
    home.keep(Access("a", "http://paired:3", 5, "Ada", 1))
    assert home.server() == "http://paired:3"
    assert address(" https://x/ ") == "https://x"
    assert address("") == ""


@pytest.mark.parametrize("damage", ["garbage", "middle", "empty header"])
def test_a_broken_file_is_set_aside_and_what_can_be_read_goes_on(home: Home, damage: str) -> None:
    clock = FakeClock()
    spool = spool_of(home, clock)
    with spool.store.writing():
        spool.save([row(clock) for _ in range(400)])
    spool.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spool.store.close()
    data = bytearray(home.spool.read_bytes())
    if damage == "garbage":
        data = bytearray(b"not a database at all " * 500)
    elif damage == "middle":
        data[len(data) // 2 : len(data) // 2 + 9000] = b"\xff" * 9000
    else:
        data[0:100] = bytes(100)
    home.spool.write_bytes(data)
    again = spool_of(home, clock)
    for _ in range(3):  # a program tries at each tick
        try:
            with again.store.repairing(), again.store.writing():
                again.store.db.execute("SELECT count(*) FROM segment WHERE owner = 'me' AND file > ''").fetchone()
                again.store.db.execute("SELECT sum(end) FROM segment").fetchone()
                again.save([row(clock)])
            break
        except sqlite3.DatabaseError:
            continue
    [aside] = [path for path in home.folder.glob("spool.db.broken-*") if not path.name.endswith(("-wal", "-shm"))]
    assert aside.read_bytes() == bytes(data)
    assert again.store.note("set_aside")["file"] == str(aside)
    assert count(home.spool) >= 1
    if damage == "middle":
        assert count(home.spool) > 50, "what comes before the damage is brought over"
    again.store.close()


def test_another_program_notices_that_the_file_was_replaced(home: Home) -> None:
    clock = FakeClock()
    one, other = spool_of(home, clock, "one"), spool_of(home, clock, "other")
    with one.store.writing():
        one.save([row(clock)])
    assert other.waiting(5) == 1
    other.store.replace()
    assert other.waiting(5) == 1, "brought over"
    with one.store.writing():
        one.save([row(clock)])
    assert other.waiting(5) == 2
    one.store.close()
    other.store.close()


def test_after_a_boot_nothing_waits_for_the_old_clock(home: Home) -> None:
    clock = FakeClock()
    spool = spool_of(home, clock)
    alive = Alive(home.alive)
    turns = Turns(spool.store, alive)
    with spool.store.writing():
        spool.save([row(clock)])
        spool.put_off(spool.due(5, 60, 10), 500)
    assert turns.lease(clock.now())
    assert turns.claim("blender", [clock.now()])
    assert spool.due(5, 60, 10) == []
    spool.store.close()
    clock.reboot()
    after = spool_of(home, clock)
    assert len(after.due(5, 60, 10)) == 1
    assert Turns(after.store, alive).turn() is None
    item = after.item(after.due(5, 60, 10)[0], clock.now(), with_file=False)
    assert item["end_at"] == pytest.approx(clock.wall())
    assert item["file"] == ""
    after.store.close()
    alive.end()


def test_life_and_death_are_seen_at_once(home: Home) -> None:
    one, other = Alive(home.alive), Alive(home.alive)
    assert one.sees(other.owner)
    assert one.sees(one.owner)
    os.close(other._file)  # as by kill -9
    assert not one.sees(other.owner)
    assert not is_alive(home.alive, "nobody")
    os.utime(home.alive / other.owner, (0, 0))
    one.others()
    assert not (home.alive / other.owner).exists()
    one.end()
    assert list(home.alive.iterdir()) == []


def test_the_lease_passes_on_when_it_ends_or_its_holder_does(home: Home) -> None:
    clock = FakeClock()
    one, other = Alive(home.alive), Alive(home.alive)
    first, second = (Turns(Store(home.spool, clock.boot), alive) for alive in (one, other))
    assert first.lease(clock.now())
    assert not second.lease(clock.now())
    assert first.lease(clock.now() + LEASE - 1)
    assert not second.lease(clock.now() + LEASE + 1)
    assert second.lease(clock.now() + 2 * LEASE)
    assert not first.lease(clock.now() + 2 * LEASE)
    os.close(other._file)
    assert first.lease(clock.now() + 2 * LEASE + 1)
    first.end_lease()
    one.end()


def test_the_timer_goes_to_the_newest_activity_and_never_overlaps(home: Home) -> None:
    clock = FakeClock()
    one, other = Alive(home.alive), Alive(home.alive)
    blender, maya = (Turns(Store(home.spool, clock.boot), alive) for alive in (one, other))
    assert blender.claim("blender", [10.0, 14.0]) == 10.0
    assert blender.claim("blender", [20.0]) == 10.0
    assert maya.claim("maya", [12.0, 19.0]) is None, "older than what the other did"
    assert maya.claim("maya", [15.0, 22.0]) == 22.0, "only what is newer"
    assert not blender.reached(30.0)
    turn = blender.turn()
    assert (turn.dcc, turn.since, turn.last) == ("maya", 22.0, 22.0)
    assert blender.claim("blender", [21.0], always=True) == 22.0
    one.end()
    other.end()


def test_a_disk_that_is_full_loses_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.start("blender", 1)
    program = world.programs["blender"]

    def full(rows: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(program.engine.spool, "save", full)
    for _ in range(60):
        world.edit("blender")
        world.wait(20)
    assert "your time is kept in memory" in program.engine.trouble
    world.start("blender", 2)
    monkeypatch.undo()
    world.edit("blender")
    world.wait(10)
    assert program.engine.trouble == ""
    world.stop("blender")
    world.settle()
    assert world.server.by_task() == {1: pytest.approx(1200), 2: pytest.approx(10)}
