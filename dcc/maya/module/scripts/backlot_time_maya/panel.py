"""The panel in Qt, docked in Maya's workspace. It looks at the client once a second while it can be seen."""

from __future__ import annotations

from typing import Any

from .backlot_client import Presenter
from .qt import QtCore, QtWidgets

CODE_HINT = "Code from Backlot, e.g. KXRT-7M2P"


class Panel(QtWidgets.QWidget):  # type: ignore[misc]
    """Pair, choose a task, start, switch, stop; today's hours, what waits to be sent, gaps to keep or discard."""

    def __init__(self, controls: Presenter, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("BacklotTimePanel")
        self._controls = controls
        self._shown_tasks: list[tuple[int, str]] = []
        self._gap: Any = None
        self._build()
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: Any) -> None:
        """Look again and keep looking."""
        self.refresh()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: Any) -> None:
        """Nobody looks: no timer."""
        self._timer.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show what the client says now."""
        now = self._controls.look()
        self._pairing.setVisible(not now.paired)
        self._work.setVisible(now.paired)
        if not self._server.text() and not self._server.hasFocus():
            self._server.setText(now.server)
        self._headline.setText(self._controls.headline(now))
        self._status.setText(self._controls.status(now))
        self._show_tasks(self._controls.found(now))
        self._start.setText(self._controls.start_label(now))
        self._start.setEnabled(self._controls.can_start(now))
        self._stop.setEnabled(now.state != "off")
        self._gap = now.gaps[0] if now.gaps else None
        self._gaps.setVisible(self._gap is not None)
        if self._gap is not None:
            self._gap_text.setText(self._controls.gap_text(self._gap))
        text = self._controls.message(now)
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def _build(self) -> None:
        column = QtWidgets.QVBoxLayout(self)
        self._pairing, self._work, self._gaps = QtWidgets.QWidget(), QtWidgets.QWidget(), QtWidgets.QWidget()
        self._build_pairing(QtWidgets.QFormLayout(self._pairing))
        self._build_work(QtWidgets.QVBoxLayout(self._work))
        self._build_gaps(QtWidgets.QGridLayout(self._gaps))
        for section in (self._pairing, self._work, self._gaps):
            section.layout().setContentsMargins(0, 0, 0, 0)
        self._message = QtWidgets.QLabel(wordWrap=True)
        column.addWidget(self._pairing)
        column.addWidget(self._message)
        column.addWidget(self._work, 1)
        column.addStretch()

    def _build_pairing(self, form: Any) -> None:
        self._server = QtWidgets.QLineEdit(placeholderText="http://…", objectName="server")
        self._code = QtWidgets.QLineEdit(placeholderText=CODE_HINT, objectName="code")
        self._code.returnPressed.connect(self._pair)
        form.addRow("Server", self._server)
        form.addRow("Code", self._code)
        form.addRow(self._button("Pair", self._pair))

    def _build_work(self, column: Any) -> None:
        self._headline = QtWidgets.QLabel(objectName="headline")
        font = self._headline.font()
        font.setPointSize(font.pointSize() + 3)
        font.setBold(True)
        self._headline.setFont(font)
        self._status = QtWidgets.QLabel(objectName="status")
        self._search = QtWidgets.QLineEdit(placeholderText="Search tasks", clearButtonEnabled=True, objectName="search")
        self._search.textChanged.connect(self._searched)
        self._tasks = QtWidgets.QListWidget(objectName="tasks")
        self._tasks.currentItemChanged.connect(self._chose)
        self._tasks.itemDoubleClicked.connect(self._start_pressed)
        self._start, self._stop = self._button("Start", self._start_pressed), self._button("Stop", self._stop_pressed)
        buttons = QtWidgets.QHBoxLayout()
        for button in (self._start, self._stop, self._button("Reload tasks", self._controls.refresh)):
            buttons.addWidget(button)
        for widget in (self._headline, self._status, self._gaps, self._search):
            column.addWidget(widget)
        column.addWidget(self._tasks, 1)
        column.addLayout(buttons)

    def _build_gaps(self, grid: Any) -> None:
        self._gap_text = QtWidgets.QLabel(objectName="gap")
        self._reason = QtWidgets.QLineEdit(placeholderText="What was it? e.g. meeting", objectName="reason")
        grid.addWidget(self._gap_text, 0, 0, 1, 2)
        grid.addWidget(self._reason, 1, 0, 1, 2)
        grid.addWidget(self._button("It was work", self._keep), 2, 0)
        grid.addWidget(self._button("Discard", self._discard), 2, 1)

    def _button(self, label: str, pressed: Any) -> Any:
        button = QtWidgets.QPushButton(label, objectName=label.lower().replace(" ", "_"))
        button.clicked.connect(lambda *_: self._do(pressed))
        return button

    def _do(self, action: Any) -> None:
        action()
        self.refresh()

    def _show_tasks(self, tasks: list[Any]) -> None:
        wanted = [(task.id, f"{task.title}  ({task.production})") for task in tasks]
        if wanted == self._shown_tasks:
            return
        self._shown_tasks = wanted
        blocker = QtCore.QSignalBlocker(self._tasks)
        self._tasks.clear()
        for task_id, text in wanted:
            item = QtWidgets.QListWidgetItem(text, self._tasks)
            item.setData(QtCore.Qt.ItemDataRole.UserRole, task_id)
            if task_id == self._controls.chosen:
                self._tasks.setCurrentItem(item)
        blocker.unblock()

    def _searched(self, text: str) -> None:
        self._controls.search = text
        self.refresh()

    def _chose(self, item: Any, *_: Any) -> None:
        self._controls.choose(item.data(QtCore.Qt.ItemDataRole.UserRole) if item is not None else None)
        self.refresh()

    def _pair(self) -> None:
        self._controls.pair(self._code.text(), self._server.text())

    def _start_pressed(self, *_: Any) -> None:
        self._controls.start()
        self.refresh()

    def _stop_pressed(self) -> None:
        self._controls.stop()

    def _keep(self) -> None:
        self._controls.keep_gap(self._gap, self._reason.text())
        self._reason.clear()

    def _discard(self) -> None:
        self._controls.drop_gap(self._gap)
