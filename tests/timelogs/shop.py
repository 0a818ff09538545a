"""A small VFX shop: one production, a supervisor, two artists, tasks."""

from typing import Any

from tests.people import Caller, Studio


class Shop:
    """`shop.task("Animation")` → id; `shop.ana`, `shop.ben` are artists, `shop.lead` approves."""

    def __init__(self, studio: Studio, **columns: Any) -> None:
        self.studio = studio
        self.id = studio.production(**columns)
        self.path = f"/productions/{self.id}"
        self.boss = studio.admin(self.id)
        self.lead = studio.member(self.id, "vfx_supervisor", name="Lea Lead")
        self.ana: Caller = studio.member(self.id, "vfx_artist", name="Ana Artist")
        self.ben: Caller = studio.member(self.id, "vfx_artist", name="Ben Artist")

    def task(self, title: str = "Animation", **more: Any) -> int:
        """A task's id."""
        return self.boss.post(f"{self.path}/tasks", {"title": title, **more}).data["id"]

    def segments(self, caller: Caller, **query: Any) -> list[dict[str, Any]]:
        """What a caller sees, the first first."""
        text = "&".join(f"{name.rstrip('_')}={value}" for name, value in query.items())
        return list(reversed(caller.get(f"/time/segments?{text}").data))

    def hours(self, caller: Caller) -> list[float]:
        """Minutes of each segment, the first first."""
        return [row["seconds"] / 60 for row in self.segments(caller)]

    def today(self, caller: Caller) -> int:
        """Seconds that count for a caller today."""
        return caller.get("/time/timer").data["seconds_today"]
