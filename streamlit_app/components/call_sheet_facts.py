"""How a call sheet is said in words: its day, state, times and totals; no Streamlit here."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from streamlit_app import words

Sheet = dict[str, Any]

TIMES = {
    "general_call": "General call", "shooting_call": "Shooting call", "breakfast": "Breakfast", "lunch": "Lunch",
    "second_meal": "Second meal", "estimated_wrap": "Wrap",
}  # fmt: skip
OPEN = ("draft", "published", "in_progress")  # the API changes nothing on other sheets
_PHONE = re.compile(r"\+?[0-9][0-9()./ -]{4,38}")


def day_of(row: Sheet) -> str:
    """`Day 4 of 9`, `Day 4 · Second unit`, or nothing for a day that left the schedule."""
    number, of = row.get("day_number") or row.get("number"), row.get("days_total") or row.get("of")
    if not number:
        return ""
    day = f"Day {number} of {of}" if of else f"Day {number}"
    return f"{day} · {row['unit']}" if row.get("unit") and isinstance(row["unit"], str) else day


def badge(sheet: Sheet) -> str:
    """The state as a Markdown badge: `Published · edition 2, blue`."""
    status = sheet["status"]
    paper = f", {sheet['colour']}" if sheet.get("colour") else ""
    edition = f" · edition {sheet['edition']}{paper}" if sheet["edition"] else ""
    return f":{words.SHEET_COLOUR[status]}-badge[{words.SHEET_STATUS[status]}{edition}]"


def duration(minutes: int) -> str:
    """`10 h 15 min`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def totals(sheet: Sheet) -> str:
    """`5 scenes · 5 1/8 pages · 10 h 15 min · 8 cast · 25 crew`."""
    sums = sheet["totals"]
    return (
        f"{words.plural(sums['scenes'], 'scene')} · {words.eighths(sums['eighths'])} pages · "
        f"{duration(sums['minutes'])} · {sums['cast']} cast · {sums['crew']} crew"
    )


def sun(sheet: Sheet) -> str:
    """`Sunrise 07:46 · sunset 16:27 · civil dawn 07:09 · dusk 17:03`, or why there is none."""
    over = sheet["sun"]
    labels = {"sunrise": "sunrise", "sunset": "sunset", "civil_dawn": "civil dawn", "civil_dusk": "dusk"}
    said = [f"{label} {words.clock(over[name])}" for name, label in labels.items() if over[name]]
    text = " · ".join(said)
    return (text[:1].upper() + text[1:]) or over["note"]


def moment(value: str, zone: ZoneInfo) -> str:
    """`Mon 23 Nov 19:40` on the production's clock."""
    local = dt.datetime.fromisoformat(value).astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"  # %-d is not known on Windows


def weather(sheet: Sheet) -> str:
    """`High 9 °C · low 4 °C · rain 60 % · wind SW 24 km/h · showers`: only what somebody entered."""
    unit = sheet["temperature_unit"]
    known = (("high", sheet["temperature_high"]), ("low", sheet["temperature_low"]))
    said = [f"{word} {value} °{unit}" for word, value in known if value is not None]
    if sheet["rain_percent"] is not None:
        said.append(f"rain {sheet['rain_percent']} %")
    said += [f"wind {sheet['wind']}"] if sheet["wind"] else []
    text = " · ".join([*said, *([sheet["weather"]] if sheet["weather"] else [])])
    return text[:1].upper() + text[1:]


def section(name: str) -> str:
    """The tab on which a part of the sheet is edited; empty for the times above the tabs."""
    return {
        "scenes": "Scenes", "cast": "Cast", "crew": "Crew", "background": "Departments",
        "departments": "Departments", "places": "Places and notes", "weather": "Places and notes",
        "notes": "Places and notes", "info": "Unit information",
    }.get(name, "")  # fmt: skip


def line_title(row: Sheet) -> str:
    """A line of the scene list: a scene's heading, or the words of a banner."""
    return words.heading(row) if row["scene_id"] else str(row["banner"])


def hospital(text: str) -> tuple[list[str], str]:
    """The lines of a hospital without its phone number, and the number (empty when no line is one)."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    phone = next((line for line in reversed(lines) if _PHONE.fullmatch(line)), "")
    return [line for line in lines if line != phone], phone


def changed(sheet: Sheet) -> str:
    """How the schedule moved on since the sheet was made; nothing when it did not."""
    news = sheet["changed"]
    if news["day_gone"]:
        return "This day is no longer on the schedule." if sheet["status"] in OPEN else ""
    parts = []
    for name, what in (("added", "now on this day"), ("removed", "no longer on it")):
        numbers = [row["number"] for row in news[name]]
        if numbers:
            verb = "is" if len(numbers) == 1 else "are"
            parts.append(f"{'scene' if len(numbers) == 1 else 'scenes'} {', '.join(numbers)} {verb} {what}")
    return f"The schedule changed: {' and '.join(parts)}." if parts else ""
