"""Runs the server so that it ends with the launcher: `python -m launcher.guard MODULE`.

The launcher holds the other end of this process's standard input. When it closes it, or dies in any way, the server
shuts down; so Ctrl+C is clean on every system and nothing is left running behind.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE = 14.0  # seconds for open requests to end and waiting mails to leave


def _watch() -> None:
    while os.read(0, 1024):
        pass
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(3)


if __name__ == "__main__":
    threading.Thread(target=_watch, daemon=True, name="guard").start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
