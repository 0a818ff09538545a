"""The sub-commands of `run_all.py`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backend.core import network
from backend.core.lock import holder
from launcher.install import interpreter
from launcher.options import ROOT, Options, parse, read_env_file
from launcher.say import Refused, say, step
from launcher.supervise import Supervisor

SERVER = "streamlit_app"
LEAST_FREE_BYTES = 100 << 20  # below this a database write may fail in the middle of a day's work
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHECKS = (
    ("formatting", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("imports", ["-c", "from importlinter.cli import lint_imports_command as check; check()"]),
)


def main(arguments: list[str]) -> int:
    """Run what the command line asks for; the result is the exit code."""
    options = parse(arguments)
    commands: dict[str, Callable[[Options], int]] = {"start": start, "demo": demo, "test": test, "check": check}
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        return commands.get(options.command, pass_on)(options)
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def start(options: Options) -> int:
    """Install, migrate, serve until stopped; if Backlot runs already, say where."""
    check_data_folder(options.data)
    if running := already_running(options):
        say(f"Backlot is already running at {running}")
        open_browser(options, running)
        return 0
    check_port(options)
    python = interpreter()
    if "Copy before" in (told := backend(python, options, "migrate")):
        step(told)
    return serve(python, options)


def demo(options: Options) -> int:
    """A sample production in a folder that goes when the demo ends; nobody's own data is touched."""
    if options.port_chosen:
        check_port(options)
    else:
        options = replace(options, port=next_free_port(options))
    python = interpreter()
    folder = Path(tempfile.mkdtemp(prefix="backlot-demo-"))
    try:
        options = replace(options, data=folder)
        backend(python, options, "migrate")
        step("Filling the sample production")
        sign_in = backend(python, options, "demo-data")
        return serve(python, options, sign_in)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(python: Path, options: Options, notice: str = "") -> int:
    """Start the server and keep it running; greets with the address (and `notice`) once it answers."""
    step("Starting")
    return Supervisor(
        command=[str(python), "-m", "launcher.guard", SERVER],
        cwd=ROOT,
        env=child_environment(options),
        is_up=lambda: network.answers(options.host, options.port),
        on_ready=lambda: greet(python, options, notice),
        log=options.data / "logs" / "server.log",
    ).run()


def greet(python: Path, options: Options, notice: str) -> None:
    """Say where Backlot is, for this machine and for the crew, and open it."""
    here = network.url(options.host, options.port)
    step(f"Backlot is ready: {here}")
    if options.lan:
        greet_crew(python, options.port)
    else:
        say("Only this machine can open it; start with --lan to let the crew in.")
    if notice:
        say(notice)
    say("Ctrl+C stops it.")
    open_browser(options, here)


def greet_crew(python: Path, port: int) -> None:
    """Say under which address the crew's machines and phones reach this one."""
    addresses = [f"http://{address}:{port}" for address in network.lan_addresses()]
    if not addresses:
        say("This machine has no network address now; connect it and start again so that the crew can reach it.")
        return
    say(f"The crew, on the same network, opens {addresses[0]} or scans this:\n{qr_code(python, addresses[0])}")
    if addresses[1:]:
        say(f"If that does not open: {' or '.join(addresses[1:])}")


def test(options: Options) -> int:
    """Run the tests; says first which services are missing and what that leaves out."""
    python = interpreter(dev=True)
    for missing in missing_services():
        say(f"Missing: {missing}")
    return run([str(python), "-m", "pytest", *options.rest])


def check(_options: Options) -> int:
    """Run every code check, all of them even if one fails; shows only what is wrong."""
    python = interpreter(dev=True)
    failed = 0
    for name, arguments in CHECKS:
        started = time.monotonic()
        done = subprocess.run([str(python), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        verdict = "wrong" if done.returncode else "ok"
        say(f"{name}: {verdict} ({time.monotonic() - started:.1f} s)")
        if done.returncode:
            failed += 1
            say((done.stdout + done.stderr).strip())
    return 1 if failed else 0


def pass_on(options: Options) -> int:
    """backup, restore and doctor are the server's own commands."""
    rest = [find_copy(word, options.data) for word in options.rest] if options.command == "restore" else options.rest
    return run([str(interpreter()), "-m", "backend", options.command, *rest], child_environment(options))


def find_copy(word: str, data: Path) -> str:
    """The file that somebody means: where the command was typed, else among the backups; anything else unchanged."""
    found = (file.resolve() for file in (Path(word), data / "backups" / word) if file.is_file())
    return str(next(found, word))


def backend(python: Path, options: Options, command: str) -> str:
    """Run one of the server's commands; returns what it printed, ends the launcher with its reason if it fails."""
    environment = child_environment(options)
    with subprocess.Popen(
        [str(python), "-m", "backend", command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        printed = process.communicate()[0].strip()
    if process.returncode:
        say(printed)
        raise SystemExit(process.returncode)
    return printed


def run(command: list[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a command in Backlot's folder with this terminal; the result is its exit code."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # a SIGTERM, or Ctrl+C, which the command got too
            process.terminate()
            raise


def child_environment(options: Options) -> dict[str, str]:
    """The environment of the server's processes. The demo never sees the real database or mail server."""
    environment = dict(os.environ)
    environment.update(
        BACKLOT_HOST=options.host,
        BACKLOT_PORT=str(options.port),
        BACKLOT_DATA=str(options.data),
        PYTHONUNBUFFERED="1",
        PYTHONUTF8="1",
    )
    if options.command == "demo":
        environment.update(DATABASE_URL="", SMTP_HOST="", REDIS_URL="")
    known = "BACKLOT_PUBLIC_URL" in environment or "BACKLOT_PUBLIC_URL" in read_env_file(ROOT / ".env")
    if options.lan and not known and (addresses := network.lan_addresses()):
        environment["BACKLOT_PUBLIC_URL"] = f"http://{addresses[0]}:{options.port}"  # for links in mails
    return environment


def check_port(options: Options) -> None:
    """Raises Refused, with what to do, unless the server can listen where it should."""
    if reason := network.why_not(options.host, options.port):
        raise Refused(reason)


def next_free_port(options: Options) -> int:
    """The wanted port, or the next one that is free."""
    for port in range(options.port, min(options.port + 100, 65536)):
        if not network.why_not(options.host, port):
            return port
    raise Refused("None of a hundred ports is free; choose one yourself: run_all.py --port N")


def qr_code(python: Path, text: str) -> str:
    """The text as a QR code of terminal characters; '' when it cannot be drawn."""
    program = "import segno, sys; segno.make(sys.argv[1], error='l').terminal(out=sys.stdout, compact=True, border=2)"
    command = [str(python), "-X", "utf8", "-c", program, text]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else ""


def check_data_folder(folder: Path) -> None:
    """Raises Refused unless the data folder can be written and has room for a day's work."""
    probe = folder / ".backlot-probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        raise Refused(f"The data folder {folder} cannot be written; choose another: run_all.py --data DIR") from None
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise Refused(f"The disk of {folder} has only {free / 1e6:.0f} MB free; free some space and start again.")


def already_running(options: Options) -> str:
    """The address of a Backlot that serves this data folder or this port; '' if there is none."""
    held = holder(options.data)
    if held and held.port == 0:
        raise Refused("A migration or a restore is running in this data folder; start again when it has finished.")
    for port in (held.port,) if held else (options.port,):
        if network.answers(options.host, port):
            return network.url(options.host, port)
    if held:
        raise Refused(
            f"Process {held.pid} uses this data folder and does not answer on port {held.port}; "
            "wait a moment or end it, then start again."
        )
    return ""


def open_browser(options: Options, address: str) -> None:
    """Open the address, where there is a screen to show it on."""
    remote = any(name in os.environ for name in ("SSH_CONNECTION", "SSH_TTY"))
    screen = sys.platform in {"win32", "darwin"} or any(n in os.environ for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    if options.browser and screen and not remote:
        thread = threading.Thread(target=webbrowser.open, args=(address,), daemon=True)
        thread.start()
        thread.join(3)


def missing_services() -> list[str]:
    """What some tests need and this machine lacks, each with what it leaves out."""
    missing = []
    chromium = (os.environ.get("BACKLOT_TEST_CHROMIUM", ""), *CHROMIUM)
    if not any(shutil.which(name) for name in chromium if name):
        missing.append("Chromium: the tests in a real browser are skipped.")
    if not _listens("BACKLOT_TEST_POSTGRES", "postgresql://127.0.0.1:5432", 5432):
        missing.append("PostgreSQL (BACKLOT_TEST_POSTGRES): the tests on it are skipped; SQLite is tested.")
    if not _listens("BACKLOT_TEST_REDIS", "redis://127.0.0.1:6379", 6379):
        missing.append("Redis (BACKLOT_TEST_REDIS): the tests of several servers side by side are skipped.")
    return missing


def _listens(variable: str, default: str, port: int) -> bool:
    address = urlsplit(os.environ.get(variable) or default)
    with suppress(OSError), socket.create_connection((address.hostname or "127.0.0.1", address.port or port), 2):
        return True
    return False


def _as_interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt
