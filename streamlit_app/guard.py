"""What a default Streamlit leaves open: foreign origins on its socket and media anybody may fetch."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "backlot_session"
PRIVATE = ("/media/", "/_stcore/metrics", "/_stcore/upload_file", "/_stcore/agent")


class Guard:
    """Refuse WebSockets from another origin (cookies ignore ports) and private paths without a session.

    `signed_in` judges a session token (it may use the database), `same_origin` an Origin against a Host.
    """

    def __init__(
        self, app: ASGIApp, signed_in: Callable[[str], bool], same_origin: Callable[[str | None, str], bool]
    ) -> None:
        self.app, self.signed_in, self.same_origin = app, signed_in, same_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if scope["type"] == "websocket":
            if not self.same_origin(connection.headers.get("origin"), connection.headers.get("host", "")):
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
        elif scope["path"].startswith(PRIVATE):
            token = connection.cookies.get(COOKIE, "")
            if not token or not await run_in_threadpool(self.signed_in, token):
                await send({"type": "http.response.start", "status": 401, "headers": [(b"content-length", b"0")]})
                await send({"type": "http.response.body", "body": b""})
                return
        await self.app(scope, receive, send)
