"""Weeks: their names, and what is locked."""

import datetime as dt

import pytest

from backend.core.db import db, start_writing
from backend.core.errors import Invalid
from backend.timelogs.weeks import iso, locks
from backend.timelogs.weeks.models import TimeWeek
from tests.people import Studio

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-23", "2026-W48"), ("2026-11-29", "2026-W48"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
    ],
)  # fmt: skip
def test_a_week_is_named_after_the_year_most_of_it_lies_in(day: str, name: str) -> None:
    date = dt.date.fromisoformat(day)
    assert iso.week_name(date) == name
    assert iso.monday_named(name) == iso.monday_of(date)
    assert date in iso.days_of(iso.monday_of(date))


@pytest.mark.parametrize(
    "name",
    ["", "2026-48", "2026-W54", "2025-W53", "2026-W00", "2026-W4", "26-W48", "2026-w48", "2026-W48\n", "٢٠٢٦-W48"],
)
def test_what_is_no_week(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        iso.monday_named(name)
    assert refused.value.errors[0]["field"] == "week"


def test_days_of_approved_weeks_are_locked_for_that_person_in_that_production(studio: Studio) -> None:
    pid, other = studio.production(), studio.production("Other")
    kim, lee = studio.member(pid).user_id, studio.member(pid).user_id
    before = MONDAY - dt.timedelta(7)
    with studio.app.app_context():
        start_writing()
        db.session.add_all([
            TimeWeek(production_id=pid, user_id=kim, monday=MONDAY, state="approved"),
            TimeWeek(production_id=pid, user_id=kim, monday=before, state="submitted"),
            TimeWeek(production_id=other, user_id=kim, monday=before, state="approved"),
            TimeWeek(production_id=pid, user_id=lee, monday=before, state="approved"),
        ])  # fmt: skip
        db.session.commit()
        days = iso.days_of(before) + iso.days_of(MONDAY)
        assert locks.locked_days(pid, kim, days) == set(iso.days_of(MONDAY))
        assert locks.locked_days(pid, lee, [MONDAY, before]) == {before}
        assert locks.locked_days(pid, kim, []) == set()
        assert locks.approved_weeks(kim, MONDAY + dt.timedelta(6)) == {(pid, MONDAY)}
        assert locks.approved_weeks(kim, before) == {(pid, MONDAY), (other, before)}
