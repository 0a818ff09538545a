"""A small window for every computer: the timer, one's days and hours. Tk alone, no further dependency."""
