"""Sessions as rows: every token leads to one, so that signing out or revoking takes effect at the next request."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, event, select, update
from sqlalchemy.orm import Session as OrmSession

from backend.accounts.auth import seen
from backend.accounts.auth.jwt import ACCESS, claims_of
from backend.accounts.auth.models import Session
from backend.accounts.users.models import User
from backend.core import clock, events
from backend.core.access import Identity, me
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Forbidden, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery

# Marks in what browsers say about themselves, the telling ones first: each also names those it wants to be taken for.
_PROGRAMS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {name: name for name in ("iPhone", "iPad", "Android", "Windows")} | {"Mac OS": "macOS", "Linux": "Linux"}


@dataclass(frozen=True)
class Device:
    """What a session was opened from."""

    user_agent: str = ""
    ip: str = ""


def digest(token: str) -> str:
    """What is stored of an opaque token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    user_id: int, kind: str, *, device: Device = Device(), lifetime: timedelta | None = None
) -> tuple[Session, str]:
    """A new session and its opaque 256-bit token; the token is never stored. Call inside a write transaction.

    It lives for BACKLOT_SESSION_DAYS unless `lifetime` says otherwise.
    """
    token = secrets.token_urlsafe(32)
    session = new_session(user_id, kind, device, lifetime)
    session.token_hash = digest(token)
    db.session.flush()
    return session, token


def new_session(user_id: int, kind: str, device: Device, lifetime: timedelta | None = None) -> Session:
    """A session row that no opaque token opens."""
    session = Session(
        user_id=user_id,
        kind=kind,
        expires_at=clock.now() + (lifetime or timedelta(days=settings().session_days)),
        user_agent=device.user_agent[:255],
        ip=device.ip[:45],
    )
    db.session.add(session)
    beside_version(user_id, last_login_at=clock.now())
    return session


def beside_version(user_id: int, **values: Any) -> None:
    """Write to an account without raising its version: signing in must not make an open profile form stale."""
    statement = update(User).where(User.id == user_id).values(**values, updated_at=User.updated_at)
    db.session.execute(statement, execution_options={"synchronize_session": "fetch"})


def live() -> ColumnElement[bool]:
    """The condition that a session is good now."""
    return Session.revoked_at.is_(None) & (Session.expires_at > clock.now())


def identify(token: str) -> Identity | None:
    """Who holds this token: a browser's or device's opaque token, or an access token; None when it is not good now."""
    if token.count(".") == 2:
        claims = claims_of(token, ACCESS)
        if claims is None:
            return None
        statement, key = _BY_ID, claims["sid"]
    else:
        statement, key = _BY_TOKEN, digest(token)
    row = db.session.connection().execute(statement, {"key": key, "now": clock.now()}).first()
    if row is None:
        return None
    seen.note(row.session_id, row.last_seen_at)
    return Identity(row.id, row.session_id, row.name, row.email or "", row.studio_role, row.kind)


def _who(condition: ColumnElement[bool]) -> Any:
    """Whose session meets a condition, if it is good `now`; made once, because every request asks."""
    person, session = User.__table__.c, Session.__table__.c
    return (
        select(
            person.id, person.name, person.email, person.studio_role, session.id.label("session_id"), session.kind,
            session.last_seen_at,
        )
        .join(Session.__table__, session.user_id == person.id)
        .where(condition, session.revoked_at.is_(None), session.expires_at > bindparam("now"), person.is_active)
    )  # fmt: skip


_BY_ID = _who((Session.__table__.c.id == bindparam("key")) & (Session.__table__.c.kind == "api"))
_BY_TOKEN = _who(Session.__table__.c.token_hash == bindparam("key"))


def revoke(*conditions: ColumnElement[bool]) -> list[int]:
    """Revoke every live session that meets the conditions; returns their ids. Commits nothing.

    `events.session_revoked` follows after the commit, so that a socket that is put out cannot come back in.
    """
    ids = list(db.session.scalars(select(Session.id).where(Session.revoked_at.is_(None), *conditions)))
    if ids:
        db.session.execute(update(Session).where(Session.id.in_(ids)).values(revoked_at=clock.now()))
        db.session.info.setdefault("revoked", []).extend(ids)
    return ids


@event.listens_for(db.session, "after_commit")
def _announce(session: OrmSession) -> None:
    if ids := session.info.pop("revoked", None):
        events.session_revoked.send(session, session_ids=ids)


@event.listens_for(db.session, "after_rollback")
def _forget(session: OrmSession) -> None:
    session.info.pop("revoked", None)


def list_own(query: PageQuery) -> Page:
    """Where the caller is signed in, the newest first; `current` marks the session that asks."""
    statement = select(Session).where(Session.user_id == own_account(), live())
    page = page_of(statement, [Session.id], query, descending=True)
    return replace(page, items=[_described(session) for session in page.items])


def end_own(session_id: int) -> bool:
    """Sign one of the caller's devices out; True when it is the one that asks. Raises NotFound for any other."""
    if not revoke(Session.id == session_id, Session.user_id == own_account(), live()):
        raise NotFound
    return session_id == me().session_id


def end_others() -> int:
    """Sign the caller out everywhere but here; returns of how many devices."""
    return len(revoke(Session.user_id == own_account(), Session.id != me().session_id, live()))


def own_account() -> int:
    """The caller's user id; a program's token stands for its tasks and hours, not for the whole person."""
    if me().kind == "device":
        raise Forbidden("This token is for a program. Sign in to change your account.")
    return me().user_id


def _described(session: Session) -> dict[str, Any]:
    columns = ("id", "kind", "ip", "user_agent", "created_at", "last_seen_at", "expires_at")
    values: dict[str, Any] = {name: getattr(session, name) for name in columns}
    # a paired program was named when it was paired
    name = session.user_agent if session.kind == "device" else device_name(session.user_agent)
    return {**values, "device": name or "Unknown device", "current": session.id == me().session_id}


def device_name(user_agent: str) -> str:
    """A browser's long self-description in the words people use: "Firefox on Windows"."""
    program = next((name for mark, name in _PROGRAMS.items() if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    return " on ".join(filter(None, (program, system))) or user_agent.partition("/")[0][:40] or "Unknown device"
