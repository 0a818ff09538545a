"""The command `backlot-time`: tracking for every program without an add-on, and a look at what the client does."""
