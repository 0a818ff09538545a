"""What kind of screen this is."""

import streamlit as st


def on_phone() -> bool:
    """Whether cards suit better than a wide table; every phone says `Mobi` in its name."""
    return "Mobi" in st.context.headers.get("User-Agent", "")
