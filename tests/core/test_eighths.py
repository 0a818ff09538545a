"""Page eighths read the way call sheets print them."""

import pytest

from backend.core.eighths import format_eighths


@pytest.mark.parametrize(
    ("eighths", "text"), [(0, "0"), (1, "1/8"), (4, "4/8"), (7, "7/8"), (8, "1"), (10, "1 2/8"), (957, "119 5/8")]
)
def test_eighths_stay_eighths(eighths: int, text: str) -> None:
    assert format_eighths(eighths) == text
