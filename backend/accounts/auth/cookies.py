"""The browser's session cookie: HttpOnly, no script reads it; SameSite=Lax: no other site sends it."""

from datetime import timedelta

from flask import Response, after_this_request, request

from backend.core.context import settings
from backend.core.gate import COOKIE


def hand_out(token: str, *, remember: bool = True) -> None:
    """Send the session's token with the answer to this request; without `remember` until the browser closes."""
    age = timedelta(days=settings().session_days) if remember else None

    @after_this_request
    def _set(response: Response) -> Response:
        response.set_cookie(COOKIE, token, max_age=age, path="/", secure=_secure(), httponly=True, samesite="Lax")
        return response


def take_back() -> None:
    """Clear the cookie with the answer to this request."""

    @after_this_request
    def _clear(response: Response) -> Response:
        response.delete_cookie(COOKIE, path="/", secure=_secure(), httponly=True, samesite="Lax")
        return response


def _secure() -> bool:
    return request.is_secure or settings().base_url.startswith("https://")
