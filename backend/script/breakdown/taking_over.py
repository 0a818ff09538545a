"""placeholder."""

from typing import Any


def take_over(_sender: Any, **_more: Any) -> None:
    """Nothing yet."""
