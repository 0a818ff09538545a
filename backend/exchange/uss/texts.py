"""A file's texts as our columns take them: no control characters, no longer than there is room for."""

import re
from collections.abc import Callable, Collection

from backend.exchange.uss.document import Breakdown

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def line(value: str | None, limit: int = 255) -> str:
    """One line of text; "" for nothing."""
    return " ".join(CONTROL.sub(" ", value or "").split())[:limit].strip()


def paragraph(value: str | None, limit: int = 20_000) -> str:
    """Text of any number of lines."""
    return CONTROL.sub("", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()[:limit]


def scene_number(value: str | None) -> str:
    """A scene number, or several run together, as on a slate; "" for nothing."""
    return re.sub(r"[\x00-\x20\x7f-\xa0]+", "", value or "")[:20]


def banner_says(banner: Breakdown) -> tuple[str, int | None]:
    """A banner's text and minutes."""
    minutes = round(banner.duration / 60_000) if banner.duration else None
    return line(banner.banner_text) or line(banner.description) or "Banner", minutes


def free(
    wanted: str, taken: Collection[str], limit: int, key: Callable[[str], str] = str.casefold, between: str = " "
) -> str:
    """`wanted`, or with the first number behind it that nobody has: `First Pass`, `First Pass 2`."""
    used = {key(name) for name in taken}
    number, name = 1, wanted[:limit]
    while key(name) in used:
        number += 1
        name = f"{wanted[: limit - len(str(number)) - 1]}{between}{number}"
    return name
