"""The desktop as a program of its own: what anybody does at this machine is work on the task that was started here."""

from __future__ import annotations

import platform

from ..backlot_client import Host


class DesktopHost(Host):
    """Any input counts while the timer is here, and no input takes it from a program that has it."""

    dcc = "desktop"
    everywhere = True
    dcc_version = platform.system()

    def focused(self) -> bool | None:
        """It is not about one window: None makes every input at this machine count."""
        return None
