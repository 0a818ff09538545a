"""Time tracking inside other programs: the client module, its command line and desktop window, Blender and Maya."""
