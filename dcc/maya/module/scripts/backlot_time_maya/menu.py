"""The menu Backlot in Maya's main window: Open panel, Start, Stop."""

from __future__ import annotations

from typing import Any

from maya import cmds, mel

from .backlot_client import Presenter
from .dock import Dock

NAME = "BacklotTimeMenu"


def install(controls: Presenter, dock: Dock) -> None:
    """Put the menu into the main window, in place of an older one."""

    def start(*_: Any) -> None:
        if not controls.start():
            dock.open()  # nothing chosen yet: this is where one chooses

    remove()
    cmds.menu(NAME, label="Backlot", parent=mel.eval("$backlotTimeMain = $gMainWindow"), tearOff=True)
    cmds.menuItem(label="Open panel", parent=NAME, command=lambda *_: dock.open())
    cmds.menuItem(label="Start", parent=NAME, command=start)
    cmds.menuItem(label="Stop", parent=NAME, command=lambda *_: controls.stop())


def remove() -> None:
    """Take the menu away if it is there."""
    if cmds.menu(NAME, exists=True):
        cmds.deleteUI(NAME)
