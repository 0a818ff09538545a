"""The window: pairing first, then the timer on the left and one's days and hours on the right."""

from __future__ import annotations

import datetime as dt
import time
import tkinter as tk
import webbrowser
from tkinter import ttk

from ..backlot_client import TimeClient
from ..backlot_client.config import Home
from . import theme
from .calendar_tab import CalendarTab
from .errands import Errands
from .host import DesktopHost
from .pairing import Pairing
from .report_tab import ReportTab
from .timer_side import TimerSide
from .watch import Watch

LOOK_MS = 1000  # how often the clock is looked at
ASK_S = 20.0  # how often the server is asked what runs
SURE, SURE_MS = "Really unpair?", 5000
WIDTH, HEIGHT = 1320, 820


class Window:
    """Everything the artist sees, and the client behind it."""

    def __init__(self) -> None:
        self.root = tk.Tk(className="Backlot time")
        self.root.title("Backlot time")
        self.root.geometry(f"{WIDTH}x{HEIGHT}")
        self.root.minsize(960, 640)
        theme.apply(self.root)
        self.home = Home()
        self.client = TimeClient(DesktopHost())
        self.errands = Errands(self.home, self.root.after)
        self.errands.offline, self.errands.refused = self._offline, self._refused
        self.watch = Watch(self.client, self.errands)
        self._banner = ttk.Label(self.root, style="Warn.TLabel")
        self._body: ttk.Frame | None = None
        self._paired: bool | None = None
        self._asked = 0.0
        self._heard: dt.datetime | None = None
        self.root.protocol("WM_DELETE_WINDOW", self.close)

    def run(self) -> None:
        """Show the window until it is closed."""
        self.client.begin()
        self._look()
        self.root.mainloop()

    def close(self) -> None:
        """Keep what is measured, send what can be sent within a second, and go."""
        self.root.withdraw()
        self.errands.close()
        self.client.quit(timeout=1.0)
        self.root.destroy()

    def _look(self) -> None:
        now = self.watch.look()
        if now.paired != self._paired:
            self._paired = now.paired
            self._rebuild()
        if isinstance(self._body, Pairing):
            self._body.refresh()
        else:
            self._side.refresh()
            if time.monotonic() - self._asked > ASK_S:
                self._ask()
        self.root.after(LOOK_MS, self._look)

    def _ask(self) -> None:
        if not self._paired:
            return
        self._asked = time.monotonic()
        if not self.watch.look().tasks:
            self.watch.refresh()
        self.watch.ask_server()
        self._calendar.fetch()
        self._report.fetch()

    def _rebuild(self) -> None:
        if self._body is not None:
            self._body.destroy()
        self.errands.forget()
        self._banner.pack_forget()
        if not self._paired:
            self._body = Pairing(self.root, self.watch, self.watch.look().server)
            self._body.place(relx=0.5, rely=0.45, anchor="center")
            return
        self._body = ttk.Frame(self.root, padding=16)
        self._body.pack(fill="both", expand=True)
        self._build_head(self._body)
        self._side = TimerSide(self._body, self.watch, self._acted)
        self._side.pack(side="left", fill="y")
        book = ttk.Notebook(self._body)
        book.pack(side="left", fill="both", expand=True, padx=(16, 0))
        self._calendar, self._report = CalendarTab(book, self.errands), ReportTab(book, self.errands)
        book.add(self._calendar, text="Calendar")
        book.add(self._report, text="Report")
        self._ask()

    def _build_head(self, body: ttk.Frame) -> None:
        head = ttk.Frame(body)
        head.pack(fill="x", pady=(0, 12))
        now = self.watch.look()
        ttk.Label(head, text="Backlot time", style="Head.TLabel", foreground=theme.CYAN).pack(side="left")
        ttk.Label(head, text=f"{now.user} at {now.server}", style="Bare.TLabel").pack(side="left", padx=14)
        self._unpair = ttk.Button(head, text="Unpair", width=14, command=self._unpair_pressed)
        self._unpair.pack(side="right")
        ttk.Button(head, text="Team time in the browser", command=self._open_team).pack(side="right", padx=8)

    def _open_team(self) -> None:
        webbrowser.open(f"{self.watch.look().server}/team-time")

    def _unpair_pressed(self) -> None:
        """Twice means it: every other program on this machine is unpaired with it."""
        if self._unpair.cget("text") == SURE:
            self._unpair.configure(state="disabled")
            self.client.unpair()
            return
        self._unpair.configure(text=SURE)
        button = self._unpair
        self.root.after(SURE_MS, lambda: button.winfo_exists() and button.configure(text="Unpair"))

    def _acted(self) -> None:
        """The timer was started or stopped: the hours on the right are about to change."""
        self.root.after(1500, self._ask)

    def _offline(self, text: str) -> None:
        if not text:
            self._heard = dt.datetime.now()
            self._banner.pack_forget()
        elif self._paired:
            of = f" Days and hours are as of {self._heard:%H:%M}." if self._heard else ""
            self._warn(f"Offline. {text} A measured timer goes on and is sent later.{of}")

    def _refused(self, text: str) -> None:
        if self._paired:
            self._warn(text)

    def _warn(self, text: str) -> None:
        self._banner.configure(text=text)
        if self._body is not None:
            self._banner.pack(side="top", fill="x", before=self._body)
