"""Short bodies arrive whole before a thread is spent, long ones as they come; late ones are refused."""

import asyncio
import json
from typing import Any

import pytest

from backend.core.bodies import SHORT, Bodies


class Exchange:
    """One request in pieces, and what was answered; `None` among the pieces is a client that waits for ever."""

    def __init__(self, pieces: list[bytes | None], *, headers: dict[str, str]) -> None:
        self.scope = {"type": "http", "headers": [(k.encode(), v.encode()) for k, v in headers.items()]}
        self.pieces, self.sent, self.asked = pieces, [], 0

    async def receive(self) -> dict[str, Any]:
        self.asked += 1
        if not self.pieces:
            return {"type": "http.disconnect"}
        piece = self.pieces.pop(0)
        if piece is None:
            await asyncio.sleep(60)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    def run(self, patience: float = 5) -> list[tuple[str, Any]]:
        """Who got it, and with which first message."""
        got: list[tuple[str, Any]] = []

        def app(name: str) -> Any:
            async def serve(scope: Any, receive: Any, send: Any) -> None:
                got.append((name, await receive()))

            return serve

        asyncio.run(Bodies(app("threads"), app("files"), patience=patience)(self.scope, self.receive, self.send))
        return got


def test_short_body_is_handed_over_whole() -> None:
    exchange = Exchange([b'{"a"', b": ", b"1}"], headers={"content-length": "8"})
    assert exchange.run() == [("threads", {"type": "http.request", "body": b'{"a": 1}', "more_body": False})]


def test_request_without_a_body_needs_no_waiting() -> None:
    assert Exchange([b""], headers={}).run() == [("threads", {"type": "http.request", "body": b"", "more_body": False})]


@pytest.mark.parametrize(
    "headers", [{"content-length": str(SHORT + 1)}, {"transfer-encoding": "chunked"}, {"content-length": "many"}]
)
def test_file_is_handed_over_as_it_comes(headers: dict[str, str]) -> None:
    exchange = Exchange([b"one", b"two"], headers=headers)
    assert exchange.run() == [("files", {"type": "http.request", "body": b"one", "more_body": True})]
    assert exchange.asked == 1


def test_late_body_is_refused_in_the_envelope() -> None:
    exchange = Exchange([b"{", None], headers={"content-length": "8"})
    assert exchange.run(patience=0.05) == []
    assert exchange.sent[0]["status"] == 408
    assert json.loads(exchange.sent[1]["body"])["success"] is False


def test_client_that_leaves_reaches_nobody() -> None:
    exchange = Exchange([], headers={"content-length": "8"})
    assert exchange.run() == []
    assert exchange.sent == []
