"""Artists' hours: measured in DCCs, timed or entered by hand, corrected, approved week by week, and reported."""
