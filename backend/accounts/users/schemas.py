"""What goes in and out about people."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from backend.core.schemas import Line, MaybeLine, Out, PageQuery, Patch, Phone, Text

StudioRole = Literal["owner", "member"]


class AccountOut(Out):
    """A person as they themselves and the owner of this installation see them."""

    id: int
    name: str
    email: str | None
    phone: str
    department: str
    bio: str
    studio_role: StudioRole
    is_active: bool
    email_verified: bool
    has_password: bool = Field(description="False while they are on a crew list but have not accepted an invitation")
    has_photo: bool
    created_at: datetime
    last_login_at: datetime | None
    version: int


class ProfilePatch(Patch):
    """What people may change about themselves."""

    name: Line = Field(default_factory=str)
    phone: Phone = Field(default_factory=str)
    department: MaybeLine = Field(default_factory=str)
    bio: Text = Field(default_factory=str)


class AccountPatch(Patch):
    """What the owner may change about an account."""

    name: Line = Field(default_factory=str)
    is_active: bool = Field(default_factory=bool)
    studio_role: StudioRole = Field(default_factory=lambda: "member")


class AccountQuery(PageQuery):
    """Which accounts to list."""

    search: MaybeLine | None = Field(None, description="Part of a name or e-mail")
