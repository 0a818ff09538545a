"""Lengths and moments as the panel shows them; the module needs no Blender, so it is loaded alone."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).resolve().parents[3] / "dcc" / "blender" / "backlot_time" / "words.py"


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("seconds", "clock", "hours", "length"),
    [
        (-3, "0:00:00", "0:00", "0 min"),
        (0.9, "0:00:00", "0:00", "0 min"),
        (728, "0:12:08", "0:12", "12 min"),
        (9060, "2:31:00", "2:31", "2 h 31 min"),
        (36_000, "10:00:00", "10:00", "10 h 00 min"),
    ],
)
def test_lengths(words: ModuleType, seconds: float, clock: str, hours: str, length: str) -> None:
    assert (words.clock(seconds), words.hours(seconds), words.length(seconds)) == (clock, hours, length)


def test_a_moment_is_of_this_machines_clock(words: ModuleType) -> None:
    assert words.moment(0.0) == words.moment(86_400.0 * 7)
    assert len(words.moment(0.0)) == 5
