"""Every scheduled job, one table; each is a plain function that `python -m backend jobs run NAME` runs as well."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from flask import Flask

from backend.accounts.auth.service import purge_expired
from backend.accounts.users.service import photo_keys
from backend.core import uploads
from backend.core.backup import backup
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.script.screenplays.service import kept_files
from backend.things.locations.photos import kept_files as location_photos

log = logging.getLogger("backlot")


@dataclass(frozen=True)
class Job:
    """A job: what it is called, when it runs (cron, local time) and what it does; inside an app context."""

    name: str
    when: str
    run: Callable[[], None]
    about: str


def _nightly_backup() -> None:
    backup(settings())


def _purge() -> None:
    start_writing()
    purge_expired()
    db.session.commit()


def _sweep() -> None:
    # a month: whoever goes back to an older copy of the database finds the files it knows
    known = photo_keys() | kept_files() | location_photos()
    uploads.sweep(settings(), known, older_than=31 * uploads.DAY)


def _reminders() -> None:
    from backend.planning.distribution import post, reminders

    reminders.run()
    post.flush(60)  # run as a command, the process ends with this function


def _silent_timers() -> None:
    from backend.timelogs.segments import running

    running.sweep()


def _old_segments() -> None:
    from backend.timelogs.segments import retention

    retention.prune()


JOBS = (
    Job("backup", "30 3 * * *", _nightly_backup, "Copy the database, keep 7 days and 4 weeks."),
    Job("purge", "15 4 * * *", _purge, "Forget used codes and old sessions."),
    Job("reminders", "*/15 * * * *", _reminders, "Remind who has not confirmed their call; try cut-off mails again."),
    Job("timers", "* * * * *", _silent_timers, "End timers whose program is silent, or that were forgotten."),
    Job("time-retention", "20 4 * * *", _old_segments, "Forget segments that a production keeps only the sums of."),
    Job("sweep", "45 4 * * 0", _sweep, "Remove uploaded files that nothing has known for a month."),
)


def run_job(app: Flask, name: str) -> None:
    """Run one job now. Raises KeyError for a name that is not in the table."""
    job = {job.name: job for job in JOBS}[name]
    with app.app_context():
        try:
            job.run()
        except Exception:
            log.exception("job %s failed", name)
            raise
        finally:
            db.session.remove()


def start_jobs(app: Flask) -> BackgroundScheduler:
    """Run every job by its time table in a thread of this process."""
    scheduler = BackgroundScheduler()
    for job in JOBS:
        scheduler.add_job(
            run_job, CronTrigger.from_crontab(job.when), args=[app, job.name], id=job.name,
            coalesce=True, max_instances=1, misfire_grace_time=3600,
        )  # fmt: skip
    scheduler.start()
    return scheduler
