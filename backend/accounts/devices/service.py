"""Pairing programs: a short code from a page is traded, once, for a token of the program's own.

A program's token is a session of kind `device`. It ends like every other session when its owner signs out everywhere
else, changes or resets the password, or is deactivated, and the program must then be paired again: whoever suspects
that somebody else got in must not have to think of programs. What a program still holds stays in its spool meanwhile.
For the same reason a code dies when a sign-in of its owner is ended after it was made.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, exists, select, update

from backend.accounts.auth.models import Session
from backend.accounts.auth.seen import DEVICE_LIFE
from backend.accounts.auth.sessions import Device as Origin
from backend.accounts.auth.sessions import live, open_session, own_account, revoke
from backend.accounts.devices.models import Device, Pairing
from backend.accounts.devices.schemas import PairBody
from backend.accounts.users.models import User
from backend.core import clock
from backend.core.access import me
from backend.core.context import settings
from backend.core.db import db
from backend.core.errors import Invalid, NotFound
from backend.core.paging import Page, page_of
from backend.core.schemas import PageQuery

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"  # nothing that looks like something else, and no vowels: no words
LENGTH = 8
CODE_LIFE = timedelta(minutes=10)
NO_GOOD = "This code is wrong, was used already or has expired. Please ask for a new one."
NO_PROGRAM = "This is not the token of a paired program."


def start_pairing() -> dict[str, Any]:
    """A new code for the caller; it is not stored and cannot be shown again. One's older unused codes stop working."""
    now, user_id = clock.now(), own_account()
    db.session.execute(delete(Pairing).where(Pairing.expires_at < now - timedelta(days=1)))
    older = (Pairing.user_id == user_id, Pairing.used_at.is_(None), Pairing.expires_at > now)
    db.session.execute(update(Pairing).where(*older).values(expires_at=now))
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = Pairing(user_id=user_id, code_hash=_keyed(code), created_at=now, expires_at=now + CODE_LIFE)
    db.session.add(row)
    db.session.flush()
    return {"id": row.id, "code": f"{code[:4]}-{code[4:]}", "expires_at": row.expires_at}


def pairing_state(pairing_id: int) -> dict[str, Any]:
    """What became of one of the caller's codes. Raises NotFound for any other."""
    row = db.session.scalar(select(Pairing).where(Pairing.id == pairing_id, Pairing.user_id == own_account()))
    if row is None:
        raise NotFound
    state = "paired" if row.used_at else "waiting" if row.expires_at > clock.now() else "expired"
    return {"state": state, "device_id": row.device_id}


def pair(body: PairBody, ip: str) -> dict[str, Any]:
    """Trade a code for a token. Raises Invalid naming `code`, in the same words whatever is wrong with it."""
    used = _use_up(body.code)
    user = db.session.scalar(select(User).where(User.id == used.user_id, User.is_active)) if used else None
    if used is None or user is None:
        raise Invalid(NO_GOOD, field="code")
    origin = Origin(f"{body.program} on {body.name}", ip)
    session, token = open_session(user.id, "device", device=origin, lifetime=DEVICE_LIFE)
    facts = body.model_dump(exclude={"code"})
    device = Device(user_id=user.id, session_id=session.id, paired_at=clock.now(), **facts)
    db.session.add(device)
    db.session.flush()
    used.device_id = device.id
    return {"token": token, "device_id": device.id, "user": user, "server": settings().base_url}


def list_own(query: PageQuery) -> Page:
    """The programs paired with the caller's account, the newest first."""
    mine: Any = _paired().where(Device.user_id == own_account())
    page = page_of(mine, [Device.id], query, descending=True)
    return replace(page, items=[_described(*row) for row in page.items])


def about_me() -> dict[str, Any]:
    """The program that asks. Raises NotFound for a person's session."""
    device, _session = _asking()
    return {"device_id": device.id, "name": device.name, "user": {"id": me().user_id, "name": me().name}}


def unpair(device_id: int) -> None:
    """End one of the caller's programs. Raises NotFound for any other."""
    mine = _paired().where(Device.id == device_id, Device.user_id == own_account())
    found = db.session.execute(mine).first()
    if found is None:
        raise NotFound
    revoke(Session.id == found[1].id)


def unpair_self() -> None:
    """End the program that asks. Raises NotFound for a person's session."""
    _device, session = _asking()
    revoke(Session.id == session.id)


def _asking() -> tuple[Device, Session]:
    found = db.session.execute(_paired().where(Session.id == me().session_id)).first()
    if found is None:
        raise NotFound(NO_PROGRAM)
    device, session = found
    return device, session


def _paired() -> Select[Device, Session]:
    return select(Device, Session).join(Session, Session.id == Device.session_id).where(live())


def _described(device: Device, session: Session) -> dict[str, Any]:
    names = ("id", "name", "program", "system", "client_version", "paired_at")
    values = {name: getattr(device, name) for name in names}
    return {**values, "last_seen_at": session.last_seen_at, "current": session.id == me().session_id}


def _use_up(code: str) -> Pairing | None:
    """Take a code out of use and return its row, None when it is not good. One statement: only one caller can."""
    now = clock.now()
    ended = exists().where(
        Session.user_id == Pairing.user_id, Session.kind != "device", Session.revoked_at >= Pairing.created_at
    )
    good = (Pairing.code_hash == _keyed(code), Pairing.used_at.is_(None), Pairing.expires_at > now, ~ended)
    statement = update(Pairing).where(*good).values(used_at=now).returning(Pairing)
    return db.session.scalar(statement.execution_options(synchronize_session=False))


def _keyed(code: str) -> str:
    """A digest only this installation can make: 10¹¹ codes are soon tried by whoever reads the table."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return hmac.new(settings().secret_key.encode(), f"pair:{plain}".encode(), hashlib.sha256).hexdigest()
