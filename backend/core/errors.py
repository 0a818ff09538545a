"""Every refusal the API can give, as plain exceptions that services raise and the contract turns into an envelope.

Problem                      the request cannot be done; status 400
├── NotSignedIn        401   no valid session
├── Forbidden          403   signed in, a member, but the role may not
├── NotFound           404   does not exist, or is none of the caller's business
├── Conflict           409   clashes with what is stored
│   └── Stale          409   somebody else changed it first; carries the current row
├── TooLarge           413   more bytes than allowed
├── WrongType          415   a kind of file or body this route does not take
├── Invalid            422   understood, but a field is wrong; names the field
├── MatchRequired      428   the route needs If-Match
├── TooMany            429   slow down; carries Retry-After
├── Busy               503   the database is queueing; try again
└── NoRoom             507   the server's disk is full or cannot be written
"""

from typing import Any


class Problem(Exception):
    """A refusal with an HTTP status, one sentence for people and the fields concerned."""

    status = 400
    default_message = "The request could not be done."

    def __init__(
        self,
        message: str | None = None,
        *,
        field: str | None = None,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.message = message or self.default_message
        self.errors = errors or ([{"field": field, "message": self.message}] if field else [])
        self.headers = headers or {}
        super().__init__(self.message)


class NotSignedIn(Problem):
    """No valid session came with the request."""

    status = 401
    default_message = "Please sign in."

    def __init__(self, message: str | None = None, **more: Any) -> None:
        more.setdefault("headers", {"WWW-Authenticate": "Bearer"})
        super().__init__(message, **more)


class Forbidden(Problem):
    """The caller's role may not do this."""

    status = 403
    default_message = "Your role does not allow this."


class NotFound(Problem):
    """It does not exist, or the caller must not learn that it does."""

    status = 404
    default_message = "There is nothing here."


class Conflict(Problem):
    """What is stored does not allow this now."""

    status = 409
    default_message = "This clashes with what is stored."


class Stale(Conflict):
    """The row changed since the caller read it; `current` is the row as it is now."""

    default_message = "Somebody else changed this. Look at the current version and try again."

    def __init__(self, current: Any = None, message: str | None = None) -> None:
        self.current = current
        super().__init__(message)


class TooLarge(Problem):
    """More bytes than this route or production may hold."""

    status = 413
    default_message = "This is too large."


class WrongType(Problem):
    """The body or file is of a kind this route does not take."""

    status = 415
    default_message = "This kind of content is not accepted here."


class Invalid(Problem):
    """A field breaks a rule."""

    status = 422
    default_message = "Please check the marked fields."


class MatchRequired(Problem):
    """The row may be edited by two people: the caller must say which version it saw."""

    status = 428
    default_message = "Send If-Match with the version you saw."


class TooMany(Problem):
    """Too many tries; wait as long as Retry-After says (seconds)."""

    status = 429
    default_message = "Too many tries. Please wait a moment."

    def __init__(self, message: str | None = None, *, retry_after: int = 60, field: str | None = None) -> None:
        super().__init__(message, field=field, headers={"Retry-After": str(retry_after)})


class Busy(Problem):
    """Writers are queueing longer than a person should wait."""

    status = 503
    default_message = "The database is busy. Please try again in a moment."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message, headers={"Retry-After": "1"})


class NoRoom(Problem):
    """The server's disk took nothing of this; what was there before is unharmed."""

    status = 507
    default_message = "Nothing was saved: the server's disk is full or cannot be written. Please tell whoever runs it."
