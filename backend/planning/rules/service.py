"""The rules in force in a production: its preset, with what it changed."""

from collections import Counter
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from backend.core.contract import expect
from backend.core.db import db
from backend.core.errors import Invalid
from backend.planning.rules.models import PlanningRules
from backend.planning.rules.presets import DEFAULT, DEFAULT_STRIPS, Preset, presets, rules, strip_presets
from backend.planning.rules.schemas import RuleChanges, RulesPatch
from backend.planning.rules.values import Rules

NOTHING: Any = MappingProxyType({})


def of(production_id: int) -> Rules:
    """The working rules of a production."""
    row = _row(production_id)
    return rules({**_preset(row).values, **(row.changes if row else NOTHING)})


def strip_colours(production_id: int) -> dict[str, str]:
    """The production's colours, `#rrggbb` by place (`day_int`, `night_ext`, `dawn`, `day_break`, …)."""
    row = _row(production_id)
    known = strip_presets()
    chosen = known.get(row.strip_preset if row else DEFAULT_STRIPS, known[DEFAULT_STRIPS])
    return {**chosen.colours, **(row.strip_colours if row else NOTHING)}


def show(production_id: int) -> dict[str, Any]:
    """The rules and colours as `schemas.RulesOut`; version 0 while a production never changed any."""
    row = _row(production_id)
    preset = _preset(row)
    return {
        "version": row.version if row else 0,
        "preset": preset.key,
        "values": of(production_id),
        "preset_values": rules(preset.values),
        "sources": preset.sources,
        "changed": sorted(row.changes) if row else [],
        "strip_preset": row.strip_preset if row else DEFAULT_STRIPS,
        "strip_colours": strip_colours(production_id),
        "strip_changed": sorted(row.strip_colours) if row else [],
    }


def offered() -> dict[str, Any]:
    """Every preset as `schemas.PresetsOut`."""
    return {
        "rules": [{**vars(preset), "values": rules(preset.values)} for preset in presets().values()],
        "strips": list(strip_presets().values()),
    }


def change(production_id: int, body: RulesPatch, version: int) -> dict[str, Any]:
    """Change what was sent; a value equal to the preset's counts as none. Raises Stale, Invalid naming the field."""
    row = _row(production_id)
    expect(_Seen(production_id, row), version)
    if row is None:
        row = PlanningRules(
            production_id=production_id, preset=DEFAULT, changes={}, strip_preset=DEFAULT_STRIPS, strip_colours={}
        )
        db.session.add(row)
    sent = body.changes()
    row.preset, row.strip_preset = sent.get("preset", row.preset), sent.get("strip_preset", row.strip_preset)
    row.changes = _differing({**row.changes, **_stored(body.values)}, _preset(row).values)
    row.strip_colours = _differing(
        {**row.strip_colours, **body.strip_colours.changes()}, strip_presets()[row.strip_preset].colours
    )
    _check(rules({**_preset(row).values, **row.changes}))
    db.session.flush()
    return show(production_id)


class _Seen(dict[str, Any]):
    """What a caller may have seen, in the shape `expect` compares and a refusal shows."""

    def __init__(self, production_id: int, row: PlanningRules | None) -> None:
        super().__init__(show(production_id))
        self.version = row.version if row else 0


def _row(production_id: int) -> PlanningRules | None:
    return db.session.scalar(select(PlanningRules).where(PlanningRules.production_id == production_id))


def _preset(row: PlanningRules | None) -> Preset:
    known = presets()
    return known.get(row.preset if row else DEFAULT, known[DEFAULT])


def _stored(sent: RuleChanges) -> dict[str, Any]:
    """The rules that were sent as JSON values, written as the presets are."""
    found = sent.changes()
    if found.get("minors"):
        found["minors"] = [
            {
                **band.model_dump(),
                "earliest_call": f"{band.earliest_call:%H:%M}",
                "latest_wrap": f"{band.latest_wrap:%H:%M}",
            }
            for band in sorted(found["minors"], key=lambda band: band.under_age)
        ]
    if found.get("reminder_hours"):
        found["reminder_hours"] = sorted(found["reminder_hours"], reverse=True)
    return found


def _differing(values: dict[str, Any], preset: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != preset[key]}


def _check(now: Rules) -> None:
    """Refuse what cannot hold together."""
    ages = Counter(band.under_age for band in now.minors)
    if double := [age for age, times in ages.items() if times > 1]:
        raise Invalid(f"There are two bands for children under {double[0]}.", field="values.minors")
    if now.meal_deduct_minutes and now.meal_deduct_minutes < now.meal_minutes:
        raise Invalid("The longest unpaid meal is shorter than the shortest meal.", field="values.meal_deduct_minutes")
