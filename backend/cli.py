"""The command line. Every command takes --json; a refusal is one line on stderr and a non-zero exit code.

Commands import what they need when they run, so that reading a screenplay does not wait for the web server's libraries.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.commands import optimise, schedule_files
from backend.commands.context import app_context


def main(argv: list[str]) -> int:
    """Run one command; 0 when it was done."""
    if argv[:1] == ["import-screenplay"] and "--production" not in " ".join(argv[1:]):
        from backend.script.screenplays.importers.cli import run

        return run(argv[1:])
    options = parser().parse_args(argv)
    from backend.core.errors import Problem

    try:
        result, text = options.run(options)
    except Problem as problem:
        more = (error for error in problem.errors if error["message"] != problem.message)
        fields = "".join(f" {error['field']}: {error['message']}" for error in more)
        print((problem.message + fields).replace("\n", " "), file=sys.stderr)
        return 2
    escaped = (sys.stdout.encoding or "utf-8").lower() not in ("utf-8", "utf8")  # a file or pipe on Windows is not
    print(json.dumps(result, ensure_ascii=escaped, indent=1, default=str) if options.json else text)
    return int(options.failed(result))


Argument = tuple[str, dict[str, Any]]
FILE: Argument = ("file", {"type": Path, "metavar": "FILE"})

ACCOUNT: list[Argument] = [
    ("action", {"choices": ["add", "link"]}),
    ("--email", {"required": True}),
    ("--name", {"default": ""}),
    ("--role", {"choices": ["owner", "member"], "default": "member"}),
]


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments; docs/commands.md is compared with this by a test."""
    top = argparse.ArgumentParser(prog="python -m backend", description="Backlot's command line")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, about, run, arguments in _commands():
        sub = commands.add_parser(name, help=about, description=about)
        for argument, facts in arguments:
            sub.add_argument(argument, **facts)
        sub.add_argument("--json", action="store_true", help="answer as JSON")
        sub.set_defaults(run=run, failed=_any_failed if run is _doctor else lambda _result: False)
    return top


def _commands() -> list[tuple[str, str, Callable[..., Any], list[Argument]]]:
    job: list[Argument] = [("action", {"choices": ["list", "run"]}), ("name", {"nargs": "?"})]
    script: list[Argument] = [FILE, ("--production", {"type": int, "metavar": "ID"})]
    dood: list[Argument] = [
        FILE,
        ("--board", {"required": True, "metavar": "NAME"}),
        ("--category", {"metavar": "NAME"}),
    ]
    give: list[Argument] = [FILE, ("--production", {"type": int, "required": True, "metavar": "ID"})]
    take: list[Argument] = [
        FILE,
        ("--production", {"type": int, "metavar": "ID"}),
        ("--title", {"default": ""}),
        ("--preview", {"action": "store_true"}),
    ]
    sheet: list[Argument] = [("id", {"type": int}), ("--pdf", {"type": Path, "required": True, "metavar": "OUT"})]
    return [
        ("migrate", "bring the database to this version, after a copy", _migrate, []),
        ("new-migration", "write a migration from the models", _new_migration, [("text", {})]),
        ("import-screenplay", "read a screenplay; with --production write it", _import_screenplay, script),
        ("dood", "day out of days of a board in a .uss schedule file", schedule_files.day_out_of_days, dood),
        ("optimise", "the cheapest order of scenes, or of a board's days", optimise.optimise, optimise.ARGUMENTS),
        ("import", "take a .uss schedule file into a production, or as a new one", schedule_files.take_file, take),
        ("export", "write a production as a .uss schedule file", schedule_files.write_file, give),
        ("call-sheet", "print a call sheet", _call_sheet, sheet),
        ("backup", "copy the database into the backups folder", _backup, []),
        ("restore", "put a copy in the database's place", _restore, [FILE]),
        ("doctor", "check this installation", _doctor, []),
        ("jobs", "list scheduled jobs or run one now", _jobs, job),
        ("users", "add an account, or make a link to choose a new password", _users, ACCOUNT),
        ("demo-data", "load the sample production into an empty installation", _demo_data, []),
    ]


def _migrate(_options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.migrate import migrate
    from backend.settings import load

    copy = migrate(load())
    return {"backup": copy}, f"The database is up to date.{f' Copy before: {copy}' if copy else ''}"


def _new_migration(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.migrate import revision

    made = revision(options.text)
    return {"file": made}, str(made or "Models and migrations agree; nothing was written.")


def _import_screenplay(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.errors import NotFound
    from backend.script.screenplays.service import import_file

    if not options.file.is_file():
        raise NotFound(f"There is no file {options.file}.")
    with app_context(owner=True):
        report = import_file(options.production, options.file.read_bytes(), options.file.name)
    return report, " · ".join(f"{key.replace('_', ' ')}: {value}" for key, value in report.items())


def _call_sheet(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.planning.call_sheets.paper import printed_by_id

    with app_context(owner=True):
        sheet = printed_by_id(options.id)
    options.pdf.write_bytes(sheet.content)
    warning = f" No font has: {' '.join(sorted(sheet.missing))}" if sheet.missing else ""
    return {"file": options.pdf, "missing": sorted(sheet.missing)}, f"Written to {options.pdf}.{warning}"


def _backup(_options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.backup import backup
    from backend.settings import load

    made = backup(load())
    return {"file": made}, f"Copied to {made}."


def _restore(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.backup import restore
    from backend.settings import load

    kept = restore(load(), options.file)
    return {"kept": kept}, f"Restored.{f' The replaced database is kept as {kept}.' if kept else ''}"


def _doctor(_options: argparse.Namespace) -> tuple[Any, str]:
    from backend.doctor import as_rows, as_text, doctor
    from backend.settings import load

    checks = doctor(load())
    return as_rows(checks), as_text(checks)


def _any_failed(rows: list[dict[str, str]]) -> bool:
    return any(row["state"] == "failed" for row in rows)


def _jobs(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.core.errors import Invalid
    from backend.jobs import JOBS, run_job

    rows = [{"name": job.name, "when": job.when, "about": job.about} for job in JOBS]
    if options.action == "list":
        return rows, "\n".join(f"{row['name']:10} {row['when']:15} {row['about']}" for row in rows)
    if options.name not in {job.name for job in JOBS}:
        raise Invalid(f"Jobs are: {', '.join(job.name for job in JOBS)}.", field="name")
    with app_context() as app:
        run_job(app, options.name)
    return {"ran": options.name}, f"{options.name}: done."


def _users(options: argparse.Namespace) -> tuple[Any, str]:
    from backend.accounts.users.service import add_user, password_link
    from backend.core.errors import Invalid

    with app_context():
        if options.action == "link":
            link = password_link(options.email)
            return {"email": options.email, "link": link}, f"Choose a new password here: {link}"
        if not options.name.strip():
            raise Invalid("Say --name as well.", field="name")
        user, link = add_user(options.name, options.email, options.role)
        return {"id": user.id, "email": user.email, "link": link}, f"{user.name} can choose a password here: {link}"


def _demo_data(_options: argparse.Namespace) -> tuple[Any, str]:
    from backend.demo import load_demo

    with app_context() as app:
        report = load_demo(app)
    return report, "\n".join(f"{key}: {value}" for key, value in report.items())
