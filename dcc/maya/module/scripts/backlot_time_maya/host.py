"""What the client asks of Maya, answered from values kept on the main thread: its own thread never calls Maya."""

from __future__ import annotations

import os.path
from typing import Any

from maya import cmds

from . import qt
from .backlot_client import Host


class MayaHost(Host):
    """Maya as the client sees it. `refresh_file`, `watch_focus` and `forget_focus` are the main thread's."""

    dcc = "maya"

    def __init__(self) -> None:
        self.dcc_version = str(cmds.about(version=True))
        self._file = ""
        self._focused: bool | None = None
        self._rendering = False
        self._application: Any = None
        self.refresh_file()

    def file_name(self) -> str:
        """Base name of the scene; empty while it has none."""
        return self._file

    def focused(self) -> bool | None:
        """Whether one of Maya's windows has the keyboard: Qt's word, else what the system tells."""
        return super().focused() if self._focused is None else self._focused

    def rendering(self) -> bool:
        """Whether Maya's own renderer is at work."""
        return self._rendering

    def render(self, running: bool) -> None:
        """A render began or ended."""
        self._rendering = running

    def refresh_file(self) -> None:
        """Ask Maya which scene is open."""
        self._file = os.path.basename(str(cmds.file(query=True, sceneName=True) or ""))

    def watch_focus(self) -> None:
        """Let Qt tell when Maya's windows gain and lose the keyboard."""
        self._application = qt.application()
        if self._application is not None:
            self._focused = qt.is_active(self._application.applicationState())
            self._application.applicationStateChanged.connect(self._state_changed)

    def forget_focus(self) -> None:
        """Undo `watch_focus`."""
        if self._application is not None:
            self._application.applicationStateChanged.disconnect(self._state_changed)
        self._application, self._focused = None, None

    def _state_changed(self, state: Any) -> None:
        self._focused = qt.is_active(state)
