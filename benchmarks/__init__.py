"""Reproducible measurements: `python -m benchmarks` prints them all, each module alone its own."""
