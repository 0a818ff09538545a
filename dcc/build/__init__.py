"""Makes the files people install: add-ons and modules with the client inside, one zip for each program."""
