"""A program in which somebody works all the time, as a process of its own: `a_program.py HOME NAME`.

Lines of its input: `start TASK`, `pair CODE SERVER`; each is answered by a line. It quits at the end of its input.
"""

import queue
import sys
import threading
import time

from dcc.backlot_client import Host, TimeClient


class Program(Host):
    """Nobody can tell which window has the keyboard."""

    dcc = sys.argv[2]

    def focused(self) -> None:
        """Not known."""


def work(client: TimeClient) -> None:
    """Edit something ten times a second."""
    while True:
        client.stamp()
        time.sleep(0.1)


def main() -> None:
    """Do as told."""
    client = TimeClient(Program(), sys.argv[1])
    client.begin()
    for line in sys.stdin:
        what, *more = line.split()
        answer = "started"
        if what == "start":
            client.start(int(more[0]), "A task")
            threading.Thread(target=work, args=(client,), daemon=True).start()
        else:
            answers: queue.Queue[str | None] = queue.Queue()
            client.pair(more[0], more[1], answers.put)
            answer = answers.get(timeout=30) or "paired"
        print(answer, flush=True)
    client.quit(3)


main()
