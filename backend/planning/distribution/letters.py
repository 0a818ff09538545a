"""What is said to a recipient: the mail with its attachments, the short text for a phone, the calendar entry."""

import datetime as dt
from html import escape
from typing import Literal

from backend.core import ics
from backend.core.mail import Attachment, Mail
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.distribution.personal import PersonalSheet

Tone = Literal["sheet", "reminder", "cancelled"]
WORKDAY = dt.timedelta(hours=11)  # how long the entry lasts while nobody said when the day wraps
ALARMS = (60, 12 * 60)  # minutes before the call: time to leave, and time to go to bed
EARLIEST_END = dt.timedelta(minutes=30)


def mail(
    row: CallSheetRecipient, sheet: PersonalSheet, tone: Tone, link: str, attachments: tuple[Attachment, ...]
) -> Mail:
    """The mail to one recipient: their own times on top, the link, and nothing about anybody else."""
    lines = [*_opening(sheet, tone), "", *_body(sheet), "", _ask(sheet, tone), link, "", _closing(attachments)]
    return Mail(
        to=row.email or "",
        name=row.name,
        subject=subject(sheet, tone),
        text="\n".join(lines).strip() + "\n",
        html=_html(sheet, tone, link, attachments),
        attachments=attachments,
    )


def subject(sheet: PersonalSheet, tone: Tone = "sheet") -> str:
    """One line that says the most when a phone shows nothing else."""
    when = f"{sheet.date:%a} {sheet.date.day} {sheet.date:%b}"
    what = {"sheet": "Call sheet", "reminder": "Please confirm", "cancelled": "CANCELLED: call sheet"}[tone]
    call = f", your call {sheet.call}" if sheet.call and sheet.called and tone != "cancelled" else ""
    if not sheet.called and tone == "sheet":
        call = ", you are no longer called"
    title = " ".join(sheet.production.split())  # a header is one line
    return f"{what} {when}{call} ({title})"


def short_text(sheet: PersonalSheet, link: str) -> str:
    """What is sent by phone: fits two text messages, and says the call even when the link cannot be opened."""
    when = f"{sheet.date:%a} {sheet.date.day} {sheet.date:%b}"
    if sheet.cancelled:
        return f"{sheet.production}: the call sheet of {when} is CANCELLED. Do not travel on it. {link}"
    if not sheet.called:
        return f"{sheet.production}, {when}: you are no longer called. Please confirm: {link}"
    first = f"{sheet.calls[0].label} {sheet.call}" if sheet.calls else "your call sheet"
    where = f", {sheet.place.name}" if sheet.place.name else ""
    return f"{sheet.production}, {when}: {first}{where}. Please open and confirm: {link}"


def calendar(row: CallSheetRecipient, sheet: PersonalSheet, secret: str, link: str = "", organizer: str = "") -> bytes:
    """Their call as a calendar file; empty when there is no time to put into a calendar."""
    entry = calendar_entry(row, sheet, secret, link)
    name = f"{sheet.production}: calls"
    return ics.calendar([entry], name=name, zone=sheet.zone, organizer=organizer) if entry else b""


def calendar_entry(row: CallSheetRecipient, sheet: PersonalSheet, secret: str, link: str = "") -> ics.Entry | None:
    """The entry of one recipient's call: one UID for sheet and person, its sequence raised with every change."""
    first = sheet.first or row.call_local  # who is no longer called takes the old hour back
    if first is None:
        return None
    gone = sheet.cancelled or not sheet.called
    until = max(sheet.until or first + WORKDAY, first + EARLIEST_END)
    what = f"{sheet.calls[0].label} {sheet.call}" if sheet.calls else "Call"
    return ics.Entry(
        uid=ics.uid(secret, "call sheet", row.call_sheet_id, row.key),
        summary=f"{'Cancelled: ' if gone else ''}{what}, {sheet.production}{f' ({sheet.day})' if sheet.day else ''}",
        start=sheet.moment(first),
        end=sheet.moment(until),
        location=", ".join(part for part in (sheet.place.name, " ".join(sheet.place.address.split())) if part),
        description="\n".join(_body(sheet)),
        url=link,
        sequence=row.sequence,
        status="CANCELLED" if gone else "CONFIRMED",
        alarms=() if gone else ALARMS,
        stamp=row.updated_at,
    )


def _opening(sheet: PersonalSheet, tone: Tone) -> list[str]:
    about = " · ".join(part for part in (sheet.long_date, sheet.day, sheet.version) if part)
    hello = [f"{sheet.name}," if sheet.name else "Hello,", ""]
    if tone == "cancelled":
        return [*hello, "THIS CALL SHEET IS CANCELLED. Do not travel on it.", f"{sheet.production}: {about}"]
    if tone == "reminder":
        return [*hello, "we have not heard from you yet. Please confirm that you know your call.", "", about]
    return [*hello, f"{sheet.production}: {about}"]


def _body(sheet: PersonalSheet) -> list[str]:
    if sheet.cancelled:
        return []
    if not sheet.called:
        return ["You are no longer called on this day."]
    lines = [f"{call.label}: {call}" for call in sheet.calls] or ["Your call: no time yet"]
    if sheet.place.name or sheet.place.address:
        where = ", ".join(part for part in (sheet.place.name, *sheet.place.address.splitlines()) if part)
        lines += ["", f"Where: {where}"]
        lines += [sheet.place.map_url] if sheet.place.map_url else []
    if sheet.changes:
        lines += ["", "Changed since you confirmed:", *(f"- {line}" for line in sheet.changes)]
    if sheet.scenes:
        lines += ["", "Your scenes: " + ", ".join(scene.number for scene in sheet.scenes)]
    return lines


def _ask(sheet: PersonalSheet, tone: Tone) -> str:
    if tone == "cancelled" or sheet.cancelled:
        return "Open this link to tell us that you know:"
    return "Open your call sheet and confirm here:"


def _closing(attachments: tuple[Attachment, ...]) -> str:
    files = [name for name, _mime, _content in attachments]
    attached = f"Attached: {', '.join(files)}. " if files else ""
    return f"{attached}If the link does not open where you are, answer this mail. The link is yours alone."


def _html(sheet: PersonalSheet, tone: Tone, link: str, attachments: tuple[Attachment, ...]) -> str:
    """The same in one column that every mail program shows; colours are left to it, so that dark ones stay dark."""
    opening = "<br>".join(escape(line) for line in _opening(sheet, tone))
    calls = sheet.calls if sheet.called and not sheet.cancelled else ()
    big = ""
    if calls:
        label, clock = escape(calls[0].label), escape(str(calls[0]))
        big = f'<p style="margin:16px 0 0">{label}</p><p style="font-size:44px;font-weight:bold;margin:0">{clock}</p>'
    shown = _body(sheet)[1:] if calls else _body(sheet)
    rest = "<br>".join(escape(line) for line in shown)
    button = (
        f'<p style="margin:24px 0"><a href="{escape(link)}" style="background:#12692c;color:#ffffff;padding:14px 22px;'
        f'border-radius:8px;text-decoration:none;font-weight:bold">'
        f"{'Open' if sheet.cancelled else 'Open and confirm'}</a></p>"
    )
    return (
        f'<div dir="auto" style="font-family:sans-serif;font-size:16px;line-height:1.5"><p>{opening}</p>{big}'
        f"<p>{rest}</p>{button}<p>{escape(link)}</p><p>{escape(_closing(attachments))}</p></div>"
    )
