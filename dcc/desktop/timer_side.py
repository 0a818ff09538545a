"""The left side of the window: the running task, Start, Switch and Stop, a gap to keep, the tasks to choose from."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from .days import clock, running
from .watch import Watch

WRAP = 330
BLIND = "This desktop does not tell when you are away: the timer runs until you stop it."


class TimerSide(ttk.Frame):
    """Shows a watch. `changed` is called after Start, Switch and Stop."""

    def __init__(self, parent: Any, watch: Watch, changed: Callable[[], None]) -> None:
        super().__init__(parent, style="Panel.TFrame", padding=18)
        self._watch = watch
        self._changed = changed
        self._shown: list[tuple[int, str, str]] = []
        self._gap: Any = None
        self._build_clock()
        self._build_buttons()
        self._gaps = self._build_gaps()
        self._build_tasks()

    def refresh(self) -> None:
        """Show what there is now."""
        now = self._watch.look()
        runs = now.state in ("active", "idle")
        self._task.configure(text=self._watch.headline(now))
        self._clock.configure(text=running(now.since_seconds) if runs else "–:––")
        self._where.configure(text=self._watch.where(now))
        waiting = f" · {now.waiting} waiting to be sent" if now.waiting else ""
        self._today.configure(text=f"Today {clock(now.today_seconds)}{waiting}")
        self._message.configure(text=self._watch.message(now))
        self._start.configure(
            text=self._watch.start_label(now), state="normal" if self._watch.can_start(now) else "disabled"
        )
        self._stop.configure(state="normal" if runs else "disabled")
        self._gap = now.gaps[0] if now.gaps else None
        if self._gap is None:
            self._gaps.grid_remove()
        else:
            self._gap_text.configure(text=self._watch.gap_text(self._gap))
            self._gaps.grid()
        self._show_tasks(self._watch.found(now))

    def _build_clock(self) -> None:
        self.columnconfigure(0, weight=1)
        self._task = ttk.Label(self, style="Task.TLabel", wraplength=WRAP)
        self._clock = ttk.Label(self, style="Clock.TLabel")
        self._where = ttk.Label(self, style="Dim.TLabel", wraplength=WRAP)
        self._today = ttk.Label(self, style="Panel.TLabel")
        self._message = ttk.Label(self, style="Panel.TLabel", foreground="#facc15", wraplength=WRAP)
        for row, label in enumerate((self._task, self._clock, self._where, self._today, self._message)):
            label.grid(row=row, sticky="w", pady=(0, 3))

    def _build_buttons(self) -> None:
        buttons = ttk.Frame(self, style="Panel.TFrame")
        self._start = ttk.Button(buttons, text="Start", style="Go.TButton", command=self._start_pressed)
        self._stop = ttk.Button(buttons, text="Stop", command=self._stop_pressed)
        self._start.pack(side="left", fill="x", expand=True)
        self._stop.pack(side="left", fill="x", expand=True, padx=(8, 0))
        buttons.grid(row=5, sticky="ew", pady=(8, 6))
        self._by_hand = tk.BooleanVar(self, self._watch.by_hand)
        if self._watch.can_measure:
            how: ttk.Widget = ttk.Checkbutton(
                self, text="Run until I stop it, also while I am away", style="Panel.TCheckbutton",
                variable=self._by_hand, command=self._how_changed,
            )  # fmt: skip
        else:
            how = ttk.Label(self, text=BLIND, style="Dim.TLabel", wraplength=WRAP)
        how.grid(row=6, sticky="w", pady=(0, 8))

    def _build_gaps(self) -> ttk.Frame:
        box = ttk.Frame(self, style="Panel.TFrame")
        self._gap_text = ttk.Label(box, style="Panel.TLabel", wraplength=WRAP)
        self._reason = ttk.Entry(box)
        self._gap_text.pack(anchor="w")
        ttk.Label(box, text="What was it?", style="Dim.TLabel").pack(anchor="w")
        self._reason.pack(fill="x", pady=4)
        ttk.Button(box, text="It was work", command=self._keep).pack(side="left", fill="x", expand=True)
        ttk.Button(box, text="Discard", command=self._discard).pack(side="left", fill="x", expand=True, padx=(8, 0))
        box.grid(row=7, sticky="ew", pady=(0, 8))
        return box

    def _build_tasks(self) -> None:
        ttk.Label(self, text="Search tasks", style="Dim.TLabel").grid(row=8, sticky="w")
        search = tk.StringVar(self)
        search.trace_add("write", lambda *_: self._searched(search.get()))
        self.search = ttk.Entry(self, textvariable=search)
        self.search.grid(row=9, sticky="ew", pady=(2, 6))
        self.tasks = ttk.Treeview(self, columns=("production",), show="tree headings", selectmode="browse", height=6)
        self.tasks.heading("#0", text="Task", anchor="w")
        self.tasks.heading("production", text="Production", anchor="w")
        self.tasks.column("#0", width=210)
        self.tasks.column("production", width=130)
        self.tasks.grid(row=10, sticky="nsew")
        self.rowconfigure(10, weight=1)
        self.tasks.bind("<<TreeviewSelect>>", self._chose)
        self.tasks.bind("<Double-1>", lambda _: self._start_pressed())
        self.tasks.bind("<Return>", lambda _: self._start_pressed())
        ttk.Button(self, text="Reload tasks", command=self._watch.refresh).grid(row=11, sticky="ew", pady=(8, 0))

    def _show_tasks(self, tasks: list[Any]) -> None:
        wanted = [(task.id, task.title, task.production) for task in tasks]
        if wanted == self._shown:
            return
        self._shown = wanted
        self.tasks.delete(*self.tasks.get_children())
        for task_id, title, production in wanted:
            self.tasks.insert("", "end", iid=str(task_id), text=title, values=(production,))
        if any(task_id == self._watch.chosen for task_id, _, _ in wanted):
            self.tasks.selection_set(str(self._watch.chosen))

    def _searched(self, text: str) -> None:
        self._watch.search = text
        self.refresh()

    def _chose(self, _: Any) -> None:
        if chosen := self.tasks.selection():
            self._watch.choose(int(chosen[0]))
        self.refresh()

    def _how_changed(self) -> None:
        self._watch.by_hand = self._by_hand.get()

    def _start_pressed(self) -> None:
        if self._watch.can_start(self._watch.look()):
            self._watch.start()
            self._acted()

    def _stop_pressed(self) -> None:
        self._watch.stop()
        self._acted()

    def _keep(self) -> None:
        self._watch.keep_gap(self._gap, self._reason.get())
        self._reason.delete(0, "end")
        self._acted()

    def _discard(self) -> None:
        self._watch.drop_gap(self._gap)
        self._acted()

    def _acted(self) -> None:
        self.refresh()
        self._changed()
