"""The API does what its OpenAPI document says: thousands of generated requests, every check of schemathesis on.

BACKLOT_EXAMPLES raises how many are drawn for each operation, BACKLOT_SEED draws others (a change is judged by the same
ones as the change before it); what is known beforehand stands in schemathesis.toml,
schemathesis_hooks.py (which rows exist) and schemathesis_rules.py (rules that no schema can state).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.demo import PASSWORD
from tests.running import API, ROOT, Client, Server, command_environment, start_server

pytestmark = pytest.mark.faults  # a server of its own on SQLite: once is enough
EXAMPLES = os.environ.get("BACKLOT_EXAMPLES", "4")
SEED = os.environ.get("BACKLOT_SEED", "4711")
# Every boundary of every field and sequences of requests take longer than all other tests together:
# BACKLOT_PHASES=examples,coverage,fuzzing,stateful tries them too.
PHASES = os.environ.get("BACKLOT_PHASES", "examples,fuzzing")
OWNER = "producer@backlot.example"
# A session that one of these has ended can try nothing else, so they are tried apart, each time with a new session.
ENDS_SESSIONS = r"/auth/(logout|change-password|sessions)"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample production behind the API."""
    folder = tmp_path_factory.mktemp("tried")
    command = [sys.executable, "-m", "backend"]
    for step in ("migrate", "demo-data"):
        subprocess.run([*command, step], cwd=ROOT, env=command_environment(folder), check=True, capture_output=True)
    options = {"BACKLOT_RATE_LIMITS": "no", "BACKLOT_ACCESS_TOKEN_SECONDS": "7200"}
    with start_server(folder, app=API, again=True, **options) as running:
        yield running


def test_every_operation_keeps_its_contract(server: Server) -> None:
    try_contract(server, "--exclude-path-regex", ENDS_SESSIONS, "--phases", PHASES, "--workers", "1")


def test_operations_that_end_sessions_keep_their_contract(server: Server) -> None:
    try_contract(
        server, "--include-path-regex", ENDS_SESSIONS, "--phases", "coverage,fuzzing", BACKLOT_TRIED_ANEW="yes"
    )


def try_contract(server: Server, *options: str, **environment: str) -> None:
    """Run schemathesis as the owner; whatever it finds fails the test with its report."""
    owner: Client = server.client(OWNER, PASSWORD)
    production_id = owner.get("/productions").data[0]["id"]
    known = {
        "BACKLOT_TRIED_URL": server.url,
        "BACKLOT_TRIED_TOKEN": owner.token,
        "BACKLOT_TRIED_EMAIL": OWNER,
        "BACKLOT_TRIED_PASSWORD": PASSWORD,
        "BACKLOT_TRIED_PRODUCTION": str(production_id),
        "SCHEMATHESIS_HOOKS": "tests.promises.schemathesis_hooks",
        "PYTHONPATH": str(ROOT),
    }
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(Path(__file__).with_name("schemathesis.toml")),
        "run", f"{server.url}/api/openapi.json", "--header", f"Authorization: Bearer {owner.token}", "--checks", "all",
        "--max-examples", EXAMPLES, "--seed", SEED, "--continue-on-failure", "--warnings", "off", *options,
    ]  # fmt: skip
    env = {**os.environ, **known, **environment}
    done = subprocess.run(command, cwd=server.data, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:] + server.log[-2_000:]
    assert "Traceback" not in server.log
