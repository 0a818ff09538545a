"""Who gets a sheet: everybody whom its newest edition names, and whom somebody added by hand.

`refresh` brings the list in line with the sheet. Nobody who was told anything is ever dropped: who is no longer on the
sheet has to learn of it.
"""

import secrets
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from backend.accounts.users import service as users
from backend.core import events
from backend.core.access import may
from backend.core.context import settings
from backend.core.db import db
from backend.people.cast.models import CastMember
from backend.planning.call_sheets.editions import service as editions
from backend.planning.call_sheets.editions.service import Person
from backend.planning.call_sheets.models import CallSheet, CallSheetCrew
from backend.planning.distribution import links, reading
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.distribution.states import has_it
from backend.productions.members.models import Member
from backend.productions.members.service import has_account, works_elsewhere


def rows(sheet_id: int) -> list[CallSheetRecipient]:
    """The recipients of a sheet: cast, crew, then everybody else; in the order they came."""
    found = db.session.scalars(select(CallSheetRecipient).where(CallSheetRecipient.call_sheet_id == sheet_id))
    order = {"cast": 0, "crew": 1, "extra": 2}
    return sorted(found, key=lambda row: (order.get(row.kind, 3), row.id))


def refresh(sheet: CallSheet) -> None:
    """Bring the recipients in line with the sheet: new people, corrected addresses, what their call is now.

    Call it inside a write transaction. Everybody's states stay; they speak of the call they were about.
    """
    known = {row.key: row for row in rows(sheet.id)}
    people = _called(sheet)
    for who in people:
        row = known.pop(who.key, None) or _new(sheet, who)
        _follow(row, who)
    for row in known.values():
        if row.kind != "extra" and not has_it(row):
            db.session.delete(row)
    db.session.flush()
    reading.settle_calls(sheet, rows(sheet.id))
    db.session.flush()


def differs(sheet: CallSheet) -> bool:
    """Whether `refresh` has something to do; reads only."""
    known = {row.key: row for row in rows(sheet.id)}
    people = {who.key: who for who in _called(sheet)}
    if any(key not in known for key in people):
        return True
    if any(row.key not in people and row.kind != "extra" and not has_it(row) for row in known.values()):
        return True
    contacts = any(_contact(known[key], who) != (known[key].email, known[key].phone) for key, who in people.items())
    return contacts or any(row.edition != sheet.edition for row in known.values())


def add_extra(sheet: CallSheet, name: str, part: str, email: str | None, phone: str) -> CallSheetRecipient:
    """Somebody beyond the sheet's cast and crew."""
    row = _new(sheet, Person(f"extra:{secrets.token_hex(6)}", "extra", name, part))
    row.email, row.phone, row.own_contact = email, phone, True
    db.session.flush()
    reading.settle_calls(sheet, [row])
    db.session.flush()
    return row


def correct(row: CallSheetRecipient, **values: Any) -> None:
    """Another address or number, written back to where it came from as far as whoever asks may edit that.

    An account's e-mail is what its owner signs in with, so it is never changed from here: the address is kept for this
    production's sheets instead.
    """
    for name, value in values.items():
        setattr(row, name, value)
    row.own_contact = not (_to_cast(row, values) or _to_member(row, values))
    if row.kind == "crew" and may("call_sheets.edit") and (line := _crew_lines(row.call_sheet_id).get(row.key)):
        for name, value in values.items():
            setattr(line, name, value or "")
    db.session.flush()


def _to_cast(row: CallSheetRecipient, values: dict[str, Any]) -> bool:
    member = db.session.get(CastMember, row.cast_member_id) if row.cast_member_id and may("cast.edit") else None
    for name, value in values.items() if member else ():
        setattr(member, name, value)
    return member is not None


def _to_member(row: CallSheetRecipient, values: dict[str, Any]) -> bool:
    """Somebody on the crew list who has no account and works nowhere else."""
    member = db.session.get(Member, row.member_id) if row.member_id and may("members.edit") else None
    if member is None or has_account(member.user) or works_elsewhere(member.user_id, member.production_id):
        return False
    if (email := values.get("email")) and users.find_by_email(email) not in {None, member.user}:
        return False
    for name, value in values.items():
        setattr(member.user, name, value)
    return True


def _new(sheet: CallSheet, who: Person) -> CallSheetRecipient:
    nonce = links.new_nonce()
    row = CallSheetRecipient(
        production_id=sheet.production_id, call_sheet_id=sheet.id, key=who.key, kind=who.kind, name=who.name,
        part=_part(who), link_nonce=nonce, link_hash=links.digest(links.token_of(settings().secret_key, nonce)),
    )  # fmt: skip
    if remembered := _remembered(sheet, who):
        row.email, row.phone, row.own_contact = remembered.email, remembered.phone, True
    db.session.add(row)
    return row


def _remembered(sheet: CallSheet, who: Person) -> CallSheetRecipient | None:
    """The address somebody corrected for this person on an earlier sheet of the production, where no row keeps it."""
    if who.kind == "extra":
        return None
    Row = CallSheetRecipient
    same = Row.cast_member_id == who.cast_member_id if who.cast_member_id else Row.member_id == who.member_id
    if not (who.cast_member_id or who.member_id):
        same = (Row.name == who.name) & Row.member_id.is_(None)
    earlier = (Row.production_id == sheet.production_id, Row.kind == who.kind, Row.own_contact, same)
    return db.session.scalar(select(Row).where(*earlier).order_by(Row.id.desc()).limit(1))


def _follow(row: CallSheetRecipient, who: Person) -> None:
    """Take over what the sheet says of this person; a corrected address stays."""
    values: dict[str, Any] = {"name": who.name, "part": _part(who), "member_id": who.member_id}
    values["cast_member_id"] = who.cast_member_id
    values["email"], values["phone"] = _contact(row, who)
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _part(who: Person) -> str:
    return " · ".join(one for one in (who.part, who.department) if one)[:255]


def _contact(row: CallSheetRecipient, who: Person) -> tuple[str | None, str]:
    return (row.email, row.phone) if row.own_contact else (who.email or None, who.phone)


def _called(sheet: CallSheet) -> list[Person]:
    """The cast and crew of the sheet as it went out last, or of the draft, with the addresses of today."""
    found = {who.key: who for who in editions.people(reading.newest(sheet))}
    wanted = {who.cast_member_id for who in found.values()}
    cast = {row.id: row for row in db.session.scalars(select(CastMember).where(CastMember.id.in_(wanted)))}
    lines = _crew_lines(sheet.id)
    mine = select(Member).where(Member.production_id == sheet.production_id)
    members = {row.id: row for row in db.session.scalars(mine)}
    people = []
    for who in found.values():
        member, line = members.get(who.member_id or 0), lines.get(who.key)
        if row := cast.get(who.cast_member_id or 0):
            fresh = replace(who, email=row.email or "", phone=row.phone)
        else:
            email = (line.email if line else who.email) or (member.user.email if member else "") or ""
            phone = (line.phone if line else who.phone) or (member.user.phone if member else "")
            fresh = replace(who, email=email, phone=phone)
        people.append(replace(fresh, cast_member_id=row.id if row else None, member_id=member.id if member else None))
    return people


def _crew_lines(sheet_id: int) -> dict[str, CallSheetCrew]:
    lines = db.session.scalars(select(CallSheetCrew).where(CallSheetCrew.call_sheet_id == sheet_id))
    return {f"member:{line.member_id}" if line.member_id else f"crew:{line.id}": line for line in lines}


@events.call_sheet_published.connect
def follow_edition(_session: Any, *, production_id: int, sheet_id: int, edition: int) -> None:
    """A new edition: who is on it, and whose call is another now."""
    sheet = db.session.get(CallSheet, sheet_id)
    if sheet is not None and sheet.production_id == production_id and sheet.edition == edition:
        refresh(sheet)
