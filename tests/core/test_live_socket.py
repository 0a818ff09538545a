"""The protocol of the live socket: who gets in, what is refused, and that garbage ends one conversation only."""

import asyncio
import threading

import pytest
from websockets.exceptions import InvalidStatus

from backend.core import live_socket
from backend.core.live import Hub
from tests.live_server import PAUSE, ROOM, Server, close_code, get, hello, quiet, say, wait_for


@pytest.fixture
def server():
    with Server(Hub(pause=PAUSE)) as running:
        yield running


def test_a_stranger_learns_nothing(server):
    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo")
            server.outsiders.add(2)
            answers = []
            for room in (ROOM, "production:999", "user:1", "", "x" * 5000, "production:\ud800"):
                await say(bo, type="join", room=room)
                answers.append(await get(bo))
            assert {tuple(answer) for answer in answers} == {("type", "room")}
            assert {answer["type"] for answer in answers} == {"refused"}
            server.hub.publish(ROOM, {"type": "secret"})
            await quiet(bo, 0.2)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "first",
    [
        '{"type": "hello", "token": "eve"}',
        '{"type": "hello"}',
        '{"type": "hello", "token": 7}',
        '{"type": "hello", "token": "\\ud800"}',
        '{"type": "join", "room": "production:12"}',
        "{}",
    ],
)
def test_without_a_session_the_door_closes(server, first):
    async def scene():
        async with server.open() as eve:
            await eve.send(first)
            assert await close_code(eve) == 4401

    asyncio.run(scene())


def test_silence_is_not_waited_for_for_ever(server, monkeypatch):
    monkeypatch.setattr(live_socket, "PATIENCE", 0.2)

    async def scene():
        async with server.open() as mute:
            assert await close_code(mute) == 4401

    asyncio.run(scene())


def test_the_browser_signs_in_by_its_cookie(server):
    async def scene():
        cookie = {"Cookie": "theme=dark; backlot_session=ada; x"}
        async with server.open(additional_headers=cookie, origin=f"http://127.0.0.1:{server.port}") as ada:
            await say(ada, type="hello")
            assert await get(ada) == {"type": "welcome", "user": 1, "name": "Ada"}

    asyncio.run(scene())


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "http://localhost:{port}", "null"])
def test_a_page_of_somebody_else_is_turned_away(server, origin):
    async def scene():
        with pytest.raises(InvalidStatus) as refusal:
            async with server.open(
                origin=origin.format(port=server.port), additional_headers={"Cookie": "backlot_session=ada"}
            ):
                pass
        assert refusal.value.response.status_code == 403

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("garbage", "code"),
    [
        ("nonsense", 1003),
        ("[1, 2]", 1003),
        ("[" * 60_000, 1003),
        ("NaN", 1003),
        (b"\x00\xff", 1003),
        ('"' + "x" * 70_000 + '"', 1009),
        ('"' + "é" * 40_000 + '"', 1009),
    ],
)
def test_garbage_ends_one_conversation_and_no_other(server, garbage, code, caplog):
    async def scene():
        async with server.open() as ada, server.open() as bo, server.open() as eve:
            await hello(ada, "ada", ROOM)
            await hello(bo, "bo", ROOM)
            await bo.send(garbage)
            assert await close_code(bo) == code
            await eve.send(garbage)
            assert await close_code(eve) == code
            server.hub.publish(ROOM, {"type": "still here"})
            await get(ada, "still here")

    asyncio.run(scene())
    assert "failed" not in caplog.text


def test_unknown_frames_are_answered(server):
    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada", ROOM)
            for frame in (
                {},
                {"type": None},
                {"type": "write", "room": ROOM},
                {"type": "join"},
                {"type": "join", "room": 5},
            ):
                await say(ada, **frame)
                assert (await get(ada))["type"] == "error"
            await say(ada, type="leave", room="never joined")
            await say(ada, type="join", room=ROOM)
            assert (await get(ada))["type"] == "room"

    asyncio.run(scene())


def test_a_socket_sits_in_so_many_rooms_only(server, monkeypatch):
    monkeypatch.setattr(live_socket, "MAX_ROOMS", 2)

    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada", ROOM, "user:1", ROOM)
            await say(ada, type="join", room="production:13")
            assert (await get(ada))["type"] == "refused"
            await say(ada, type="leave", room="user:1")
            await say(ada, type="join", room="production:13")
            assert (await get(ada))["type"] == "room"

    asyncio.run(scene())


def test_our_own_faults_close_politely(server, caplog):
    async def scene():
        async with server.open() as ada:
            await say(ada, type="hello", token="boom")
            assert await close_code(ada) == 1011

    asyncio.run(scene())
    assert "A live socket failed" in caplog.text


def test_a_quiet_socket_is_pinged(server, monkeypatch):
    monkeypatch.setattr(live_socket, "PING_EVERY", 0.1)

    async def scene():
        async with server.open() as ada:
            await hello(ada, "ada")
            assert await get(ada) == {"type": "ping"}
            assert await get(ada) == {"type": "ping"}

    asyncio.run(scene())


def test_a_question_asked_before_a_removal_is_asked_again(server, monkeypatch):
    asked, go_on, answers = threading.Event(), threading.Event(), [True, False]

    def may_join(who, room):
        asked.set()
        go_on.wait(5)
        return answers.pop(0)

    monkeypatch.setattr(server, "may_join", may_join)

    async def scene():
        async with server.open() as bo:
            await hello(bo, "bo")
            await say(bo, type="join", room=ROOM)
            await asyncio.to_thread(asked.wait, 5)
            server.hub.drop_member(2, ROOM)
            await asyncio.to_thread(wait_for, lambda: server.hub.removals == 1)
            go_on.set()
            assert (await get(bo))["type"] == "refused"

    asyncio.run(scene())
    assert answers == []
