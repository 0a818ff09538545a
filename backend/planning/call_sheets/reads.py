"""What call sheets read of other domains."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from backend.core.db import db
from backend.core.roles import SET
from backend.planning.call_sheets.models import CallSheet
from backend.productions.members.models import Member


@dataclass(frozen=True)
class CrewMember:
    """A member of the production as a crew list prints them."""

    member_id: int
    job_role: str
    department: str
    position: str
    name: str
    phone: str


def crew(production_id: int) -> list[CrewMember]:
    """Everybody who works on set or in the office, by department, then name; performers are on the cast list."""
    rows = db.session.scalars(select(Member).where(Member.production_id == production_id, Member.job_role.in_(SET)))
    found = [crew_member(row) for row in rows]
    return sorted(found, key=lambda one: (not one.department, one.department.casefold(), one.name.casefold()))


def member(production_id: int, member_id: int) -> Member | None:
    """One member of the production, if there is."""
    return db.session.scalar(select(Member).where(Member.id == member_id, Member.production_id == production_id))


def crew_member(row: Member) -> CrewMember:
    """A member as a crew list prints them; without a position by their job."""
    position = row.position or row.job_role.replace("_", " ").capitalize().replace("Vfx", "VFX")
    department = row.department or row.user.department
    return CrewMember(row.id, row.job_role, department, position, row.user.name, row.user.phone)


def previous_wrap(sheet: CallSheet) -> dt.datetime | None:
    """When the shooting day before is to wrap, in local time without a zone; None when no sheet says so."""
    row = db.session.execute(
        select(CallSheet.date, CallSheet.general_call, CallSheet.estimated_wrap)
        .where(CallSheet.production_id == sheet.production_id, CallSheet.date < sheet.date)
        .where(CallSheet.status != "cancelled", CallSheet.estimated_wrap.is_not(None))
        .order_by(CallSheet.date.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    date, call, wrap = row.date, row.general_call, row.estimated_wrap or dt.time()
    past_midnight = call is not None and wrap < call
    return dt.datetime.combine(date + dt.timedelta(days=past_midnight), wrap)
