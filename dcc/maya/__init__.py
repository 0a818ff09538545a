"""The Maya module: `module` is what Maya loads, `install` what lies beside it in the zip. Not run in Maya by us."""
