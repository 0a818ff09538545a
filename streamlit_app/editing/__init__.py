"""Editing rows in place: what was typed becomes calls of the API, and nothing typed is lost; no Streamlit here."""
