"""The personal report: hours of a range, by day and by task, as bars."""

from __future__ import annotations

import datetime as dt
import tkinter as tk
from tkinter import font, ttk
from typing import Any

from . import days, figures, questions, theme
from .errands import Errands

STANDING = 190  # pixels


class ReportTab(ttk.Frame):
    """One's own hours of a chosen range."""

    def __init__(self, parent: Any, errands: Errands) -> None:
        super().__init__(parent, padding=(0, 6))
        self._errands = errands
        self.report: questions.Report | None = None
        head = ttk.Frame(self)
        head.pack(fill="x")
        self._title = ttk.Label(head, style="Head.TLabel")
        self._title.pack(side="left")
        self.range = ttk.Combobox(head, values=list(days.RANGES), state="readonly", width=14)
        self.range.set("This week")
        self.range.pack(side="right")
        self.range.bind("<<ComboboxSelected>>", lambda _: self.fetch())
        self.canvas = tk.Canvas(self, background=theme.BACK, highlightthickness=0)
        scroll = ttk.Scrollbar(self, command=self.canvas.yview)
        self.canvas.configure(yscrollcommand=scroll.set)
        scroll.pack(side="right", fill="y", pady=10)
        self.canvas.pack(fill="both", expand=True, pady=10)
        self._font = font.nametofont("TkDefaultFont")
        self.canvas.bind("<Configure>", lambda _: self.draw())

    def fetch(self) -> None:
        """Ask for the chosen range; what is shown stays until it comes."""
        first, last = days.RANGES[self.range.get()](dt.date.today())
        self._errands.ask("report", lambda api, who: questions.report(api, who, first, last), self._show)

    def draw(self) -> None:
        """Draw the report that came last."""
        self.canvas.delete("all")
        report = self.report
        if report is None:
            return
        width = max(300, self.canvas.winfo_width() - 10)
        if not report.total:
            self.canvas.create_text(0, 20, text="No time in this range", anchor="w", fill=theme.DIM)
            return
        self._heading("By day", 0)
        for bar in figures.standing(report.by_day, width, STANDING):
            self._bar(bar, 26)
            middle = (bar.left + bar.right) / 2
            self.canvas.create_text(middle, bar.bottom + 38, text=bar.name, fill=theme.DIM)
            if len(report.by_day) < 8:
                self.canvas.create_text(middle, bar.top + 16, text=bar.figure, fill=theme.TEXT)
        self._heading("By task", STANDING + 50)
        tall = STANDING + 80 + figures.ROW * len(report.by_task)
        self.canvas.configure(scrollregion=(0, 0, 1, max(tall, self.canvas.winfo_height())))
        for bar in figures.lying(report.by_task, width):
            top = STANDING + 76
            self._bar(bar, top)
            height = top + (bar.top + bar.bottom) / 2
            self.canvas.create_text(
                0,
                height,
                text=figures.shortened(bar.name, self._font.measure, figures.LABEL - 14),
                anchor="w",
                fill=theme.TEXT,
            )
            self.canvas.create_text(bar.right + 8, height, text=bar.figure, anchor="w", fill=theme.TEXT)

    def _show(self, report: questions.Report) -> None:
        self.report = report
        self._title.configure(text=f"{report.first:%d %b} – {report.last:%d %b %Y}: {days.clock(report.total)} hours")
        self.draw()

    def _heading(self, text: str, top: float) -> None:
        self.canvas.create_text(0, top + 10, text=text, anchor="w", fill=theme.DIM)

    def _bar(self, bar: figures.Bar, down: float) -> None:
        self.canvas.create_rectangle(
            bar.left, bar.top + down, bar.right, bar.bottom + down, fill=theme.BUTTON, width=0, tags="bar"
        )
