"""Figures and colours as pure functions: data in, a figure or a colour out; no Streamlit here."""
