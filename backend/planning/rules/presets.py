"""Presets of working rules and strip colours, read once from the files beside this module."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from backend.planning.rules.values import MinorBand, Rules

HERE = Path(__file__).parent
DEFAULT, DEFAULT_STRIPS = "us_theatrical", "classic"
RULES = tuple(field.name for field in fields(Rules))
STRIPS = (
    "day_int", "day_ext", "night_int", "night_ext", "dawn", "dusk", "day_break", "week_break", "holiday", "free",
)  # fmt: skip


@dataclass(frozen=True)
class Preset:
    """A set of working rules; `values` are JSON values by rule, `sources` say where each comes from."""

    key: str
    name: str
    about: str
    values: Mapping[str, Any]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class StripPreset:
    """A convention of strip colours, `#rrggbb` by place."""

    key: str
    name: str
    source: str
    colours: Mapping[str, str]


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset of working rules by key, in the order they are offered; one built on another has what it lacks."""
    found: dict[str, Preset] = {}
    for each in _read("presets.toml")["preset"]:
        base = found.get(each.get("base", ""))
        values = {**(base.values if base else {}), **{key: rule["value"] for key, rule in each["rules"].items()}}
        sources = {**(base.sources if base else {}), **{key: rule["source"] for key, rule in each["rules"].items()}}
        found[each["key"]] = Preset(each["key"], each["name"], each["about"], values, sources)
    return MappingProxyType(found)


@cache
def strip_presets() -> Mapping[str, StripPreset]:
    """Every convention of strip colours by key, in the order they are offered."""
    return MappingProxyType({each["key"]: StripPreset(**each) for each in _read("strips.toml")["strips"]})


def rules(values: Mapping[str, Any]) -> Rules:
    """Working rules out of JSON values, one for every rule; bands of minors youngest first, reminders longest first."""
    minors = [
        MinorBand(
            **{
                **band,
                "earliest_call": dt.time.fromisoformat(band["earliest_call"]),
                "latest_wrap": dt.time.fromisoformat(band["latest_wrap"]),
            }
        )
        for band in values["minors"]
    ]
    return Rules(
        **{
            **values,
            "meal_penalties": tuple(values["meal_penalties"]),
            "reminder_hours": tuple(sorted(values["reminder_hours"], reverse=True)),
            "minors": tuple(sorted(minors, key=lambda band: band.under_age)),
        }
    )


def _read(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)
