"""Backlot Time, an add-on for Blender 3.3 and newer: hours on a task that keep themselves.

In the sidebar of the 3D view, tab "Time". Everything that takes time (network, disk) happens on the client's own
thread; Blender's main thread only notes that something was edited and draws what the client last knew.
"""

from __future__ import annotations

import sys

import bpy

for _name in [name for name in sys.modules if name.startswith(f"{__name__}.")]:
    # a newer version was installed over this one: Blender loads this module anew and would keep the old rest
    del sys.modules[_name]
    globals().pop(_name.rpartition(".")[2], None)

from . import handlers, operators, pairing, panel, redraw, tracking  # noqa: E402

bl_info = {  # what Blender before 4.2 reads; newer ones read blender_manifest.toml
    "name": "Backlot Time",
    "author": "The Backlot authors",
    "version": (0, 0, 0),  # the build writes the real one
    "blender": (3, 3, 0),
    "location": "3D View > Sidebar > Time",
    "description": "Your hours on a task, kept by themselves and sent to Backlot",
    "category": "System",
}

CLASSES = (*operators.CLASSES, *pairing.CLASSES, *panel.CLASSES)


def register() -> None:
    """Enable: what is seen, what listens, and (with a window) the client and the clock of the panel."""
    for kind in CLASSES:
        bpy.utils.register_class(kind)
    pairing.add_fields()
    handlers.add()
    tracking.begin()
    if tracking.attended():
        redraw.begin()


def unregister() -> None:
    """Disable: everything that `register` made is gone, and what was measured is on its way or on disk."""
    redraw.end()
    tracking.end()
    handlers.remove()
    pairing.remove_fields()
    for kind in reversed(CLASSES):
        bpy.utils.unregister_class(kind)
