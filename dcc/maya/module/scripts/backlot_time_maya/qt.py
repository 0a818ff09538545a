"""Qt as this Maya brings it: PySide6 (2025 and newer), PySide2 (2023, 2024), or nothing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

_BINDINGS = (("PySide6", "shiboken6"), ("PySide2", "shiboken2"))


def _load() -> tuple[Any, Any, Any]:
    for pyside, shiboken in _BINDINGS:
        if find_spec(pyside) and find_spec(shiboken):
            core, widgets = import_module(f"{pyside}.QtCore"), import_module(f"{pyside}.QtWidgets")
            return core, widgets, import_module(shiboken).wrapInstance
    return None, None, None


QtCore, QtWidgets, wrap_instance = _load()


def application() -> Any:
    """The running application with windows, or None."""
    running = QtWidgets.QApplication.instance() if QtWidgets else None
    return running if hasattr(running, "applicationState") else None


def is_active(state: Any) -> bool:
    """Whether this state of the application is the one that has the keyboard."""
    return bool(state == QtCore.Qt.ApplicationState.ApplicationActive)
