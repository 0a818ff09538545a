"""Sessions as rows: every token leads to one, so that signing out or revoking takes effect at the next request."""

import hashlib
import secrets
from datetime import timedelta

from flask_jwt_extended import decode_token
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import PyJWTError
from sqlalchemy import select, update

from backend.accounts.auth.models import Session
from backend.accounts.users.models import User
from backend.core import clock, events
from backend.core.access import Identity
from backend.core.context import settings
from backend.core.db import db

SEEN_EVERY = timedelta(minutes=5)


def digest(token: str) -> str:
    """What is stored of an opaque token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(user_id: int, kind: str, *, user_agent: str = "", ip: str = "") -> tuple[Session, str]:
    """A new session and its opaque 256-bit token; the token is never stored. Call inside a write transaction."""
    token = secrets.token_urlsafe(32)
    session = Session(
        user_id=user_id,
        kind=kind,
        token_hash=digest(token),
        expires_at=clock.now() + timedelta(days=settings().session_days),
        user_agent=user_agent[:255],
        ip=ip[:45],
    )
    db.session.add(session)
    db.session.flush()
    return session, token


def identify(token: str) -> Identity | None:
    """Who holds this token: a browser's or device's opaque token, or an access token; None when it is not good now."""
    condition = _access_token_session(token) if token.count(".") == 2 else Session.token_hash == digest(token)
    if condition is None:
        return None
    row = db.session.execute(
        select(Session, User)
        .join(User, User.id == Session.user_id)
        .where(condition, Session.revoked_at.is_(None), Session.expires_at > clock.now(), User.is_active)
    ).first()
    if row is None:
        return None
    session, user = row
    return Identity(user.id, session.id, user.name, user.email or "", user.studio_role, session.kind)


def _access_token_session(token: str):  # type: ignore[no-untyped-def]
    try:
        claims = decode_token(token)
    except (JWTExtendedException, PyJWTError, ValueError):
        return None
    if claims.get("type") != "access":
        return None
    return Session.id == claims.get("sid")


def revoke(*conditions) -> list[int]:  # type: ignore[no-untyped-def]
    """Revoke every live session that meets the conditions and announce it; returns their ids. Commits nothing."""
    ids = list(db.session.scalars(select(Session.id).where(Session.revoked_at.is_(None), *conditions)))
    if ids:
        db.session.execute(update(Session).where(Session.id.in_(ids)).values(revoked_at=clock.now()))
        events.session_revoked.send(db.session, session_ids=ids)
    return ids
