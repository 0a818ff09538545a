"""Time tracking inside Blender."""
