"""Blender 3.4 with its window, worked by mouse and keyboard, against a Backlot that keeps the hours."""

import datetime as dt
import json

import pytest

from tests.dcc.blender import story
from tests.services import require_blender

pytestmark = pytest.mark.blender

ORDER = ("first", "second", "third")
TICK = 5.0  # seconds: how finely the client looks


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> story.Day:
    """The whole story, lived once."""
    require_blender()
    return story.live(tmp_path_factory.mktemp("blender"))


def moment(text: str) -> float:
    return dt.datetime.fromisoformat(text).timestamp()


def test_t_m2_blender_keeps_the_hours_by_itself(day: story.Day) -> None:
    assert day.seen["user"] == story.OWNER["name"]
    running = day.seen["running"]
    assert running["task_title"] == day.seen["first"]
    assert (running["dcc"], running["source"]) == ("blender", "measured")
    first, second, third, *last = day.segments
    assert [row["task_title"] for row in (first, second, third)] == [day.seen[name] for name in ORDER]
    assert [row["closed"] for row in day.segments] == ["switch", "switch", "crash", "stop", "quit"]
    assert {row["dcc_version"] for row in day.segments} == {"3.4.1"}
    turns = ["start", "switch", "switch_away", "last_input"]
    for row, begin, end in zip((first, second, third), turns[:-1], turns[1:], strict=True):
        assert moment(row["started_at"]) == pytest.approx(day.moments[begin], abs=TICK)
        assert moment(row["ended_at"]) == pytest.approx(day.moments[end], abs=TICK)
    stopped, quitted = (moment(row["ended_at"]) for row in last)
    assert stopped == pytest.approx(day.moments["stop"], abs=TICK)
    assert day.moments["quit"] - TICK <= quitted <= day.moments["gone"]


def test_t_b4_killed_it_loses_nothing_and_a_server_that_was_away_gets_it_later(day: story.Day) -> None:
    third = day.segments[2]
    assert day.moments["killed"] - day.moments["last_input"] > 15
    assert third["seconds"] == pytest.approx(day.moments["last_input"] - day.moments["switch_away"], abs=TICK)
    assert day.seen["waiting"] >= 1
    assert "kept here" in day.seen["told"]


def test_t_b6_another_file_and_another_task_do_not_stop_it(day: story.Day) -> None:
    assert day.seen["state_after_opening"] == "active"
    assert day.segments[2]["file"] == "sh010_anim_v003.blend"


def test_switched_off_and_on_it_runs_once(day: story.Day) -> None:
    assert day.seen["threads"] == ["backlot-time", "backlot-time-send"]
    assert day.seen["clock"]


def test_an_animation_that_plays_is_no_work(day: story.Day) -> None:
    assert day.seen["playing"] == [False, True, False]


def test_t_b2_no_password_token_or_code_in_any_file_of_blender(day: story.Day) -> None:
    home = day.folder / "home"
    token = json.loads((home / "token.json").read_text())["token"]
    assert (home / "token.json").stat().st_mode & 0o077 == 0
    assert (home / "spool.db").stat().st_mode & 0o077 == 0
    scene = (day.folder / "sh010_anim_v003.blend").read_bytes()
    preferences = (day.folder / "user" / "config" / "userpref.blend").read_bytes()
    assert b"a property in the clear" in scene  # neither file is packed: what is there would be found
    assert b"backlot_time" in preferences
    for secret in (token, day.code, day.code.replace("-", ""), story.PASSWORD):
        for content in (scene, preferences, (day.folder / "blender.log").read_bytes()):
            assert secret.encode() not in content
    assert day.seen["code_after"] == ""
