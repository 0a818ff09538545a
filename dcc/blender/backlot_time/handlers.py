"""What tells that somebody works: Blender's own events, each answered in a few microseconds.

Playing an animation and rendering change frames without anybody at the desk, so neither counts as an edit; whoever
watches is seen by the keyboard and mouse of the machine.
"""

from __future__ import annotations

from typing import Any, Callable

import bpy
from bpy.app.handlers import persistent

from . import tracking


@persistent
def on_edit(*_: Any) -> None:
    """Something in the scene changed."""
    if not tracking.host().rendering() and not _playing():
        tracking.client().stamp()


@persistent
def on_save(*_: Any) -> None:
    """The file was saved, perhaps under another name."""
    host = tracking.host()
    host.look()
    tracking.client().saved(host.file_name())


@persistent
def on_load(*_: Any) -> None:
    """Another file is open."""
    tracking.host().look()
    tracking.client().stamp()


@persistent
def on_render(*_: Any) -> None:
    """A render or bake began."""
    tracking.host().render(True)


@persistent
def on_render_end(*_: Any) -> None:
    """It is done, or was cancelled."""
    tracking.host().render(False)


HANDLERS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("depsgraph_update_post", on_edit),
    ("save_post", on_save),
    ("load_post", on_load),
    ("render_init", on_render),
    ("render_complete", on_render_end),
    ("render_cancel", on_render_end),
    ("object_bake_pre", on_render),
    ("object_bake_complete", on_render_end),
    ("object_bake_cancel", on_render_end),
)


def add() -> None:
    """Listen."""
    for name, handler in HANDLERS:
        getattr(bpy.app.handlers, name).append(handler)


def remove() -> None:
    """Listen no more."""
    for name, handler in HANDLERS:
        listeners = getattr(bpy.app.handlers, name)
        if handler in listeners:
            listeners.remove(handler)


def _playing() -> bool:
    screen = getattr(bpy.context, "screen", None)  # absent while Blender starts
    return screen is not None and screen.is_animation_playing
