"""Scenes and cast straight in the database, for tests of what is planned and shot with them.

film = Film(studio.app, production_id); film.scene("12", cast=[film.cast(1, "MARA")], eighths=9) answer ids.
`together(calls)` runs callables at the same moment and answers their results.
"""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from backend.core.db import db, start_writing
from backend.people.cast.models import Appearance, CastMember
from backend.planning.schedule import boards
from backend.planning.schedule.models import ShootingDay, Strip
from backend.script.scenes.models import Scene
from backend.things.locations.models import Location

Result = TypeVar("Result")


class Film:
    """What is in the script of a production."""

    def __init__(self, app: Any, production_id: int) -> None:
        self.app, self.production_id, self.scenes = app, production_id, 0

    def _add(self, row: Any) -> int:
        with self.app.app_context():
            start_writing(self.production_id)
            db.session.add(row)
            db.session.commit()
            return row.id

    def location(self, name: str = "Ferry terminal", **columns: Any) -> int:
        """A location."""
        return self._add(Location(production_id=self.production_id, name=name, **columns))

    def cast(self, number: int, character: str, name: str = "", **columns: Any) -> int:
        """A cast member."""
        return self._add(
            CastMember(production_id=self.production_id, number=number, character_name=character, name=name, **columns)
        )

    def scene(self, number: str, cast: Sequence[int] = (), **columns: Any) -> int:
        """A scene with its characters, after the scenes made before."""
        self.scenes += 1
        values = {
            "int_ext": "INT",
            "day_night": "DAY",
            "set_name": f"ROOM {number}",
            "heading": f"INT. ROOM {number} - DAY",
        }
        values.update(columns)
        scene_id = self._add(Scene(production_id=self.production_id, number=number, position=self.scenes, **values))
        for member in cast:
            self._add(Appearance(scene_id=scene_id, cast_member_id=member, cues=1, lines=2))
        return scene_id


def shooting_day(production_id: int, date: dt.date, scene_ids: Sequence[int] = (), **columns: Any) -> ShootingDay:
    """A day of the main unit on the active board, with scenes on it in this order, in the session that is writing."""
    board, unit = boards.writable(production_id), boards.main_unit(production_id)
    day = ShootingDay(production_id=production_id, board_id=board.id, unit_id=unit.id, date=date, **columns)
    db.session.add(day)
    db.session.flush()
    for position, scene_id in enumerate(scene_ids):
        strip = Strip(
            production_id=production_id, board_id=board.id, day_id=day.id, scene_id=scene_id, position=position
        )
        db.session.add(strip)
    db.session.flush()
    return day


def together(calls: Sequence[Callable[[], Result]]) -> list[Result]:
    """Call everything at the same moment, each in a thread of its own."""
    barrier = threading.Barrier(len(calls))

    def start(call: Callable[[], Result]) -> Result:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(start, calls))
