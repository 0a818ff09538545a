"""Editions: a call sheet as it went out, what each says to each person, and what changed between two."""
