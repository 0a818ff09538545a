"""Commands on schedule files of the Universal Schedule Standard.

Reading one needs neither the database nor the web server, so nothing of either is loaded for it.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from backend.core.errors import Invalid, NotFound, TooLarge
from backend.exchange.uss.document import Document


def document_in(path: Path) -> Document:
    """The document in a file on disk. Raises NotFound, TooLarge and Invalid."""
    from backend.exchange.uss.reading import read

    return read(content_of(path))


def content_of(path: Path) -> bytes:
    """A schedule file's bytes. Raises NotFound, TooLarge and Invalid."""
    from backend.exchange.uss.reading import MAX_BYTES

    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise Invalid(f"{path}: {error.strerror or 'cannot be read'}.", field="file") from None
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{path} has more than {MAX_BYTES // 1_000_000} MB.")
    return content


def day_out_of_days(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Everybody who works on a board: days worked and held, first and last, and the code of every date."""
    from backend.exchange.uss.shooting import facts
    from backend.planning.dood.engine import day_out_of_days

    board = facts(document_in(options.file), options.board, options.category)
    rows = [row for row in day_out_of_days(board) if row.codes]
    names = Counter(row.subject.name for row in rows)
    found: dict[str, Any] = {}
    for row in rows:
        name = row.subject.name
        if names[name] > 1:  # two of one name are told apart by their number, else by their place in the file
            name = f"{name} ({row.subject.number or row.subject.key})"
        found[name] = {
            "work": row.work,
            "hold": row.hold,
            "start": str(row.start),
            "finish": str(row.finish),
            "codes": {str(date): code for date, code in row.codes.items()},
        }
    return found, _table([(row.subject.number, name) for row, name in zip(rows, found, strict=True)], found)


def _table(people: list[tuple[str, str]], found: dict[str, Any]) -> str:
    """One line a person, in the order of the file."""
    widest = max([len(name) for _number, name in people], default=4)
    lines = [f"{'No.':>4}  {'Name':<{widest}}  {'Start':<10}  {'Finish':<10}  {'Work':>4}  {'Hold':>4}  First codes"]
    for number, name in people:
        row = found[name]
        codes = " ".join(list(row["codes"].values())[:12])
        totals = f"{row['start']}  {row['finish']}  {row['work']:>4}  {row['hold']:>4}"
        lines.append(f"{number:>4}  {name:<{widest}}  {totals}  {codes}")
    work, hold = (sum(row[what] for row in found.values()) for what in ("work", "hold"))
    return "\n".join([*lines, f"{len(found)} people, {work} days worked, {hold} held."])


def write_file(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """A production's breakdown, boards and calendars as a file; an older file of that name is replaced at the end."""
    from backend.commands.context import app_context
    from backend.exchange.uss import service, writing

    with app_context(owner=True):
        document = service.give(options.production)
    fresh = options.file.with_name(f"{options.file.name}.part")
    try:
        fresh.write_bytes(writing.write(document))
        fresh.replace(options.file)
    except OSError as error:
        raise Invalid(f"{options.file}: {error.strerror or 'cannot be written'}.", field="file") from None
    scenes = sum(not strip.is_banner for strip in document.breakdowns)
    report = {"file": options.file, "boards": len(document.stripboards), "scenes": scenes}
    return report, f"Written to {options.file}: {report['boards']} boards, {scenes} scenes."


def take_file(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """A file into a production, or as a new one; with --preview only what that would do."""
    from backend.commands.context import app_context
    from backend.exchange.uss import service

    document = service.checked(content_of(options.file))
    with app_context(owner=True):
        if options.production is None:
            done = (service.preview_new if options.preview else service.take_new)(document, options.title)
        else:
            done = (service.preview if options.preview else service.take)(options.production, document)
    done["counts"] = {kind: dict(counts) for kind, counts in done["counts"].items()}
    return done, _told(done, preview=options.preview)


def _told(done: dict[str, Any], *, preview: bool) -> str:
    """What was taken, a line a kind, then the boards and what to look at."""
    where = f" (production {done['production_id']})" if done["production_id"] else ""
    lines = [f"{done['title']}{where}"]
    for kind, counts in done["counts"].items():
        said = ", ".join(f"{number} {change}" for change, number in counts.items() if number)
        lines += [f"{kind}: {said}"] if said else []
    for board in done["boards"]:
        dates = f", {board['first']} to {board['last']}" if board["days"] else ""
        lines.append(f"board {board['name']} ({board['change']}): {board['days']} days{dates}")
    return "\n".join([*lines, *done["notes"], *(["Nothing was written."] if preview else [])])
