"""Who is asking: the identity of the current request or command, and their place in a production.

Accounts and productions plug in how to find them (`identify`, `membership`), so that core knows neither.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from backend.core.roles import allowed


@dataclass(frozen=True)
class Identity:
    """A signed-in person; `kind` is browser, api or device."""

    user_id: int
    session_id: int
    name: str
    email: str
    studio_role: str
    kind: str = "browser"


@dataclass(frozen=True)
class Membership:
    """A person's place in one production."""

    member_id: int
    level: str
    job_role: str


@dataclass
class Actor:
    """Who acts now, and in which production (None outside one)."""

    identity: Identity | None = None
    membership: Membership | None = None
    production_id: int | None = None
    ip: str | None = None
    tab: str | None = None  # which of the caller's windows asks; echoed in live events so that it may ignore its own


@dataclass
class Doors:
    """How to find identities and memberships; filled by accounts and productions when they register."""

    identify: Callable[[str], Identity | None] = field(default=lambda _token: None)
    membership: Callable[[Identity, int], Membership | None] = field(default=lambda _identity, _production: None)


_actor: ContextVar[Actor] = ContextVar("actor")


def actor() -> Actor:
    """Who acts now; an empty Actor for jobs and commands."""
    return _actor.get(None) or Actor()


def me() -> Identity:
    """The signed-in person. Only for code behind a route that requires one."""
    identity = actor().identity
    if identity is None:
        raise LookupError("nobody is signed in here")
    return identity


def may(action: str) -> bool:
    """Whether whoever acts may do a production action in this production; nobody in particular may do nothing."""
    now = actor()
    if now.identity is None:
        return False
    place = now.membership
    if place is None:
        return allowed(action, now.identity.studio_role, None, None)
    return allowed(action, now.identity.studio_role, place.level, place.job_role)


def set_actor(value: Actor) -> None:
    """Set who acts in this request's context."""
    _actor.set(value)


@contextmanager
def acting(value: Actor) -> Iterator[None]:
    """Act as somebody inside a with block (commands, jobs, tests)."""
    token = _actor.set(value)
    try:
        yield
    finally:
        _actor.reset(token)
