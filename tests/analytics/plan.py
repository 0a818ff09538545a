"""Days, strips, call sheets and tasks straight in the database, around today."""

import datetime as dt
from typing import Any

from backend.accounts.users.models import User
from backend.core import clock
from backend.core.db import db, start_writing
from backend.planning.call_sheets.models import CallSheet, CallSheetScene
from backend.planning.schedule import boards
from backend.planning.schedule.models import Strip
from backend.planning.tasks.models import Task
from backend.script.screenplays.models import Draft
from tests.films import Film, shooting_day


class Plan(Film):
    """A film with a plan; days are counted from today in `zone`."""

    def __init__(self, app: Any, production_id: int, zone: str = "UTC") -> None:
        super().__init__(app, production_id)
        self.today = clock.today(zone)

    def row(self, model: Any, **columns: Any) -> int:
        """Any row of this production."""
        with self.app.app_context():
            start_writing(self.production_id)
            row = model(production_id=self.production_id, **columns)
            db.session.add(row)
            db.session.commit()
            return int(row.id)

    def day(self, offset: int, *scenes: int, **columns: Any) -> int:
        """A shooting day `offset` days from today with scenes on it in this order."""
        with self.app.app_context():
            start_writing(self.production_id)
            day = shooting_day(self.production_id, self.today + dt.timedelta(offset), scenes, **columns)
            db.session.commit()
            return day.id

    def strip(self, day_id: int, scene_id: int, position: int) -> int:
        """One more strip on a day."""
        with self.app.app_context():
            board = boards.chosen_id(self.production_id)
        return self.row(Strip, board_id=board, day_id=day_id, scene_id=scene_id, position=position)

    def sheet(self, day: int, offset: int, status: str, *scenes: int, **columns: Any) -> int:
        """A call sheet of a day."""
        sheet = self.row(CallSheet, day_id=day, date=self.today + dt.timedelta(offset), status=status, **columns)
        for position, scene in enumerate(scenes):
            self.row(CallSheetScene, call_sheet_id=sheet, scene_id=scene, position=position)
        return sheet

    def task(self, user_id: int, offset: int, status: str = "todo") -> int:
        """A task of somebody."""
        due = self.today + dt.timedelta(offset)
        with self.app.app_context():
            start_writing(self.production_id)
            people = [db.session.get_one(User, user_id)]
            row = Task(
                production_id=self.production_id, title="Ring the ferry", status=status, assignees=people, due_date=due
            )
            db.session.add(row)
            db.session.commit()
            return row.id

    def draft(self, status: str = "review") -> int:
        """An uploaded screenplay."""
        facts = {"filename": "tide.fountain", "format": "fountain", "sha256": "0" * 64, "parsed": {}}
        return self.row(Draft, status=status, **facts)
