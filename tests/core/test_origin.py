"""Which Origin headers belong to our own pages."""

import pytest

from backend.core.origin import same_origin


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        (None, "x", True),
        ("https://Set.example", "set.example", True),
        ("https://set.example", "set.example:443", True),
        ("http://set.example:80", "set.example", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("https://set.example", "set.example:8501", False),
        ("http://set.example:8501", "set.example", False),
        ("http://set.example.evil", "set.example", False),
        ("http://a:b", "a:b", False),
        ("http://", "", False),
        ("null", "null", False),
        ("", "", False),
        ("file://", "", False),
    ],
)
def test_origin_means_host_and_port(origin, host, same):
    assert same_origin(origin, host) is same
