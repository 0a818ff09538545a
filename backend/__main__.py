"""`python -m backend COMMAND`: everything that can be done without a browser."""

import sys

from backend.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
