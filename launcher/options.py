"""The command line of `run_all.py`; options may stand before or after the sub-command."""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.say import Refused

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = """\
commands:
  (none)         install what is missing, bring the database up to date, start Backlot and keep it running
  demo           the same with a throw-away sample production; prints how to sign in; gone when you stop it
  test [ARGS]    run the tests; ARGS go to pytest (BACKLOT_NO_SKIP=1 makes a missing service a failure)
  check          formatting, lint, types and import rules
  backup         copy the database into the backups folder
  restore FILE   put such a copy back (stop Backlot first)
  doctor         check this installation and say what to do (--json for programs)

environment (or a file .env beside run_all.py):
  BACKLOT_HOST, BACKLOT_PORT, BACKLOT_DATA   defaults for address, port and data folder
  BACKLOT_PYTHON                             use this interpreter, with everything installed, instead of .venv
"""
NAMES = ("start", "demo", "test", "check", "backup", "restore", "doctor")
TAKE_ARGUMENTS = ("test", "backup", "restore", "doctor")


@dataclass(frozen=True)
class Options:
    """What was asked for; `rest` goes on to the sub-command as it is."""

    command: str
    rest: tuple[str, ...]
    host: str
    port: int
    port_chosen: bool
    data: Path
    browser: bool

    @property
    def lan(self) -> bool:
        """Whether other machines can reach it."""
        return self.host not in {"127.0.0.1", "localhost", "::1"}


def parse(arguments: list[str], environ: Mapping[str, str] = os.environ, root: Path = ROOT) -> Options:
    """Read the command line over the environment over `.env`; raises Refused for what cannot be meant."""
    parser = argparse.ArgumentParser(
        prog="run_all.py",
        usage="run_all.py [COMMAND] [--lan] [--port N] [--data DIR] [--no-browser]",
        description="Backlot: a film production from script to delivery.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--lan", action="store_true", help="let the crew on this network in (default: this machine)")
    parser.add_argument("--port", type=int, metavar="N", help="the port to use (default: 8501)")
    parser.add_argument("--data", metavar="DIR", help="where database, uploads and backups live (default: data)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    found, rest = parser.parse_known_args(arguments)
    command = rest.pop(0) if rest and not rest[0].startswith("-") else "start"
    if command not in NAMES:
        raise Refused(f"run_all.py has no command {command!r}; see run_all.py --help.")
    if rest and command not in TAKE_ARGUMENTS:
        raise Refused(f"run_all.py does not know {' '.join(rest)!r}; see run_all.py --help.")
    kept = {**read_env_file(root / ".env"), **{key: value for key, value in environ.items() if value.strip()}}
    return Options(
        command=command,
        rest=tuple(rest),
        host="0.0.0.0" if found.lan else kept.get("BACKLOT_HOST", "127.0.0.1"),  # noqa: S104 (asked for by --lan)
        port=_port(found.port if found.port is not None else kept.get("BACKLOT_PORT", "8501")),
        port_chosen=found.port is not None or "BACKLOT_PORT" in kept,
        data=_folder(found.data, kept.get("BACKLOT_DATA"), root),
        browser=not found.no_browser,
    )


def read_env_file(file: Path) -> dict[str, str]:
    """The plain `NAME=value` lines of a `.env` file; the server reads the same file with python-dotenv."""
    values: dict[str, str] = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for line in lines:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#") and value.strip():
            values[name.strip()] = value.split(" #")[0].strip().strip("'\"")
    return values


def _port(value: int | str) -> int:
    try:
        port = int(value)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise Refused(f"The port must be a number between 1 and 65535, not {value}.")
    return port


def _folder(option: str | None, setting: str | None, root: Path) -> Path:
    """An option is relative to where the command was typed, a setting to Backlot's own folder."""
    if option is not None:
        return Path(option).expanduser().resolve()
    return (root / Path(setting or "data").expanduser()).resolve()
