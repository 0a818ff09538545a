"""How the states of recipients are said; no Streamlit here."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from streamlit_app import words

Recipient = dict[str, Any]
STATE = {
    "unsent": "Not sent", "sent": "Sent", "opened": "Opened", "confirmed": "Confirmed", "stale": "Must confirm again",
    "failed": "Failed",
}  # fmt: skip
COLOUR = {
    "unsent": "gray", "sent": "blue", "opened": "violet", "confirmed": "green", "stale": "orange", "failed": "red",
}  # fmt: skip
FILTERS = {
    "all": "All", "unconfirmed": "Not confirmed", "unopened": "Not opened", "stale": "Must confirm again",
    "failed": "Failed", "unsent": "Not sent",
}  # fmt: skip
HOW = {"link": "by their link", "app": "in the app", "hand": "by phone"}


def matching(row: Recipient, chosen: str) -> bool:
    """Whether a filter shows this person."""
    if chosen == "unconfirmed":
        return bool(row["state"] != "confirmed")
    if chosen == "unopened":
        return row["state"] in {"unsent", "sent", "failed"}
    return chosen == "all" or bool(row["state"] == chosen)


def counted(counts: dict[str, int]) -> str:
    """`18 of 24 confirmed · 2 opened · 1 must confirm again`, as Markdown."""
    said = [f"**{counts['confirmed']} of {counts['total']} confirmed**"]
    lower = {**{name: label.lower() for name, label in STATE.items()}, "sending": "on their way"}
    for name in ("stale", "failed", "opened", "sent", "unsent", "sending"):
        if counts[name]:
            colour = COLOUR.get(name, "gray")
            said.append(f":{colour}[{counts[name]} {lower[name]}]")
    return " · ".join(said)


def moment(value: str | None, zone: ZoneInfo) -> str:
    """`Tue 24 Nov 05:15` by the production's clock, or nothing."""
    if not value:
        return ""
    at = dt.datetime.fromisoformat(value).astimezone(zone)
    return f"{words.day(at.date())} {at:%H:%M}"


def clock_of(value: str | None, date: str, zone: ZoneInfo) -> str:
    """`05:15`, with its day when that is not the sheet's."""
    said = moment(value, zone)
    own = f"{words.day(date)} "
    return said.removeprefix(own)


def when(row: Recipient, zone: ZoneInfo) -> str:
    """What happened last, and when; the reason for one that failed."""
    if row["sending"]:
        return ""
    if not row["called"]:
        return "No longer called" + (", knows it" if row["state"] == "confirmed" else ", must be told")
    if row["state"] == "failed":
        return str(row["failed"])
    if row["state"] == "confirmed":
        return f"{moment(row['confirmed_at'], zone)} {HOW.get(row['confirmed_how'], '')}".strip()
    if row["state"] == "stale":
        return f"Call changed; had confirmed {moment(row['confirmed_at'], zone)}"
    name = {"opened": "opened_at", "sent": "sent_at"}.get(row["state"])
    said = moment(row[name], zone) if name else ""
    return f"{said}, reminded {moment(row['reminded_at'], zone)}" if row["reminded_at"] else said


def history(row: Recipient, zone: ZoneInfo) -> list[str]:
    """Everything that is known of one person, the newest last."""
    found = []
    if row["sent_at"]:
        found.append(f"Edition {row['sent_edition']} sent {moment(row['sent_at'], zone)}")
    if row["opened_at"]:
        found.append(f"Opened {moment(row['opened_at'], zone)}")
    if row["confirmed_at"]:
        how = HOW.get(row["confirmed_how"], "")
        found.append(f"Edition {row['confirmed_edition']} confirmed {moment(row['confirmed_at'], zone)} {how}".strip())
    if row["reminded_at"]:
        found.append(f"Reminded {moment(row['reminded_at'], zone)}")
    if row["failed"]:
        found.append(row["failed"])
    return found
