"""Sixteen people who edit the same rows at the same time, and what each of them was told had been written.

Every row carries a number in a text field; an edit reads it, adds one and writes it back under If-Match. Whoever is
told "409, somebody was faster" goes on from the row in that answer. So when n edits were acknowledged the field must
say n, and the activity log must hold each step from 0 to n exactly once.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.running import Client, Server

CLIENTS = 16
SECONDS = float(os.environ.get("BACKLOT_LOAD_SECONDS", "6"))


@dataclass(frozen=True)
class Target:
    """A row that everybody edits: where to write it, what the activity log calls it, the field with the number.

    Rows inside a sheet are read with the sheet: `within` is the sheet's path and the list that holds the row.
    """

    path: str
    kind: str
    row_id: int
    field: str = "notes"
    within: tuple[str, str] | None = None

    def read(self, client: Client) -> dict[str, Any]:
        """The row as it is."""
        if self.within is None:
            return dict(client.get(self.path).data)
        path, part = self.within
        return next(row for row in client.get(path).data[part] if row["id"] == self.row_id)


@dataclass
class Told:
    """What one client was told."""

    written: Counter[Target] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    waited: list[float] = field(default_factory=list)  # seconds of every PATCH

    def add(self, other: "Told") -> None:
        """Together with what another was told."""
        self.written += other.written
        self.statuses += other.statuses
        self.waited += other.waited


def edit(client: Client, target: Target, row: dict[str, Any], told: Told, over: Callable[[], bool]) -> dict[str, Any]:
    """Add one to the number, trying until it is written or the time is over; answers the row as it is then."""
    while True:
        number = int(row[target.field] or 0)
        started = time.perf_counter()
        answer = client.patch(target.path, {target.field: str(number + 1)}, match=row["version"])
        told.waited.append(time.perf_counter() - started)
        told.statuses[answer.status] += 1
        if answer.status == 200:
            told.written[target] += 1
            return dict(answer.data)
        assert answer.status == 409, (answer.status, answer.body[:500])
        row = answer.json["data"]
        if over():
            return row


def crowd(clients: Sequence[Client], rows: dict[Target, dict[str, Any]], over: Callable[[], bool]) -> Told:
    """Every client edits rows by chance until it is over; a connection that breaks ends its client."""
    heard = [Told() for _ in clients]
    failures: list[BaseException] = []

    def work(client: Client, told: Told, chance: random.Random) -> None:
        seen = dict(rows)
        try:
            while not over():
                target = chance.choice(list(seen))
                seen[target] = edit(client, target, seen[target], told, over)
        except requests.RequestException:
            if not over():
                raise

    def safely(*args: Any) -> None:
        try:
            work(*args)
        except BaseException as failure:
            failures.append(failure)

    threads = [
        threading.Thread(target=safely, args=(client, told, random.Random(number)))
        for number, (client, told) in enumerate(zip(clients, heard, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    total = Told()
    for told in heard:
        total.add(told)
    return total


def until(seconds: float) -> Callable[[], bool]:
    """Over once that many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def read(client: Client, targets: Sequence[Target]) -> dict[Target, dict[str, Any]]:
    """Every row as it is."""
    return {target: target.read(client) for target in targets}


def steps_logged(client: Client, production_id: int, target: Target) -> list[tuple[int, int]]:
    """Every change of the number that the activity log holds, in order."""
    path = f"/productions/{production_id}/activity?kind={target.kind}&row_id={target.row_id}&action=update"
    changes = [entry["fields"][target.field] for entry in client.all(path) if target.field in entry["fields"]]
    return sorted((int(before or 0), int(after)) for before, after in changes)


def assert_nothing_lost(client: Client, production_id: int, told: Told) -> None:
    """The rows say what was acknowledged, and the log tells every step once."""
    for target, count in told.written.items():
        assert int(target.read(client)[target.field]) == count, target
        assert steps_logged(client, production_id, target) == [(n, n + 1) for n in range(count)], target


def people(server: Server, count: int = CLIENTS) -> list[Client]:
    """That many sessions, each with a connection of its own."""
    return [server.client() for _ in range(count)]
