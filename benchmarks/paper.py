"""How long a call sheet takes to print, through a real server.

python -m benchmarks.paper
"""

import os
import time

from backend.planning.call_sheets.document import CallSheetDocument
from backend.planning.call_sheets.pdf import render
from benchmarks.server import processor_seconds, resident_mebibytes, sample
from benchmarks.table import Row, Table, shown, spread
from tests.planning.call_sheets.sheets import heavy, mixed
from tests.running import API

TIMES = int(os.environ.get("BACKLOT_TIMES", "25"))


def measure() -> Table:
    """The sample production's published call sheet, as A4, again and again."""
    with sample(API) as (server, producer):
        production = producer.get("/productions").data[0]["id"]
        base = f"/productions/{production}/call-sheets"
        sheet = producer.get(base).data[0]["id"]
        before, memory = processor_seconds(server.pid), resident_mebibytes(server.pid)
        taken = []
        for _ in range(TIMES):
            started = time.perf_counter()
            answer = producer.get(f"{base}/{sheet}/pdf")
            taken.append(time.perf_counter() - started)
            assert answer.body.startswith(b"%PDF"), answer.body[:200]
        processor = (processor_seconds(server.pid) - before) / TIMES
        grown = resident_mebibytes(server.pid) - memory
    figure = f"{spread(taken[1:])}, {shown(processor * 1000)} ms CPU, first {shown(taken[0] * 1000)} ms"
    rows = [
        Row("call sheet as PDF", figure),
        Row(f"memory more after {TIMES} sheets", f"{shown(grown)} MiB"),
    ]
    rows += [Row(name, _heaviest(made)) for name, made in (("the heaviest day", heavy()), ("in many scripts", mixed()))]
    return Table("Paper", f"Printed {TIMES} times: least / median / 95th percentile.", rows)


def _heaviest(day: CallSheetDocument) -> str:
    """Twelve scenes, 25 cast, 40 crew with long names, set in this process: processor and wall time."""
    render(day)
    taken, processor = [], time.process_time()
    for _ in range(TIMES):
        started = time.perf_counter()
        render(day)
        taken.append(time.perf_counter() - started)
    return f"{spread(taken)}, {shown((time.process_time() - processor) / TIMES * 1000)} ms CPU"


if __name__ == "__main__":
    print(measure().text())
