"""How long a breakdown takes: suggestions of a script of 120 pages, one decision, and the sheets on paper.

python -m benchmarks.breakdown
"""

import time
from collections.abc import Callable
from typing import Any

from benchmarks.make_screenplay import make_script, to_fountain
from benchmarks.server import sample
from benchmarks.table import Row, Table, shown, spread
from tests.running import API

TIMES = 10


def measure() -> Table:
    """Through a real server, each call again and again."""
    with sample(API) as (_server, producer):
        path = _production(producer)
        base = f"{path}/breakdown"
        offers, taken = _timed(lambda: producer.get(f"{base}/suggestions").data)
        rows = [Row(f"suggestions of 120 pages ({len(offers)} words)", spread(taken), "≤ 1.00 s", max(taken) <= 1)]
        first = producer.get(f"{base}/scenes?limit=1").data[0]["scene_id"]
        _data, taken = _timed(lambda: producer.get(f"{base}/scenes/{first}?states=true").data)
        rows.append(Row("one scene on screen, with how far all are", spread(taken)))
        taken = []
        for offer in offers[:TIMES]:
            body = {"scene_id": offer["scene_id"], "key": offer["key"], "everywhere": True}
            taken += _timed(lambda body=body: producer.post(f"{base}/suggestions/accept", body).data, times=1)[1]
        rows.append(Row("a word accepted in every scene", spread(taken)))
        sheets = f"{path}/breakdown-sheets"
        producer.get(f"{sheets}/pdf?scene_id={first}")
        body, taken = _timed(lambda: producer.get(f"{sheets}/pdf?scene_id={first}").body)
        assert body.startswith(b"%PDF"), body[:200]
        rows.append(Row("one breakdown sheet as PDF, warm", spread(taken), "median ≤ 500 ms", sorted(taken)[5] <= 0.5))
        _body, taken = _timed(lambda: producer.get(f"{sheets}/pdf").body, times=1)
        count = len(producer.get(f"{base}/scenes?limit=500").data)
        rows.append(Row(f"all {count} sheets as one PDF", f"{shown(taken[0])} s"))
    return Table("Breakdown", f"A script of 120 pages, {TIMES} times: least / median / 95th percentile.", rows)


def _production(producer: Any) -> str:
    """A production with the long script in it."""
    made = producer.post("/productions", {"title": "A hundred and twenty pages"}).data
    path = f"/productions/{made['id']}"
    address = f"{path}/screenplays?filename=long.fountain"
    draft = producer.post(address, data=to_fountain(make_script(120)).encode()).data
    producer.post(f"{path}/screenplays/{draft['id']}/import", match=draft["version"]).data  # noqa: B018
    return path


def _timed(call: Callable[[], Any], times: int = TIMES) -> tuple[Any, list[float]]:
    taken, answer = [], None
    for _ in range(times):
        started = time.perf_counter()
        answer = call()
        taken.append(time.perf_counter() - started)
    return answer, taken


if __name__ == "__main__":
    print(measure().text())
