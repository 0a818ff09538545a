"""Before anything else: the code from the web page that lets this machine in, in place of a password."""

from __future__ import annotations

from tkinter import ttk
from typing import Any

from .watch import Watch


class Pairing(ttk.Frame):
    """Server, code, one button; says what went wrong."""

    def __init__(self, parent: Any, watch: Watch, server: str) -> None:
        super().__init__(parent, style="Panel.TFrame", padding=28)
        self._watch = watch
        lines = (
            ("Task.TLabel", "Pair this machine"),
            (
                "Dim.TLabel",
                "Open Backlot in your browser, go to DCC setup and make a code. It is valid for ten minutes.",
            ),
        )
        for style, text in lines:
            ttk.Label(self, text=text, style=style, wraplength=400).pack(anchor="w", pady=(0, 10))
        self.server, self.code = ttk.Entry(self, width=44), ttk.Entry(self, width=44)
        self.server.insert(0, server)
        for text, entry in (("Server", self.server), ("Code", self.code)):
            ttk.Label(self, text=text, style="Dim.TLabel").pack(anchor="w")
            entry.pack(fill="x", pady=(2, 10))
            entry.bind("<Return>", lambda _: self._pair())
        self.button = ttk.Button(self, text="Pair", style="Go.TButton", command=self._pair)
        self.button.pack(fill="x", pady=(6, 10))
        self._message = ttk.Label(self, style="Panel.TLabel", foreground="#facc15", wraplength=400)
        self._message.pack(anchor="w")
        (self.code if server else self.server).focus_set()

    def refresh(self) -> None:
        """Show how pairing goes."""
        self._message.configure(text=self._watch.message(self._watch.look()))

    def _pair(self) -> None:
        self._watch.pair(self.code.get(), self.server.get())
        self.refresh()
