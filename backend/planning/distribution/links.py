"""The secrets in links. What is stored opens nothing: a token is made from the row's nonce and the installation's key.

A copy of the database alone therefore gives no link away, and yet the same link can be sent again. Links for the wall
need no row at all: they are signed with the sheet's number, because what they show is about nobody in particular.
"""

import base64
import hashlib
import hmac
import secrets

BYTES = 24  # 192 bits: 32 letters in an address


def new_nonce() -> str:
    """What makes the next link different from all others."""
    return secrets.token_hex(16)


def token_of(key: str, nonce: str) -> str:
    """The token that belongs to a nonce in this installation."""
    return _signed(key, "call sheet link", nonce)


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def wall_token(key: str, sheet_id: int) -> str:
    """The token of a sheet's public page."""
    return f"{sheet_id}-{_signed(key, 'call sheet wall', str(sheet_id))}"


def sheet_on_the_wall(key: str, token: str) -> int | None:
    """The sheet whose public page a token opens; None for any that was not made here."""
    number, _, _rest = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 11):
        return None
    sheet_id = int(number)
    return sheet_id if hmac.compare_digest(wall_token(key, sheet_id).encode(), token.encode()) else None


def _signed(key: str, purpose: str, what: str) -> str:
    made = hmac.new(key.encode(), f"{purpose}\n{what}".encode(), hashlib.sha256).digest()[:BYTES]
    return base64.urlsafe_b64encode(made).decode()
