"""What the commands of `python -m backend` do, where it is more than a line."""
