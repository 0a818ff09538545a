"""The people of a production: listed, added, changed, removed; there is always an Admin left."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import contains_eager

from backend.accounts.users import service as users
from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import actor, may, me
from backend.core.db import db
from backend.core.errors import Conflict, Forbidden, NotFound, Stale
from backend.core.paging import Page, page_of
from backend.core.roles import actions_of
from backend.core.schemas import clean_query
from backend.productions.members.levels import RANK, my_level, refuse_giving, refuse_managing
from backend.productions.members.models import Member
from backend.productions.members.schemas import MemberCreate, MemberPatch, MemberQuery
from backend.productions.productions.service import announce_end

PERSONAL = ("name", "email", "phone")


@dataclass(frozen=True)
class Person:
    """A member as the caller may see them."""

    id: int
    version: int
    user_id: int
    name: str
    email: str | None
    phone: str | None
    level: str
    job_role: str
    position: str
    department: str
    has_account: bool
    created_at: dt.datetime


def listed(production_id: int, query: MemberQuery) -> Page:
    """One page of the people, by department, name; every row a Person."""
    statement = select(Member).join(Member.user).options(contains_eager(Member.user))
    statement = statement.where(Member.production_id == production_id)
    for name in ("department", "job_role", "level"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Member, name) == value)
    if query.search:
        like = clean_query(query.search)
        columns = (User.name, Member.position, Member.department)
        statement = statement.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    page = page_of(statement, [Member.department, User.name, Member.id], query)
    return replace(page, items=[seen(row) for row in page.items])


def seen(row: Member) -> Person:
    """A member as the caller may see them: contact data only for those who may."""
    contact = may("members.contact") or row.user_id == me().user_id
    return Person(
        id=row.id,
        version=row.version,
        user_id=row.user_id,
        name=row.user.name,
        email=row.user.email if contact else None,
        phone=row.user.phone if contact else None,
        level=row.level,
        job_role=row.job_role,
        position=row.position,
        department=row.department,
        has_account=has_account(row.user),
        created_at=row.created_at,
    )


def has_account(user: User) -> bool:
    """Whether this person can sign in; otherwise they only stand on crew lists."""
    return user.password_hash is not None


def find(production_id: int, member_id: int) -> Member:
    """A member of this production. Raises NotFound."""
    row = db.session.scalar(select(Member).where(Member.production_id == production_id, Member.id == member_id))
    if row is None:
        raise NotFound
    return row


def of_user(production_id: int, user_id: int) -> Member | None:
    """This person's place in the production, if any."""
    return db.session.scalar(select(Member).where(Member.production_id == production_id, Member.user_id == user_id))


def people(production_id: int, user_ids: Collection[int]) -> list[User]:
    """Those of these accounts that are members of the production."""
    statement = select(User).join(Member, Member.user_id == User.id)
    return list(db.session.scalars(statement.where(Member.production_id == production_id, User.id.in_(user_ids))))


def my_place(production_id: int) -> Mapping[str, Any]:
    """The caller's level, job role and everything they may do in this production."""
    identity, place = me(), actor().membership
    if place is None:
        raise NotFound
    return {
        "production_id": production_id,
        "user_id": identity.user_id,
        "member_id": place.member_id or None,
        "level": my_level(),
        "job_role": place.job_role,
        "studio_role": identity.studio_role,
        "actions": actions_of(identity.studio_role, place.level, place.job_role),
    }


def add(production_id: int, body: MemberCreate) -> Person:
    """Put somebody on the production: the account with this e-mail, or a new person who has none yet.

    Raises Forbidden for a level the caller may not give, Conflict when they are on it already.
    """
    refuse_giving(body.level)
    user = users.find_by_email(body.email) if body.email else None
    if user is None:
        user = users.create_user(body.name, body.email)
        user.phone = body.phone
    elif of_user(production_id, user.id):
        raise Conflict("Somebody with this e-mail address works on this production already.", field="email")
    elif user.password_hash and user.email_verified_at is None:
        # whoever made this account has not shown that the address is theirs
        raise Conflict("This account has not confirmed its e-mail; send an invitation link instead.", field="email")
    return seen(join(production_id, user, body.level, body.job_role, body.position, body.department))


def join(production_id: int, user: User, level: str, job_role: str, position: str, department: str) -> Member:
    """Make a person a member; the caller has checked that they may be."""
    row = Member(
        production_id=production_id,
        user_id=user.id,
        user=user,
        level=level,
        job_role=job_role,
        position=position,
        department=department,
    )
    db.session.add(row)
    db.session.flush()
    return row


def change(production_id: int, member_id: int, body: MemberPatch, version: int) -> Person:
    """Change what was sent. Raises Stale, Forbidden (level), Conflict (last Admin, not theirs to rename)."""
    row = find(production_id, member_id)
    if row.version != version:
        raise Stale(seen(row))
    changes = body.changes()
    refuse_managing(row.level)
    if (level := changes.get("level", row.level)) != row.level:
        _refuse_level(row, level)
    personal = {name: changes.pop(name) for name in PERSONAL if name in changes}
    if personal:
        _change_person(row, personal)
    for name, value in changes.items():
        setattr(row, name, value)
    if personal:
        row.updated_at = clock.now()  # the name belongs to what If-Match guards here
    db.session.flush()
    return seen(row)


def _refuse_level(row: Member, level: Any) -> None:
    if row.user_id == me().user_id and RANK[level] > RANK[row.level]:
        raise Forbidden("Nobody raises their own level; ask another Admin.")
    refuse_giving(level)
    _keep_an_admin(row)


def _change_person(row: Member, changes: dict[str, Any]) -> None:
    user, field = row.user, next(iter(changes))
    changes = {name: value for name, value in changes.items() if value != getattr(user, name)}
    if not changes:
        return
    if has_account(user):
        raise Conflict("They have an account and change this themselves.", field=field)
    if works_elsewhere(user.id, row.production_id):
        raise Conflict("They also work on another production, so this is not yours alone to change.", field=field)
    email = changes.get("email")
    if email and users.find_by_email(email):
        raise Conflict("This e-mail address belongs to somebody else; add that person instead.", field="email")
    for name, value in changes.items():
        setattr(user, name, value)


def works_elsewhere(user_id: int, production_id: int) -> bool:
    """Whether this person is on any other production."""
    elsewhere = exists().where(Member.user_id == user_id, Member.production_id != production_id)
    return bool(db.session.scalar(select(elsewhere)))


def remove(production_id: int, member_id: int) -> None:
    """Take somebody off the production; their live pages are closed. Raises Forbidden, Conflict (last Admin)."""
    row = find(production_id, member_id)
    refuse_managing(row.level)
    _end(row)


def leave(production_id: int) -> None:
    """Leave the production. Raises Conflict for its last Admin and for a studio owner who is no member."""
    row = of_user(production_id, me().user_id)
    if row is None:
        raise Conflict("You are not a member of this production.")
    _end(row)


def _end(row: Member) -> None:
    _keep_an_admin(row)
    db.session.delete(row)
    db.session.flush()
    announce_end(row.production_id, row.user_id)


def _keep_an_admin(row: Member) -> None:
    """Refuse to take the last Admin away; writers of one production take turns, so two cannot go at once."""
    if row.level != "admin":
        return
    condition = (Member.production_id == row.production_id, Member.level == "admin", Member.id != row.id)
    if not db.session.scalar(select(func.count()).where(*condition)):
        raise Conflict("This is the last Admin of the production; make somebody else an Admin first.", field="level")


def places(user_id: int, production_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """{production: (level, job role)} of somebody in those of these productions that they are on."""
    columns = (Member.production_id, Member.level, Member.job_role)
    statement = select(*columns).where(Member.user_id == user_id, Member.production_id.in_(production_ids))
    return {production: (level, job_role) for production, level, job_role in db.session.execute(statement)}
