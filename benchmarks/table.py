"""What a measurement found, as a table for the terminal and for docs/performance.md."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure; `limit` is what it must keep ("" where none is set), `kept` whether it does."""

    what: str
    figure: str
    limit: str = ""
    kept: bool = True


@dataclass(frozen=True)
class Table:
    """What one script measured."""

    title: str
    about: str
    rows: Sequence[Row]

    def text(self) -> str:
        """For the terminal."""
        wide = max(len(row.what) for row in self.rows)
        figures = max(len(row.figure) for row in self.rows)
        lines = [self.title, *(f"  {row.what:<{wide}}  {row.figure:<{figures}}  {_verdict(row)}" for row in self.rows)]
        return "\n".join(line.rstrip() for line in lines)

    def markdown(self) -> str:
        """For the document."""
        head = f"## {self.title}\n\n{self.about}\n\n| what | measured | limit |\n|---|---|---|\n"
        return head + "".join(f"| {row.what} | {row.figure} | {_verdict(row)} |\n" for row in self.rows)


def _verdict(row: Row) -> str:
    return f"{row.limit}{'' if row.kept else ' **missed**'}"


def at_most(what: str, value: float, limit: float, unit: str, detail: str = "") -> Row:
    """A figure that must not exceed a limit."""
    figure = f"{shown(value)} {unit}" + (f" ({detail})" if detail else "")
    return Row(what, figure, f"≤ {shown(limit)} {unit}", value <= limit)


def shown(value: float) -> str:
    """Three figures are plenty."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(seconds: Sequence[float]) -> str:
    """Least, median and 95th percentile of durations, in milliseconds."""
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    figures = (ordered[0], statistics.median(ordered), late)
    return " / ".join(shown(1000 * figure) for figure in figures) + " ms"
