"""The panel in Maya's own controls, for a Maya whose Qt cannot be used from Python."""

from __future__ import annotations

import threading
from typing import Any

from maya import cmds, utils

from .backlot_client import Presenter

NAME = "BacklotTimeWindow"


class Window:
    """The same as `panel.Panel`, in a window. A thread asks Maya once a second, when it has time, to look again."""

    def __init__(self, controls: Presenter) -> None:
        self._controls = controls
        self._shown_tasks: list[tuple[int, str]] = []
        self._gap: Any = None
        self._closed = threading.Event()
        self._looked = threading.Event()
        close()
        cmds.window(NAME, title="Backlot time", widthHeight=(320, 420))
        cmds.columnLayout(adjustableColumn=True, rowSpacing=4)
        self._message = _made(cmds.text, label="", align="left", wordWrap=True)
        self._pairing = self._section(self._build_pairing)
        self._work = self._section(self._build_work)
        self.refresh()
        cmds.showWindow(NAME)
        threading.Thread(target=self._tick, name="backlot-time-window", daemon=True).start()

    def close(self) -> None:
        """Take the window away."""
        self._closed.set()
        close()

    def refresh(self) -> None:
        """Show what the client says now; ends the ticking when somebody closed the window."""
        self._looked.set()
        if self._closed.is_set() or not cmds.window(NAME, exists=True):
            self._closed.set()
            return
        now = self._controls.look()
        cmds.columnLayout(self._pairing, edit=True, manage=not now.paired)
        cmds.columnLayout(self._work, edit=True, manage=now.paired)
        if not cmds.textField(self._server, query=True, text=True) and now.server:
            cmds.textField(self._server, edit=True, text=now.server)
        cmds.text(self._message, edit=True, label=self._controls.message(now))
        cmds.text(self._headline, edit=True, label=self._controls.headline(now))
        cmds.text(self._status, edit=True, label=self._controls.status(now))
        self._show_tasks(self._controls.found(now))
        can_start = self._controls.can_start(now)
        cmds.button(self._start, edit=True, label=self._controls.start_label(now), enable=can_start)
        cmds.button(self._stop, edit=True, enable=now.state != "off")
        self._gap = now.gaps[0] if now.gaps else None
        cmds.columnLayout(self._gaps, edit=True, manage=self._gap is not None)
        if self._gap is not None:
            cmds.text(self._gap_text, edit=True, label=self._controls.gap_text(self._gap))

    def _tick(self) -> None:
        while not self._closed.wait(1.0):
            if self._looked.is_set():  # a busy Maya is asked once, not once a second
                self._looked.clear()
                utils.executeDeferred(self.refresh)

    def _section(self, build: Any) -> str:
        layout = _made(cmds.columnLayout, adjustableColumn=True, rowSpacing=4)
        build()
        cmds.setParent("..")
        return layout

    def _build_pairing(self) -> None:
        cmds.text(label="Server", align="left")
        self._server = _made(cmds.textField, text="")
        cmds.text(label="Code from Backlot, e.g. KXRT-7M2P", align="left")
        self._code = _made(cmds.textField)
        self._button("Pair", self._pair)

    def _build_work(self) -> None:
        self._headline = _made(cmds.text, label="", align="left", font="boldLabelFont")
        self._status = _made(cmds.text, label="", align="left")
        self._gaps = self._section(self._build_gaps)
        self._search = _made(cmds.textField, placeholderText="Search tasks", textChangedCommand=self._searched)
        self._tasks = _made(
            cmds.textScrollList,
            numberOfRows=10,
            selectCommand=self._chose,
            doubleClickCommand=lambda *_: self._do(self._controls.start),
        )
        self._start = self._button("Start", self._controls.start)
        self._stop = self._button("Stop", self._controls.stop)
        self._button("Reload tasks", self._controls.refresh)

    def _build_gaps(self) -> None:
        self._gap_text = _made(cmds.text, label="", align="left")
        self._reason = _made(cmds.textField, placeholderText="What was it? e.g. meeting")
        self._button("It was work", self._keep)
        self._button("Discard", lambda: self._controls.drop_gap(self._gap))

    def _button(self, label: str, pressed: Any) -> str:
        return _made(cmds.button, label=label, command=lambda *_: self._do(pressed))

    def _do(self, action: Any) -> None:
        action()
        self.refresh()

    def _show_tasks(self, tasks: list[Any]) -> None:
        wanted = [(task.id, f"{task.title}  ({task.production})") for task in tasks]
        if wanted == self._shown_tasks:
            return
        self._shown_tasks = wanted
        cmds.textScrollList(self._tasks, edit=True, removeAll=True)
        for position, (task_id, text) in enumerate(wanted, 1):
            cmds.textScrollList(self._tasks, edit=True, append=text)
            if task_id == self._controls.chosen:
                cmds.textScrollList(self._tasks, edit=True, selectIndexedItem=position)

    def _searched(self, text: str) -> None:
        self._controls.search = text
        self.refresh()

    def _chose(self, *_: Any) -> None:
        rows: Any = cmds.textScrollList(self._tasks, query=True, selectIndexedItem=True) or []
        self._controls.choose(self._shown_tasks[rows[0] - 1][0] if rows else None)
        self.refresh()

    def _pair(self) -> None:
        code, server = (str(cmds.textField(field, query=True, text=True)) for field in (self._code, self._server))
        self._controls.pair(code, server)

    def _keep(self) -> None:
        self._controls.keep_gap(self._gap, str(cmds.textField(self._reason, query=True, text=True)))
        cmds.textField(self._reason, edit=True, text="")


def close() -> None:
    """Take the window away if there is one."""
    if cmds.window(NAME, exists=True):
        cmds.deleteUI(NAME)


def _made(make: Any, /, **flags: Any) -> str:
    """Make an element; the answer is its name."""
    return str(make(**flags))
