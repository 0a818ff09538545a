"""The public pages as HTML: no login, no JavaScript, nothing from elsewhere, readable on an old phone at 5 a.m."""

import base64
import datetime as dt
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from backend.planning.distribution.personal import PersonalSheet, Place

HERE = Path(__file__).parent
GONE = ("This link does not work", "It has expired, was replaced by a new one, or is not complete. Ask your assistant "
        "director for your call sheet; they can send it again in a moment.")  # fmt: skip
SLOW = ("One moment, please", "This page was asked for many times in a short while. Wait a minute and open it again.")
BUSY = ("Please try again", "The server is busy. Your answer has not arrived yet: wait a moment and try again.")


def person_page(sheet: PersonalSheet, **about: Any) -> str:
    """One person's page; `about`: state, confirmed, base (relative address), signature, agent, has_calendar, until."""
    agent = about.pop("agent", "")
    title = f"Call sheet {sheet.long_date}"
    return _page("person.html", title=title, sheet=sheet, navigate=navigate_link(sheet.place, agent), **about)


def wall_page(sheet: PersonalSheet, agent: str = "") -> str:
    """The page for everybody: general facts, nobody's name or number."""
    title = f"Call sheet {sheet.long_date}"
    return _page("wall.html", title=title, sheet=sheet, navigate=navigate_link(sheet.place, agent))


def plain_page(title: str, words: str) -> str:
    """A page with one sentence."""
    return _page("gone.html", title=title, words=words)


def headers() -> dict[str, str]:
    """What every public page is sent with: nobody keeps, indexes, frames or learns of it, and it loads nothing."""
    policy = (
        f"default-src 'none'; style-src '{_css_hash()}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Cache-Control": "no-store",
    }


def navigate_link(place: Place, agent: str) -> str:
    """Where "Navigate" leads: the phone's own map app where it is known to have one, else a map in the browser."""
    at = "" if place.latitude is None or place.longitude is None else f"{place.latitude:.6f},{place.longitude:.6f}"
    words = ", ".join(part for part in (place.name, " ".join(place.address.split())) if part) if place.address else ""
    if not at and not words:
        return ""
    if "Android" in agent:
        return f"geo:{at or '0,0'}?q={at or quote(words)}" + (f"({quote(place.name)})" if at and place.name else "")
    if re.search("iPhone|iPad|iPod", agent):
        return f"https://maps.apple.com/?daddr={at or quote(words)}"
    return place.map_url or f"https://www.openstreetmap.org/search?query={quote(words)}"


def dial(phone: str) -> str:
    """A `tel:` address of a number as people write it; letters and spaces are for the eye."""
    return "tel:" + re.sub(r"[^0-9+*#]", "", phone.replace("(0)", ""))


def _page(name: str, **values: Any) -> str:
    return _environment().get_template(name).render(css=_css(), **values)


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["dial"] = dial
    made.filters["clock"] = lambda value: f"{value:%H:%M}" if isinstance(value, dt.time) else value
    return made


@cache
def _css() -> str:
    return (HERE / "page.css").read_text(encoding="utf-8")


@cache
def _css_hash() -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
