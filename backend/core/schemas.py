"""Building blocks of every request and answer: strict bodies, query strings, answers and the field types they share.

Bodies are strict JSON (a number is not a text) and refuse unknown fields; what a schema cannot say is a service's rule.
"""

import datetime as dt
import re
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    field_serializer,
)

T = TypeVar("T")
MAX_INT = 2**31 - 1
MAX_ID = MAX_INT  # what an INTEGER column of PostgreSQL holds; a greater number is nobody's id

# Texts are judged as they came, so that the schema promises what the code does, and lose the white space around them
# afterwards. One line with something in it; one line or nothing; many lines; none with control characters inside
# (PostgreSQL refuses NUL).
_EDGE = r"[ \t\r\n]*"
_LINE = rf"^{_EDGE}[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*{_EDGE}$"
ONE_LINE = rf"^{_EDGE}[^\x00-\x1f\x7f]*{_EDGE}$"
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
STRIPPED = AfterValidator(str.strip)

Id = Annotated[int, Field(ge=1, le=MAX_ID)]
Count = Annotated[int, Field(ge=0, le=MAX_INT)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=_LINE), STRIPPED]
MaybeLine = Annotated[str, StringConstraints(max_length=255, pattern=ONE_LINE), STRIPPED]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=_TEXT), STRIPPED]
Phone = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9+()./ x#*-]*$"), STRIPPED]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _to_the_minute(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_CLOCK, value):
        raise ValueError("must be a time such as 06:45")
    return dt.time.fromisoformat(value)


# A call has no seconds and no zone of its own (it is local to the production), so nothing else is taken.
Clock = Annotated[
    dt.time,
    BeforeValidator(_to_the_minute),
    WithJsonSchema({"type": "string", "pattern": _CLOCK, "description": "Local time of day, HH:MM"}),
]

# The part of RFC 5322 that people have; stated as a pattern so that the contract promises what the code does.
_ADDRESS = r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
EMAIL = rf"^{_EDGE}{_ADDRESS}{_EDGE}$"
Email = Annotated[
    str,
    StringConstraints(to_lower=True, max_length=254, pattern=EMAIL),
    STRIPPED,
    Field(examples=["ad@example.org"]),
]


# The years for which the sun can be computed, which is all a production needs.
_DAY = r"^(190[1-9]|19[1-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _unambiguous(value: Any) -> Any:
    """From text; a query string would otherwise also take a number, as seconds since 1970."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_DAY, value):
        raise ValueError("must be a day such as 2027-03-01, from 1901 to 2099")
    return dt.date.fromisoformat(value)


Day = Annotated[
    dt.date,
    BeforeValidator(_unambiguous),
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": _DAY, "description": "A calendar day, 1901 to 2099"}
    ),
]


class Body(BaseModel):
    """A JSON request body: strict types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Patch(Body):
    """A body in which every field is optional; absent means unchanged."""

    def changes(self) -> dict[str, Any]:
        """Only the fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


# A field of a Patch that may be left out but not be null; the value behind it is never read.
UNCHANGED: Any = Field(default_factory=lambda: None)


class Query(BaseModel):
    """A query string: no unknown parameters."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(Query):
    """A query string of a list: where to go on and how many rows."""

    cursor: str | None = Field(
        None, max_length=500, pattern=r"^[A-Za-z0-9_-]+$", description="`page.next` of the page before"
    )
    limit: int = Field(50, ge=1, le=500)


class Out(BaseModel):
    """An answer read from a row or a mapping."""

    model_config = ConfigDict(from_attributes=True)

    @field_serializer("*", when_used="json", check_fields=False)
    def _clock_to_the_minute(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, dt.time) else value


class PageInfo(BaseModel):
    """Where the next page starts (null at the end) and how many rows there are in all."""

    next: str | None
    total: int


class FieldError(BaseModel):
    """One field and what is wrong with it."""

    field: str
    message: str


class Answer(BaseModel, Generic[T]):
    """The envelope of every successful answer."""

    success: Literal[True]
    data: T
    message: str


class PageAnswer(BaseModel, Generic[T]):
    """The envelope of a list of T."""

    success: Literal[True]
    data: list[T]
    message: str
    page: PageInfo


class Refusal(BaseModel):
    """The envelope of every refusal; `data` is the current row when somebody else changed it first."""

    success: Literal[False]
    data: Any
    message: str
    errors: list[FieldError]


def clean_query(text: str) -> str:
    """User text for a LIKE search: wildcards taken literally (escape character is a backslash)."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text.strip()) + "%"
