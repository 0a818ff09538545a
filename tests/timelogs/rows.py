"""Tasks, hours and segments of a production straight in the database, as counting them would leave them.

hours = Hours(studio.app, production_id); hours.day(kim.user_id, hours.task("Comp"), "2026-11-23", 3.5) adds a sum.
"""

import datetime as dt
import itertools
import uuid
from typing import Any

from backend.core.db import db, start_writing
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.timelogs.segments.models import TimeDay, TimeHeld, TimeSegment
from backend.timelogs.segments.moments import HOUR, to_ms
from backend.timelogs.terms.models import TimeRate

titles = (f"SH{number:03}0 comp" for number in itertools.count(1))


class Hours:
    """What people have worked on a production."""

    def __init__(self, app: Any, production_id: int) -> None:
        self.app, self.production_id = app, production_id

    def add(self, *rows: Any) -> None:
        """Store rows."""
        with self.app.app_context():
            start_writing(self.production_id)
            db.session.add_all(rows)
            db.session.commit()

    def task(self, title: str | None = None, **columns: Any) -> int:
        """A task; answers its id."""
        row = Task(production_id=self.production_id, title=title or next(titles), **columns)
        self.add(row)
        return row.id

    def department(self, user_id: int, name: str) -> None:
        """Where somebody works."""
        with self.app.app_context():
            start_writing(self.production_id)
            where = {"production_id": self.production_id, "user_id": user_id}
            db.session.query(Member).filter_by(**where).update({"department": name})
            db.session.commit()

    def rate(self, user_id: int, valid_from: str, hourly_minor: int) -> None:
        """What an hour of somebody costs from a day on."""
        values = {"valid_from": dt.date.fromisoformat(valid_from), "hourly_minor": hourly_minor}
        self.add(TimeRate(production_id=self.production_id, user_id=user_id, **values))

    def day(
        self, user_id: int, task_id: int, day: str | dt.date, hours: float = 0, *, ms: int = 0, dcc: str = "blender",
        manual_ms: int = 0,
    ) -> None:  # fmt: skip
        """The sum of a day, in hours or milliseconds."""
        date = dt.date.fromisoformat(day) if isinstance(day, str) else day
        amount = ms or round(hours * HOUR)
        self.add(
            TimeDay(
                user_id=user_id, day=date, task_id=task_id, dcc=dcc, production_id=self.production_id, ms=amount,
                manual_ms=manual_ms,
            )
        )  # fmt: skip

    def segment(self, user_id: int, task_id: int, start: str, minutes: float, **columns: Any) -> int:
        """A measured segment that begins at a moment (ISO, UTC); answers its id. Nothing is counted."""
        begin = to_ms(dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC))
        end = begin + round(minutes * 60_000)
        values = {
            "uid": str(uuid.uuid4()), "session_uid": str(uuid.uuid4()), "start_ms": begin, "end_ms": end,
            "measured_task_id": task_id, "measured_start_ms": begin, "measured_end_ms": end, "seen_ms": end,
            "closed": "stop", "dcc": "blender", "machine": "ws12", "file": "sh010_comp_v003.blend",
        }  # fmt: skip
        row = TimeSegment(
            user_id=user_id, task_id=task_id, production_id=self.production_id, **{**values, **columns}
        )  # fmt: skip
        self.add(row)
        return row.id

    def held(self, user_id: int, start: str, minutes: float, **columns: Any) -> int:
        """Time that waits for its place; answers its id."""
        begin = to_ms(dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC))
        row = TimeHeld(
            uid=str(uuid.uuid4()), user_id=user_id, production_id=self.production_id, start_ms=begin,
            end_ms=begin + round(minutes * 60_000), **{"reason": "locked", "item": {}, **columns},
        )  # fmt: skip
        self.add(row)
        return row.id
