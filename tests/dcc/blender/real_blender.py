"""A real Blender on a screen of its own, worked with mouse and keyboard, and asked about itself on the side."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZE = (1600, 900)
INSIDE = Path(__file__).with_name("inside.py")


class Screen:
    """An X server without a monitor."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE) -> None:
        read, write = os.pipe()
        area = f"{size[0]}x{size[1]}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", area, "+extension", "GLX", "-nolisten", "tcp"]
        with (folder / "xvfb.log").open("ab") as log:
            self.process = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as channel:
            self.display = f":{channel.readline().strip()}"
        assert self.display != ":", (folder / "xvfb.log").read_text()

    def do(self, *arguments: Any) -> None:
        """Mouse and keyboard, in xdotool's words."""
        subprocess.run(
            ["xdotool", *map(str, arguments)], env={**os.environ, "DISPLAY": self.display}, check=True, timeout=30
        )

    def picture(self, file: Path) -> None:
        """What is on the screen."""
        file.unlink(missing_ok=True)
        subprocess.run(["scrot", str(file)], env={**os.environ, "DISPLAY": self.display}, check=True, timeout=30)

    def close(self) -> None:
        """Switch off."""
        self.process.terminate()
        self.process.wait(10)


@dataclass
class Blender:
    """A running Blender."""

    screen: Screen
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """Everything it said."""
        return (self.folder / "blender.log").read_text(errors="replace")

    def ask(self, expression: str) -> Any:
        """The value of a Python expression, worked out on its main thread."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(60)
            connection.connect(str(self.folder / "ask"))
            with connection.makefile("rw") as channel:
                channel.write(expression.replace("\n", ";") + "\n")
                channel.flush()
                line = channel.readline()
        assert line, self.log
        reply = json.loads(line)
        assert "error" not in reply, reply["error"]
        return reply["value"]

    def run(self, statements: str) -> None:
        """Python statements on its main thread."""
        self.ask(f"run({statements!r})")

    def click(self, x: int, y: int, button: int = 1) -> None:
        """A click at a place of the screen, as slow as a hand's."""
        self.screen.do("mousemove", x, y, "sleep", 0.25, "mousedown", button, "sleep", 0.1, "mouseup", button)
        time.sleep(0.3)

    def press(self, x: int, y: int, then: str) -> None:
        """Click until the expression becomes true: a click is lost when the button has not been drawn yet."""

        def clicked() -> bool:
            self.run("bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=1)")
            self.click(x, y)
            deadline = time.monotonic() + 6
            while not (done := bool(self.ask(then))) and time.monotonic() < deadline:
                time.sleep(0.2)
            return done

        until(clicked, 60, lambda: f"{then} stays false\n{self.log[-3000:]}")

    def type(self, text: str) -> None:
        """Keys, one after the other."""
        self.screen.do("type", "--delay", 60, text)

    def key(self, *names: str) -> None:
        """Keys by name."""
        for name in names:
            self.screen.do("key", name, "sleep", 0.2)

    def wait(self, expression: str, seconds: float = 20) -> Any:
        """Until the expression is true; its value."""
        return until(lambda: self.ask(expression), seconds, lambda: f"{expression} stays false\n{self.log[-3000:]}")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the process by a signal; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)


def start_blender(screen: Screen, folder: Path, *arguments: str, **environment: str) -> Blender:
    """Start it with its window in place; answers once it answers."""
    (folder / "ask").unlink(missing_ok=True)
    env = {
        **os.environ,
        "DISPLAY": screen.display,
        "TMPDIR": str(folder),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "BLENDER_USER_RESOURCES": str(folder / "user"),
        "BACKLOT_TIME_HOME": str(folder / "home"),
        "BACKLOT_TEST_SOCKET": str(folder / "ask"),
        **environment,
    }
    geometry = ["--window-geometry", "0", "0", *map(str, SIZE)]
    with (folder / "blender.log").open("ab") as log:
        process = subprocess.Popen(
            [shutil.which("blender") or "blender", *geometry, *arguments, "--python", str(INSIDE)],
            env=env, stdout=log, stderr=log,
        )  # fmt: skip
    blender = Blender(screen, folder, process)
    until(lambda: process.poll() is None and (folder / "ask").exists(), 60, lambda: blender.log)
    blender.ask("1")
    return blender


def until(true: Callable[[], Any], seconds: float, why: Callable[[], str]) -> Any:
    """Ask until the answer is true; `why` tells what is wrong when it never is."""
    deadline = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < deadline, why()
        time.sleep(0.2)
    return value
