"""Taking values out of a file whose every attribute may be missing, null, misspelled in an older draft's way or wrong.

Each taker answers the value or refuses with the place, as in `breakdowns[3].pages`. Attributes nobody took are `rest`.
"""

import contextlib
import math
from collections.abc import Callable
from typing import Any, TypeVar

from backend.core.errors import Invalid
from backend.exchange.uss.dates import as_standard, day_of

T = TypeVar("T")
MOST = 5_000  # entries of a list: ten features
LONGEST = 100_000  # characters of a text; nothing an assistant director types comes near


class Fields:
    """The attributes of one object and where it stands in the file."""

    def __init__(self, raw: Any, place: str) -> None:
        if not isinstance(raw, dict):
            raise refused(place, "an object is expected here")
        self.place = place
        self.rest = dict(raw)

    def take(self, *names: str) -> Any:
        """The first of these attributes that is there, with the standard's name first; None when none is."""
        for name in names:
            if name in self.rest:
                return self.rest.pop(name)
        return None

    def text(self, *names: str, needed: bool = False) -> str | None:
        """A text; a number stands for its digits. `needed` refuses a missing one."""
        value = self.take(*names)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise refused(f"{self.place}.{names[0]}", "a text is expected here")
        if value is not None and len(value) > LONGEST:
            raise refused(f"{self.place}.{names[0]}", f"no text is longer than {LONGEST} characters")
        if needed and not value:
            raise refused(f"{self.place}.{names[0]}", "this is missing")
        return value

    def required(self, *names: str) -> str:
        """A text that must be there."""
        return self.text(*names, needed=True) or ""

    def id(self) -> str:
        """The object's own id."""
        return identifier(self.take("id"), f"{self.place}.id")

    def number(self, *names: str, most: float = 1e12) -> float | None:
        """A number that is not negative; its digits in a text will do."""
        value = self.take(*names)
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = float(value) if value.strip() else None
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise refused(f"{self.place}.{names[0]}", f"a number from 0 to {most:g} is expected here")
        return value

    def whole(self, *names: str, most: float = 1e12) -> int | None:
        """A whole number that is not negative."""
        value = self.number(*names, most=most)
        return None if value is None else math.floor(value + 0.5)

    def flag(self, *names: str, default: bool) -> bool:
        """Yes or no; the default for null or nothing."""
        value = self.take(*names)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise refused(f"{self.place}.{names[0]}", "true or false is expected here")
        return value

    def date(self, *names: str) -> str:
        """A date that must be there, in the standard's writing."""
        text = self.required(*names)
        try:
            day_of(text)
        except ValueError as error:
            raise refused(f"{self.place}.{names[0]}", str(error)) from None
        return as_standard(text)

    def stamp(self, *names: str) -> str | None:
        """When something was made, as it was written: nothing is reckoned with it."""
        text = self.text(*names)
        return None if text is None else as_standard(text)

    def each(self, name: str, read: Callable[[Any, str], T], *older: str) -> tuple[T, ...]:
        """Every entry of a list, read; an empty tuple for null."""
        value = self.take(name, *older)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise refused(f"{self.place}.{name}".strip("."), "a list is expected here")
        if len(value) > MOST:
            raise refused(f"{self.place}.{name}".strip("."), f"no list has more than {MOST} entries")
        return tuple(read(entry, f"{self.place}.{name}[{i}]".strip(".")) for i, entry in enumerate(value))


def identifier(raw: Any, place: str) -> str:
    """An id within a list."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    if not isinstance(raw, str) or not raw or len(raw) > 200:
        raise refused(place, "an id is expected here")
    return raw


def weekday(raw: Any, place: str) -> int:
    """A day of the week, Sunday = 0."""
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 6:
        raise refused(place, "a weekday from 0 (Sunday) to 6 is expected here")
    return raw


def refused(place: str, why: str) -> Invalid:
    """The refusal for one place of the file."""
    return Invalid(f"The schedule file cannot be read: {place}: {why}.", field="file")
