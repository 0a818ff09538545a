"""Leaving and entering: whole schedules in formats that other programs read and write."""
