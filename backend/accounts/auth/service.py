"""Coming in and going out: the first owner, registration, signing in by browser or program, the password."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from backend.accounts.auth import codes, mails, post, tokens
from backend.accounts.auth.models import Session
from backend.accounts.auth.sessions import Device, beside_version, open_session, own_account, revoke
from backend.accounts.users import passwords
from backend.accounts.users import service as users
from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import actor, me
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import Conflict, Forbidden, Invalid, NotSignedIn
from backend.core.mail import mail_works

UNREMEMBERED = timedelta(hours=24)  # a browser that was asked not to remember may stay open overnight
WRONG = "The e-mail address or the password is not right."


@dataclass(frozen=True)
class SignedIn:
    """Somebody who came in by browser, and the token for their cookie."""

    user: User
    token: str


def setup_state() -> dict[str, bool]:
    """What the first page must know before anybody is signed in."""
    return {
        "needs_owner": not users.any_password(),
        "open_registration": settings().open_registration,
        "mail_works": mail_works(settings()),
    }


def set_up(name: str, email: str, password: str, device: Device, *, here: bool) -> SignedIn:
    """Make the first account, the owner of this installation, and sign it in.

    Raises Forbidden unless the request came from this machine (`here`), Conflict once anybody can sign in.
    """
    _refuse_second_setup()
    if not here:
        raise Forbidden(
            f"Backlot has no owner yet. Open http://localhost:{settings().port} on the machine it runs on and create"
            " the owner there, or run `python -m backend users add` on it."
        )
    db.session.rollback()
    password_hash = passwords.hash_new(password, email=email, name=name)
    start_writing()
    _refuse_second_setup()
    user = users.find_by_email(email) or users.create_user(name, email)
    user.studio_role, user.is_active = "owner", True
    users.activate(user, password_hash)
    return _open(user, device)


def register(name: str, email: str, password: str, device: Device) -> None:
    """Add an account, or tell the owner of a known address; the caller learns nothing about which it was.

    Raises Forbidden unless the owner opened registration.
    """
    if not settings().open_registration or not users.any_password():
        raise Forbidden("People join by invitation here. Please ask the owner or a producer for a link.")
    db.session.rollback()
    password_hash = passwords.hash_new(password, email=email, name=name)
    start_writing()
    user = users.find_by_email(email)
    is_new = user is None
    if user is None:
        user = users.create_user(name, email, password_hash)
    issued = codes.issue(email, codes.VERIFY if is_new else codes.RESET)
    db.session.commit()
    if issued and user.is_active:
        url = settings().base_url
        post.later(
            mails.verify(url, email, user.name, issued)
            if is_new
            else mails.known(url, email, user.name, issued, device.ip)
        )


def sign_in(email: str, password: str, device: Device, *, remember: bool = True) -> SignedIn:
    """Open a browser session; always a new token, whatever the browser brought. Raises NotSignedIn."""
    user = _admit(email, password)
    return _open(user, device, None if remember else UNREMEMBERED)


def sign_in_program(email: str, password: str, device: Device) -> dict[str, Any]:
    """Open a session for a program: an access and a refresh token. Raises NotSignedIn."""
    answer = tokens.open_api_session(_admit(email, password), device)
    db.session.commit()
    return answer


def sign_out(refresh_token: str | None) -> None:
    """End the session that asks, and the one the refresh token belongs to; quiet when there is none."""
    identity = actor().identity
    ids = {identity.session_id if identity else None, tokens.session_of(refresh_token) if refresh_token else None}
    revoke(Session.id.in_(ids - {None}))


def about_me() -> dict[str, Any]:
    """The caller and the session they came by."""
    identity = me()
    user = users.find(identity.user_id)
    return {"user": user, "session_id": identity.session_id, "session_kind": identity.kind}


def change_password(old: str, new: str) -> None:
    """Choose another password; every other device is signed out and no link or code sent before works.

    Raises Invalid naming `old_password` or `new_password`.
    """
    user = users.find(own_account())
    user_id, name, email, stored = user.id, user.name, user.email or "", user.password_hash
    db.session.rollback()
    if not passwords.matches(stored, old):
        raise Invalid("This is not your current password.", field="old_password")
    if old == new:
        raise Invalid("This is the password you have already.", field="new_password")
    password_hash = passwords.hash_new(new, email=email, name=name, field="new_password")
    start_writing()
    user = users.find(user_id)
    if user.password_hash != stored:
        raise Conflict("Your password was changed a moment ago. Please sign in again.")
    user.password_hash = password_hash
    revoke(Session.user_id == user_id, Session.id != me().session_id)
    codes.void(user.email, codes.RESET)
    db.session.commit()
    if email:
        post.later(mails.password_changed(settings().base_url, email, name, clock.now(), actor().ip or "unknown"))


def purge_expired() -> None:
    """Forget sessions that ended 30 days ago and codes that expired a day ago. Commits nothing."""
    border = clock.now() - timedelta(days=30)
    db.session.execute(delete(Session).where(or_(Session.expires_at < border, Session.revoked_at < border)))
    codes.purge(clock.now() - timedelta(days=1))


def _refuse_second_setup() -> None:
    if users.any_password():
        raise Conflict("Backlot is set up already. Please sign in.")


def _admit(email: str, password: str) -> User:
    """The person with this address and password, inside a write transaction that began after the slow comparison.

    Raises NotSignedIn in the same words for an unknown address, a wrong password and an account that is closed, and
    takes the same time for each.
    """
    found = db.session.execute(select(User.id, User.password_hash).where(User.email == email, User.is_active)).first()
    db.session.rollback()
    stored = found.password_hash if found else None
    if not passwords.matches(stored, password) or found is None or stored is None:
        raise NotSignedIn(WRONG)
    renewed = passwords.renewed(stored, password)
    start_writing()
    user = db.session.scalar(
        select(User).where(User.id == found.id, User.is_active, User.password_hash == stored)
    )  # it may have been changed meanwhile
    if user is None:
        raise NotSignedIn(WRONG)
    if renewed:
        beside_version(user.id, password_hash=renewed)
    return user


def _open(user: User, device: Device, lifetime: timedelta | None = None) -> SignedIn:
    _session, token = open_session(user.id, "browser", device=device, lifetime=lifetime)
    db.session.commit()
    return SignedIn(user, token)
