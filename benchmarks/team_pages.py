"""Pages about the hours of a team, with a million segments in the database: how long the server works on a rerun.

python -m benchmarks.team_pages
"""

import datetime as dt
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.accounts.users.passwords import hash_new
from backend.accounts.users.service import create_user
from backend.app import create_app
from backend.core.db import db, start_writing
from backend.core.migrate import migrate
from backend.domains import load_models
from backend.planning.tasks.models import Task
from backend.settings import load
from backend.timelogs.terms.models import TimeRate
from benchmarks.pages import visit
from benchmarks.server import processor_seconds
from benchmarks.table import Row, Table, shown, spread
from tests.people import Studio
from tests.running import start_server
from tests.timelogs.many import fill, workdays

ARTISTS, DAYS, TASKS = 40, 520, 300
EACH = int(os.environ.get("BACKLOT_SEGMENTS", "1000000")) // (ARTISTS * DAYS)
TIMES = int(os.environ.get("BACKLOT_TIMES", "25"))
OWNER = ("olga@backlot.example", "four unrelated words")
LIMIT = 200  # ms
PAGES = {
    "team-time": "this week",
    "team-time?team_days=Last+month": "last month",
    "team-time?team_days=Last+month&team_artist=Artist+7": "last month, one artist",
    "approvals": "last week of everybody",
}


def department(folder: Path) -> int:
    """Two years of hours of 40 artists until last Friday, priced and with bids; answers the production's id."""
    settings = load({}, data_dir=folder, environment="test", run_jobs=False)
    migrate(settings)
    app = create_app(settings)
    load_models()
    studio = Studio(app)
    first = dt.date.today() - dt.timedelta(days=DAYS * 7 // 5)
    production_id = studio.production()
    artists = [studio.member(production_id, "vfx_artist", name=f"Artist {n}").user_id for n in range(ARTISTS)]
    with app.app_context():
        password = hash_new(OWNER[1], email=OWNER[0])
        start_writing()
        create_user("Olga", OWNER[0], password, studio_role="owner", verified=True)
        tasks = [Task(production_id=production_id, title=f"SH{n:03}0", estimate_minutes=18_000) for n in range(TASKS)]
        rates = [
            TimeRate(production_id=production_id, user_id=one, valid_from=first, hourly_minor=4500) for one in artists
        ]
        db.session.add_all([*tasks, *rates])
        db.session.flush()
        ids = [task.id for task in tasks]
        fill(db.session.connection(), production_id, artists, ids, workdays(first, DAYS), EACH)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return production_id


def measure() -> Table:
    """Every page of the list."""
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        production_id = department(Path(folder))
        with start_server(Path(folder), again=True, BACKLOT_RATE_LIMITS="no") as server:
            for page, what in PAGES.items():
                with visit(server, page, production_id, OWNER) as tab:
                    first = tab.rerun()
                    for _ in range(3):
                        tab.rerun()
                    before = processor_seconds(server.pid)
                    taken = [tab.rerun() for _ in range(TIMES)]
                    processor = (processor_seconds(server.pid) - before) / TIMES * 1000
                figure = f"{spread(taken)}, {shown(processor)} ms CPU, first {shown(first * 1000)} ms"
                name = f"{page.partition('?')[0]}, {what}"
                rows.append(Row(name, figure, f"CPU ≤ {LIMIT} ms", processor <= LIMIT))
    about = (
        f"{ARTISTS * DAYS * EACH:,} segments of {ARTISTS} artists on {TASKS} tasks; reruns of a page, {TIMES} each: "
        "least / median / 95th percentile."
    )
    return Table("Pages of a team's hours", about, rows)


if __name__ == "__main__":
    print(measure().text())
