"""The calendar: a month of days with their hours; a click on a day shows its sessions."""

from __future__ import annotations

import datetime as dt
import tkinter as tk
from tkinter import ttk
from typing import Any

from . import days, questions, theme
from .errands import Errands

COLUMNS = (("from", "From", 70), ("to", "To", 70), ("hours", "Hours", 70), ("program", "Program", 110))
PROGRAMS = {"manual": "by hand", "web": "web page"}
FULL_DAY = 8 * 3600.0  # hours at which a day's bar is full


class CalendarTab(ttk.Frame):
    """A month, the chosen day and its sessions. Arrow keys move the choice."""

    def __init__(self, parent: Any, errands: Errands) -> None:
        super().__init__(parent, padding=(0, 6))
        self._errands = errands
        self.day = dt.date.today()
        self._hours: dict[dt.date, float] = {}
        self._build_head()
        self.canvas = tk.Canvas(self, height=330, background=theme.BACK, highlightthickness=0, takefocus=True)
        self.canvas.pack(fill="both", expand=True, pady=8)
        self.canvas.bind("<Configure>", lambda _: self.draw())
        self.canvas.bind("<Button-1>", self._clicked)
        for key, step in (("Left", -1), ("Right", 1), ("Up", -7), ("Down", 7)):
            self.canvas.bind(f"<{key}>", lambda _, step=step: self.choose(self.day + dt.timedelta(step)))  # type: ignore[misc]
        self._build_sessions()

    def fetch(self) -> None:
        """Ask for the month's hours and the day's sessions; what is shown stays until they come."""
        day = self.day
        self._errands.ask("month", lambda api, who: questions.month_hours(api, who, day), self._show_hours)
        self._errands.ask("day", lambda api, who: questions.sessions(api, who, day), self._show_sessions)

    def choose(self, day: dt.date) -> None:
        """Show another day, and its month."""
        self.day = day
        self._day_label.configure(text=f"{day:%A}, {day.day} {day:%B %Y}")
        self.sessions.delete(*self.sessions.get_children())
        self.draw()
        self.fetch()

    def cell(self, day: dt.date) -> tuple[float, float, float, float]:
        """Where a day is drawn: left, top, right, bottom."""
        weeks = days.month(self.day)
        row = next(row for row, week in enumerate(weeks) if day in week)
        width, height = self.canvas.winfo_width() / 7, (self.canvas.winfo_height() - 26) / len(weeks)
        column = day.weekday()
        return column * width, 26 + row * height, (column + 1) * width - 4, 26 + (row + 1) * height - 4

    def draw(self) -> None:
        """Draw the month."""
        self.canvas.delete("all")
        self._title.configure(text=f"{self.day:%B %Y}")
        width = self.canvas.winfo_width() / 7
        for column, name in enumerate(days.WEEKDAYS):
            self.canvas.create_text(column * width + 8, 12, text=name, fill=theme.DIM, anchor="w")
        for week in days.month(self.day):
            for day in week:
                self._draw_day(day)

    def _draw_day(self, day: dt.date) -> None:
        left, top, right, bottom = self.cell(day)
        inside, seconds = day.month == self.day.month, self._hours.get(day, 0)
        edge = theme.CYAN if day == self.day else theme.LINE if inside else theme.BACK
        fill = theme.FIELD if day == dt.date.today() else theme.PANEL if inside else theme.BACK
        self.canvas.create_rectangle(left, top, right, bottom, fill=fill, outline=edge, width=2)
        self.canvas.create_text(
            left + 9, top + 13, text=str(day.day), anchor="w", fill=theme.TEXT if inside else theme.DIM
        )
        if seconds >= 30:
            share = min(1.0, seconds / FULL_DAY)
            self.canvas.create_text(right - 9, top + 13, text=days.clock(seconds), anchor="e", fill=theme.CYAN)
            self.canvas.create_rectangle(
                left + 8, bottom - 9, left + 8 + (right - left - 16) * share, bottom - 5, fill=theme.BUTTON, width=0
            )

    def _build_head(self) -> None:
        head = ttk.Frame(self)
        head.pack(fill="x")
        self._title = ttk.Label(head, style="Head.TLabel")
        self._title.pack(side="left")
        for text, step in (("›", 1), ("Today", 0), ("‹", -1)):
            ttk.Button(head, text=text, width=6 if not step else 3, command=lambda step=step: self._turn(step)).pack(  # type: ignore[misc]
                side="right", padx=(6, 0)
            )

    def _build_sessions(self) -> None:
        self._day_label = ttk.Label(self, style="Head.TLabel")
        self._day_label.pack(anchor="w", pady=(0, 4))
        names = [name for name, _, _ in COLUMNS]
        self.sessions = ttk.Treeview(self, columns=names, show="tree headings", height=5)
        self.sessions.heading("#0", text="Task", anchor="w")
        for name, text, width in COLUMNS:
            self.sessions.heading(name, text=text, anchor="w")
            self.sessions.column(name, width=width, stretch=False)
        self.sessions.pack(fill="both")
        self._day_label.configure(text=f"{self.day:%A}, {self.day.day} {self.day:%B %Y}")

    def _turn(self, step: int) -> None:
        self.choose(days.other_month(self.day, step) if step else dt.date.today())

    def _clicked(self, event: Any) -> None:
        self.canvas.focus_set()
        for week in days.month(self.day):
            for day in week:
                left, top, right, bottom = self.cell(day)
                if left <= event.x <= right and top <= event.y <= bottom:
                    self.choose(day)
                    return

    def _show_hours(self, hours: dict[dt.date, float]) -> None:
        self._hours.update({day: 0.0 for week in days.month(self.day) for day in week})
        self._hours.update(hours)
        self.draw()

    def _show_sessions(self, sessions: list[dict[str, Any]]) -> None:
        self.sessions.delete(*self.sessions.get_children())
        for one in sessions:
            begin, end = days.moment(one["started_at"]), days.moment(one["ended_at"])
            until = "now" if one["state"] == "active" else f"{end:%H:%M}"
            row = (f"{begin:%H:%M}", until, days.clock(one["seconds"]), PROGRAMS.get(one["dcc"], one["dcc"]))
            self.sessions.insert("", "end", text=f"{one['task_title']} ({one['production_title']})", values=row)
        if not sessions:
            self.sessions.insert("", "end", text="No time on this day")
