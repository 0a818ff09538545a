"""`python -m benchmarks`: every measurement, one after the other; `--write` puts them into docs/performance.md."""

import argparse
import datetime as dt
import os
import platform
import sqlite3
import sys
from pathlib import Path

from benchmarks import (
    artist_days,
    boards,
    breakdown,
    conflicts,
    day_out_of_days,
    heartbeats,
    hours,
    optimise,
    pages,
    paper,
    schedule_file,
    script_import,
    stamp,
    start,
    team_pages,
    writes,
)
from benchmarks.table import Table

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MEASUREMENTS = (
    script_import,
    breakdown,
    schedule_file,
    start,
    pages,
    boards,
    conflicts,
    day_out_of_days,
    hours,
    team_pages,
    optimise,
    paper,
    writes,
    heartbeats,
    artist_days,
    stamp,
)


def machine() -> str:
    """This machine in general words."""
    with Path("/proc/meminfo").open() as lines:
        kilobytes = int(next(lines).split()[1])
    load = os.getloadavg()[0]
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {kilobytes / 2**20:.0f} GB memory, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; load average {load:.1f} when it began."
    )


def document(tables: list[Table], about: str) -> str:
    """docs/performance.md."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    head = (
        "# How fast Backlot is\n\n"
        "Written by `python -m benchmarks --write`; each table is printed by its own script in `benchmarks/`, too.\n"
        "Everything runs through real servers on the machine that measures. A busy machine makes figures worse by a\n"
        "multiple: compare the ones of a table with each other, and trust processor time (CPU) before the clock.\n\n"
        f"Measured {today}: {about}\n\n"
    )
    return head + "\n".join(table.markdown() for table in tables)


def main(arguments: list[str]) -> int:
    """Measure, print, write if asked; 1 when a limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args(arguments)
    about = machine()
    print(about)
    tables = []
    for script in MEASUREMENTS:
        tables.append(script.measure())
        print(f"\n{tables[-1].text()}", flush=True)
    if options.write:
        DOCUMENT.write_text(document(tables, about), encoding="utf-8")
    return 0 if all(row.kept for table in tables for row in table.rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
