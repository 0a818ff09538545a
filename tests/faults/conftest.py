"""Everything here starts, overloads and kills real processes."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker("faults")
