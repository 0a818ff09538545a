"""Refresh tokens that rotate: each is good once, and one that comes back later means that two parties hold it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update

from backend.accounts.auth.jwt import REFRESH, claims_of, new_jti, sign_pair
from backend.accounts.auth.models import Session
from backend.accounts.auth.sessions import Device, live, new_session, revoke
from backend.accounts.users.models import User
from backend.core import clock
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import NotSignedIn

GRACE = timedelta(seconds=10)  # two threads of one program that refresh at once are not a thief


def open_api_session(user: User, device: Device) -> dict[str, Any]:
    """A new session for a program, as POST /auth/token answers it. Call inside a write transaction."""
    session = new_session(user.id, "api", device)
    session.refresh_jti = new_jti()
    db.session.flush()
    return {**sign_pair(user.id, session.id, session.refresh_jti, session.expires_at), "user": user}


def rotate(refresh_token: str, device: Device) -> dict[str, Any]:
    """Trade a refresh token for a fresh pair, in a transaction of its own.

    One that was traded before ends the whole session: whoever holds the newer one must sign in again, and so must a
    thief. Raises NotSignedIn.
    """
    claims = claims_of(refresh_token, REFRESH)
    if claims is None:
        raise NotSignedIn
    session_id, jti = int(claims["sid"]), str(claims["jti"])
    mine = (Session.id == session_id) & (Session.kind == "api") & live()
    start_writing()
    if not _traded(mine, jti, device):
        _second_trade(mine, jti)
    session = db.session.scalar(select(Session).where(mine).execution_options(populate_existing=True))
    user = db.session.scalar(select(User).where(User.id == session.user_id, User.is_active)) if session else None
    if session is None or user is None or session.refresh_jti is None:
        raise NotSignedIn
    db.session.commit()
    return {**sign_pair(user.id, session.id, session.refresh_jti, session.expires_at), "user": user}


def _traded(mine: ColumnElement[bool], jti: str, device: Device) -> bool:
    """Put the next token in the place of this one; one statement, so that only one of many callers can."""
    now = clock.now()
    traded = db.session.scalar(
        update(Session)
        .where(mine, Session.refresh_jti == jti)
        .values(
            refresh_jti=new_jti(),
            previous_jti=jti,
            rotated_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=settings().session_days),
            user_agent=device.user_agent[:255],
            ip=device.ip[:45],
        )
        .returning(Session.id)
    )
    return traded is not None


def _second_trade(mine: ColumnElement[bool], jti: str) -> None:
    """Let a near-simultaneous second caller have the token the first one got; end the session of any other."""
    session = db.session.scalar(select(Session).where(mine))
    if session is None:
        raise NotSignedIn
    in_time = session.rotated_at is not None and clock.now() - session.rotated_at < GRACE
    if session.previous_jti == jti and in_time:
        return
    revoke(Session.id == session.id)
    db.session.commit()
    raise NotSignedIn("This sign-in was used from two places and has been ended. Please sign in again.")


def session_of(refresh_token: str) -> int | None:
    """Which session a refresh token belongs to, for signing out; None for a token that is not ours."""
    claims = claims_of(refresh_token, REFRESH)
    return int(claims["sid"]) if claims else None
