"""`backlot-time`: hours on a task for any program, from a terminal.

    pair CODE [--server URL]     tasks [SEARCH]     start TASK     switch TASK     stop
    status [--json]     sync     doctor     run TASK -- PROGRAM ARGUMENTS…     unpair

TASK is an id or a part of the title that only one task has. A refusal is one line on stderr and a code other than 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from ..backlot_client import Task, errands
from ..backlot_client.version import VERSION
from . import look, watch, work
from .desk import CliHost, Desk, Problem


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, as for every refusal."""
        self.exit(2, f"backlot-time: {message} (backlot-time --help)\n")


def main(arguments: list[str]) -> int:
    """Do what was asked; answers the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.do(Desk(), options) or 0)
    except (Problem, errands.Failed) as problem:
        print(f"backlot-time: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="backlot-time", description="Hours on a task, for any program.")
    parser.add_argument("--version", action="version", version=VERSION)
    words = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def word(name: str, do: Callable[[Desk, Any], int | None], about: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = words.add_parser(name, help=about, description=about)
        made.set_defaults(do=do)
        return made

    pair = word("pair", _pair, "give this machine access to your hours, by the code that the page DCC setup shows")
    pair.add_argument("code", metavar="CODE")
    pair.add_argument("--server", metavar="URL", help="address of Backlot, as http://192.168.1.10:8501")
    word("unpair", _unpair, "give the access up")
    word("tasks", _tasks, "list your tasks").add_argument("search", nargs="?", default="", metavar="SEARCH")
    word("start", _start, "start the timer").add_argument("task", metavar="TASK")
    word("switch", _start, "change over to another task").add_argument("task", metavar="TASK")
    word("stop", _stop, "stop the timer")
    word("status", _status, "what runs, and today's hours").add_argument("--json", action="store_true")
    word("sync", _sync, "send what waits, now")
    word("doctor", _doctor, "look at everything tracking needs")
    run = word("run", _run, "run a program with the timer on")
    run.add_argument("task", metavar="TASK")
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="-- PROGRAM …")
    hidden = words.add_parser("watch")
    hidden.add_argument("id", type=int)
    hidden.add_argument("title")
    hidden.set_defaults(do=lambda desk, options: watch.watch(desk, Task(options.id, options.title)))
    return parser


def _pair(desk: Desk, options: Any) -> None:
    access = errands.pair(desk.home, CliHost(), options.code, options.server)
    print(f"Paired with {access.server} as {access.user}.")


def _unpair(desk: Desk, options: Any) -> None:
    watch.end(desk)
    errands.unpair(desk.home)
    print("Unpaired. What was not sent stays here for the same account.")


def _tasks(desk: Desk, options: Any) -> None:
    for line in look.tasks(desk, options.search):
        print(line)


def _start(desk: Desk, options: Any) -> None:
    print(work.start(desk, options.task))


def _stop(desk: Desk, options: Any) -> None:
    print(work.stop(desk))


def _status(desk: Desk, options: Any) -> None:
    found = look.status(desk)
    print(json.dumps(found) if options.json else "\n".join(look.told(found)))


def _sync(desk: Desk, options: Any) -> None:
    print(look.sync(desk))


def _doctor(desk: Desk, options: Any) -> int:
    well = True
    for good, line in look.doctor(desk):
        print(f"{'OK' if good else '!!'}  {line}", flush=True)
        well &= good
    return 0 if well else 1


def _run(desk: Desk, options: Any) -> int:
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        raise Problem("run needs a program: backlot-time run TASK -- PROGRAM")
    return work.run(desk, options.task, command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
