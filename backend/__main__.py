"""`python -m backend COMMAND`: everything that can be done without a browser."""

import io
import sys

from backend.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal has no letters for ends no command
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
