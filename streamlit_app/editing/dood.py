"""What a day out of days shows: columns, totals and words; no Streamlit here."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from streamlit_app import words

Row = dict[str, Any]
TOTALS = {
    "work": "Work", "hold": "Hold", "drop": "Drop", "travel": "Travel", "rehearsal": "Reh.", "fitting": "Fit.",
    "holiday": "Hol.", "paid": "Paid",
}  # fmt: skip
ALWAYS = {"work", "hold", "paid"}  # the other totals are shown when somebody has some
CODES = {
    "S": "start", "W": "work", "H": "hold", "D": "drop", "P": "pick-up", "F": "finish", "TR": "travel",
    "R": "rehearsal", "FT": "fitting", "/": "holiday", "M": "company travel",
}  # fmt: skip
EVENTS = {"travel": "Travel", "rehearsal": "Rehearsal", "fitting": "Fitting"}
KINDS = {
    "shoot": "", "work": "no shooting day on this board", "off": "day off", "holiday": "holiday",
    "travel": "company travel",
}  # fmt: skip
WHO = {"all": "Everybody", "held": "Held", "dropped": "Dropped", "one_day": "One day only"}


def chosen(rows: Sequence[Row], who: str, search: str = "") -> list[Row]:
    """The rows a filter (a key of WHO) and a part of a name leave."""
    part = search.strip().casefold()
    return [
        row for row in rows if _is(row, who) and part in f"{row['number']} {row['name']} {row['performer']}".casefold()
    ]


def _is(row: Row, who: str) -> bool:
    """Whether a row is what a key of WHO asks for."""
    asked = {"held": row["hold"] > 0, "dropped": row["drop"] > 0, "one_day": row["work"] == 1}
    return bool(asked.get(who, True))


def grid(dood: Row, rows: Sequence[Row]) -> Row:
    """What the grid's script draws."""
    columns = dood["columns"]
    money = dood["totals"]["hold_cost"] is not None and any(row["hold_cost"] for row in rows)
    counted = [name for name in TOTALS if name in ALWAYS or any(row[name] for row in rows)]
    totals = [*(TOTALS[name] for name in counted), "Start", "Finish", *(["Hold cost"] if money else [])]
    return {
        "label": f"Day out of days, {dood['category']}",
        "who": dood["category"],
        "columns": [_column(column) for column in columns],
        "totals": totals,
        "rows": [_row(row, columns, counted, dood["currency"] if money else "") for row in rows],
        "working_label": "Working",
        "working": [str(_working(rows, column["date"]) or "") for column in columns],
        "sums": [
            *(str(sum(row[name] for row in rows) or "") for name in counted), "", "",
            *([amount(sum(row["hold_cost"] for row in rows), dood["currency"])] if money else []),
        ],
    }  # fmt: skip


def titled(column: Row) -> str:
    """`Tue 24 Nov, day 3`; another unit by its name; what the date is when nobody shoots."""
    shot = [f"day {day['number']}" + (f" {day['unit']}" if place else "") for place, day in enumerate(column["days"])]
    return ", ".join(part for part in (words.day(column["date"]), *shot, KINDS[column["kind"]]) if part)


def spelled(code: str) -> str:
    """`SWD` → `start, work, drop`; `H/FT` → `hold, fitting`."""
    if code in CODES:
        return CODES[code]
    return ", ".join(CODES.get(part) or ", ".join(CODES[letter] for letter in part) for part in code.split("/"))


def amount(minor: int, currency: str) -> str:
    """`1 250 EUR`; cents only when there are some."""
    whole, cents = divmod(minor, 100)
    return f"{whole:,}".replace(",", "\u202f") + (f".{cents:02d}" if cents else "") + f" {currency}"


def _column(column: Row) -> Row:
    date = dt.date.fromisoformat(column["date"])
    numbers = [str(day["number"]) if not place else f"({day['number']})" for place, day in enumerate(column["days"])]
    return {
        "month": f"{date:%B %Y}",
        "day": str(date.day),
        "weekday": f"{date:%a}"[:2],
        "number": " ".join(numbers) or {"holiday": "/", "travel": "M"}.get(column["kind"], ""),
        "kind": column["kind"],
        "pause": column["after_pause"],
        "title": titled(column),
        "day_id": column["days"][0]["day_id"] if column["days"] else None,
    }


def _row(row: Row, columns: Sequence[Row], counted: Sequence[str], currency: str) -> Row:
    totals = [*(str(row[name] or "") for name in counted), words.day(row["start"]), words.day(row["finish"])]
    if currency:
        totals.append(amount(row["hold_cost"], currency) if row["hold_cost"] else "")
    return {
        "number": row["number"],
        "name": row["name"],
        "performer": row["performer"],
        "codes": [row["codes"].get(column["date"], "") for column in columns],
        "totals": totals,
    }


def _working(rows: Sequence[Row], date: str) -> int:
    return sum("W" in row["codes"].get(date, "") for row in rows)
