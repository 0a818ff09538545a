"""Backlot's pages: a multipage Streamlit app that reads and writes only through the API.

A page (views/*.py) holds layout: a title line with the one primary action, filters bound to the address, then the work.
Data comes from `api/`, figures from `charts/`, shared widgets and dialogs from `components/`.
"""
