"""The command line as an administrator uses it: real processes on a data folder of their own."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.running import ROOT, command_environment

SAMPLE = ROOT / "data" / "sample" / "the-long-tide.fountain"


class Shell:
    """Runs `python -m backend …` on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data, self.env = data, command_environment(data)

    def run(self, *words: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backend", *map(str, words)],
            cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def json(self, *words: Any) -> Any:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def refusal(self, *words: Any) -> str:
        done = self.run(*words)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made.json("migrate")
    return made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The sample production."""
    made = Shell(tmp_path_factory.mktemp("demo"))
    made.json("migrate")
    report = made.json("demo-data")
    assert report["scenes"] == 69
    return made


def test_the_demo_is_a_whole_production(demo: Shell) -> None:
    assert "in use" in demo.refusal("demo-data")
    rows = {row["name"]: row["state"] for row in demo.json("doctor")}
    assert rows["Database"] == rows["Schema"] == "ok"


def test_a_call_sheet_is_printed_from_the_command_line(demo: Shell, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    assert demo.json("call-sheet", 1, "--pdf", target)["missing"] == []
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(target.read_bytes())).pages)
    assert "DAY 4 OF 9" in text
    assert "Zoë Lambert" in text
    assert "no call sheet 99" in demo.refusal("call-sheet", 99, "--pdf", target)


def test_a_screenplay_is_written_and_written_again(demo: Shell) -> None:
    again = demo.json("import-screenplay", SAMPLE, "--production", 1)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 70)  # 69 to shoot and one omitted
    assert demo.refusal("import-screenplay", SAMPLE, "--production", 99)
    assert "no file" in demo.refusal("import-screenplay", "nowhere.fountain", "--production", 1)


def test_accounts_are_added_with_a_link(shell: Shell) -> None:
    made = shell.json("users", "add", "--name", "Ada Owner", "--email", "ada@example.org", "--role", "owner")
    assert "/reset?token=" in made["link"]
    assert "/reset?token=" in shell.json("users", "link", "--email", "ada@example.org")["link"]
    assert "--name" in shell.refusal("users", "add", "--email", "bo@example.org")
    assert shell.refusal("users", "link", "--email", "nobody@example.org")


def test_copies_are_made_and_brought_back(shell: Shell) -> None:
    copy = Path(shell.json("backup")["file"])
    shell.json("users", "add", "--name", "Late", "--email", "late@example.org")
    kept = shell.json("restore", copy)["kept"]
    assert Path(kept).exists()
    assert shell.refusal("users", "link", "--email", "late@example.org")
    assert shell.refusal("restore", ROOT / "README.md")


def test_jobs_are_listed_and_run(shell: Shell) -> None:
    names = [row["name"] for row in shell.json("jobs", "list")]
    assert names == ["backup", "purge", "reminders", "timers", "time-retention", "sweep"]
    stray = shell.data / "uploads" / "ab" / ("ab" + "0" * 30)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"nobody knows me")
    for name in names:
        shell.json("jobs", "run", name)
    assert stray.exists(), "younger than a month"
    long_ago = time.time() - 40 * 86_400
    os.utime(stray, (long_ago, long_ago))
    shell.json("jobs", "run", "sweep")
    assert not stray.exists()
    assert list((shell.data / "backups").glob("*.db"))
    assert "backup, purge" in shell.refusal("jobs", "run", "nothing")


def test_doctor_fails_loudly(shell: Shell) -> None:
    (shell.data / "backlot.db").write_bytes(b"this is no database, and long enough to be looked at" * 40)
    done = shell.run("doctor")
    assert done.returncode == 1
    assert "FAILED" in done.stdout
