"""One data folder, one server: the second goes away at once and says why."""

import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, command_environment, start_server


def test_second_server_on_a_folder_refuses(tmp_path: Path) -> None:
    with start_server(tmp_path) as server:
        owner = server.set_up()
        second = subprocess.run(
            [sys.executable, "-m", "streamlit_app"],
            cwd=ROOT, env=command_environment(tmp_path), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert owner.get("/auth/me").status == 200
    assert second.returncode == 1
    assert second.stderr.strip().count("\n") == 0
    assert f"process {server.pid}" in second.stderr
    assert "stop it first" in second.stderr
