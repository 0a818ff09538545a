"""Categories a production may start from, and which category is meant by a name or a code. Data in `presets.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

FIRST = "indie"  # what a new production starts with


@dataclass(frozen=True)
class KnownCategory:
    """A category as the trade knows it; see `presets.toml` for what the fields mean."""

    code: str
    name: str
    colour: str
    mark: str = ""
    kind: str = "elements"
    dood: bool = False
    also: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preset:
    """A list of categories in order."""

    key: str
    name: str
    about: str
    categories: tuple[KnownCategory, ...] = field(default=())


class Coded(Protocol):
    """A category of a production, as far as finding it goes."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


C = TypeVar("C", bound=Coded)


@cache
def known() -> dict[str, KnownCategory]:
    """Every category of the file by code."""
    return {
        code: KnownCategory(
            code, row["name"], row["colour"], row["mark"], row.get("kind", "elements"), row["dood"],
            tuple(row["also"]), tuple(row.get("instead", ())),
        )
        for code, row in _file()["categories"].items()
    }  # fmt: skip


@cache
def presets() -> dict[str, Preset]:
    """Every preset by key, in the order they are offered."""
    return {
        key: Preset(key, row["name"], row["about"], tuple(known()[code] for code in row["codes"]))
        for key, row in _file()["presets"].items()
    }


def code_of(name: str) -> str:
    """The code a category name of another program stands for; "" when the trade list does not know it."""
    return _by_name().get(_bare(name), "")


def by_code(categories: Iterable[C], code: str) -> C | None:
    """The category with this code, or the one that stands in for it; None when a production has neither."""
    mine = {category.code: category for category in categories if category.code}
    wanted = [code, *known()[code].instead] if code in known() else [code]
    return next((mine[each] for each in wanted if each in mine), None)


def by_name(categories: Iterable[C], name: str) -> C | None:
    """The category of this name, or the one with the code this name stands for."""
    rows = list(categories)
    same = next((row for row in rows if _bare(row.name) == _bare(name)), None)
    code = code_of(name)
    return same or next((row for row in rows if code and row.code == code), None)


@cache
def _by_name() -> dict[str, str]:
    names = {_bare(also): code for code, row in known().items() for also in row.also}
    return names | {_bare(row.name): code for code, row in known().items()}


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "presets.toml").read_text(encoding="utf-8"))
