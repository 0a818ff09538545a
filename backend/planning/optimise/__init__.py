"""The optimiser: talent-scheduling instances, cheaper orders of a board's days, and covers for a rained-out day."""
