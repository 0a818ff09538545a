"""Access and refresh tokens for programs that call the API: signed, short-lived, and each naming its session."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask_jwt_extended import create_access_token, create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import PyJWTError

from backend.core import clock
from backend.core.context import settings

ACCESS, REFRESH = "access", "refresh"


def new_jti() -> str:
    """A name no token had before."""
    return uuid.uuid4().hex


def sign_pair(user_id: int, session_id: int, refresh_jti: str, expires_at: datetime) -> dict[str, Any]:
    """An access token and the session's one good refresh token, as POST /auth/token answers them."""
    seconds = settings().access_token_seconds
    life, more = timedelta(seconds=seconds), {"sid": session_id}
    return {
        "access_token": create_access_token(str(user_id), additional_claims=more, expires_delta=life),
        "refresh_token": create_refresh_token(
            str(user_id), additional_claims={**more, "jti": refresh_jti}, expires_delta=expires_at - clock.now()
        ),
        "token_type": "Bearer",
        "expires_in": seconds,
    }


def claims_of(token: str, kind: str) -> dict[str, Any] | None:
    """What a token of ours says, with `sid` and `jti`; None for one that is expired, forged or of another kind."""
    try:
        claims: dict[str, Any] = decode_token(token)
    except (JWTExtendedException, PyJWTError, ValueError):
        return None
    good = claims.get("type") == kind and isinstance(claims.get("sid"), int) and isinstance(claims.get("jti"), str)
    return claims if good else None
