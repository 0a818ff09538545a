"""Run by a Python that has PySide6: the module in a stand-in Maya whose workspace control is a real widget.

python -m tests.dcc.maya.qt_drive PICTURE      prints what it saw as JSON
"""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtTest, QtWidgets
from shiboken6 import getCppPointer

from dcc.backlot_client import Gap, Snapshot, Task
from tests.dcc.hosts import Recorder
from tests.dcc.maya.fake_maya import FakeMaya

SCRIPTS = Path(__file__).resolve().parents[3] / "dcc" / "maya" / "module" / "scripts"
TASKS = (
    Task(7, "Animation SH010", "The Long Night", False),
    Task(9, "Lighting SH020", "The Long Night", True),
    Task(11, "Set dressing, harbour", "The Long Night", True),
)
PAIRED = Snapshot(paired=True, server="http://backlot.local:8501", user="Mia", online="yes", tasks=TASKS)
GAP = Gap("g1", 1795160000.0, 1795160720.0, 720.0, 9)


class Drive:
    """One panel, and a hand that types and clicks."""

    def __init__(self) -> None:
        self.application = QtWidgets.QApplication([])
        self.maya = FakeMaya(Path(tempfile.mkdtemp()))
        self.maya.main = vars(sys.modules["__main__"])
        self.maya.on_control_made = self.make_control  # type: ignore[method-assign]
        self.controls: dict[str, QtWidgets.QWidget] = {}
        sys.modules.update(self.maya.modules)
        sys.path.insert(0, str(SCRIPTS))
        import backlot_time_maya

        self.package: Any = backlot_time_maya
        self.package.TimeClient = Recorder
        self.package.start()
        self.maya.click("Open panel")
        self.application.processEvents()

    def make_control(self, name: str) -> None:
        """A docked widget, as Maya makes one, and its address."""
        control = QtWidgets.QWidget()
        QtWidgets.QVBoxLayout(control)
        control.resize(340, 460)
        control.show()
        self.controls[name] = control
        self.maya.ui[name]["pointer"] = getCppPointer(control)[0]

    @property
    def tracking(self) -> Any:
        return self.maya.main["_backlot_time"]

    @property
    def panel(self) -> Any:
        return self.tracking.dock.panel

    def show(self, now: Snapshot, *, wait: int = 0) -> None:
        """The client says this; the panel looks at once, or within `wait` ms by itself."""
        self.tracking.client.now = now
        if wait:
            QtTest.QTest.qWait(wait)
        else:
            self.panel.refresh()

    def part(self, name: str) -> Any:
        return self.panel.findChild(QtWidgets.QWidget, name)

    def click(self, name: str) -> None:
        QtTest.QTest.mouseClick(self.part(name), QtCore.Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        QtTest.QTest.keyClicks(self.part(name), text)

    def choose(self, row: int) -> None:
        tasks = self.part("tasks")
        where = tasks.visualItemRect(tasks.item(row)).center()
        QtTest.QTest.mouseClick(tasks.viewport(), QtCore.Qt.MouseButton.LeftButton, pos=where)

    def rows(self) -> list[str]:
        tasks = self.part("tasks")
        return [tasks.item(row).text() for row in range(tasks.count())]


def drive(picture: str) -> dict[str, Any]:
    """Everything an artist does in the panel; what was seen on the way."""
    seen: dict[str, Any] = {}
    hand = Drive()
    client = hand.tracking.client
    seen["pairing first"] = [hand.part("code").isVisible(), hand.part("tasks").isVisible()]
    hand.type("server", "http://backlot.local:8501")
    hand.type("code", "kxrt-7m2p")
    hand.click("pair")
    seen["pair"] = client.named("pair")[0][:2]
    client.named("pair")[0][2](None)
    hand.show(PAIRED, wait=1200)
    seen["looked by itself"] = [hand.part("code").isVisible(), hand.part("tasks").isVisible()]
    seen["tasks"] = hand.rows()
    hand.type("search", "anim")
    seen["found"] = hand.rows()
    hand.part("search").clear()
    hand.choose(0)
    hand.click("start")
    seen["start"] = client.named("start")
    working = replace(PAIRED, state="active", task_id=9, task_title="Lighting SH020", since_seconds=3720)
    hand.show(replace(working, today_seconds=15000, online="no", waiting=3, gaps=(GAP,)))
    seen["switch needs another task"] = hand.part("start").isEnabled()
    hand.choose(1)
    seen["texts"] = [hand.part(name).text() for name in ("headline", "status", "gap", "start")]
    hand.controls["BacklotTimeControl"].grab().save(picture)
    hand.type("reason", "dailies")
    hand.click("it_was_work")
    seen["keep"] = client.named("keep_gap")[0][:3]
    hand.click("discard")
    seen["drop"] = client.named("drop_gap")
    hand.click("stop")
    seen["stop"] = client.named("stop")
    seen["focus"] = client.host.focused()
    hand.controls["BacklotTimeControl"].hide()
    seen["hidden, it does not look"] = hand.panel._timer.isActive()
    seen.update(reload(hand))
    return seen


def reload(hand: Drive) -> dict[str, Any]:
    """A restart of the module fills the same control again, and only once."""
    hand.controls["BacklotTimeControl"].show()
    hand.package.start()
    hand.application.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
    hand.application.processEvents()
    control = hand.controls["BacklotTimeControl"]
    panels = [child for child in control.children() if child.objectName() == "BacklotTimePanel"]
    hand.package.remove_panel()
    return {"panels after reload": len(panels), "left": [*hand.maya.ui], "remembered": [*hand.maya.remembered_controls]}


if __name__ == "__main__":
    print(json.dumps(drive(sys.argv[1])))
