"""Proving an address and choosing a password again, by a link or code that was sent there."""

from backend.accounts.auth import codes, mails, post
from backend.accounts.auth.service import SignedIn
from backend.accounts.auth.sessions import Device, open_session
from backend.accounts.users import passwords
from backend.accounts.users import service as users
from backend.core import clock
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import Invalid


def forgot(email: str, ip: str) -> None:
    """Send a link and a code to choose a new password, if somebody has this address; at most one mail a minute.

    An unknown address gets its row in the table too, so that neither time nor later answers tell the difference.
    """
    start_writing()
    issued = codes.issue(email, codes.RESET)
    user = users.find_by_email(email)
    db.session.commit()
    if issued and user is not None and user.is_active:
        post.later(mails.reset(settings().base_url, email, user.name, issued, ip))


def reset(password: str, device: Device, *, token: str | None, email: str | None, code: str | None) -> SignedIn:
    """Set a new password by the proof that was mailed, sign out everywhere and in here.

    Raises Invalid naming `token`, `code` or `password`; a proof that was right survives a refused password.
    """
    proof = codes.prove(codes.RESET, token=token, email=email, code=code)
    user = users.find_by_email(proof.email)
    if user is None or not user.is_active:
        raise Invalid(codes.NO_GOOD, field=proof.field)
    user_id, name = user.id, user.name
    db.session.rollback()
    password_hash = passwords.hash_new(password, email=proof.email, name=name)
    start_writing()
    codes.use_up(proof)
    user = users.find(user_id)
    users.activate(user, password_hash)
    _session, cookie = open_session(user.id, "browser", device=device)
    db.session.commit()
    post.later(mails.password_changed(settings().base_url, proof.email, name, clock.now(), device.ip))
    return SignedIn(user, cookie)


def resend_verification(email: str) -> None:
    """Send the link that proves an address again, if somebody has it and has not; at most one mail a minute."""
    start_writing()
    issued = codes.issue(email, codes.VERIFY)
    user = users.find_by_email(email)
    db.session.commit()
    if issued and user is not None and user.is_active and user.email_verified_at is None:
        post.later(mails.verify(settings().base_url, email, user.name, issued))


def verify(*, token: str | None, email: str | None, code: str | None) -> None:
    """Take an address as proved. Raises Invalid naming `token` or `code`."""
    proof = codes.prove(codes.VERIFY, token=token, email=email, code=code)
    start_writing()
    codes.use_up(proof)
    user = users.find_by_email(proof.email)
    if user is None:
        raise Invalid(codes.NO_GOOD, field=proof.field)
    if user.email_verified_at is None:
        user.email_verified_at = clock.now()
    db.session.commit()
