"""Backlot's time tracking for programs that bring a Python of their own: standard library only, Python 3.9 and newer.

A program makes one `TimeClient(Host())`, calls `begin()` once, `stamp()` at every edit, and shows `snapshot()`.
The folder stands alone, so that it can be put beside an add-on as it is.
"""

from __future__ import annotations

from .client import TimeClient
from .model import Gap, Host, Snapshot, Task
from .presenter import Presenter
from .version import VERSION

__all__ = ["VERSION", "Gap", "Host", "Presenter", "Snapshot", "Task", "TimeClient"]
