"""What a printed call sheet says, as plain values: the page knows no database and no rule of the schedule.

Every field is optional except the title, the date and the day number; what is empty is left off the page. Calls are
text, because a call is "06:45" but also "O/C" (on call) or "per Costume". Pages are integer eighths.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One of the people at the top of the sheet: director, producers, UPM, assistant directors."""

    role: str
    name: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A filming location of the day, or a base; `map_url` becomes a link where the sheet is read on a phone."""

    name: str
    address: str = ""
    parking: str = ""
    basecamp: str = ""
    notes: str = ""
    map_url: str = ""


@dataclass(frozen=True, kw_only=True)
class EmergencyContact:
    """The nearest hospital, and whoever else to call: police, fire, set medic."""

    kind: str
    name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class SceneRow:
    """A scene shot that day, or planned on one of the next."""

    number: str
    int_ext: str = ""
    set_name: str = ""
    synopsis: str = ""
    day_night: str = ""
    story_day: str = ""
    eighths: int = 0
    cast_ids: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, kw_only=True)
class Banner:
    """A line between scenes: company move, lunch, travel, pre-light."""

    text: str


@dataclass(frozen=True, kw_only=True)
class CastRow:
    """One performer's day; `status` is the day-out-of-days code: SW, W, WF, SWF, H, T, R."""

    id: str
    name: str
    character: str = ""
    status: str = ""
    pick_up: str = ""
    makeup: str = ""
    wardrobe: str = ""
    on_set: str = ""
    wrap: str = ""
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class BackgroundRow:
    """Background artists or stand-ins of one kind."""

    quantity: int
    kind: str
    call: str = ""
    on_set: str = ""
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A headed paragraph: a department's note, walkie channels, catering, transport, the emergency plan."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AdvanceDay:
    """One of the next shooting days."""

    date: date
    day_number: int | None = None
    call: str = ""
    location: str = ""
    scenes: tuple[SceneRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CrewRow:
    """One crew member's call; consecutive rows of one department print under its name."""

    department: str
    position: str
    name: str
    phone: str = ""
    call: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs at the foot of the sheet: UPM, first AD, producer."""

    role: str
    name: str = ""
    signed: str = ""  # who signed it in the app, and when


@dataclass(frozen=True, kw_only=True)
class OwnCall:
    """One of the times of the person a sheet is made for: "Pick-up" at "05:15"."""

    label: str
    clock: str


@dataclass(frozen=True, kw_only=True)
class Own:
    """What stands on top of a sheet made for one person."""

    name: str
    part: str = ""
    calls: tuple[OwnCall, ...] = ()
    scenes: str = ""
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class CallSheetDocument:
    """One call sheet as handed out, in printing order."""

    production: str
    date: date
    day_number: int
    days_total: int | None = None
    unit: str = ""
    company: str = ""
    address: str = ""
    phone: str = ""

    version: str = ""  # as read aloud: "Blue", "Blue rev 1"
    colour: str = ""  # revision colour: white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan
    issued: str = ""  # in the production's zone: "Mon 23 Nov 19:40"
    changes: tuple[str, ...] = ()  # against the version before
    draft: bool = False
    cancelled: bool = False
    own: Own | None = None

    contacts: tuple[Contact, ...] = ()

    general_call: str = ""
    shooting_call: str = ""
    breakfast: str = ""
    lunch: str = ""
    second_meal: str = ""
    wrap: str = ""

    sunrise: str = ""
    sunset: str = ""
    civil_dawn: str = ""
    civil_dusk: str = ""
    sun_note: str = ""
    weather: str = ""

    locations: tuple[Place, ...] = ()
    emergency: tuple[EmergencyContact, ...] = ()
    safety: str = ""
    policy: str = ""  # closed set, forced calls

    scenes: tuple[SceneRow | Banner, ...] = ()
    cast: tuple[CastRow, ...] = ()
    background: tuple[BackgroundRow, ...] = ()
    department_notes: tuple[Note, ...] = ()
    advance: tuple[AdvanceDay, ...] = ()
    notes: str = ""
    signatures: tuple[Signature, ...] = ()

    crew: tuple[CrewRow, ...] = ()
    logistics: tuple[Note, ...] = ()  # after the crew: walkie channels, catering, transport, vendors, emergency plan
