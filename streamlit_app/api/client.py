"""One HTTP client for every page: requests, over the network or straight into the API's WSGI app.

In this process a call costs a fifth of a millisecond; with API_URL set the same calls go over the network.

ApiError                 the API refused or could not be reached; .status .message .errors .data
├── NotSignedIn   401
├── Refused       403, 404
├── Clash         409, 428   somebody else changed it; .data is the current row
├── Wrong         400, 413, 415, 422   .errors names the fields
└── Unreachable   the server did not answer
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import EnvironBuilder, run_wsgi_app

IN_PROCESS = "http://backlot.internal"
_session: requests.Session | None = None
_base = IN_PROCESS


class ApiError(Exception):
    """The API refused; `message` is meant for people."""

    def __init__(self, status: int, message: str, errors: list[dict[str, str]] | None = None, data: Any = None) -> None:
        super().__init__(message)
        self.status, self.message, self.errors, self.data = status, message, errors or [], data

    def words(self) -> str:
        """The message with every field that is wrong, for one line on screen."""
        parts = [f"{e['field'].replace('_', ' ')}: {e['message']}" for e in self.errors if e["message"] != self.message]
        return " · ".join([self.message, *parts]) if parts else self.message


class NotSignedIn(ApiError):
    """No valid session."""


class Refused(ApiError):
    """Not allowed, or not there."""


class Clash(ApiError):
    """Somebody else changed the row first; `data` is the row as it is now."""


class Wrong(ApiError):
    """A field breaks a rule."""


class Unreachable(ApiError):
    """The server did not answer."""


_KINDS: dict[int, type[ApiError]] = {
    401: NotSignedIn, 403: Refused, 404: Refused, 409: Clash, 428: Clash, 400: Wrong, 413: Wrong, 415: Wrong,
    422: Wrong,
}  # fmt: skip


def connect(target: Any) -> None:
    """Where calls go: an API_URL, or a WSGI app in this process."""
    global _session, _base
    _session = requests.Session()
    _session.trust_env = False
    if isinstance(target, str):
        _base = target.rstrip("/")
        adapter: BaseAdapter = HTTPAdapter(pool_maxsize=32)
    else:
        _base = IN_PROCESS
        adapter = _WsgiAdapter(target)
    _session.mount(_base, adapter)


@dataclass(frozen=True)
class Api:
    """The API as one person sees it; `token` never leaves the server."""

    token: str | None
    client_ip: str = "0.0.0.0"  # noqa: S104 (an address that is certainly not this machine)
    tab: str = ""

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request; raises ApiError for a refusal. `match` is sent as If-Match."""
        headers = {"X-Backlot-Client-Ip": self.client_ip, "X-Backlot-Tab": self.tab}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if (match := more.pop("match", None)) is not None:
            headers["If-Match"] = f'"{match}"'
        headers.update(more.pop("headers", {}))
        if _session is None:
            raise RuntimeError("connect() first")
        try:
            # not session.request(): its cookie jar and environment look-ups would be shared by everybody
            request = requests.Request(method, _base + path, headers=headers, **more).prepare()
            answer = _session.get_adapter(request.url or "").send(request, timeout=30)
        except requests.RequestException as error:
            raise Unreachable(0, "The server does not answer. Please try again in a moment.") from error
        if answer.status_code >= 400:
            raise _error(answer)
        return answer

    def get(self, path: str, **query: Any) -> Any:
        """The `data` of a GET; keyword arguments are the query string (None is left out)."""
        return self.call("GET", path, params=_clean(query)).json()["data"]

    def page(self, path: str, **query: Any) -> tuple[list[Any], str | None, int]:
        """One page of a list: rows, cursor of the next page, number of rows in all."""
        body = self.call("GET", path, params=_clean(query)).json()
        return body["data"], body["page"]["next"], body["page"]["total"]

    def every(self, path: str, **query: Any) -> list[Any]:
        """All rows of a list, page by page."""
        return list(self._walk(path, query))

    def _walk(self, path: str, query: dict[str, Any]) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            rows, cursor, _total = self.page(path, **{"limit": 500, **query, "cursor": cursor})
            yield from rows
            if cursor is None:
                return

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        """The `data` of a POST."""
        return self.call("POST", path, json=body, **more).json()["data"]

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        """The `data` of a PUT."""
        return self.call("PUT", path, json=body, **more).json()["data"]

    def patch(self, path: str, body: Any = None, **more: Any) -> Any:
        """The `data` of a PATCH."""
        return self.call("PATCH", path, json=body, **more).json()["data"]

    def delete(self, path: str, body: Any = None, **more: Any) -> Any:
        """The `data` of a DELETE."""
        return self.call("DELETE", path, json=body, **more).json()["data"]

    def upload(self, path: str, content: bytes, **query: Any) -> Any:
        """POST a file as it is."""
        headers = {"Content-Type": "application/octet-stream"}
        return self.call("POST", path, data=content, params=_clean(query), headers=headers).json()["data"]

    def file(self, path: str, **query: Any) -> bytes:
        """The bytes of a file."""
        return self.call("GET", path, params=_clean(query)).content


def _clean(query: dict[str, Any]) -> dict[str, Any]:
    return {k: (str(v).lower() if isinstance(v, bool) else v) for k, v in query.items() if v is not None and v != ""}


def _error(answer: requests.Response) -> ApiError:
    try:
        body = answer.json()
    except ValueError:
        body = {"message": "The server answered something unexpected."}
    kind = _KINDS.get(answer.status_code, ApiError)
    return kind(answer.status_code, body.get("message", ""), body.get("errors"), body.get("data"))


class _WsgiAdapter(BaseAdapter):
    """Runs a prepared request through a WSGI app, as if it had come by /api."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.app = app

    def send(self, request: requests.PreparedRequest, **_options: Any) -> requests.Response:  # type: ignore[override]
        """Answer the request without a network."""
        url = urlsplit(request.url or "")
        headers = {name: str(value) for name, value in request.headers.items()}
        ip = headers.pop("X-Backlot-Client-Ip", "0.0.0.0")  # noqa: S104
        body: Any = request.body or b""  # text or bytes: we never stream
        environ = EnvironBuilder(
            path=url.path, query_string=url.query, base_url=f"{IN_PROCESS}/api", method=request.method or "GET",
            headers=list(headers.items()), data=body.encode() if isinstance(body, str) else body,
        ).get_environ()  # fmt: skip
        environ["REMOTE_ADDR"] = ip
        chunks, status, answer_headers = run_wsgi_app(self.app, environ, buffered=True)
        response = requests.Response()
        response.status_code = int(status.split()[0])
        response.headers = CaseInsensitiveDict(answer_headers.items())
        response.raw = BytesIO(b"".join(chunks))
        response._content = response.raw.getvalue()
        response.url, response.request, response.encoding = request.url or "", request, "utf-8"
        return response

    def close(self) -> None:
        """Nothing to close."""
