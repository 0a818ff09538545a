"""The Universal Schedule Standard: breakdown, boards and calendars of a production as one .uss file."""
