"""What goes in and out when people sign in."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.accounts.users.schemas import AccountOut
from backend.core.schemas import Body, Email, Line, Out

NewPassword = Annotated[
    str,
    StringConstraints(min_length=8, max_length=128),
    Field(description="8 to 128 characters, none of the usual ones"),
]
GivenPassword = Annotated[str, StringConstraints(min_length=1, max_length=128)]
MailToken = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$"), Field(description="From the link in the mail")
]
MailCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$"), Field(description="The six digits in the mail")]
Jwt = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$")]
SessionKind = Literal["browser", "api", "device"]


class SetupOut(Out):
    """What a browser must know before anybody is signed in."""

    needs_owner: bool
    open_registration: bool
    mail_works: bool = Field(description="False while mails only reach the outbox folder")


class AccountCreate(Body):
    """Somebody new; nobody chooses their own studio role."""

    name: Line
    email: Email
    password: NewPassword


class LoginBody(Body):
    """Signing a browser in."""

    email: Email
    password: GivenPassword
    remember: bool = Field(True, description="False: until the browser closes, at most a day")


class TokenBody(Body):
    """Signing a program in."""

    email: Email
    password: GivenPassword


class RefreshBody(Body):
    """Trading a refresh token, which is good once."""

    refresh_token: Jwt


class LogoutBody(Body):
    """Signing out; a program whose access token has run out names its session by the refresh token."""

    refresh_token: Jwt | None = None


class TokenOut(Out):
    """Tokens of a program's session; `expires_in` seconds is the life of the access token."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    user: AccountOut


class MeOut(AccountOut):
    """The caller and the session they came by."""

    session_id: int
    session_kind: SessionKind


class PasswordChange(Body):
    """Another password."""

    old_password: GivenPassword
    new_password: NewPassword


class EmailBody(Body):
    """An address."""

    email: Email


class EmailProof(Body):
    """Proof that somebody reads an address: the link's token, or the address and the code."""

    token: MailToken | None = None
    email: Email | None = None
    code: MailCode | None = None


class PasswordReset(EmailProof):
    """A new password with the proof that was mailed."""

    password: NewPassword


class SessionOut(Out):
    """One place where somebody is signed in."""

    id: int
    kind: SessionKind
    device: str = Field(description="Browser and system in words")
    user_agent: str
    ip: str
    created_at: datetime
    last_seen_at: datetime = Field(description="To within five minutes")
    expires_at: datetime
    current: bool = Field(description="This is the session that asks")


class EndedOut(Out):
    """How many sessions were ended."""

    ended: int
