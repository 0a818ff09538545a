"""Screenplay importers: Fountain, Final Draft and PDF read into one plain structure, without Flask or a database."""
