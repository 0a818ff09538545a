"""The desktop as a program of its own: what anybody does at this machine is work on the task that was started here."""

from __future__ import annotations

import platform

from ..backlot_client import Host


class DesktopHost(Host):
    """The whole desktop has the keyboard, until another program of the artist's takes the timer over."""

    dcc = "desktop"

    def __init__(self) -> None:
        self.dcc_version = platform.system()
        self.tracking = False  # put down by the window; read on the client's thread

    def focused(self) -> bool:
        """Any input counts while the timer is here; it never takes the timer from a program that has it."""
        return self.tracking
