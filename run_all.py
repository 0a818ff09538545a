#!/usr/bin/env python3
"""The one command of Backlot: installs, migrates, starts and restarts what dies; `run_all.py --help` tells all.

Needs nothing but Python. This file stays readable for old Pythons, so that they get a sentence and not a syntax error;
everything else is in the folder `launcher`.
"""

import sys

NEEDED = (3, 11)

if sys.version_info < NEEDED:
    sys.exit(
        "Backlot needs Python %d.%d or newer and this is Python %d.%d; get one from https://www.python.org/downloads/ "
        "and start run_all.py with it." % (NEEDED + tuple(sys.version_info[:2]))
    )

from launcher.commands import main  # noqa: E402 (only a Python that is new enough may read it)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
