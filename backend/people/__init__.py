"""The people in front of the camera."""
