"""`python -m streamlit_app`: serve pages, API and live socket from one process on one port."""

import gc

import uvicorn

from backend.core.errors import Conflict
from backend.core.lock import server_lock
from backend.settings import load


def main() -> None:
    """Serve until stopped; holds the data folder, so that nothing restores over a running server."""
    gc.disable()  # until everything is loaded: see backend.asgi.settle
    settings = load()
    try:
        with server_lock(settings.data_dir, settings.port):
            from streamlit_app.asgi import build

            uvicorn.run(
                build(settings),
                host=settings.host,
                port=settings.port,
                ws="websockets-sansio",
                ws_ping_interval=20,
                ws_ping_timeout=20,
                access_log=False,
                log_level="warning",
                timeout_graceful_shutdown=5,
                proxy_headers=False,
                server_header=False,
            )
    except Conflict as refusal:  # in use, or not to be written
        raise SystemExit(str(refusal)) from refusal


if __name__ == "__main__":
    main()
