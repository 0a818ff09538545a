"""What the artist sees: the tab "Time" in the sidebars, and the same pairing in the preferences."""

from __future__ import annotations

import textwrap
from typing import Any

import bpy

from . import host, redraw, tracking, words
from .backlot_client import Gap, Snapshot, Task
from .pairing import form

SPACES = ("VIEW_3D", "IMAGE_EDITOR", "SEQUENCE_EDITOR", "NODE_EDITOR", "CLIP_EDITOR")
OWN_TASKS = 5  # so many can be started with one click; the rest is behind the search
NAMES = {"web": "the browser", "cli": "the command line", "desktop": "the desktop window"}


def draw_time(layout: Any, context: Any) -> None:
    """Everything; what comes and goes is below the buttons, so that no button moves away under the mouse."""
    redraw.seen(context.region)
    snapshot = tracking.client().snapshot()
    if not snapshot.paired:
        draw_pairing(layout, context, snapshot)
        return
    _draw_clock(layout, snapshot)
    _draw_buttons(layout, snapshot)
    for gap in snapshot.gaps:
        _draw_gap(layout, gap)
    _draw_connection(layout, context, snapshot)


def draw_pairing(layout: Any, context: Any, snapshot: Snapshot) -> None:
    """Address and code."""
    _sentence(layout, context, snapshot.message or "The page DCC setup shows a code for this program.", "NONE")
    column = layout.column()
    column.enabled = not form.busy
    column.prop(context.window_manager, "backlot_server")
    column.prop(context.window_manager, "backlot_code")
    row = layout.row()
    row.scale_y = 1.3
    row.operator("backlot.pair", text="Pairing…" if form.busy else "Pair", icon="LINKED")
    if form.error:
        _sentence(layout, context, form.error, "ERROR")
    _draw_permission(layout, context)


def _draw_clock(layout: Any, snapshot: Snapshot) -> None:
    box = layout.box()
    if snapshot.state != "off":
        box.label(text=snapshot.task_title, icon="REC" if snapshot.state == "active" else "PAUSE")
    row = box.split(factor=0.55)
    if snapshot.state == "off":
        row.label(text="Stopped", icon="RADIOBUT_OFF")
    else:
        row.label(text=words.clock(snapshot.since_seconds), icon="TIME")
    right = row.row()
    right.alignment = "RIGHT"
    right.label(text=f"Today {words.hours(snapshot.today_seconds)}")
    if note := _note(snapshot):
        box.label(text=note, icon="INFO")


def _note(snapshot: Snapshot) -> str:
    """Why the clock stands still, or the machine works alone."""
    if snapshot.state == "elsewhere":
        program, on, machine = snapshot.elsewhere.partition(" on ")
        return f"Running in {NAMES.get(program, program.title())}{on}{machine}"
    if snapshot.state == "idle":
        return "Paused: you are away"
    return "Rendering" if snapshot.state == "active" and tracking.host().rendering() else ""


def _draw_buttons(layout: Any, snapshot: Snapshot) -> None:
    if snapshot.state != "off":
        row = layout.row(align=True)
        row.scale_y = 1.3
        row.operator("backlot.pick_task", text="Switch task", icon="VIEWZOOM")
        row.operator("backlot.stop", icon="SNAP_FACE")
        return
    own = _suggested(snapshot)
    column = layout.column(align=True)
    column.scale_y = 1.2
    for task in own:
        column.operator("backlot.start", text=task.title, icon="PLAY").task_id = task.id
    row = layout.row(align=True)
    row.operator("backlot.pick_task", text="Another task" if own else "Choose a task", icon="VIEWZOOM")
    row.operator("backlot.refresh", text="", icon="FILE_REFRESH")


def _suggested(snapshot: Snapshot) -> list[Task]:
    """The task of the last session, then one's own."""
    last = snapshot.last.id if snapshot.last else None
    found = [task for task in snapshot.tasks if task.mine or task.id == last]
    return sorted(found, key=lambda task: task.id != last)[:OWN_TASKS]


def _draw_gap(layout: Any, gap: Gap) -> None:
    box = layout.box()
    box.label(text=f"{words.length(gap.seconds)} away at {words.moment(gap.start)}", icon="QUESTION")
    row = box.row(align=True)
    row.operator("backlot.keep_gap").gap_id = gap.id
    row.operator("backlot.drop_gap").gap_id = gap.id


def _draw_connection(layout: Any, context: Any, snapshot: Snapshot) -> None:
    cut_off = snapshot.online in ("no", "forbidden")
    if snapshot.message:
        _sentence(layout, context, snapshot.message, "UNLINKED" if cut_off else "ERROR")
    if snapshot.waiting and cut_off:
        layout.label(text=words.waiting(snapshot.waiting), icon="EXPORT")
    _draw_permission(layout, context)


def _draw_permission(layout: Any, context: Any) -> None:
    """Blender 4.2 and newer: nothing leaves the machine unless its owner allows it."""
    if host.online_access():
        return
    if getattr(bpy.app, "online_access_override", False):
        _sentence(layout, context, "Blender was started with --offline-mode.", "UNLINKED")
    else:
        layout.operator("extensions.userpref_allow_online", text="Allow online access", icon="URL")


def _sentence(layout: Any, context: Any, text: str, icon: str) -> None:
    """A sentence over as many lines as the region needs; Blender's labels do not wrap."""
    pixels = context.region.width / context.preferences.system.ui_scale - (50 if icon == "NONE" else 80)
    column = layout.column(align=True)
    column.scale_y = 0.8
    for number, line in enumerate(textwrap.wrap(text, max(20, int(pixels / 5.6)))):
        column.label(text=line, icon="BLANK1" if number and icon != "NONE" else icon)


class BacklotPanel:
    """What the panels of all editors have in common."""

    bl_label = "Time"
    bl_category = "Time"
    bl_region_type = "UI"

    def draw(self: Any, context: Any) -> None:
        """Everything."""
        draw_time(self.layout, context)


class BacklotPreferences(bpy.types.AddonPreferences):
    """No setting is stored here: the server knows the rules, the client the token."""

    bl_idname = __package__

    def draw(self, context: Any) -> None:
        """Pairing, or who is paired."""
        redraw.seen(context.region)
        snapshot = tracking.client().snapshot()
        if not snapshot.paired:
            draw_pairing(self.layout, context, snapshot)
            return
        row = self.layout.row()
        row.label(text=f"Paired with {snapshot.server} as {snapshot.user}", icon="LINKED")
        row.operator("backlot.unpair", icon="UNLINKED")
        _draw_connection(self.layout, context, snapshot)


def _panel(space: str) -> Any:
    name = f"BACKLOT_PT_time_{space.lower()}"
    members = {"__doc__": "Your hours", "bl_idname": name, "bl_space_type": space}
    return type(name, (BacklotPanel, bpy.types.Panel), members)


CLASSES = (BacklotPreferences, *(_panel(space) for space in SPACES))
