"""Makes `.venv` beside run_all.py and installs what is pinned; does nothing when that was done before."""

import hashlib
import importlib.util
import os
import platform
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from launcher.options import ROOT
from launcher.say import Refused, step

NEEDED_BYTES = 2 << 30  # what a full installation and its unpacking take, with some air
RUN, DEV = "requirements.txt", "requirements-dev.txt"
FILES = {RUN: (RUN, "constraints.txt"), DEV: (RUN, DEV, "constraints.txt")}
REASONS = (  # what pip says, what it means and what to do; the first that fits is told
    (
        r"No space left|Errno 28|WinError 112",
        "The disk is full; free at least 2 GB and start again: it goes on where it stopped.",
    ),
    (
        r"NewConnectionError|Failed to establish|name resolution|getaddrinfo|Network is unreachable|timed out"
        r"|Connection refused|ProxyError|Max retries|SSLError|CERTIFICATE",
        "The package index cannot be reached; the first installation needs the internet (later starts do not): "
        "check the connection or proxy and start again.",
    ),
    (
        r"Permission denied|Read-only file system|Access is denied",
        "The folder .venv cannot be written; move Backlot to a folder of your own and start again.",
    ),
)


def interpreter(dev: bool = False, root: Path = ROOT) -> Path:
    """The Python with everything Backlot needs (and, with `dev`, its tests); installs it first if need be."""
    if chosen := os.environ.get("BACKLOT_PYTHON"):
        if not shutil.which(chosen):
            raise Refused(f"BACKLOT_PYTHON names {chosen}, which is not a program.")
        return Path(chosen)
    wanted = DEV if dev else RUN
    venv = root / ".venv"
    python = python_of(venv)
    if is_installed(venv, wanted, root) or (not dev and is_installed(venv, DEV, root)):
        return python
    check_can_install(root)
    if not is_healthy(venv):
        make_venv(venv)
    for name in FILES:  # from here until it is complete, nothing counts as installed
        stamp_file(venv, name).unlink(missing_ok=True)
    install(python, wanted, root)
    stamp_file(venv, wanted).write_text(stamp(wanted, root), encoding="ascii")
    step("Everything is installed.")
    return python


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def stamp(wanted: str, root: Path) -> str:
    """A fingerprint of the pinned versions and of this Python: the same as at the last install means nothing to do."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {platform.machine()} {root}".encode())
    for name in FILES[wanted]:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def stamp_file(venv: Path, wanted: str) -> Path:
    """Where the fingerprint of the last complete install lies."""
    return venv / f"installed-{wanted}"


def is_installed(venv: Path, wanted: str, root: Path) -> bool:
    """Whether the last install was completed and was of exactly these versions."""
    file = stamp_file(venv, wanted)
    return python_of(venv).exists() and file.exists() and file.read_text("ascii").strip() == stamp(wanted, root)


def is_healthy(venv: Path) -> bool:
    """Whether a virtual environment of this Python version is there, with pip, and can be completed."""
    python = python_of(venv)
    if not python.exists():
        return False
    ask = "import pip, sys; print(*sys.version_info[:2])"
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.split() == [str(part) for part in sys.version_info[:2]]
    return False


def check_can_install(root: Path) -> None:
    """Raises Refused, with what to do, when an installation cannot work here."""
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise Refused(
            "Python's venv module is missing; install it (Debian and Ubuntu: sudo apt install python3-venv) "
            "and start again."
        )
    probe = root / ".backlot-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        raise Refused(
            f"The folder {root} cannot be written; move Backlot to a folder of your own and start again."
        ) from None
    free = shutil.disk_usage(root).free
    if free < NEEDED_BYTES:
        raise Refused(
            f"The disk has {free / 1e9:.1f} GB free and the installation needs {NEEDED_BYTES / 1e9:.1f} GB; "
            "free some space and start again."
        )


def make_venv(venv: Path) -> None:
    """Make the virtual environment anew."""
    step(f"Making {venv.name} with Python {platform.python_version()}")
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(why_failed((done.stdout + done.stderr).splitlines(), "The folder .venv could not be made"))


def install(python: Path, wanted: str, root: Path) -> None:
    """Run pip, with one line for each package instead of pip's own report."""
    step("Installing the pinned packages (a few minutes the first time)")
    command = [str(python), "-m", "pip", "install", "--requirement", wanted, "--no-input", "--progress-bar=off"]
    command += ["--disable-pip-version-check", "--no-color", "--retries=2", "--only-binary=:all:"]
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as pip:
        seen: set[str] = set()
        for line in _lines(pip):
            said.append(line)
            if (text := progress(line)) and text not in seen:
                seen.add(text)
                step(text)
    if pip.returncode:
        raise Refused(why_failed(said, "The packages could not be installed"))


def progress(line: str) -> str:
    """What a line of pip's means for somebody who waits; '' for nothing worth telling."""
    if match := re.match(r"Collecting ([\w.\-\[\],]+)(?:==([\w.]+))?", line):
        return f"  {match[1]} {match[2] or ''}".rstrip()
    if match := re.match(r"Processing .*?([\w.]+)-([\w.]+)-[^/\\]+\.whl", line):  # from a folder of wheels
        return f"  {match[1]} {match[2]}"
    if line.startswith("Installing collected packages: "):
        return f"Unpacking {line.count(',') + 1} packages"
    return ""


def why_failed(said: list[str], what: str) -> str:
    """One sentence for people from pip's or venv's own words."""
    text = "\n".join(said)
    for pattern, sentence in REASONS:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence
    if missing := re.search(r"No matching distribution found for (\S+)", text):
        version = platform.python_version()
        return f"{missing[1]} is not offered for Python {version} on this system; install Python 3.11, 3.12 or 3.13."
    errors = [line for line in said if "error" in line.lower()] or said[-3:] or ["no reason given"]
    return f"{what}: {errors[-1].strip()}"


def _lines(pip: subprocess.Popen[str]) -> Iterator[str]:
    """pip's lines as they come; tells every 15 silent seconds that it still works."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        assert pip.stdout is not None  # noqa: S101 (opened as a pipe)
        for line in pip.stdout:
            lines.put(line.strip())
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    last = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=15)
        except queue.Empty:
            step(f"  still working ({time.monotonic() - last:.0f} s)")
            continue
        if line is None:
            return
        last = time.monotonic()
        yield line
