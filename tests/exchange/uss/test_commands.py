"""Schedule files on the command line, as real processes."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.users.service import owner_as_actor
from backend.cli import main
from backend.core.access import acting
from backend.exchange.uss.reading import read
from tests.exchange.uss.story import file, story
from tests.people import Studio
from tests.running import ROOT


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    target = tmp_path / "low-water.uss"
    target.write_bytes(file())
    return target


def dood(capsys: pytest.CaptureFixture[str], *words: Any) -> Any:
    assert main(["dood", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_day_out_of_days_of_a_file(plan, capsys):
    assert dood(capsys, plan, "--board", "Tide plan") == {
        "IDA": {
            "work": 1, "hold": 0, "start": "2026-11-12", "finish": "2026-11-12", "codes": {"2026-11-12": "SWF"},
        },
        "BO": {
            "work": 2, "hold": 0, "start": "2026-11-12", "finish": "2026-11-13",
            "codes": {"2026-11-12": "SW", "2026-11-13": "WF"},
        },
        "ZOË": {
            "work": 2, "hold": 1, "start": "2026-11-12", "finish": "2026-11-17",
            "codes": {"2026-11-12": "SW", "2026-11-13": "H", "2026-11-17": "WF"},
        },
    }  # fmt: skip
    assert list(dood(capsys, plan, "--board", "Tide plan", "--category", "Props")) == ["Rope"]


def test_two_of_one_name_are_told_apart(plan, capsys):
    body = story()
    next(each for each in body["elements"] if each["id"] == "e-bo")["name"] = "IDA"
    plan.write_bytes(file(body))
    assert list(dood(capsys, plan, "--board", "Tide plan")) == ["IDA (1)", "IDA (2)", "ZOË"]


def test_the_published_board_equals_its_truth(shared_data, capsys):
    sample = shared_data / "uss" / "full_sample_schedule.uss"
    truth = json.loads((shared_data / "uss" / "dood_first_pass.json").read_bytes())["First Pass"]["cast"]
    kept = ("work", "hold", "start", "finish", "codes")
    assert dood(capsys, sample, "--board", "First Pass") == {
        name: {what: row[what] for what in kept} for name, row in truth.items()
    }
    for board, work, hold in (("Second Pass", 274, 405), ("Rev. WHITE", 245, 218)):
        found = dood(capsys, sample, "--board", board).values()
        assert (sum(row["work"] for row in found), sum(row["hold"] for row in found)) == (work, hold)


@pytest.mark.parametrize(
    ("name", "board", "said"),
    [("none.uss", "x", "There is no file"), ("low-water.uss", "x", "Tide plan, Script order"), ("", "x", "directory")],
)
def test_a_refusal_is_one_line(plan, capsys, name, board, said):
    assert main(["dood", str(plan.parent / name), "--board", board]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


@pytest.fixture
def here(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work on this test's installation, as its owner."""
    studio.owner("Jo Ferry")

    @contextlib.contextmanager
    def app_context(*, owner: bool = False) -> Iterator[Any]:
        with studio.app.app_context(), acting(owner_as_actor()):
            assert owner
            yield studio.app

    monkeypatch.setattr("backend.commands.context.app_context", app_context)


@pytest.mark.usefixtures("here")
def test_a_file_goes_into_an_installation_and_out_again(plan, tmp_path, capsys):
    def run(*words: Any) -> Any:
        assert main([*map(str, words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    assert run("import", plan, "--preview")["production_id"] is None
    done = run("import", plan)
    assert (done["title"], done["counts"]["scenes"]) == ("Low Water", {"added": 6})
    out = tmp_path / "out.uss"
    assert run("export", out, "--production", done["production_id"])["boards"] == 2
    assert read(out.read_bytes()) == read(plan.read_bytes())
    assert run("import", out, "--production", done["production_id"])["counts"]["boards"] == {"unchanged": 2}
    assert main(["import", str(out), "--production", str(done["production_id"]), "--preview"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was written.\n")
    assert main(["export", str(tmp_path / "no" / "folder.uss"), "--production", str(done["production_id"])]) == 2
    assert "folder.uss" in capsys.readouterr().err
    assert main(["export", str(out), "--production", "999999"]) == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_names_reach_any_terminal(plan, encoding):
    body = story()
    next(each for each in body["elements"] if each["id"] == "e-bo")["name"] = "Юра 李 🎬"
    plan.write_bytes(file(body))
    command = [sys.executable, "-m", "backend", "dood", str(plan), "--board", "Tide plan"]
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    told = [
        subprocess.run([*command, *more], cwd=ROOT, env=env, capture_output=True, check=True).stdout.decode(encoding)
        for more in ([], ["--json"])
    ]
    assert "3 people, 5 days worked" in told[0]
    assert list(json.loads(told[1])) == ["IDA", "Юра 李 🎬", "ZOË"]


def test_reading_a_file_loads_neither_web_server_nor_database(plan):
    code = (
        "import sys; from backend.cli import main; "
        f"main(['dood', {str(plan)!r}, '--board', 'Tide plan']); "
        "print(sorted({'flask', 'sqlalchemy', 'pydantic'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "3 people, 5 days worked, 1 held" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
