"""A production with tasks, an artist, a lead, and a clock that tests set."""

import pytest

from tests.people import Studio
from tests.timelogs.clock import FakeTime
from tests.timelogs.shop import Shop


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """The clock of the time-tracking code."""
    return FakeTime(monkeypatch)


@pytest.fixture
def shop(studio: Studio) -> Shop:
    """A small VFX shop on one production."""
    return Shop(studio)
