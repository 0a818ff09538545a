"""Productions, who works on them and how they are invited."""
