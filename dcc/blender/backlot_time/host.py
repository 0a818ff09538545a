"""What the client asks of Blender, answered from values that Blender's main thread put down.

The client asks on its own thread, and bpy belongs to the main thread alone.
"""

from __future__ import annotations

import os

import bpy

from .backlot_client import Host


class BlenderHost(Host):
    """This Blender."""

    dcc = "blender"
    online_hint = "Allow online access in Edit > Preferences > System"

    def __init__(self) -> None:
        self.dcc_version = ".".join(str(part) for part in bpy.app.version)
        self._file = ""
        self._online = online_access()
        self._rendering = False

    def look(self) -> None:
        """Put down what the client may ask for. Main thread only."""
        self._online = online_access()
        self._file = open_file()

    def file_name(self) -> str:
        """Base name of the open file; empty before the first save."""
        return self._file

    def online_allowed(self) -> bool:
        """Whether Blender's owner lets add-ons use the network."""
        return self._online

    def rendering(self) -> bool:
        """Whether a render or bake started by hand is under way: the machine works, and perhaps the artist does not."""
        return self._rendering

    def render(self, running: bool) -> None:
        """A render began or ended. Any thread."""
        self._rendering = running


def online_access() -> bool:
    """`bpy.app.online_access`, which Blender before 4.2 does not have: there nothing forbids it."""
    return bool(getattr(bpy.app, "online_access", True))


def open_file() -> str:
    """Base name of the open file; empty while Blender starts, when its data cannot be read yet."""
    return os.path.basename(getattr(bpy.data, "filepath", ""))
