"""Backlot's time tracking outside of other programs: the command `backlot-time` and a small window."""
