"""What the buttons do: start, switch and stop the clock, and say what a gap was.

Operators leave no trace in undo or in the file: a clock is not part of the scene.
"""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import EnumProperty, IntProperty, StringProperty

from . import tracking, words

FINISHED, CANCELLED, RUNNING = {"FINISHED"}, {"CANCELLED"}, {"RUNNING_MODAL"}
HIDDEN = {"HIDDEN", "SKIP_SAVE"}

_items: list[tuple[str, str, str]] = []  # Blender keeps no copy of these strings: they must outlive the popup


def task_items(_self: Any, _context: Any) -> list[tuple[str, str, str]]:
    """The tasks to choose from, own ones first; typing in the popup filters them."""
    _items[:] = [
        (str(task.id), f"{task.title}  ·  {task.production}", "Your task" if task.mine else "Somebody else's task")
        for task in sorted(tracking.client().snapshot().tasks, key=lambda task: not task.mine)
    ]
    return _items


def refused(cls: type[Any], reason: str) -> bool:
    """False for `poll`, with the reason in the button's tooltip."""
    cls.poll_message_set(reason)
    return False


class PairedOperator(bpy.types.Operator):
    """Shared by operators that only make sense once this Blender is paired."""

    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: Any) -> bool:
        """Only when paired."""
        return tracking.client().snapshot().paired or refused(cls, "Pair this Blender with Backlot first")


class BACKLOT_OT_start(PairedOperator):
    """Start the clock on this task; a clock that runs goes over to it"""

    bl_idname = "backlot.start"
    bl_label = "Start"
    __annotations__ = {"task_id": IntProperty(options=HIDDEN)}

    def execute(self, _context: Any) -> set[str]:
        """Start or switch."""
        return _start(self, self.task_id)


class BACKLOT_OT_pick_task(PairedOperator):
    """Find a task by typing part of its name; the clock starts on it"""

    bl_idname = "backlot.pick_task"
    bl_label = "Another task"
    bl_property = "task"
    __annotations__ = {"task": EnumProperty(name="Task", items=task_items, options=HIDDEN)}

    def invoke(self, context: Any, _event: Any) -> set[str]:
        """Open the list that filters while one types."""
        tracking.client().refresh_tasks()
        context.window_manager.invoke_search_popup(self)
        return RUNNING

    def execute(self, _context: Any) -> set[str]:
        """Start or switch."""
        return _start(self, int(self.task))


class BACKLOT_OT_stop(bpy.types.Operator):
    """Stop the clock"""

    bl_idname = "backlot.stop"
    bl_label = "Stop"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: Any) -> bool:
        """Only while a clock runs."""
        return tracking.client().snapshot().state != "off" or refused(cls, "No clock runs")

    def execute(self, _context: Any) -> set[str]:
        """Stop."""
        tracking.client().stop()
        return FINISHED


class BACKLOT_OT_refresh(PairedOperator):
    """Ask the server for your tasks again"""

    bl_idname = "backlot.refresh"
    bl_label = "Refresh tasks"

    def execute(self, _context: Any) -> set[str]:
        """Ask, in the background."""
        tracking.client().refresh_tasks()
        return FINISHED


class BACKLOT_OT_keep_gap(bpy.types.Operator):
    """This time away was work: count it, with a word about what it was"""

    bl_idname = "backlot.keep_gap"
    bl_label = "It was work"
    bl_options = {"INTERNAL"}
    __annotations__ = {
        "gap_id": StringProperty(options=HIDDEN),
        "reason": StringProperty(name="What it was", default="Meeting", maxlen=500, options={"SKIP_SAVE"}),
    }

    def invoke(self, context: Any, _event: Any) -> set[str]:
        """Ask what it was."""
        return set(context.window_manager.invoke_props_dialog(self, width=320))

    def draw(self, _context: Any) -> None:
        """The gap, the task it would go to, and the question."""
        snapshot = tracking.client().snapshot()
        gap = next((gap for gap in snapshot.gaps if gap.id == self.gap_id), None)
        if gap is not None:
            task = next((task.title for task in snapshot.tasks if task.id == gap.task_id), snapshot.task_title)
            self.layout.label(text=f"{words.moment(gap.start)} to {words.moment(gap.end)}, counted for {task}")
        self.layout.prop(self, "reason")

    def execute(self, _context: Any) -> set[str]:
        """Count it."""
        gap = next((gap for gap in tracking.client().snapshot().gaps if gap.id == self.gap_id), None)
        if gap is None or not self.reason.strip():
            self.report({"WARNING"}, "Say what it was" if gap else "This time away was settled already")
            return CANCELLED
        tracking.client().keep_gap(gap.id, gap.task_id, self.reason.strip())
        return FINISHED


class BACKLOT_OT_drop_gap(bpy.types.Operator):
    """This time away was a break: it stays uncounted and is not asked about again"""

    bl_idname = "backlot.drop_gap"
    bl_label = "Discard"
    bl_options = {"INTERNAL"}
    __annotations__ = {"gap_id": StringProperty(options=HIDDEN)}

    def execute(self, _context: Any) -> set[str]:
        """Forget it."""
        gap = next((gap for gap in tracking.client().snapshot().gaps if gap.id == self.gap_id), None)
        if gap is None:
            return CANCELLED
        tracking.client().drop_gap(gap.id)
        return FINISHED


CLASSES = (
    BACKLOT_OT_start,
    BACKLOT_OT_pick_task,
    BACKLOT_OT_stop,
    BACKLOT_OT_refresh,
    BACKLOT_OT_keep_gap,
    BACKLOT_OT_drop_gap,
)


def _start(operator: Any, task_id: int) -> set[str]:
    task = next((task for task in tracking.client().snapshot().tasks if task.id == task_id), None)
    if task is None:
        operator.report({"WARNING"}, "This task is not open any more")
        return CANCELLED
    tracking.client().start(task.id, task.title)
    return FINISHED
