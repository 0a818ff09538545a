"""What locations take and answer."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Count, Day, Line, MaybeLine, Out, PageQuery, Patch, Phone, Query, Text

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees north, WGS 84")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees east, WGS 84")]
MapLink = Annotated[
    str,
    Field(min_length=1, max_length=4000, description="A Google, Apple or OpenStreetMap link or geo: address"),
]


Permit = Literal["unknown", "not_needed", "to_apply", "applied", "granted", "refused"]


class LocationPatch(Patch):
    """Fields of a location to change; coordinates come together, or as a link."""

    name: Line = ""
    address: Text = ""
    contact_name: MaybeLine = ""
    contact_phone: Phone = ""
    parking: Text = ""
    basecamp: Text = ""
    hospital_name: MaybeLine = ""
    hospital_address: Text = ""
    hospital_phone: Phone = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    map_link: MapLink | None = None
    permit: Permit = "unknown"
    permit_until: Day | None = None
    permit_notes: Text = ""
    daily_cost: Count | None = Field(None, description="Minor units of the production's currency")
    cost_notes: Text = ""
    notes: Text = ""


class LocationCreate(LocationPatch):
    """A new location."""

    name: Line


class LocationQuery(PageQuery):
    """Which locations."""

    search: str = Field("", max_length=255, description="Part of the name or address")


class SunQuery(Query):
    """Which day."""

    date: Day


class LocationOut(Out):
    """A place and what a call sheet must say about it; what it costs is null for those who may not see money."""

    id: int
    version: int
    name: str
    address: str
    contact_name: str
    contact_phone: str
    parking: str
    basecamp: str
    hospital_name: str
    hospital_address: str
    hospital_phone: str
    latitude: float | None
    longitude: float | None
    permit: str
    permit_until: dt.date | None
    permit_notes: str
    daily_cost: int | None
    cost_notes: str | None
    notes: str
    photo_ids: list[int]


class PhotoQuery(Query):
    """What the picture shows."""

    caption: MaybeLine = ""


class PhotoPatch(Patch):
    """What to change of a picture."""

    caption: MaybeLine = ""


class PhotoFileQuery(Query):
    """How large: a thumbnail of at most 480 pixels, or the picture."""

    size: Literal["small", "full"] = "small"


class PhotoOut(Out):
    """A picture of a place; width and height in pixels."""

    id: int
    version: int
    location_id: int
    caption: str
    width: int
    height: int
    created_at: dt.datetime


class PlaceOut(Out):
    """A town to start from when no map link is at hand; coordinates to the minute of arc."""

    name: str
    latitude: float
    longitude: float


class SunOut(Out):
    """When the sun rises and sets there, on the production's clock; `note` says why a time is missing."""

    date: dt.date
    timezone: str
    civil_dawn: dt.time | None
    sunrise: dt.time | None
    sunset: dt.time | None
    civil_dusk: dt.time | None
    note: str
