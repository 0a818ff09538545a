"""`python -m dcc.build [--out DIR] [--server URL]` writes every package and says where."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dcc.build.packages import PACKAGES, build


def main(arguments: list[str]) -> int:
    """Write every package; 0, or a one-line reason and 1."""
    parser = argparse.ArgumentParser(prog="python -m dcc.build", description="Write the packages for other programs.")
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where to (default: dist)")
    parser.add_argument("--server", default="", metavar="URL", help="address of the server that goes into them")
    options = parser.parse_args(arguments)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for package in PACKAGES:
            print(build(package.name, options.out / package.file_name, options.server.rstrip("/")))
    except OSError as problem:
        print(f"Cannot write to {options.out}: {problem.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
