"""A server as small as can be that behaves as Backlot's own towards the launcher. STAND_IN changes its manners."""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from backend.core.lock import server_lock


class Answer(BaseHTTPRequestHandler):
    """Answers every address like /api/health."""

    def do_GET(self) -> None:
        body = json.dumps({"success": True, "data": {"app": "backlot", "pid": os.getpid()}, "message": ""}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


def leave(*_arguments: Any) -> None:
    print("closing in order", flush=True)
    sys.exit(0)


def main() -> None:
    manners = os.environ.get("STAND_IN", "")
    print(f"stand-in {os.getpid()} {manners}", flush=True)
    if manners == "dies":
        sys.exit("the database is on fire")
    signal.signal(signal.SIGTERM, signal.SIG_IGN if manners == "stubborn" else leave)
    port = int(os.environ["BACKLOT_PORT"])
    with server_lock(Path(os.environ["BACKLOT_DATA"]), port):
        server = HTTPServer((os.environ["BACKLOT_HOST"], port), Answer)
        if manners == "faints":
            server.handle_request()
            os._exit(7)
        server.serve_forever()


if __name__ == "__main__":
    main()
