"""A program that works, as a process of its own: `a_program.py HOME NAME TASK`; ends at the end of its input."""

import sys
import threading
import time

from dcc.backlot_client import Host, TimeClient, client, engine, http, machine

home, name, task = sys.argv[1], sys.argv[2], int(sys.argv[3])
client.STEP = machine.STEP = 0.1
engine.SAVE, engine.LOOK_AROUND = 0.1, 0.5
http.AGENT = name


class Program(Host):
    dcc = name

    def focused(self):
        return None


tracker = TimeClient(Program(), home)
tracker.begin()
if task:
    tracker.start(task, "A task")


def work():
    while True:
        tracker.stamp()
        time.sleep(0.02)


if task:
    threading.Thread(target=work, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
tracker.quit(2)
