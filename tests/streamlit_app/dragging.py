"""What people do on a board, without a browser: a stand-in says it at the next run of the page, once."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from streamlit_app.components import board as module


class Triggers(dict[str, Any]):
    """What a component says, as its result shows it."""

    __getattr__ = dict.get


class Board:
    """`board.moved([2], "done")` or `board.opened(2)`, then `page.run()`; `board.drawn` is what the page last drew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[str, Any] = {}
        self.says = Triggers()
        self.callbacks: dict[str, Callable[[], None]] = {}
        self.count = 0
        monkeypatch.setattr(module, "_BOARD", self._mounted)

    def moved(self, ids: list[Any], to: Any, index: int = 0, rev: Any = None) -> None:
        """Drag items to a place in a column, on the board as it was drawn (or as `rev` says)."""
        self.count += 1
        rev = self.drawn["rev"] if rev is None else rev
        self.says = Triggers(moved={"ids": ids, "to": to, "index": index, "rev": rev, "n": self.count})

    def opened(self, item: Any) -> None:
        """Double-click an item."""
        self.says = Triggers(opened={"id": item})

    def column(self, column: Any) -> None:
        """Click a column's heading."""
        self.says = Triggers(column={"id": column})

    def history(self, what: str) -> None:
        """Press the keys of undo or redo."""
        self.says = Triggers(history={"what": what})

    def ids(self, column: Any) -> list[Any]:
        """What stands in a column."""
        found = next(one for one in self.drawn["columns"] if one["id"] == column)
        return [item["id"] for item in found["items"]]

    def _mounted(self, *, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> Triggers:
        before, self.callbacks = self.callbacks, callbacks
        self.drawn, said, self.says = data, self.says, Triggers()
        if "moved" in said:  # Streamlit calls what the last run gave it, and then draws; so the page is run once more
            st.session_state[key] = said
            before["on_moved_change"]()
            st.rerun()
        if "history" in said:
            st.session_state[key] = said
            before["on_history_change"]()
            st.rerun()
        return said
