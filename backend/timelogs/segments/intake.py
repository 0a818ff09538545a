"""Places the items of one heartbeat request, all for one person, inside one write transaction."""

import datetime as dt
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from backend.accounts.devices.models import Device
from backend.core.access import Identity
from backend.core.db import db
from backend.core.roles import allowed
from backend.planning.tasks.models import Task
from backend.productions.members.models import Member
from backend.productions.productions.models import Production
from backend.timelogs.segments import counting, running
from backend.timelogs.segments.beats import LONGEST_MS, Beat
from backend.timelogs.segments.models import MEASURED, TIMER, TimeHeld, TimeSegment
from backend.timelogs.segments.moments import DAY, days_touched
from backend.timelogs.terms.models import TimeSettings
from backend.timelogs.weeks import locks

TOO_OLD_MS = 31 * DAY  # later than that a person decides
JITTER_MS = 250  # a begin that moves by less has only travelled differently
COMES_BACK = ("stale", "crash", "replayed")  # ends that we guessed; the program knows better

Known = SimpleNamespace  # a segment's row as it is after what was taken so far
_KEPT = (
    "id", "uid", "user_id", "production_id", "task_id", "dcc", "source", "start_ms", "end_ms", "measured_start_ms",
    "measured_end_ms", "corrected", "removed", "closed", "seen_ms", "file",
)  # fmt: skip
_SEGMENT: Any = TimeSegment.__table__
_PRODUCTION: Any = Production.__table__
_SETTINGS: Any = TimeSettings.__table__
# Made once and run on the connection: these run once a minute for each artist, and building them is most of their cost.
_LOOK_UP = (
    select(*(_SEGMENT.c[name] for name in _KEPT), _PRODUCTION.c.timezone, _SETTINGS.c.keep_file_names)
    .join(_PRODUCTION, _PRODUCTION.c.id == _SEGMENT.c.production_id)
    .outerjoin(_SETTINGS, _SETTINGS.c.production_id == _SEGMENT.c.production_id)
    .where(
        or_(
            _SEGMENT.c.uid.in_(bindparam("names", expanding=True)),
            (_SEGMENT.c.user_id == bindparam("user")) & _SEGMENT.c.closed.is_(None),
        )
    )
)
_UPDATE = (
    update(_SEGMENT)
    .where(_SEGMENT.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in ("start_ms", "end_ms", "closed", "seen_ms", "file")})
    .values(measured_start_ms=bindparam("first"), measured_end_ms=bindparam("last"))
)
Verdict = tuple[int, str]


class Intake:
    """What is known before, and `take`, which stores one item and answers (status, reason)."""

    def __init__(self, identity: Identity, machine: str, now: int) -> None:
        self.identity, self.user_id, self.machine, self.now = identity, identity.user_id, machine, now
        self.rows: dict[str, Known] = {}
        self.running: Known | None = None
        self.tasks: dict[int, Any] = {}
        self.held: dict[str, TimeHeld] = {}
        self.locked: set[tuple[int, dt.date]] = set()
        self.device_id: int | None = None

    def look_up(self, beats: Sequence[Beat]) -> None:
        """Read everything the items may need, in as few statements as they need."""
        names = {beat.uid for beat in beats}
        found = db.session.connection().execute(_LOOK_UP, {"names": list(names), "user": self.user_id})
        for row in found:
            known = Known(**row._mapping)
            self.rows[known.uid] = known
            if known.closed is None and known.user_id == self.user_id:
                self.running = known
        since = min(beat.start_ms for beat in beats)
        self.locked = locks.approved_weeks(self.user_id, days_touched(since - DAY, since, "UTC")[0])
        if new := names - set(self.rows):
            self._look_up_new(new, {beat.task_id for beat in beats})

    def _look_up_new(self, names: set[str], tasks: set[int]) -> None:
        for held in db.session.scalars(select(TimeHeld).where(TimeHeld.uid.in_(names))):
            self.held[held.uid] = held
        statement = (
            select(
                Task.id, Task.production_id, Production.timezone, Member.level, Member.job_role,
                TimeSettings.keep_file_names,
            )
            .join(Production, Production.id == Task.production_id)
            .outerjoin(Member, (Member.production_id == Task.production_id) & (Member.user_id == self.user_id))
            .outerjoin(TimeSettings, TimeSettings.production_id == Task.production_id)
            .where(Task.id.in_(tasks))
        )  # fmt: skip
        self.tasks = {row.id: row for row in db.session.execute(statement)}
        if self.identity.kind == "device":
            self.device_id = db.session.scalar(select(Device.id).where(Device.session_id == self.identity.session_id))

    def take(self, beat: Beat) -> Verdict:
        """Store one item."""
        known = self.rows.get(beat.uid)
        if known is not None:
            return self._extend(known, beat) if known.user_id == self.user_id else (403, "This is not your segment.")
        if beat.uid in self.held:
            return self._held_again(self.held[beat.uid], beat)
        return self._begin(beat)

    def _extend(self, known: Known, beat: Beat) -> Verdict:
        start = known.measured_start_ms
        if beat.guessed:  # where it began is known: a wall clock, which may be wrong by hours, only tells the length
            beat = beat._replace(start_ms=start, end_ms=min(self.now, start + beat.end_ms - beat.start_ms))
        end = max(known.measured_end_ms, beat.end_ms)
        if beat.start_ms < start - JITTER_MS:
            start = beat.start_ms
        if end - start > LONGEST_MS:
            return 422, "It is longer than a day."
        grown = [(start, known.measured_start_ms), (known.measured_end_ms, end)]
        if any(self._is_locked(known.production_id, known.timezone, a, b) for a, b in grown if b > a):
            return self._hold(beat, "locked", known.production_id, known.measured_end_ms)
        if beat.file and known.keep_file_names is not False and beat.end_ms >= known.measured_end_ms:
            known.file = beat.file  # the artist may have opened it after the start
        self._write(known, start, end, self._ending(known, beat), beat.end_ms if beat.guessed else self.now)
        if not known.corrected and not known.removed:
            for a, b in grown:
                counting.add(known, a, b, known.timezone)
        return (409, "superseded") if known.closed == "superseded" else (200, "")

    def _ending(self, known: Known, beat: Beat) -> str | None:
        """How the segment ends after this item; None while it runs. Frees the place of the running one if need be."""
        if known.closed is None or (known.closed in COMES_BACK and beat.closed is not None):
            return beat.closed
        if known.closed in COMES_BACK and not beat.guessed:  # its program is alive after all
            return None if self.running is None else "superseded"
        ending: str = known.closed
        return ending

    def _begin(self, beat: Beat) -> Verdict:
        task = self.tasks.get(beat.task_id)
        if task is None:
            return self._hold(beat, "task_gone", None)
        if not allowed("time.own", self.identity.studio_role, task.level, task.job_role):
            return self._hold(beat, "not_member", None)
        if self.now - beat.start_ms > TOO_OLD_MS:
            return self._hold(beat, "too_old", task.production_id)
        if self._is_locked(task.production_id, task.timezone, beat.start_ms, beat.end_ms):
            return self._hold(beat, "locked", task.production_id)
        closed = beat.closed
        if self.running is not None and (closed is None or self.running.source == TIMER):
            if self.running.start_ms > beat.start_ms:  # arrived late: its person has gone on to something newer
                closed = closed or "superseded"
            else:  # also when it arrived late and is over: a timer by hand ended when its person went to work
                running.supersede(self.running, beat.start_ms, self.now)
                self.running = None
        known = self._insert(beat, task, closed)
        self.rows[beat.uid] = known
        counting.add(known, known.start_ms, known.end_ms, known.timezone)
        if closed is None:
            self.running = known
        running.tell(known.id, known.production_id)
        return 201, ""

    def _insert(self, beat: Beat, task: Any, closed: str | None) -> Known:
        values = {
            "uid": beat.uid, "session_uid": beat.session_uid, "user_id": self.user_id,
            "production_id": task.production_id, "task_id": task.id, "start_ms": beat.start_ms, "end_ms": beat.end_ms,
            "measured_task_id": task.id, "measured_start_ms": beat.start_ms, "measured_end_ms": beat.end_ms,
            "corrected": False, "removed": False, "source": MEASURED, "closed": closed,
            "seen_ms": beat.end_ms if beat.guessed else self.now, "clock_guessed": beat.guessed, "dcc": beat.dcc,
            "dcc_version": beat.dcc_version, "machine": self.machine,
            "file": "" if task.keep_file_names is False else beat.file, "note": "", "device_id": self.device_id,
        }  # fmt: skip
        new_id = db.session.scalar(insert(TimeSegment).values(values).returning(TimeSegment.id))
        return Known(**values, id=new_id, timezone=task.timezone, keep_file_names=task.keep_file_names)

    def _write(self, known: Known, start: int, end: int, closed: str | None, seen: int) -> None:
        """Store how far a segment reaches, and keep the place of the running one true."""
        known.measured_start_ms, known.measured_end_ms, known.seen_ms = start, end, max(known.seen_ms, seen)
        if not known.corrected:
            known.start_ms, known.end_ms = start, end
        ended, known.closed = known.closed != closed, closed
        values = {name: getattr(known, name) for name in ("start_ms", "end_ms", "closed", "seen_ms", "file")}
        db.session.connection().execute(_UPDATE, {**values, "row": known.id, "first": start, "last": end})
        if ended:
            self.running = known if closed is None else None if self.running is known else self.running
            running.tell(known.id, known.production_id)

    def _is_locked(self, production_id: int, zone: str, start_ms: int, end_ms: int) -> bool:
        if not self.locked:
            return False
        days = days_touched(start_ms, end_ms, zone)
        return any((production_id, locks.monday_of(day)) in self.locked for day in days)

    def _hold(self, beat: Beat, reason: str, production_id: int | None, start_ms: int = 0) -> Verdict:
        if beat.uid in self.held:
            return self._held_again(self.held[beat.uid], beat)
        start = max(beat.start_ms, start_ms)
        item = {**beat._asdict(), "machine": self.machine}
        held = TimeHeld(
            uid=beat.uid, user_id=self.user_id, production_id=production_id, reason=reason, item=item,
            start_ms=start, end_ms=max(start, beat.end_ms),
        )  # fmt: skip
        db.session.add(held)
        db.session.flush()
        self.held[beat.uid] = held
        return 409, reason

    def _held_again(self, held: TimeHeld, beat: Beat) -> Verdict:
        if held.user_id != self.user_id:
            return 403, "This is not your segment."
        if held.settled_at is None:
            held.end_ms = max(held.end_ms, beat.end_ms)
        return 409, held.reason
