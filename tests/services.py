"""Servers and programs that some tests need: each helper answers how to reach one, or skips the test.

With BACKLOT_NO_SKIP=1 an absent service fails instead, so that a full run cannot pass by leaving tests out.
"""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest


def require_redis() -> str:
    """Address of a Redis whose database the test may fill and empty."""
    import redis

    url = os.environ.get("BACKLOT_TEST_REDIS", "redis://127.0.0.1:6379/9")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError as absent:
        _absent(f"no Redis at {url} (set BACKLOT_TEST_REDIS): {absent}")
    return url


def require_postgres() -> str:
    """SQLAlchemy address of a PostgreSQL database in which the test may make and drop schemas."""
    import sqlalchemy

    url = os.environ.get("BACKLOT_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
    engine = sqlalchemy.create_engine(url, connect_args={"connect_timeout": 2})
    try:
        engine.connect().close()
    except sqlalchemy.exc.OperationalError as absent:
        _absent(f"no PostgreSQL at {url} (set BACKLOT_TEST_POSTGRES): {absent}")
    finally:
        engine.dispose()
    return url


def require_chromium() -> str:
    """Path of a Chromium or Chrome program."""
    names = (os.environ.get("BACKLOT_TEST_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        _absent("no Chromium on the PATH (set BACKLOT_TEST_CHROMIUM)")
    return path


def require_maya_stubs() -> list[Path]:
    """Folders of the two sets of stubs of Maya; installed by pip at the first use."""
    from tests.dcc.maya.record import install

    try:
        return install()
    except (OSError, subprocess.SubprocessError) as absent:
        _absent(f"the stubs of Maya cannot be installed: {absent}")
    return []


def free_port() -> int:
    """A TCP port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _absent(reason: str) -> None:
    if os.environ.get("BACKLOT_NO_SKIP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
