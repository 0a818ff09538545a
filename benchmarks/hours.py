"""A million segments of 40 artists in two years: how much processor time the figures of a dashboard take.

    python -m benchmarks.hours

Whole requests, from the gate to the JSON, asked by the producer, who sees what the hours cost.
"""

import datetime as dt
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend.app import create_app
from backend.core.access import Actor, Identity, acting
from backend.core.db import db, start_writing
from backend.core.migrate import migrate
from backend.domains import load_models
from backend.planning.tasks.models import Task
from backend.settings import load
from backend.timelogs.reports import sums
from backend.timelogs.terms.models import TimeRate
from benchmarks.table import Row, Table, spread
from tests.people import Caller, Studio
from tests.timelogs.many import fill, workdays

ARTISTS, DAYS, EACH, TASKS = 40, 520, int(os.environ.get("BACKLOT_SEGMENTS", "1000000")) // (40 * 520), 300
FIRST = dt.date(2025, 1, 6)
TIMES = int(os.environ.get("BACKLOT_TIMES", "60"))
LIMIT = 10  # ms: a dashboard is drawn again at every change
MONTH, YEAR = "from=2026-03-01&to=2026-03-31", "from=2026-01-01&to=2026-12-31"


@contextmanager
def department() -> Iterator[tuple[Caller, int]]:
    """The producer of a department with all these hours, and the production."""
    with TemporaryDirectory() as folder:
        settings = load({}, data_dir=Path(folder), environment="test", run_jobs=False)
        migrate(settings)
        app = create_app(settings)
        load_models()
        studio = Studio(app)
        production_id = studio.production()
        boss = studio.member(production_id, "producer", level="admin")
        artists = [studio.member(production_id, "vfx_artist").user_id for _ in range(ARTISTS)]
        with app.app_context():
            start_writing()
            tasks = [Task(production_id=production_id, title=f"SH{n:03}0 comp") for n in range(TASKS)]
            rates = [
                TimeRate(
                    production_id=production_id, user_id=one, valid_from=FIRST.replace(year=year), hourly_minor=4500
                )
                for one in artists
                for year in (2025, 2026)
            ]
            db.session.add_all([*tasks, *rates])
            db.session.flush()
            fill(
                db.session.connection(),
                production_id,
                artists,
                [task.id for task in tasks],
                workdays(FIRST, DAYS),
                EACH,
            )
            db.session.commit()
            yield boss, production_id
            db.session.remove()
            db.engine.dispose()


def asked(boss: Caller, what: str, path: str) -> Row:
    """Processor time of one request, again and again."""
    headers = {"Authorization": f"Bearer {boss.token}"}
    data = boss.get(path).data
    taken, answer = again(lambda: boss.client.get(path, headers=headers).data)
    rows = len(data["rows"] if isinstance(data, dict) else data)
    return Row(what, f"{spread(taken)} CPU, {rows} rows, {len(answer) / 1000:.0f} kB")


def added(boss: Caller, production_id: int) -> Row:
    """The sums of a month by artist and day, priced, without the request around them."""
    hours = sums.Hours(dt.date(2026, 3, 1), dt.date(2026, 3, 31), production_id=production_id)
    identity = Identity(boss.user_id, 0, "Boss", boss.email, "member")
    with acting(Actor(identity)):
        taken, found = again(lambda: sums.grouped(("user", "day"), hours, [production_id], 20_000))
    what = "the sums of a month by artist × day alone"
    kept = min(taken) * 1000 <= LIMIT
    return Row(what, f"{spread(taken)} CPU, {len(found['ms'])} rows", f"≤ {LIMIT} ms", kept)


def again(action: Callable[[], Any]) -> tuple[list[float], Any]:
    """Processor seconds of doing something many times, and what it answers. Other work on the machine adds to them."""
    taken: list[float] = []
    for _ in range(TIMES):
        started = time.process_time()
        answer = action()
        taken.append(time.process_time() - started)
    return taken, answer


def measure() -> Table:
    """What dashboards ask for."""
    with department() as (boss, production_id):
        gc.collect()
        gc.freeze()  # as the server does
        days = f"&production_id={production_id}"
        rows: list[Any] = [
            added(boss, production_id),
            asked(boss, "month by artist × day", f"/time/summary?{MONTH}{days}&group=user,day"),
            asked(boss, "month by artist", f"/time/summary?{MONTH}{days}&group=user"),
            asked(boss, "month by task", f"/time/summary?{MONTH}{days}&group=task"),
            asked(boss, "month by program", f"/time/summary?{MONTH}{days}&group=dcc"),
            asked(boss, "month by artist × day, all one sees", f"/time/summary?{MONTH}&group=user,day"),
            asked(boss, "year by artist × month", f"/time/summary?{YEAR}{days}&group=user,month"),
            asked(boss, "a week to approve", f"/productions/{production_id}/time/weeks?week=2026-W10"),
        ]
    about = (
        f"{ARTISTS * DAYS * EACH:,} segments of {ARTISTS} artists on {TASKS} tasks in {DAYS} days, priced; "
        f"{TIMES} times each: least / median / 95th percentile of the processor time of a request."
    )
    return Table("Hours", about, rows)


if __name__ == "__main__":
    print(measure().text())
