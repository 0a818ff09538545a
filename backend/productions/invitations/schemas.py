"""What invitations look like in requests and answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.core.roles import JobRole, Level
from backend.core.schemas import Body, Email, Id, Line, MaybeLine, Out, PageQuery

State = Literal["open", "used_up", "expired", "revoked"]
NewPassword = Annotated[str, StringConstraints(min_length=8, max_length=128)]


class InvitationCreate(Body):
    """A link to hand out.

    Either for a role (`level` and `job_role`), or for somebody on the crew list who has no account yet (`member_id`,
    whose level and job role stay as they are).
    """

    job_role: JobRole | None = None
    level: Level | None = None
    position: MaybeLine = ""
    department: MaybeLine = ""
    email: Email | None = Field(None, description="Where to send the link; null to hand it over yourself")
    member_id: Id | None = None
    expires_days: Annotated[int, Field(ge=1, le=30)] = 7
    max_uses: Annotated[int, Field(ge=1, le=100)] = 1


class InvitationQuery(PageQuery):
    """The list of invitations."""


class InvitationOut(Out):
    """An invitation; its link was shown once, when it was made."""

    id: int
    member_id: int | None
    level: Level
    job_role: JobRole
    position: str
    department: str
    email: str | None
    max_uses: int
    uses: int
    state: State
    invited_by: str
    expires_at: dt.datetime
    created_at: dt.datetime


class InvitationMade(InvitationOut):
    """A new invitation with its link, which is never shown again."""

    token: str
    link: str
    qr_svg: str = Field(description="The link as a QR code, an <svg> element")
    mailed: bool = Field(description="Whether a mail with the link is on its way")


class InvitationOffer(Out):
    """What somebody sees who opens the link."""

    production_id: int
    production_title: str
    invited_by: str
    level: Level
    job_role: JobRole
    position: str
    department: str
    email: str | None
    name: str | None
    needs_account: bool = Field(description="False when you are signed in and can join at once")
    expires_at: dt.datetime


class InvitationAccept(Body):
    """Nothing when you are signed in; otherwise the account to make."""

    name: Line | None = None
    email: Email | None = None
    password: NewPassword | None = None


class JoinedOut(Out):
    """The production you are on now, and as what."""

    production_id: int
    production_title: str
    member_id: int
    user_id: int
    level: Level
    job_role: JobRole
    joined: bool = Field(description="False when you were on it already; then nothing changed")
