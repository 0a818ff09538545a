"""An installation with an owner who has a password, and a look into the outbox."""

import email as email_parser
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email import policy
from typing import Any

import pytest

from backend.accounts.users import passwords
from backend.accounts.users import service as users
from backend.core import clock
from backend.core.db import db, start_writing
from backend.settings import Settings
from tests.people import Caller, Studio

PASSWORD = "four unrelated words"
OTHER = "quite another sentence"


@dataclass
class Posted:
    """A mail that was sent."""

    to: str
    subject: str
    text: str
    html: str

    @property
    def token(self) -> str:
        """The token of the link in it."""
        return re.findall(r"token=([\w-]+)", self.text)[0]

    @property
    def code(self) -> str:
        """The six digits in it."""
        return re.findall(r"the code (\d{6})", self.text)[0]


@pytest.fixture
def mails(settings: Settings) -> Callable[[], list[Posted]]:
    """The mails sent since the test began, oldest first."""
    before = set(settings.outbox_dir.glob("*.eml"))

    def read() -> list[Posted]:
        found = []
        for file in sorted(set(settings.outbox_dir.glob("*.eml")) - before):
            mail = email_parser.message_from_bytes(file.read_bytes(), policy=policy.default)
            text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
            found.append(Posted(mail["To"].addresses[0].addr_spec, mail["Subject"], text, html))
        return found

    return read


@pytest.fixture
def account(app: Any, studio: Studio) -> Callable[..., Caller]:
    """Make an account with a password: account("Ana") → a Caller that is not signed in yet."""

    def make(
        name: str, *, password: str | None = PASSWORD, verified: bool = True, studio_role: str = "member"
    ) -> Caller:
        with app.app_context():
            address = f"{name.lower()}@example.org"
            hashed = passwords.hash_new(password, email=address) if password else None
            start_writing()
            user = users.create_user(name, address, hashed, studio_role=studio_role, verified=verified)
            db.session.commit()
            return Caller(app, None, user.id, address)

    return make


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the clock: later(minutes=5)."""
    real, passed = clock.now, timedelta()

    def move(**by: float) -> None:
        nonlocal passed
        passed += timedelta(**by)
        monkeypatch.setattr(clock, "now", lambda: real() + passed)

    return move


@pytest.fixture
def changed_settings(app: Any) -> Callable[..., Any]:
    """Other settings inside a with block."""

    @contextmanager
    def change(**values: Any) -> Iterator[None]:
        before = app.config["SETTINGS"]
        app.config["SETTINGS"] = replace(before, **values)
        try:
            yield
        finally:
            app.config["SETTINGS"] = before

    return change


def login(caller: Caller, password: str = PASSWORD, *, remember: bool = True, **how: Any) -> Any:
    """Sign a browser in; the caller's client keeps the cookie."""
    return caller.post("/auth/login", {"email": caller.email, "password": password, "remember": remember}, **how)


def tokens(caller: Caller, password: str = PASSWORD) -> dict[str, Any]:
    """Sign a program in."""
    found: dict[str, Any] = caller.post("/auth/token", {"email": caller.email, "password": password}).data
    return found


def cookie_of(reply: Any) -> str:
    """The Set-Cookie header of the session."""
    found = [value for value in reply.headers.getlist("Set-Cookie") if value.startswith("backlot_session=")]
    assert len(found) == 1, found
    return found[0]
