"""Links and 6-digit codes sent by mail: proof that somebody reads an address. Only digests are stored.

A try is spent before the code is judged, so that parallel guesses cannot outrun the count; five tries per code, one
code a minute. A link holds 256 bits: there is nothing to guess.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from backend.accounts.auth.models import EmailCode
from backend.accounts.auth.sessions import digest
from backend.core import clock
from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.errors import Invalid

VERIFY, RESET = "verify", "reset"
LINK_LIFE = {VERIFY: timedelta(hours=24), RESET: timedelta(minutes=15)}
CODE_LIFE = timedelta(minutes=5)
PAUSE = timedelta(seconds=60)
TRIES = 5
NO_GOOD = "This is wrong or has expired. Please ask for a new one."


@dataclass(frozen=True)
class Issued:
    """What goes into a mail; the only place where both are readable."""

    token: str
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Proof:
    """A link or code that was right and has not been used up yet."""

    id: int
    email: str
    field: str


def issue(email: str, purpose: str) -> Issued | None:
    """A new link and code for an address, whoever has it; None when one was made within the last minute.

    Call inside a write transaction.
    """
    latest = select(EmailCode.id).where(
        EmailCode.email == email, EmailCode.purpose == purpose, EmailCode.created_at > clock.now() - PAUSE
    )
    if db.session.scalar(latest.limit(1)):
        return None
    code = f"{secrets.randbelow(10**6):06d}"
    return _add(email, purpose, code, LINK_LIFE[purpose])


def issue_link(email: str, life: timedelta) -> Issued:
    """A link to choose a password, to be handed over by a person; no code opens it. Call inside a write transaction."""
    return _add(email, RESET, secrets.token_hex(32), life)


def prove(purpose: str, *, token: str | None, email: str | None, code: str | None) -> Proof:
    """Judge a link's token, or a code and its address. Spends a try in a transaction of its own.

    Raises Invalid naming `token` or `code`, in the same words whatever is wrong.
    """
    if token is not None:
        return _prove_link(purpose, token)
    if email is None or code is None:
        raise Invalid("Send the token of the link, or the address and the code.", field="token")
    return _prove_code(purpose, email, code)


def use_up(proof: Proof) -> None:
    """Take a proof and every other link and code for that address and purpose out of use; only one caller can.

    Call inside the write transaction of what was proved. Raises Invalid when somebody was faster.
    """
    row = db.session.get(EmailCode, proof.id)
    if row is None or row.used_at is not None:
        raise Invalid(NO_GOOD, field=proof.field)
    void(row.email, row.purpose)


def void(email: str | None, purpose: str) -> None:
    """Make the links and codes an address was sent useless."""
    unused = (EmailCode.email == email, EmailCode.purpose == purpose, EmailCode.used_at.is_(None))
    db.session.execute(update(EmailCode).where(*unused).values(used_at=clock.now()))


def purge(before: datetime) -> None:
    """Forget codes that expired before a moment."""
    db.session.execute(delete(EmailCode).where(EmailCode.expires_at < before))


def _add(email: str, purpose: str, code: str, life: timedelta) -> Issued:
    now, token = clock.now(), secrets.token_urlsafe(32)
    row = EmailCode(
        email=email,
        purpose=purpose,
        code_hash=_keyed(email, purpose, code),
        link_hash=digest(token),
        created_at=now,
        expires_at=now + life,
    )
    db.session.add(row)
    db.session.flush()
    return Issued(token, code, row.expires_at)


def _prove_link(purpose: str, token: str) -> Proof:
    row = db.session.scalar(
        select(EmailCode).where(
            EmailCode.link_hash == digest(token),
            EmailCode.purpose == purpose,
            EmailCode.used_at.is_(None),
            EmailCode.expires_at > clock.now(),
        )
    )
    if row is None:
        raise Invalid(NO_GOOD, field="token")
    return Proof(row.id, row.email, "token")


def _prove_code(purpose: str, email: str, code: str) -> Proof:
    start_writing()
    newest = db.session.execute(
        select(EmailCode.id, EmailCode.code_hash)
        .where(
            EmailCode.email == email,
            EmailCode.purpose == purpose,
            EmailCode.used_at.is_(None),
            EmailCode.created_at > clock.now() - CODE_LIFE,
        )
        .order_by(EmailCode.id.desc())
    ).first()
    spent = newest is not None and db.session.scalar(
        update(EmailCode)
        .where(EmailCode.id == newest.id, EmailCode.tries < TRIES)
        .values(tries=EmailCode.tries + 1)
        .returning(EmailCode.id)
    )
    db.session.commit()
    right = hmac.compare_digest(newest.code_hash if newest else "", _keyed(email, purpose, code))
    if newest is None or not spent or not right:
        raise Invalid(NO_GOOD, field="code")
    return Proof(newest.id, email, "code")


def _keyed(email: str, purpose: str, code: str) -> str:
    """A digest only this installation can make: 10⁶ codes are soon tried by whoever reads the table."""
    key = settings().secret_key.encode()
    return hmac.new(key, f"{purpose}:{email}:{code}".encode(), hashlib.sha256).hexdigest()
