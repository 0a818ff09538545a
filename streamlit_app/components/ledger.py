"""Rows of figures to read and to open: sorted by any heading, cards on a phone; nothing is edited in it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from streamlit_app.editing.ledger import Column, Line

HERE = Path(__file__).parent
_LEDGER = st.components.v2.component(
    "backlot_ledger", css=(HERE / "ledger.css").read_text(), js=(HERE / "ledger.js").read_text()
)


def ledger(
    columns: Sequence[Column], lines: Sequence[Line], *, key: str, label: str,
    on_open: Callable[[str, str], None] | None = None, dense: bool = False,
) -> None:  # fmt: skip
    """Draw a table named `label` for those who cannot see it; the first column names a row.

    on_open  called while the page is drawn with a row's id and the column of the link that was clicked ("": the row
             itself); it may open a dialog.
    """
    data: dict[str, Any] = {
        "columns": list(columns), "lines": list(lines), "label": label, "opens": on_open is not None, "dense": dense,
    }  # fmt: skip
    said = _LEDGER(key=key, data=data, on_opened_change=lambda: None)
    if said.opened is not None and on_open is not None:
        on_open(str(said.opened["line"]), str(said.opened["column"]))
