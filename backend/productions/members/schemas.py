"""What the people of a production look like in requests and answers."""

import datetime as dt

from pydantic import Field

from backend.core.roles import JobRole, Level
from backend.core.schemas import UNCHANGED, Body, Email, Line, MaybeLine, Out, PageQuery, Patch, Phone


class MemberCreate(Body):
    """Somebody who works on the production; an account with this e-mail joins as it is, with its own name."""

    name: Line
    email: Email | None = None
    phone: Phone = ""
    position: MaybeLine = ""
    department: MaybeLine = ""
    job_role: JobRole = "crew"
    level: Level = "child"


class MemberPatch(Patch):
    """Changes of a member; name, e-mail and phone only while they have no account of their own."""

    name: Line = UNCHANGED
    email: Email | None = None
    phone: Phone = UNCHANGED
    position: MaybeLine = UNCHANGED
    department: MaybeLine = UNCHANGED
    job_role: JobRole = UNCHANGED
    level: Level = UNCHANGED


class MemberQuery(PageQuery):
    """Filters of the list of people."""

    search: MaybeLine | None = Field(None, description="Part of the name, the position or the department")
    department: MaybeLine | None = None
    job_role: JobRole | None = None
    level: Level | None = None


class MemberOut(Out):
    """A member. `email` and `phone` are null for callers who may not see them."""

    id: int
    version: int
    user_id: int
    name: str
    email: str | None
    phone: str | None
    level: Level
    job_role: JobRole
    position: str
    department: str
    has_account: bool
    created_at: dt.datetime


class MyPlaceOut(Out):
    """The caller's place in a production and all they may do there; a studio owner passing by has no `member_id`."""

    production_id: int
    user_id: int
    member_id: int | None
    level: Level
    job_role: JobRole
    studio_role: str
    actions: list[str]
