"""What happens on set."""
