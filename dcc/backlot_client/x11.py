"""A few questions to an X server, in its own protocol over a socket: how long no input came, and who has the keyboard.

The C libraries for it end the whole program at some errors and may wait for ever; inside somebody's Blender neither is
acceptable. Every answer is waited for half a second at most, and whatever goes wrong is an OSError.
Numbers and layouts are those of the X Window System Protocol, X11 release 7.7, and of MIT-SCREEN-SAVER 1.1.
"""

from __future__ import annotations

import atexit
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TIMEOUT, AGAIN = 0.5, 30.0  # seconds: for one answer; until a display that was lost is looked for again
ADDRESS = re.compile(r"(?:(?P<host>[^:/]*)/?(?:unix)?)?:(?P<number>\d+)(?:\.\d+)?$")
COOKIE = b"MIT-MAGIC-COOKIE-1"
QUERY_TREE, INTERN_ATOM, GET_PROPERTY, GET_INPUT_FOCUS, QUERY_EXTENSION = 15, 16, 20, 43, 98
CARDINAL, WINDOW = 6, 33  # types of properties


class Refused(OSError):
    """The display is well, but this question had no answer (a window just closed)."""


class Display:
    """A connection to the X server that $DISPLAY names. Raises OSError when there is none."""

    def __init__(self, name: str | None = None) -> None:
        found = ADDRESS.match(os.environ.get("DISPLAY", "") if name is None else name)
        if not found:
            raise OSError("no display")
        self._atoms: dict[str, int] = {}
        self._saver: int | None = None
        self._connect(found["host"] or "", found["number"])

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def idle(self) -> float:
        """Seconds since the last input of anybody at this display."""
        if self._saver is None:
            name = b"MIT-SCREEN-SAVER"
            answer = self._ask(QUERY_EXTENSION, 0, struct.pack("<HH", len(name), 0) + name)
            self._saver = answer[9] if answer[8] else 0
        if not self._saver:
            raise Refused("this display tells nothing of its input")
        answer = self._ask(self._saver, 1, struct.pack("<I", self._root))
        return float(struct.unpack_from("<I", answer, 16)[0]) / 1000

    def focused_process(self) -> int:
        """Process id of the window with the keyboard, 0 when there is no such window or it does not tell."""
        window = self._number(self._root, "_NET_ACTIVE_WINDOW", WINDOW)
        if not window:  # no window manager, or nothing in front
            window = struct.unpack_from("<I", self._ask(GET_INPUT_FOCUS), 8)[0]
        while window > 1 and window != self._root:  # 1: wherever the pointer is
            process = self._number(window, "_NET_WM_PID", CARDINAL)
            if process:
                return process
            window = struct.unpack_from("<I", self._ask(QUERY_TREE, 0, struct.pack("<I", window)), 12)[0]
        return 0

    def _number(self, window: int, name: str, kind: int) -> int:
        """A property of a window, 0 when it has none."""
        atom = self._atoms.get(name, 0)
        if not atom:
            body = struct.pack("<HH", len(name), 0) + name.encode("ascii")
            atom = self._atoms[name] = int(struct.unpack_from("<I", self._ask(INTERN_ATOM, 0, body), 8)[0])
        answer = self._ask(GET_PROPERTY, 0, struct.pack("<IIIII", window, atom, kind, 0, 1))
        return int(struct.unpack_from("<I", answer, 32)[0]) if len(answer) >= 36 and answer[1] == 32 else 0

    def _ask(self, code: int, detail: int = 0, body: bytes = b"") -> bytes:
        """Send a request and read its reply. A window that just closed is an OSError, too."""
        body += bytes(-len(body) % 4)
        self._send(struct.pack("<BBH", code, detail, 1 + len(body) // 4) + body)
        while True:
            answer = self._read(32)
            if answer[0] == 0:
                raise Refused(f"X error {answer[1]}")
            if answer[0] == 1:
                return answer + self._read(4 * int(struct.unpack_from("<I", answer, 4)[0]))
            if answer[0] & 127 == 35:  # an event of any length; all others have 32 bytes
                self._read(4 * int(struct.unpack_from("<I", answer, 4)[0]))

    def _connect(self, host: str, number: str) -> None:
        """The first way in that works: with each cookie that fits, then without."""
        problem = OSError("no display")
        for cookie in (*_cookies(number), b""):
            self._socket = _socket(host, number)
            try:
                self._root = self._greet(cookie)
            except (OSError, struct.error, IndexError) as error:
                self._socket.close()
                problem = OSError(str(error))
            else:
                return
        raise problem

    def _greet(self, cookie: bytes) -> int:
        """Say hello; answers the root window of the first screen."""
        name = COOKIE if cookie else b""
        sizes = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
        self._send(sizes + name + bytes(-len(name) % 4) + cookie + bytes(-len(cookie) % 4))
        head = self._read(8)
        answer = self._read(4 * int(struct.unpack_from("<H", head, 6)[0]))
        if head[0] != 1:
            raise OSError("the display does not let us in")
        vendor, formats = struct.unpack_from("<H", answer, 16)[0], answer[21]
        return int(struct.unpack_from("<I", answer, 32 + vendor + -vendor % 4 + 8 * formats)[0])

    def _send(self, data: bytes) -> None:
        self._socket.sendall(data, getattr(socket, "MSG_NOSIGNAL", 0))

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise OSError("the display is gone")
            data += more
        return data


class Displays:
    """The display that $DISPLAY names, for any thread, and looked for again later when it was not there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._display: Display | None = None
        self._next, self._named = 0.0, ""

    def ask(self, question: Callable[[Display], float]) -> float | None:
        """The answer to a question; None when there is no display or no answer."""
        with self._lock:
            named = os.environ.get("DISPLAY", "")
            if named != self._named:  # another screen than the one that was there or was missed
                self._forget()
                self._next, self._named = 0.0, named
            for _try in range(2):
                made = self._display is None
                try:
                    if self._display is None:
                        if time.monotonic() < self._next:
                            return None
                        self._next = time.monotonic() + AGAIN
                        self._display = Display()
                    return question(self._display)
                except Refused:
                    return None
                except (OSError, struct.error, IndexError):
                    self._forget()
                    if made:
                        return None
                    self._next = 0.0  # the screen went; there may be a new one of that name already
            return None

    def close(self) -> None:
        """End the connection; the next question makes a new one."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        if self._display is not None:
            self._display.close()
        self._display = None


displays = Displays()
atexit.register(displays.close)


def _socket(host: str, number: str) -> socket.socket:
    """A socket to the display, by the file the server made or over the network (ssh -X)."""
    if host:
        return socket.create_connection((host, 6000 + int(number)), TIMEOUT)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(TIMEOUT)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the address every X server has
    for address in (path, f"\0{path}"):
        try:
            made.connect(address)
        except OSError:
            continue
        return made
    made.close()
    raise OSError("no display")


def _cookies(number: str) -> Iterator[bytes]:
    """What the user's authority file holds for a display, as long as it is readable."""
    place = os.environ.get("XAUTHORITY") or Path.home() / ".Xauthority"
    try:
        data = Path(place).read_bytes()
    except (OSError, RuntimeError):
        return
    while len(data) > 2:
        data, fields = data[2:], []  # the family of the address matters less than the number
        for _ in range(4):
            size = int.from_bytes(data[:2], "big")
            fields.append(data[2 : 2 + size])
            data = data[2 + size :]
        if fields[1] in (number.encode(), b"") and fields[2] == COOKIE:
            yield fields[3]
