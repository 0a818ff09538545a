"""Pairing this Blender with somebody's account by the short code that Backlot shows.

What is typed lives in this module and nowhere else: the fields read and write it, so that neither a saved file nor
Blender's preferences ever hold the address or the code. The token that comes of it stays with the client.
"""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import StringProperty

from . import tracking
from .operators import CANCELLED, FINISHED, refused

FIELDS = ("backlot_server", "backlot_code")


class Form:
    """What is typed, and how the last try went."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """As before anything was typed."""
        self.server: str | None = None  # None: not touched, the address that came with the add-on shows
        self.code = ""
        self.busy = False
        self.error = ""

    def done(self, error: str | None) -> None:
        """The server answered. On the client's thread: no Blender here."""
        self.busy, self.error = False, error or ""


form = Form()


class BACKLOT_OT_pair(bpy.types.Operator):
    """Give this Blender access to your hours and tasks, and to nothing else"""

    bl_idname = "backlot.pair"
    bl_label = "Pair"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: Any) -> bool:
        """Only with a code, and one try at a time."""
        if form.busy:
            return refused(cls, "The server is being asked")
        return bool(form.code.strip()) or refused(cls, "Type the code that Backlot shows")

    def execute(self, _context: Any) -> set[str]:
        """Ask the server, in the background."""
        server = _server().strip().rstrip("/")
        if not server:
            self.report({"WARNING"}, "Type the address of your Backlot")
            return CANCELLED
        code, form.code, form.busy, form.error = form.code.strip(), "", True, ""
        tracking.client().pair(code, server=server, done=form.done)
        return FINISHED


class BACKLOT_OT_unpair(bpy.types.Operator):
    """Take away this Blender's access; what it counted stays"""

    bl_idname = "backlot.unpair"
    bl_label = "Unpair this Blender"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Any, event: Any) -> set[str]:
        """Ask first."""
        return set(context.window_manager.invoke_confirm(self, event))

    def execute(self, _context: Any) -> set[str]:
        """Unpair, in the background."""
        tracking.client().unpair()
        return FINISHED


CLASSES = (BACKLOT_OT_pair, BACKLOT_OT_unpair)


def add_fields() -> None:
    """The two text fields."""
    kind = bpy.types.WindowManager
    kind.backlot_server = StringProperty(
        name="Server",
        description="Address of your Backlot, as in the browser",
        get=lambda _: _server(),
        set=lambda _, text: setattr(form, "server", text),
        options={"SKIP_SAVE"},
    )
    kind.backlot_code = StringProperty(
        name="Code",
        description="Backlot shows it on DCC setup; it works once, for ten minutes",
        get=lambda _: form.code,
        set=lambda _, text: setattr(form, "code", text),
        update=_typed,
        options={"SKIP_SAVE"},
    )


def remove_fields() -> None:
    """Take them away, and forget what was typed."""
    for name in FIELDS:
        delattr(bpy.types.WindowManager, name)
    form.clear()


def _typed(_: Any, context: Any) -> None:
    """The button Pair may be pressed now: Blender draws it again only when told."""
    if context.area is not None:
        context.area.tag_redraw()


def _server() -> str:
    return tracking.client().snapshot().server if form.server is None else form.server
