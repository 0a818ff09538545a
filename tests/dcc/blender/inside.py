"""Runs inside Blender (`--python`): answers questions of the test on Blender's main thread.

A question is one line of Python for `eval`, the answer one line of JSON. Blender goes on drawing in between.
"""

import json
import os
import socket
import traceback

import bpy

_listener = socket.socket(socket.AF_UNIX)
_listener.bind(os.environ["BACKLOT_TEST_SOCKET"])
_listener.listen()
_listener.setblocking(False)


def area(kind="VIEW_3D"):
    """The largest editor of this kind on the screen."""
    found = [a for window in bpy.context.window_manager.windows for a in window.screen.areas if a.type == kind]
    return max(found, key=lambda one: one.width * one.height)


def run(statements):
    """Statements, for what is no expression."""
    exec(statements, globals())


def override(**more):
    """A context as if called from the 3D view."""
    window = bpy.context.window_manager.windows[0]
    return bpy.context.temp_override(window=window, area=area(), **more)


def answer():
    """Answer what waits."""
    try:
        connection, _ = _listener.accept()
    except BlockingIOError:
        return 0.05
    with connection, connection.makefile("rw") as channel:
        connection.settimeout(5)
        try:
            reply = {"value": eval(channel.readline(), globals())}
            text = json.dumps(reply, default=str)
        except BaseException:
            text = json.dumps({"error": traceback.format_exc()})
        channel.write(text + "\n")
    return 0.02


bpy.app.timers.register(answer, first_interval=0.5, persistent=True)
