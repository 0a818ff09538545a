"""How values are written on screen: eighths, statuses, dates and times; no Streamlit here."""

import datetime as dt
import re
from typing import Any

SCENE_STATUS = {
    "not_started": "Not started", "in_progress": "In progress", "completed": "Completed", "on_hold": "On hold",
    "cancelled": "Cancelled", "omitted": "Omitted",
}  # fmt: skip
PHASE = {
    "development": "Development", "pre_production": "Pre-production", "production": "Production",
    "post_production": "Post-production", "completed": "Completed",
}  # fmt: skip
PAPER = {"a4": "A4", "letter": "Letter"}
SHEET_STATUS = {
    "draft": "Draft", "published": "Published", "in_progress": "In progress", "wrapped": "Wrapped",
    "cancelled": "Cancelled",
}  # fmt: skip
SHEET_COLOUR = {"draft": "gray", "published": "green", "in_progress": "blue", "wrapped": "violet", "cancelled": "red"}
STATUS_COLOUR = {
    "not_started": "gray", "in_progress": "blue", "completed": "green", "on_hold": "orange", "cancelled": "red",
    "omitted": "gray",
}  # fmt: skip

CHANGE = {
    "added": "Added", "changed": "Changed", "renumbered": "Renumbered", "unchanged": "Unchanged", "omitted": "Omitted",
    "skipped": "Left out",
}  # fmt: skip
WHAT = {
    "number": "number", "heading": "heading", "text": "words", "length": "length", "set": "set",
    "day_night": "time of day", "restored": "brought back",
}  # fmt: skip
ROLE_TYPE = {
    "lead": "Lead", "supporting": "Supporting", "day_player": "Day player", "extra": "Extra", "stunt": "Stunt",
}  # fmt: skip
PROGRAM = {
    "web": "Browser", "manual": "By hand", "cli": "Command line", "desktop": "Desktop window",
}  # fmt: skip
INT_EXT = ("INT", "EXT", "INT/EXT")
_PAPER = {
    "blue": "blue", "pink": "violet", "yellow": "yellow", "green": "green", "goldenrod": "yellow", "salmon": "orange",
    "cherry": "red",
}  # fmt: skip
PAGES = r"^(\d{1,3}|[1-7]/8|\d{1,3} [1-7]/8)$"


def paper(colour: str) -> str:
    """A badge in Markdown for revised pages of a colour; the nearest of the few colours a badge can have."""
    return f":{_PAPER.get(colour.split(' ')[-1], 'gray')}-badge[{plain(colour)}]"


def eighths(count: int) -> str:
    """Pages as the trade writes them: 10 → `1 2/8`, 8 → `1`, 0 → `0`."""
    pages, rest = divmod(count, 8)
    if not rest:
        return str(pages)
    return f"{pages} {rest}/8" if pages else f"{rest}/8"


def from_eighths(text: str) -> int | None:
    """Back from what was typed: `1 2/8` → 10, `3/8` → 3, `2` → 16; None for anything else."""
    if not re.match(PAGES, text.strip()):
        return None
    whole, _, part = text.strip().rpartition(" ") if "/" in text else (text.strip(), "", "")
    return int(whole or 0) * 8 + int(part[:1] or 0)


def day(value: str | dt.date | None, *, year: bool = False) -> str:
    """A day as a crew says it: `Tue 24 Nov`."""
    if not value:
        return ""
    date = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{date:%a} {date.day} {date:%b}" + (f" {date.year}" if year else "")


def clock(value: str | None) -> str:
    """`07:00`, or nothing."""
    return (value or "")[:5]


def ago(moment: str, now: dt.datetime | None = None) -> str:
    """How long ago a UTC moment was: `just now`, `5 min ago`, `3 h ago`, or the day."""
    then = dt.datetime.fromisoformat(moment)
    seconds = ((now or dt.datetime.now(dt.UTC)) - then).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 86400:
        return f"{int(seconds // 3600)} h ago"
    return day(then.date())


def program(dcc: str) -> str:
    """The name of a program that keeps time: `blender` → `Blender`, `cli` → `Command line`."""
    return PROGRAM.get(dcc, dcc[:1].upper() + dcc[1:])


def paired(label: str) -> str:
    """A paired program and its machine: `blender on ws12` → `Blender on ws12`."""
    dcc, on, machine = label.partition(" on ")
    return program(dcc) + on + machine


def hours(seconds: float) -> str:
    """Hours and minutes for columns of figures: 5040 → `1:24`."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def length(seconds: float) -> str:
    """The same in a sentence: `1 h 24 min`, `45 min`, `2 h`, `20 s`."""
    if seconds < 60:
        return f"{round(seconds)} s"
    whole, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{whole} h" if whole else "", f"{minutes} min" if minutes else "") if part)


def role(value: str) -> str:
    """`assistant_director` → `Assistant director`."""
    return value.replace("_", " ").capitalize()


def plural(count: int, one: str, many: str = "") -> str:
    """`1 scene`, `2 scenes`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def heading(scene: dict[str, Any]) -> str:
    """`INT. KITCHEN – DAY` from a scene's parts."""
    place = ". ".join(part for part in (scene.get("int_ext"), scene.get("set_name")) if part)
    return " – ".join(part for part in (place, scene.get("day_night")) if part) or scene.get("heading", "")


def plain(text: Any) -> str:
    """Somebody's text inside Markdown, so that it stays their text: stars, brackets and links mean nothing."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", str(text))


def dial(phone: str) -> str:
    """A telephone number as a link: digits, a leading plus, and an extension after a comma."""
    return "tel:" + "".join(sign for sign in phone.replace("x", ",") if sign in "+,*#0123456789")
