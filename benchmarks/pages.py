"""How long the server works on a page: reruns over Streamlit's own WebSocket, without a browser.

    python -m benchmarks.pages

A client signs in by cookie, opens a page and asks for reruns; measured from the question to "script finished".
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from backend.demo import PASSWORD
from benchmarks.server import PRODUCER, processor_seconds, sample
from benchmarks.table import Row, Table, shown, spread
from tests.running import Client, Server

TIMES = int(os.environ.get("BACKLOT_TIMES", "25"))
# page and its query, what it must keep (milliseconds, median)
PAGES = {
    "today": 25,
    "call-sheets": 120,
    "call-sheets?sheet={sheet}": 120,
    "script": 0,
    "scenes": 0,
    "cast": 0,
    "schedule": 100,
    "shots": 0,
    "tasks": 0,
    "team": 0,
    "account": 25,
}


@dataclass
class Visit:
    """One browser tab."""

    socket: ClientConnection
    address: str
    page: str
    production: int

    def rerun(self) -> float:
        """Run the page again; seconds until its last word. Raises AssertionError when it fails."""
        message = BackMsg()
        message.rerun_script.page_name, _, query = self.page.partition("?")
        message.rerun_script.query_string = "&".join(filter(None, (f"production={self.production}", query)))
        message.rerun_script.context_info.url = f"{self.address}/{self.page}"
        message.rerun_script.context_info.timezone = "Europe/London"
        started = time.perf_counter()
        self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(timeout=60))  # type: ignore[arg-type]
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise AssertionError(f"{self.page}: {answer.delta.new_element.exception.message}")
            if kind == "script_finished":
                return time.perf_counter() - started


@contextmanager
def visit(
    server: Server, page: str, production: int, account: tuple[str, str] = (PRODUCER, PASSWORD)
) -> Iterator[Visit]:
    """A tab that shows a page, signed in with an account (email, password)."""
    visitor = Client(server.url)
    visitor.post("/auth/login", dict(zip(("email", "password"), account, strict=True))).data  # noqa: B018
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.session.cookies)
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    headers = {"Cookie": cookies}
    with connect(address, additional_headers=headers, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        yield Visit(socket, server.url, page, production)


def measure() -> Table:
    """Every page of the list."""
    rows: list[Row] = []
    with sample() as (server, producer):
        production = producer.get("/productions").data[0]["id"]
        sheet = producer.get(f"/productions/{production}/call-sheets").data[0]["id"]
        for page, limit in PAGES.items():
            with visit(server, page.format(sheet=sheet), production) as tab:
                first = tab.rerun()
                for _ in range(3):
                    tab.rerun()
                before = processor_seconds(server.pid)
                taken = [tab.rerun() for _ in range(TIMES)]
                processor = (processor_seconds(server.pid) - before) / TIMES
            median = sorted(taken)[len(taken) // 2] * 1000
            figure = f"{spread(taken)}, {shown(processor * 1000)} ms CPU, first {shown(first * 1000)} ms"
            rows.append(
                Row(
                    page.replace("?sheet={sheet}", ", a sheet opened"),
                    figure,
                    f"median ≤ {limit} ms" if limit else "",
                    not limit or median <= limit,
                )
            )
    about = f"Reruns of a page of the sample production, {TIMES} each: least / median / 95th percentile."
    return Table("Page reruns at the server", about, rows)


if __name__ == "__main__":
    print(measure().text())
