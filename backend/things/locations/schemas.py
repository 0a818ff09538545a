"""What locations take and answer."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from backend.core.schemas import Day, Line, MaybeLine, Out, PageQuery, Patch, Phone, Query, Text

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees north, WGS 84")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees east, WGS 84")]
MapLink = Annotated[
    str,
    Field(min_length=1, max_length=4000, description="A Google, Apple or OpenStreetMap link or geo: address"),
]


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
    """A place and what a call sheet must say about it."""

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
    notes: str


class SunOut(Out):
    """When the sun rises and sets there, on the production's clock; `note` says why a time is missing."""

    date: dt.date
    timezone: str
    civil_dawn: dt.time | None
    sunrise: dt.time | None
    sunset: dt.time | None
    civil_dusk: dt.time | None
    note: str
