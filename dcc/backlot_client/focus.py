"""Whose window has the keyboard. None means that it cannot be known; the window's title is never looked at."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable

from .x11 import Display, displays


def focused_process() -> int | None:
    """Process id of the program in front."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac()
        return int(displays.ask(Display.focused_process) or 0) or None
    except (OSError, AttributeError, ValueError):
        return None


def focused_here() -> bool | None:
    """Whether a window of this process has the keyboard."""
    return focused_in(lambda process: process == os.getpid())


def focused_in(ours: Callable[[int], bool]) -> bool | None:
    """Whether a process with the keyboard is one of ours. Wayland's own windows are invisible to X."""
    process = focused_process()
    if process is None:
        return None
    return ours(process) or (None if os.environ.get("WAYLAND_DISPLAY") else False)


def _mac() -> int | None:
    """NSWorkspace knows the program in front; it is asked through the Objective-C runtime."""
    ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_autoreleasePoolPush.restype = ctypes.c_void_p
    objc.objc_autoreleasePoolPop.argtypes = (ctypes.c_void_p,)
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    number = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    pool = objc.objc_autoreleasePoolPush()
    try:
        workspace = ask(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
        program = ask(workspace, objc.sel_registerName(b"frontmostApplication"))
        process = number(program, objc.sel_registerName(b"processIdentifier")) if program else 0
        return process if process > 0 else None
    finally:
        objc.objc_autoreleasePoolPop(pool)


if sys.platform == "win32":

    def _windows() -> int | None:
        user = ctypes.windll.user32
        user.GetForegroundWindow.restype = ctypes.c_void_p
        window = user.GetForegroundWindow()
        process = ctypes.c_ulong()
        if not window:
            return None
        user.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(process))
        return process.value or None
