"""Servers and programs that some tests need: each helper answers how to reach one, or skips the test.

With BACKLOT_NO_SKIP=1 an absent service fails instead, so that a full run cannot pass by leaving tests out.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
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


def require_pyside() -> Path:
    """Folder with PySide6, outside the checkout; installed by pip at the first use."""
    target = Path(os.environ.get("BACKLOT_TEST_PYSIDE", "~/.cache/backlot-pyside/6.12.0")).expanduser()
    if not (target / "PySide6").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
        try:
            subprocess.run([*command, "PySide6-Essentials==6.12.0"], check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as absent:
            _absent(f"PySide6 cannot be installed: {absent}")
    command = [sys.executable, "-c", "import PySide6.QtWidgets"]
    tried = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(target)}, capture_output=True, text=True)
    if tried.returncode:
        _absent(f"PySide6 does not start: {tried.stderr.strip().splitlines()[-1]}")
    return target


def require_blender() -> str:
    """Path of a Blender with a window, on a machine that has a screen for it and hands to work it."""
    missing = [name for name in ("blender", "Xvfb", "xdotool", "scrot") if shutil.which(name) is None]
    if missing:
        _absent(f"not installed: {', '.join(missing)}")
    return str(shutil.which("blender"))


def require_screen() -> None:
    """A screen for windows of Tk, and hands to work them."""
    missing = [name for name in ("Xvfb", "xdotool", "scrot") if shutil.which(name) is None]
    if importlib.util.find_spec("_tkinter") is None:
        missing.append("Tk for Python (python3-tk)")
    if missing:
        _absent(f"not installed: {', '.join(missing)}")


def require_bpy() -> Path:
    """A Python of its own with Blender as a module (970 MB), outside the checkout; made at the first use."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    python = cache / "backlot-bpy" / "5.0.1" / "bin" / "python"
    if not (python.parent / "complete").is_file():
        maker = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
        if maker is None:
            _absent("Blender's module needs Python 3.11")
        try:
            subprocess.run([maker, "-m", "venv", str(python.parents[1])], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "bpy==5.0.1", "numpy<2"]
            subprocess.run(install, check=True, capture_output=True, timeout=1200)
        except (OSError, subprocess.SubprocessError) as absent:
            _absent(f"Blender's module cannot be installed: {absent}")
        (python.parent / "complete").touch()
    return python


def free_port() -> int:
    """A TCP port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _absent(reason: str) -> None:
    if os.environ.get("BACKLOT_NO_SKIP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
