"""`run_all.py` with the stand-in as its server and nothing to migrate: the launcher itself, in real processes."""

import sys
from pathlib import Path

from launcher import commands
from launcher.options import Options


def nothing_to_do(_python: Path, options: Options, command: str) -> str:
    """Takes the place of the server's commands; tells what would run."""
    print(f"would run {command} in {options.data}", flush=True)
    return "Sign in as sample@example.com" if command == "demo-data" else ""


if __name__ == "__main__":
    commands.SERVER = "tests.launcher.stand_in"
    commands.backend = nothing_to_do
    sys.exit(commands.main(sys.argv[1:]))
