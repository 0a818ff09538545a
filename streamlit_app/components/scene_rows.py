"""Scenes with what the plan knows about them: their shooting day and cast; and which of them a filter keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from streamlit_app import words
from streamlit_app.api.client import Api

Row = dict[str, Any]
FLAGS = {"stunts": "Stunts", "vfx": "VFX", "weather_dependent": "Weather"}


def load_rows(api: Api, path: str) -> list[Row]:
    """Every scene in script order, with `day` ({number, date} or None), `cast_numbers` and `cast_ids`."""
    schedule = api.get(f"{path}/schedule")
    strips = {strip["scene_id"]: (strip, None) for strip in schedule["unscheduled"] or []}
    for day in reversed(schedule["days"]):  # a scene in parts is on the day of its first
        strips |= {
            strip["scene_id"]: (strip, {"number": day["number"], "date": day["date"]}) for strip in day["strips"]
        }
    nobody: tuple[Row, None] = ({"cast_numbers": [], "cast_member_ids": []}, None)
    rows = []
    for scene in api.every(f"{path}/scenes"):
        strip, day = strips.get(scene["id"], nobody)
        rows.append({**scene, "day": day, "cast_numbers": strip["cast_numbers"], "cast_ids": strip["cast_member_ids"]})
    return rows


@dataclass(frozen=True)
class Wanted:
    """What the filter bar asks for; empty fields ask for nothing."""

    search: str = ""
    status: Sequence[str] = ()
    place: str | None = None
    light: str | None = None
    set_name: str | None = None
    cast_id: int | None = None
    unscheduled: bool = False

    def keeps(self, row: Row) -> bool:
        """Whether a scene is wanted."""
        text = " ".join((row["number"], row["heading"], row["set_name"], row["synopsis"])).casefold()
        return (
            (not self.search or self.search.strip().casefold() in text)
            and (not self.status or row["status"] in self.status)
            and (not self.place or row["int_ext"] == self.place)
            and (not self.light or row["day_night"] == self.light)
            and (not self.set_name or row["set_name"] == self.set_name)
            and (not self.cast_id or self.cast_id in row["cast_ids"])
            and (not self.unscheduled or (row["day"] is None and row["status"] != "omitted"))
        )


def totals(rows: Sequence[Row]) -> str:
    """`69 scenes · 58 3/8 pages · 12 unscheduled · 4 completed`; omitted scenes count for nothing."""
    live = [row for row in rows if row["status"] != "omitted"]
    parts = [words.plural(len(live), "scene"), f"{words.eighths(sum(row['eighths'] for row in live))} pages"]
    for count, word in (
        (sum(row["day"] is None for row in live), "unscheduled"),
        (sum(row["status"] == "completed" for row in live), "completed"),
        (len(rows) - len(live), "omitted"),
    ):
        if count:
            parts.append(f"{count} {word}")
    return " · ".join(parts)


def day_of(row: Row) -> str:
    """`Day 3 · Mon 23 Nov`, or nothing."""
    return f"Day {row['day']['number']} · {words.day(row['day']['date'])}" if row["day"] else ""


def flags(row: Row) -> str:
    """`Stunts, VFX`."""
    return ", ".join(label for name, label in FLAGS.items() if row[name])


def choices(rows: Sequence[Row], name: str) -> list[str]:
    """The different values of a field, sorted."""
    return sorted({row[name] for row in rows if row[name]})
