"""How dates are dealt out to landscape pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.planning.dood.pdf import DATE, MARGINS, NAME, NARROW, NUMBER, SHEETS, TOTAL, TOTALS, WIDE, split


@given(st.integers(0, 1100), st.sampled_from(sorted(SHEETS)))
def test_every_date_has_a_place_and_every_page_has_room(dates, size):
    dealt, sheet = split(dates, SHEETS[size][0]), SHEETS[size][0]
    assert sum(dealt.dates) == dates
    assert all(count >= 0 for count in dealt.dates)
    assert NARROW - 0.001 <= dealt.width <= WIDE
    fixed = MARGINS + NUMBER + NAME
    assert all(fixed + count * dealt.width <= sheet + 0.001 for count in dealt.dates)
    assert fixed + dealt.dates[-1] * dealt.width + len(TOTALS) * TOTAL + 2 * DATE <= sheet + 0.001


@pytest.mark.parametrize(("dates", "size", "pages"), [(20, "a4", 1), (84, "a4", 3), (84, "a3", 2), (45, "a3", 1)])
def test_needs_no_more_pages_than(dates, size, pages):
    assert len(split(dates, SHEETS[size][0]).dates) <= pages
