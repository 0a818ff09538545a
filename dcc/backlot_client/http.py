"""Requests to Backlot: short, without proxies (it is in the building) and never redirected with a token in hand.

Unreachable   nothing is known about what the server did: keep everything, try again later
Refused       the server answered with an error: `status`, and `message` for people
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from .version import VERSION

AGENT = f"backlot-time/{VERSION}"
TIMEOUT = 3.0  # seconds without a sign from the server
SLOWEST = 10.0  # seconds for one whole answer
LARGEST = 8 * 2**20  # bytes


class Unreachable(Exception):
    """No answer, or none that could be read."""


class Refused(Exception):
    """The server said no."""

    def __init__(self, status: int, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.status, self.message, self.fields = status, message, fields


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other error: following one could carry the token to a stranger."""

    def redirect_request(self, *_: Any) -> None:
        """Do not go."""


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())


class Api:
    """One server's API, with the token of this machine (or "" for pairing)."""

    def __init__(self, server: str, token: str = "", timeout: float = TIMEOUT) -> None:
        self.server, self.token, self.timeout = server, token, timeout

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """GET; answers the envelope: its "data" is what was asked for."""
        return self._call("GET", f"{path}?{urllib.parse.urlencode(query)}" if query else path)

    def post(self, path: str, body: Any) -> dict[str, Any]:
        """POST; answers the envelope."""
        return self._call("POST", path, body)

    def delete(self, path: str) -> dict[str, Any]:
        """DELETE; answers the envelope."""
        return self._call("DELETE", path)

    def _call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        headers = {"Accept": "application/json", "User-Agent": AGENT}
        data = None
        if body is not None:
            data = json.dumps(body, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if not self.server.startswith(("http://", "https://")):
            raise Unreachable("The address of the server must begin with http:// or https://.")
        try:
            request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
                f"{self.server}/api{path}", data, headers, method=method
            )
            with _OPENER.open(request, timeout=self.timeout) as answer:
                return _envelope(_read(answer))
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error, self.server) from None
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise Unreachable(f"{self.server} does not answer ({_reason(problem)}).") from None


def _read(answer: Any) -> bytes:
    """The whole body, in a time that has an end even when the server sends it byte by byte."""
    until, parts, size = time.monotonic() + SLOWEST, [], 0
    while True:
        part = answer.read1(65536)
        if not part:
            break
        size += len(part)
        parts.append(part)
        if size > LARGEST or time.monotonic() > until:
            raise ValueError("too large or too slow")
    if answer.length:  # read1 takes an early end for the end
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(parts)


def _envelope(text: bytes) -> dict[str, Any]:
    body = json.loads(text) if text else {"data": None}
    if not isinstance(body, dict) or "data" not in body:
        raise ValueError("not Backlot's kind of answer")
    return body


def _refusal(error: urllib.error.HTTPError, server: str) -> Exception:
    if 300 <= error.code < 400:
        return Refused(error.code, f"{server} sends programs on to {error.headers.get('Location', 'elsewhere')}.")
    message = ""
    fields: tuple[str, ...] = ()
    try:
        body = json.loads(_read(error))
        fields = tuple(str(one.get("field", "")) for one in body.get("errors") or ())
        first = next((str(one.get("message", "")) for one in body.get("errors") or ()), "")
        message = first or str(body.get("message") or "")
    except (OSError, http.client.HTTPException, ValueError, TypeError, AttributeError):
        pass  # not one of Backlot's own refusals
    return Refused(error.code, message or f"{server} answered with error {error.code}.", fields)


def _reason(problem: Exception) -> str:
    inner = getattr(problem, "reason", problem)
    return str(getattr(inner, "strerror", None) or inner or type(inner).__name__)
