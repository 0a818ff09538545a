"""Places and things a production uses."""
