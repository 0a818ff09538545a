"""The script: screenplays, scenes and breakdown."""
