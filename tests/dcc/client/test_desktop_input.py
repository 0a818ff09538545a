"""Idle and focus: asked of a real X server, of servers that misbehave, and of none."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcc.backlot_client import focus, idle, x11
from dcc.backlot_client.clock import Clock
from dcc.backlot_client.idle import Gnome, Inputs, idle_seconds
from dcc.backlot_client.x11 import CARDINAL, GET_INPUT_FOCUS, INTERN_ATOM, WINDOW, Display, Displays
from tests.dcc.blender.real_blender import Screen
from tests.dcc.client.world import FakeClock
from tests.services import require_screen

CHANGE_PROPERTY = 18


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    require_screen()
    made = Screen(tmp_path, (640, 480))
    monkeypatch.setenv("DISPLAY", made.display)
    monkeypatch.setattr(x11, "displays", fresh := Displays())
    monkeypatch.setattr(idle, "displays", fresh)
    monkeypatch.setattr(focus, "displays", fresh)
    yield made
    fresh.close()
    made.close()


def give(display: Display, window: int, name: str, kind: int, value: int) -> None:
    """Set a property of a window."""
    atom = display._ask(INTERN_ATOM, 0, struct.pack("<HH", len(name), 0) + name.encode())
    number = struct.unpack_from("<I", atom, 8)[0]
    display._send(struct.pack("<BBHIIIBxxxII", CHANGE_PROPERTY, 0, 7, window, number, kind, 32, 1, value))
    display._ask(GET_INPUT_FOCUS)  # by its answer, what came before is done


def test_idle_is_seen_on_a_real_screen(screen: Screen) -> None:
    inputs = Inputs(Clock())
    assert inputs.poll() is None
    assert inputs.visible
    time.sleep(0.3)
    assert inputs.poll() is None, "nobody did anything"
    screen.do("key", "a")
    at = inputs.poll()
    assert at is not None
    assert abs(Clock().now() - at) < 0.5
    assert inputs.poll() is None
    time.sleep(0.3)
    assert 0.2 < (idle_seconds() or 0) < 3


def test_whose_window_has_the_keyboard(screen: Screen) -> None:
    code = (
        "import tkinter; w = tkinter.Tk(); w.after(100, w.focus_force);"
        "w.after(300, lambda: print('shown', flush=True)); w.mainloop()"
    )
    assert focus.focused_here() is None, "no window, so nobody can say"
    window = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert window.stdout.readline() == "shown\n"
        found = int(subprocess.check_output(["xdotool", "getwindowfocus"], text=True))
        display = Display()
        give(display, found, "_NET_WM_PID", CARDINAL, os.getpid())
        assert display.focused_process() == os.getpid()
        assert focus.focused_here() is True
        give(display, found, "_NET_WM_PID", CARDINAL, 1)
        assert display.focused_process() == 1
        assert focus.focused_here() is False
        root = display._root
        give(display, root, "_NET_ACTIVE_WINDOW", WINDOW, found)
        assert display.focused_process() == 1
        give(display, root, "_NET_ACTIVE_WINDOW", WINDOW, 0x123456)  # a window that is gone
        assert focus.focused_here() is None
        give(display, root, "_NET_ACTIVE_WINDOW", WINDOW, found)
        assert focus.focused_here() is False, "the connection survived"
        display.close()
    finally:
        window.kill()
        window.wait()
        window.stdout.close()
    assert idle_seconds() is not None


def test_windows_of_wayland_are_invisible_to_x(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus, "focused_process", lambda: 1)
    assert focus.focused_here() is False
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert focus.focused_here() is None
    monkeypatch.setattr(focus, "focused_process", os.getpid)
    assert focus.focused_here() is True


def test_a_screen_that_is_switched_off_and_on_again(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    displays = Displays()
    assert displays.ask(Display.idle) is not None
    screen.process.kill()
    screen.process.wait()
    assert displays.ask(Display.idle) is None
    again = Screen(tmp_path, (640, 480))
    monkeypatch.setenv("DISPLAY", again.display)
    displays._next = 0.0
    assert displays.ask(Display.idle) is not None
    displays.close()
    again.close()


@pytest.mark.parametrize("name", ["", ":987", "nonsense", "nobody.invalid:0", "/private/tmp/launch:0"])
def test_without_a_screen_nothing_is_known_and_nothing_fails(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    displays = Displays()
    began = time.monotonic()
    assert displays.ask(Display.idle) is None
    assert time.monotonic() - began < 3
    began = time.monotonic()
    assert displays.ask(Display.idle) is None, "not looked for again so soon"
    assert time.monotonic() - began < 0.05


@pytest.mark.parametrize(
    "answers", [b"", b"\x00" * 8, b"\x01\x00\x0b\x00\x00\x00\x02\x00" + b"\x00" * 8, b"\xff" * 4000]
)
def test_a_screen_that_talks_nonsense_or_not_at_all(answers: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for half a second, on the client's own thread, and then let be for half a minute."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            kept.append(peer)
            with contextlib.suppress(OSError):
                peer.sendall(answers)

    kept: list[socket.socket] = []
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    monkeypatch.setattr(x11, "_socket", lambda host, number: socket.create_connection(("127.0.0.1", port), x11.TIMEOUT))
    monkeypatch.setenv("DISPLAY", ":0")
    began = time.monotonic()
    assert Displays().ask(Display.idle) is None
    assert time.monotonic() - began < 2
    listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)
    listener.close()
    for peer in kept:
        peer.close()


def test_the_cookies_of_a_display_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(number: bytes, name: bytes, data: bytes) -> bytes:
        parts = (b"host", number, name, data)
        return b"\x01\x00" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)

    file = tmp_path / "authority"
    monkeypatch.setenv("XAUTHORITY", str(file))
    assert list(x11._cookies("7")) == []
    cookie = b"MIT-MAGIC-COOKIE-1"
    file.write_bytes(entry(b"1", cookie, b"one") + entry(b"7", b"XDM", b"no") + entry(b"7", cookie, b"seven") + b"\x01")
    assert list(x11._cookies("7")) == [b"seven"]


def test_input_is_new_only_when_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, last = FakeClock(), [0.0]
    inputs = Inputs(clock, lambda: clock.awake() - last[0])  # type: ignore[arg-type]
    assert inputs.poll() is None
    clock.true += 5
    assert inputs.poll() is None
    clock.true += 5
    last[0] = clock.awake() - 2
    assert inputs.poll() == pytest.approx(clock.now() - 2)
    clock.true += 5000  # it slept: the counter of X stood still, the boot clock went on
    clock.slept += 5000
    assert inputs.poll() is None
    last[0] = clock.awake()
    assert inputs.poll() == pytest.approx(clock.now())


def test_gnome_is_asked_seldom_and_never_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "gdbus"
    program.write_text(f"#!/bin/sh\necho x >> {tmp_path}/asked\necho '(uint64 4200,)'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert Gnome().idle() is None, "not on Wayland"
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    monitor = Gnome()
    assert monitor.idle() == pytest.approx(4.2, abs=1)
    time.sleep(0.1)
    assert monitor.idle() > 4.25
    assert (tmp_path / "asked").read_text() == "x\n"
    program.write_text("#!/bin/sh\nsleep 30\n")
    hanging = Gnome()
    began = time.monotonic()
    assert hanging.idle() is None
    assert time.monotonic() - began < 3
    program.write_text("#!/bin/sh\necho nothing\nexit 1\n")
    assert Gnome().idle() is None


def test_this_clock_agrees_with_itself() -> None:
    clock = Clock()
    now, awake, wall = clock.now(), clock.awake(), clock.wall()
    assert 0 < awake <= now + 0.01
    assert abs(wall - time.time()) < 1
    assert clock.now() >= now
    if sys.platform == "linux":
        assert clock.boot == Clock().boot


def test_half_an_answer_is_none_where_every_window_counts(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert idle_seconds(whole=True) is not None
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    assert idle_seconds() is not None, "good enough for a program under XWayland"
    assert idle_seconds(whole=True) is None


def test_edits_are_somebodys_where_not_every_window_can_be_seen(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    inputs = Inputs(clock)
    inputs.poll()
    assert inputs.by_hand([clock.now(), clock.now() + 60]) == [pytest.approx(clock.now(), abs=1)]
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    inputs.poll()
    assert len(inputs.by_hand([clock.now(), clock.now() + 60])) == 2, "a Blender on Wayland is invisible to X"
