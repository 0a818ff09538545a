"""A call sheet as it is printed: the same values the screen shows, in the words of the page."""

import datetime as dt
import re
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend.core.access import may
from backend.core.db import db
from backend.core.errors import NotFound
from backend.planning.call_sheets import pdf, reads
from backend.planning.call_sheets.document import (
    AdvanceDay,
    Banner,
    CallSheetDocument,
    CastRow,
    Contact,
    CrewRow,
    EmergencyContact,
    Place,
    SceneRow,
    Signature,
)
from backend.planning.call_sheets.models import CallSheet
from backend.planning.call_sheets.service import find
from backend.planning.call_sheets.view import COLOURS, whole
from backend.productions.productions import service as productions
from backend.productions.productions.models import Production
from backend.things.locations import service as locations
from backend.things.locations.map_links import map_url

Sheet = dict[str, Any]
# Whose names stand at the head of a sheet and under it, by job role.
HEADS = {
    "director": "Director", "producer": "Producer", "production_manager": "UPM", "assistant_director": "AD",
}  # fmt: skip
SIGNING = ("production_manager", "assistant_director", "producer")
CYCLES = ("", "Double ", "Triple ")
UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]+")
PHONE = re.compile(r"[0-9+()./ x#*-]{3,40}")


class Printed(NamedTuple):
    """A PDF, the name to save it under, and the characters no bundled font could draw."""

    content: bytes
    filename: str
    missing: set[str]


def printed(production_id: int, sheet_id: int, paper: Literal["a4", "letter"] | None = None) -> Printed:
    """The sheet as a PDF on the paper asked for, else on the production's own. Raises NotFound."""
    sheet = find(production_id, sheet_id)
    production = productions.find(production_id)
    page = document(sheet, production)
    chosen: Literal["a4", "letter"] = paper or ("letter" if production.paper == "letter" else "a4")
    db.session.rollback()  # typesetting takes a while and needs no database: let go of the connection first
    return Printed(pdf.render(page, chosen), _filename(page), pdf.unprintable(page))


def document(sheet: CallSheet, production: Production) -> CallSheetDocument:
    """Everything the page says, as plain values; phones only where the caller may see them."""
    data = whole(sheet)
    crew = reads.crew(production.id)
    places = _places(data, production.id)
    return CallSheetDocument(
        production=production.title,
        company=production.company,
        address=_line(production.company_address),
        phone=production.company_phone,
        date=data["date"],
        day_number=data["day_number"] or 0,
        days_total=data["days_total"] if data["day_number"] else None,
        version=_edition(data["edition"]),
        colour=data["colour"],
        issued=_issued(data["published_at"], production.timezone),
        draft=data["status"] == "draft",
        contacts=_contacts(production, crew),
        **_times(data),
        sun_note=data["sun"]["note"] if data["location_id"] and _placed(places) else "",
        weather=data["weather"],
        locations=places,
        emergency=_hospital(data["hospital"]),
        safety=data["safety_notes"],
        scenes=tuple(_scene(row, several=len(places) > 1) for row in data["scenes"]),
        cast=tuple(_cast(row) for row in data["cast"]),
        advance=tuple(_advance(day) for day in data["advance"]),
        notes=data["notes"],
        signatures=_signatures(crew),
        crew=tuple(_crew(row) for row in data["crew"]),
    )


def _times(data: Sheet) -> dict[str, Any]:
    own = {name: _clock(data[name]) for name in ("general_call", "shooting_call", "breakfast", "lunch")}
    sun = {name: _clock(data["sun"][name]) for name in ("civil_dawn", "sunrise", "sunset", "civil_dusk")}
    return {**own, **sun, "wrap": _clock(data["estimated_wrap"])}


def _scene(row: Sheet, *, several: bool) -> SceneRow | Banner:
    if row["scene_id"] is None:
        return Banner(text=f"{_clock(row['at'])} {row['banner']}".strip())
    return SceneRow(
        number=row["number"],
        int_ext=row["int_ext"] or "",
        set_name=row["set_name"] or row["heading"],
        synopsis="\n".join(part for part in (row["synopsis"], row.get("notes", "")) if part),
        day_night=row["day_night"] or "",
        story_day=row["script_day"],
        eighths=row["eighths"],
        cast_ids=tuple(str(number) for number in row["cast_numbers"]),
        location=(row["location_name"] or "") if several else "",
    )


def _cast(row: Sheet) -> CastRow:
    times = {name: _clock(row[name]) for name in ("pick_up", "makeup", "on_set")}
    who = {"id": str(row["number"]), "name": row["name"] or "TBC", "character": row["character_name"]}
    return CastRow(**who, status=row["code"], **times, remarks=row["remarks"])


def _crew(row: Sheet) -> CrewRow:
    call = "O/C" if row["on_call"] else _clock(row["call"])
    names = {name: row[name] for name in ("department", "position", "name")}
    return CrewRow(**names, phone=row["phone"] or "", call=call)


def _advance(day: Sheet) -> AdvanceDay:
    scenes = tuple(row for row in (_scene(strip, several=True) for strip in day["scenes"]) if isinstance(row, SceneRow))
    call, place = _clock(day["general_call"]), day["location_name"] or ""
    return AdvanceDay(date=day["date"], day_number=day["number"], call=call, location=place, scenes=scenes)


def _places(data: Sheet, production_id: int) -> tuple[Place, ...]:
    """The sheet's own location with its parking and base, then whatever other places its scenes name."""
    known = locations.by_id(production_id)
    wanted = [data["location_id"], *(scene["location_id"] for scene in data["scenes"])]
    found = []
    for location_id in dict.fromkeys(one for one in wanted if one in known):
        place, own = known[location_id], location_id == data["location_id"]
        found.append(
            Place(
                name=place.name,
                address=_line(place.address),
                parking=data["parking"] if own else place.parking,
                basecamp=data["basecamp"] if own else place.basecamp,
                notes=place.notes,
                map_url=map_url(place.latitude, place.longitude),
            )
        )
    if not found and (data["parking"] or data["basecamp"]):
        found.append(Place(name="", parking=data["parking"], basecamp=data["basecamp"]))
    return tuple(found)


def _placed(places: tuple[Place, ...]) -> bool:
    return bool(places and places[0].map_url)


def _hospital(text: str) -> tuple[EmergencyContact, ...]:
    """Name on the first line, a phone number on the last, the address between."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ()
    phone = lines.pop() if len(lines) > 1 and PHONE.fullmatch(lines[-1]) else ""
    return (EmergencyContact(kind="Nearest hospital", name=lines[0], address=", ".join(lines[1:]), phone=phone),)


def _contacts(production: Production, crew: list[reads.CrewMember]) -> tuple[Contact, ...]:
    """Members by their job; director and producer as the production names them while no member does that job."""
    phones = may("members.contact")
    found = []
    for job, title in HEADS.items():
        people = [who for who in crew if who.job_role == job]
        found += [Contact(role=_short(who, title), name=who.name, phone=who.phone if phones else "") for who in people]
        named = {"director": production.director, "producer": production.producer}.get(job, "")
        if named and not people:
            found.append(Contact(role=title, name=named))
    return tuple(found)


def _short(who: reads.CrewMember, title: str) -> str:
    """`1st assistant director` → `1st AD`; the title of the job when the position says nothing of an AD."""
    short = re.sub(r"assistant director", "AD", who.position, flags=re.IGNORECASE)
    return short if short != who.position else title


def _signatures(crew: list[reads.CrewMember]) -> tuple[Signature, ...]:
    first = {job: next((who.name for who in crew if who.job_role == job), "") for job in SIGNING}
    return tuple(Signature(role=HEADS[job], name=name) for job, name in first.items())


def _edition(edition: int) -> str:
    """As it is read aloud: White, Blue … Tan, Double White …"""
    if not edition:
        return ""
    cycle, place = divmod(edition - 1, len(COLOURS))
    return (CYCLES[cycle] if cycle < len(CYCLES) else f"{cycle + 1}× ") + COLOURS[place].capitalize()


def _issued(moment: dt.datetime | None, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" if moment else ""


def _clock(value: dt.time | None) -> str:
    return f"{value:%H:%M}" if value else ""


def _line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _filename(page: CallSheetDocument) -> str:
    title = UNSAFE.sub("-", page.production).strip(" .-")[:80] or "Production"
    return f"Call sheet {page.date.isoformat()} {title}.pdf"


def printed_by_id(sheet_id: int) -> Printed:
    """A sheet by its id alone, for the command line. Raises NotFound."""
    production_id = db.session.scalar(select(CallSheet.production_id).where(CallSheet.id == sheet_id))
    if production_id is None:
        raise NotFound(f"There is no call sheet {sheet_id}.")
    return printed(production_id, sheet_id)
