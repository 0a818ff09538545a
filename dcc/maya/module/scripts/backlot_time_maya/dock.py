"""Where the panel lives: a workspace control that Maya remembers with the layout, or a plain window without Qt."""

from __future__ import annotations

from typing import Any

from maya import OpenMayaUI, cmds

from . import qt
from .backlot_client import Presenter
from .window import Window

NAME = "BacklotTimeControl"
FILL = "import backlot_time_maya; backlot_time_maya.fill_panel()"


class Dock:
    """Opens, fills and takes away the panel."""

    def __init__(self, controls: Presenter) -> None:
        self._controls = controls
        self._window: Window | None = None
        self.panel: Any = None

    def open(self) -> None:
        """Show the panel, also when it is behind others."""
        if qt.QtWidgets is None:
            self.empty()
            self._window = Window(self._controls)
        elif cmds.workspaceControl(NAME, exists=True):
            cmds.workspaceControl(NAME, edit=True, restore=True)
            if self.panel is None:
                self.fill()
        else:
            cmds.workspaceControl(
                NAME, label="Backlot time", floating=True, initialWidth=320, initialHeight=460, uiScript=FILL
            )

    def fill(self) -> None:
        """Put the panel into its control; Maya also calls for this when it restores a layout."""
        from .panel import Panel

        pointer = OpenMayaUI.MQtUtil.findControl(NAME)
        if pointer is None or self.panel is not None:
            return
        control = qt.wrap_instance(int(pointer), qt.QtWidgets.QWidget)
        self.panel = Panel(self._controls, control)
        self.panel.destroyed.connect(self._gone)
        control.layout().addWidget(self.panel)

    def refill(self) -> None:
        """Give a control that was there before a panel of this client."""
        if qt.QtWidgets is not None and cmds.workspaceControl(NAME, exists=True):
            self.fill()

    def empty(self) -> None:
        """Take the panel out; the control keeps its place in the layout."""
        if self._window is not None:
            self._window.close()
            self._window = None
        if self.panel is not None:
            panel, self.panel = self.panel, None
            panel.hide()
            panel.setParent(None)
            panel.deleteLater()

    def _gone(self, *_: Any) -> None:
        self.panel = None


def forget() -> None:
    """Take the control away and out of Maya's remembered layout, for an uninstall."""
    if cmds.workspaceControl(NAME, exists=True):
        cmds.deleteUI(NAME)
    if cmds.workspaceControlState(NAME, exists=True):
        cmds.workspaceControlState(NAME, remove=True)
