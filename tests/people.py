"""People who call the API in tests.

studio.owner() · studio.user("Ana") · studio.production("Film") · studio.member(production_id, "crew", level="child")
each answer a Caller; `caller.post("/productions", {"title": "Film"})` answers a Reply with .status .data .json .etag.
"""

import itertools
from dataclasses import dataclass
from typing import Any

from backend.accounts.auth.sessions import open_session
from backend.accounts.users.models import User
from backend.core import clock
from backend.core.db import db, start_writing
from backend.productions.members.models import Member
from backend.productions.productions.models import Production


@dataclass
class Reply:
    """An answer of the API."""

    status: int
    json: Any
    headers: Any
    body: bytes

    @property
    def data(self) -> Any:
        """The envelope's data; fails the test when the answer is a refusal."""
        assert self.json is not None, self.body[:300]
        assert self.json["success"], (self.status, self.json)
        return self.json["data"]

    @property
    def etag(self) -> str:
        """The version to send back as If-Match."""
        return self.headers["ETag"]

    @property
    def fields(self) -> list[str]:
        """The fields a refusal names."""
        return [error["field"] for error in self.json["errors"]]


class Caller:
    """A client of the API, signed in or not."""

    def __init__(self, app: Any, token: str | None = None, user_id: int = 0, email: str = "") -> None:
        self.client = app.test_client()
        self.token, self.user_id, self.email = token, user_id, email

    def request(
        self, method: str, path: str, body: Any = None, *, match: str | int | None = None, **more: Any
    ) -> Reply:
        """Call a route; `body` is sent as JSON, `match` as If-Match."""
        headers = dict(more.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if match is not None:
            headers["If-Match"] = str(match)
        if body is not None:
            more["json"] = body
        answer = self.client.open(path, method=method, headers=headers, **more)
        return Reply(answer.status_code, answer.get_json(silent=True), answer.headers, answer.get_data())

    def get(self, path: str, **more: Any) -> Reply:
        """GET."""
        return self.request("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Reply:
        """POST."""
        return self.request("POST", path, body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Reply:
        """PUT."""
        return self.request("PUT", path, body, **more)

    def patch(self, path: str, body: Any = None, **more: Any) -> Reply:
        """PATCH."""
        return self.request("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> Reply:
        """DELETE."""
        return self.request("DELETE", path, **more)


class Studio:
    """Makes people and productions straight in the database, without the cost of hashing passwords."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.names = (f"Person {n}" for n in itertools.count(1))

    def anonymous(self) -> Caller:
        """Somebody who is not signed in."""
        return Caller(self.app)

    def user(self, name: str | None = None, *, studio_role: str = "member", kind: str = "browser") -> Caller:
        """A signed-in account without any production."""
        name = name or next(self.names)
        with self.app.app_context():
            start_writing()
            email = f"{name.lower().replace(' ', '.')}@example.org"
            user = User(name=name, email=email, studio_role=studio_role, email_verified_at=clock.now())
            db.session.add(user)
            db.session.flush()
            _session, token = open_session(user.id, kind)
            db.session.commit()
            return Caller(self.app, token, user.id, email)

    def owner(self, name: str | None = None) -> Caller:
        """The owner of the studio."""
        return self.user(name, studio_role="owner")

    def production(self, title: str = "The Long Tide", **columns: Any) -> int:
        """A production without members; returns its id."""
        with self.app.app_context():
            start_writing()
            row = Production(title=title, **columns)
            db.session.add(row)
            db.session.commit()
            return row.id

    def member(
        self, production_id: int, job_role: str = "crew", *, level: str = "child", name: str | None = None
    ) -> Caller:
        """A signed-in member of a production."""
        caller = self.user(name)
        with self.app.app_context():
            start_writing()
            db.session.add(Member(production_id=production_id, user_id=caller.user_id, level=level, job_role=job_role))
            db.session.commit()
        return caller

    def admin(self, production_id: int) -> Caller:
        """A producer with level admin."""
        return self.member(production_id, "producer", level="admin")
