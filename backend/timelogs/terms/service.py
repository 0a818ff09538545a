"""A production's terms of time tracking: its settings, and what an hour of each person costs it."""

import datetime as dt
from typing import Any

from sqlalchemy import exists, select

from backend.accounts.users.models import User
from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import NotFound
from backend.productions.members.models import Member
from backend.timelogs.segments.models import TimeDay
from backend.timelogs.terms.models import TimeRate, TimeSettings
from backend.timelogs.terms.schemas import RateBody, TimeSettingsBody

DEFAULTS = TimeSettingsBody().model_dump()


def settings_of(production_id: int) -> TimeSettings:
    """How time is tracked on a production; the defaults, as a row that is not stored, while nobody changed any."""
    row = db.session.scalar(select(TimeSettings).where(TimeSettings.production_id == production_id))
    return row or TimeSettings(production_id=production_id, version=0, **DEFAULTS)


def change(production_id: int, values: dict[str, Any], version: int) -> TimeSettings:
    """Write these settings as the caller saw the others (version 0: the defaults). Raises Stale."""
    row = settings_of(production_id)
    expect(row, version)
    if row.version == 0:
        row.version = None  # the database counts from here
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def rates(production_id: int) -> list[dict[str, Any]]:
    """Everybody on the production, and whoever was and has a rate, by name; the fields of `PersonRatesOut`."""
    people = select(Member.user_id).where(Member.production_id == production_id)
    paid = select(TimeRate.user_id).where(TimeRate.production_id == production_id)
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(people.union(paid))))
    return _with_rates(production_id, {row.id: row.name for row in rows})


def set_rate(production_id: int, user_id: int, body: RateBody) -> dict[str, Any]:
    """Say what somebody costs from a day on; answers all of their rates. Raises NotFound for a stranger."""
    user = _person(production_id, user_id)
    row = _rate(production_id, user_id, body.valid_from)
    if row is None:
        row = TimeRate(production_id=production_id, user_id=user_id, user=user, valid_from=body.valid_from)
        db.session.add(row)
    row.hourly_minor = body.hourly_minor
    db.session.flush()
    return _with_rates(production_id, {user_id: user.name})[0]


def remove_rate(production_id: int, user_id: int, valid_from: dt.date) -> dict[str, Any]:
    """Take a rate away, so that the one before it goes on; answers what is left. Raises NotFound."""
    row = _rate(production_id, user_id, valid_from)
    if row is None:
        raise NotFound
    name = row.user.name
    db.session.delete(row)
    db.session.flush()
    return _with_rates(production_id, {user_id: name})[0]


def _rate(production_id: int, user_id: int, valid_from: dt.date) -> TimeRate | None:
    return db.session.scalar(
        select(TimeRate).where(
            TimeRate.production_id == production_id, TimeRate.user_id == user_id, TimeRate.valid_from == valid_from
        )
    )


def _with_rates(production_id: int, names: dict[int, str]) -> list[dict[str, Any]]:
    people: dict[int, dict[str, Any]] = {
        user: {"user_id": user, "user_name": name, "rates": []}
        for user, name in sorted(names.items(), key=lambda one: (one[1].casefold(), one[0]))
    }
    found = select(TimeRate).where(TimeRate.production_id == production_id, TimeRate.user_id.in_(names))
    for row in db.session.scalars(found.order_by(TimeRate.valid_from)):
        people[row.user_id]["rates"].append(row)
    return list(people.values())


def _person(production_id: int, user_id: int) -> User:
    """Somebody who works on the production or has worked on it. Raises NotFound."""
    here = exists().where(Member.production_id == production_id, Member.user_id == user_id)
    was_here = exists().where(TimeDay.production_id == production_id, TimeDay.user_id == user_id)
    user = db.session.scalar(select(User).where(User.id == user_id, here | was_here))
    if user is None:
        raise NotFound
    return user
