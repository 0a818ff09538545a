"""The look of the window: Backlot's deep blue with cyan, on Tk's own widgets."""

from __future__ import annotations

import tkinter as tk
from tkinter import font, ttk

BACK, PANEL, FIELD, LINE = "#061323", "#0c2138", "#0e2a47", "#1b3a5b"
TEXT, DIM, CYAN, BUTTON, BUTTON_OVER = "#e3f1fb", "#9fc4dc", "#67e8f9", "#0a7f9e", "#0b93b8"
WARN = "#facc15"
SIZE = 11


def apply(root: tk.Tk) -> None:
    """Give every widget of this window the look."""
    for name in ("TkDefaultFont", "TkTextFont", "TkHeadingFont", "TkMenuFont"):
        font.nametofont(name).configure(size=SIZE)
    family = font.nametofont("TkDefaultFont").actual("family")
    root.configure(background=BACK)
    root.option_add("*TCombobox*Listbox.background", FIELD)
    root.option_add("*TCombobox*Listbox.foreground", TEXT)
    style = ttk.Style(root)
    style.theme_use("clam")
    style.configure(
        ".", background=BACK, foreground=TEXT, fieldbackground=FIELD, bordercolor=LINE, lightcolor=LINE,
        darkcolor=LINE, troughcolor=BACK, insertcolor=TEXT, focuscolor=CYAN, selectbackground=BUTTON,
        selectforeground="#ffffff", arrowcolor=TEXT,
    )  # fmt: skip
    style.configure("Panel.TFrame", background=PANEL)
    style.configure("Panel.TLabel", background=PANEL)
    style.configure("Dim.TLabel", background=PANEL, foreground=DIM)
    style.configure("Bare.TLabel", foreground=DIM)
    style.configure("Head.TLabel", font=(family, 15, "bold"))
    style.configure("Task.TLabel", background=PANEL, font=(family, 14, "bold"))
    style.configure("Clock.TLabel", background=PANEL, foreground=CYAN, font=(family, 38, "bold"))
    style.configure("Warn.TLabel", background="#3b2f06", foreground=WARN, padding=(14, 7))
    _buttons(style)
    _fields(style)


def _buttons(style: ttk.Style) -> None:
    style.configure("TButton", background=FIELD, foreground=TEXT, padding=(12, 7), borderwidth=1)
    style.map("TButton", background=[("disabled", PANEL), ("active", LINE)], foreground=[("disabled", "#557089")])
    style.configure("Go.TButton", background=BUTTON, foreground="#ffffff", bordercolor=BUTTON)
    style.map("Go.TButton", background=[("disabled", PANEL), ("active", BUTTON_OVER)])
    style.configure("Panel.TCheckbutton", background=PANEL, indicatorbackground=FIELD, indicatorforeground=CYAN)
    style.map("Panel.TCheckbutton", background=[("active", PANEL)], indicatorbackground=[("selected", FIELD)])


def _fields(style: ttk.Style) -> None:
    style.configure("TEntry", foreground=TEXT, padding=6)
    style.configure("TCombobox", foreground=TEXT, background=FIELD, padding=5)
    style.map("TCombobox", fieldbackground=[("readonly", FIELD)], foreground=[("readonly", TEXT)])
    style.configure("Treeview", background=PANEL, fieldbackground=PANEL, rowheight=30, borderwidth=0)
    style.map("Treeview", background=[("selected", BUTTON)], foreground=[("selected", "#ffffff")])
    style.configure("Treeview.Heading", background=BACK, foreground=DIM, relief="flat", padding=5)
    style.map("Treeview.Heading", background=[("active", BACK)])
    style.configure(
        "TNotebook",
        background=BACK,
        borderwidth=0,
        bordercolor=BACK,
        lightcolor=BACK,
        darkcolor=BACK,
        tabmargins=(0, 0, 0, 6),
    )
    style.configure("TNotebook.Tab", background=BACK, foreground=DIM, padding=(18, 9), bordercolor=BACK)
    style.map(
        "TNotebook.Tab", background=[("selected", FIELD), ("active", PANEL)], foreground=[("selected", CYAN)],
        padding=[("selected", (18, 9))], expand=[("selected", (0, 0, 0, 0))], bordercolor=[("selected", LINE)],
        lightcolor=[("selected", FIELD), ("!selected", BACK)],
    )  # fmt: skip
    style.configure("Vertical.TScrollbar", background=FIELD, bordercolor=BACK)
    style.map("Vertical.TScrollbar", background=[("disabled", BACK), ("active", LINE)], arrowcolor=[("disabled", BACK)])
