"""A month laid out in weeks, and the same entries as a list: pure logic of the calendar page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

Entry = dict[str, Any]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FREE = ("holiday", "off")
OPENS = ("shoot", "task")


def span(month: dt.date) -> tuple[dt.date, dt.date]:
    """The Monday before (or on) the first of a month, and the Sunday after its last day."""
    first = month.replace(day=1)
    start = first - dt.timedelta(days=first.weekday())
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return start, last + dt.timedelta(days=6 - last.weekday())


def moved(month: dt.date, by: int) -> dt.date:
    """The first of the month that many months later; stays within the years a date can have here."""
    count = month.year * 12 + month.month - 1 + by
    return dt.date(min(max(count // 12, 1900), 2099), count % 12 + 1, 1)


def month_of(text: str | None, today: dt.date) -> dt.date:
    """The first of the month an address names (`2026-11`), else of this one."""
    try:
        return dt.date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)


def key_of(entry: Entry) -> str:
    """What an entry is called between page and browser."""
    return f"{entry['kind']}:{entry['id']}"


def weeks(month: dt.date, today: dt.date, entries: Iterable[Entry]) -> list[list[dict[str, Any]]]:
    """The month as weeks of days with their entries, for the month component."""
    on = by_date(entries)
    start, end = span(month)
    days = [start + dt.timedelta(days=offset) for offset in range((end - start).days + 1)]
    cells = [_cell(day, month, today, on.get(day.isoformat(), [])) for day in days]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def by_date(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by their date."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry["date"]].append(entry)
    return dict(found)


def _cell(day: dt.date, month: dt.date, today: dt.date, entries: Sequence[Entry]) -> dict[str, Any]:
    worked = any(entry["kind"] in ("shoot", "work") for entry in entries)
    free = any(entry["kind"] in FREE for entry in entries) or day.weekday() > 4
    return {
        "date": day.isoformat(),
        "label": str(day.day) if day.month == month.month else f"{day.day} {day:%b}",
        "inside": day.month == month.month,
        "today": day == today,
        "free": free and not worked,
        "entries": [
            {
                "key": key_of(entry), "kind": entry["kind"], "title": entry["title"], "detail": entry["detail"],
                "opens": entry["kind"] in OPENS,
            }
            for entry in entries
        ],
    }  # fmt: skip
