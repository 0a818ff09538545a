"""A person's own calendar as a file that phones subscribe to.

Days whose call sheet went out are timed entries with their own call, under the UID that the mail's file has, so that
nobody sees a day twice. All other days on which they are needed are all-day entries: of the crew every shooting day,
of a cast member the days with scenes, travel, rehearsal and fitting.
"""

import datetime as dt
from typing import Any

from sqlalchemy import select

from backend.core import clock, ics
from backend.core.access import me
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, Invalid, NotFound
from backend.people.cast.models import CastMember
from backend.planning.calendar import entries
from backend.planning.calendar.models import CalendarFeed
from backend.planning.call_sheets.models import CallSheet
from backend.planning.distribution import letters, links, reading
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.dood.models import PersonalDay
from backend.planning.schedule.models import ShootingDay
from backend.productions.members.models import Member
from backend.productions.productions import service as productions

REFRESH_HOURS = 1
PAST, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def address(production_id: int, cast_member_id: int | None, *, renew: bool = False) -> dict[str, Any]:
    """The address of one's own feed, or of a cast member's; made when there is none, or anew.

    Raises Invalid naming `cast_member_id`, Conflict for whoever is not on the team.
    """
    name, key = _whose(production_id, cast_member_id)
    found = select(CalendarFeed).where(CalendarFeed.production_id == production_id, CalendarFeed.key == key)
    row = db.session.scalar(found)
    if row is None:
        row = CalendarFeed(production_id=production_id, key=key)
        db.session.add(row)
    if renew or not row.link_nonce:
        row.link_nonce = links.new_nonce()
        row.link_hash = links.digest(links.token_of(settings().secret_key, row.link_nonce))
    db.session.flush()
    token = links.token_of(settings().secret_key, row.link_nonce)
    return {"name": name, "url": f"{settings().base_url}/api/feeds/{token}.ics"}


def content(token: str) -> bytes:
    """The calendar behind an address. Raises NotFound for one that is none, or whose person has left."""
    row = db.session.scalar(select(CalendarFeed).where(CalendarFeed.link_hash == links.digest(token)))
    if row is None:
        raise NotFound("This calendar is gone.")
    production = productions.find(row.production_id)
    kind, _, number = row.key.partition(":")
    model = {"cast": CastMember, "member": Member}[kind]
    if db.session.get(model, int(number)) is None:
        raise NotFound("This calendar is gone.")
    calls, told = _calls(row)
    days = _days(row.production_id, kind, int(number), told, production.title)
    return ics.calendar([*calls, *days], name=production.title, zone=production.timezone, refresh_hours=REFRESH_HOURS)


def _whose(production_id: int, cast_member_id: int | None) -> tuple[str, str]:
    if cast_member_id is not None:
        cast = db.session.scalar(
            select(CastMember).where(CastMember.id == cast_member_id, CastMember.production_id == production_id)
        )
        if cast is None:
            raise Invalid("This production has no such cast member.", field="cast_member_id")
        return cast.name or cast.character_name, f"cast:{cast.id}"
    identity = me()
    member = db.session.scalar(
        select(Member).where(Member.production_id == production_id, Member.user_id == identity.user_id)
    )
    if member is None:
        raise Conflict("You are not on the team of this production: there is no call of yours to subscribe to.")
    return identity.name, f"member:{member.id}"


def _calls(row: CalendarFeed) -> tuple[list[ics.Entry], set[dt.date]]:
    """Their calls on sheets that went out, and the dates these are about."""
    rows = db.session.execute(
        select(CallSheetRecipient, CallSheet.date)
        .join(CallSheet, CallSheet.id == CallSheetRecipient.call_sheet_id)
        .where(CallSheetRecipient.production_id == row.production_id, CallSheetRecipient.key == row.key)
        .where(CallSheet.edition > 0, CallSheet.date >= clock.now().date() - PAST)
    ).all()
    found, told = [], set()
    for recipient, date in rows:
        sheet = reading.personal(recipient)
        entry = letters.calendar_entry(recipient, sheet, settings().secret_key)
        if entry is not None:
            found.append(entry)
            if entry.status != "CANCELLED":
                told.add(date)
    return found, told


def _days(production_id: int, kind: str, number: int, told: set[dt.date], title: str) -> list[ics.Entry]:
    today = clock.now().date()
    shooting = entries.shooting_days(production_id, today - PAST, today + AHEAD)
    needed = entries.works_on(production_id, number) if kind == "cast" else None
    changed = {row.id: row for row in _shooting_rows([entry["id"] for entry in shooting])}
    found = [
        _all_day(
            entry["date"], f"{entry['title']}, {title}", entry["detail"], changed[entry["id"]],
            production_id, kind, number, "day", entry["date"].isoformat(), entry["title"].partition(" · ")[2],
        )
        for entry in shooting
        if entry["date"] not in told and (needed is None or entry["date"] in needed)
    ]  # fmt: skip
    for day in entries.personal_days(production_id, number) if kind == "cast" else []:
        words = f"{day.kind.capitalize()}, {title}"
        found.append(_all_day(day.date, words, day.note, day, production_id, "personal day", day.id))
    return found


def _shooting_rows(ids: list[int]) -> list[ShootingDay]:
    return list(db.session.scalars(select(ShootingDay).where(ShootingDay.id.in_(ids))))


def _all_day(
    date: dt.date, summary: str, detail: str, row: ShootingDay | PersonalDay, *identity: str | int
) -> ics.Entry:
    """An entry for a whole day; its sequence rises with every change, also when another row takes its place."""
    return ics.Entry(
        uid=ics.uid(settings().secret_key, "feed", *identity),
        summary=summary,
        start=date,
        end=date + dt.timedelta(days=1),
        description=detail,
        sequence=int((row.updated_at - EPOCH).total_seconds()) + row.version,
        stamp=row.updated_at,
    )


def planners_only(cast_member_id: int | None, allowed: bool) -> None:
    """Somebody else's address is for those who hand out calls. Raises Forbidden."""
    if cast_member_id is not None and not allowed:
        raise Forbidden("Your role does not hand out other people's calendars.")
