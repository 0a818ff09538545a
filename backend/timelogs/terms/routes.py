"""How time is tracked on a production, and what hours cost it."""

import datetime as dt
from typing import Any

from pydantic import TypeAdapter, ValidationError

from backend.core.contract import Domain
from backend.core.errors import NotFound
from backend.core.schemas import Day
from backend.timelogs.terms import service
from backend.timelogs.terms.models import TimeSettings
from backend.timelogs.terms.schemas import PersonRatesOut, RateBody, TimeSettingsBody, TimeSettingsOut

bp = Domain("time_terms", __name__, prefix="/productions/<int:production_id>/time")
_DAY: TypeAdapter[dt.date] = TypeAdapter(Day)


@bp.get("/settings", allow="time.own", out=TimeSettingsOut)
def settings(production_id: int) -> TimeSettings:
    """When a pause counts, how long a segment may be, how long segments are kept."""
    return service.settings_of(production_id)


@bp.put("/settings", allow="time.settings", out=TimeSettingsOut, match=True)
def replace(production_id: int, body: TimeSettingsBody, version: int) -> TimeSettings:
    """Say all settings; what is left out goes back to its default."""
    return service.change(production_id, body.model_dump(), version)


@bp.patch("/settings", allow="time.settings", out=TimeSettingsOut, match=True)
def change(production_id: int, body: TimeSettingsBody, version: int) -> TimeSettings:
    """Change some settings."""
    return service.change(production_id, body.changes(), version)


@bp.get("/rates", allow="rates.read", out=list[PersonRatesOut])
def rates(production_id: int) -> list[dict[str, Any]]:
    """What an hour of everybody costs, since when."""
    return service.rates(production_id)


@bp.put("/rates/<int:user_id>", allow="rates.edit", out=PersonRatesOut)
def set_rate(production_id: int, user_id: int, body: RateBody) -> dict[str, Any]:
    """Say what an hour of somebody costs from a day on."""
    return service.set_rate(production_id, user_id, body)


@bp.delete("/rates/<int:user_id>/<valid_from>", allow="rates.edit", out=PersonRatesOut)
def remove_rate(production_id: int, user_id: int, valid_from: str) -> dict[str, Any]:
    """Take a rate away; the one before it goes on."""
    try:
        day = _DAY.validate_python(valid_from)
    except ValidationError as error:
        raise NotFound from error
    return service.remove_rate(production_id, user_id, day)
