"""What people click in ledgers and figures, without a browser: a stand-in says it at the next run of the page, once."""

from collections.abc import Callable
from typing import Any

import pytest

from streamlit_app.components import ledger, pickable
from tests.streamlit_app.dragging import Triggers


class Ledgers:
    """`ledgers.opens("team_bids", 12, "task")`, then `page.run()`; `ledgers.text("team_bids")` is what stands there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[str, dict[str, Any]] = {}
        self.says: dict[str, Triggers] = {}
        monkeypatch.setattr(ledger, "_LEDGER", self._mounted)

    def opens(self, key: str, line: Any, column: str = "") -> None:
        """Click a line, or a link in one of its columns."""
        self.says[key] = Triggers(opened={"line": str(line), "column": column})

    def text(self, key: str) -> list[dict[str, str]]:
        """The texts of each line, badges and second lines behind them, by column."""
        return [{name: _said(cell) for name, cell in line["cells"].items()} for line in self.drawn[key]["lines"]]

    def column(self, key: str, name: str) -> list[str]:
        """The texts of a column."""
        return [line.get(name, "") for line in self.text(key)]

    def _mounted(self, *, key: str, data: dict[str, Any], **_callbacks: Any) -> Triggers:
        self.drawn[key] = data
        return self.says.pop(key, Triggers())


def _said(cell: dict[str, Any]) -> str:
    parts = [cell.get("text", ""), *(text for text, _colour in cell.get("badges", [])), cell.get("sub", "")]
    return " | ".join(part for part in parts if part)


class Figures:
    """`figures.click("team_artists", "7")`, then `page.run()`; `figures.drawn["team_artists"]` is what was drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *modules: Any) -> None:
        self.drawn: dict[str, Any] = {}
        self.alts: dict[str, str] = {}
        self.clicks: dict[str, Any] = {}
        for module in (pickable, *modules):
            monkeypatch.setattr(module, "figure", self._drawn)

    def click(self, key: str, data: Any) -> None:
        """Click what carries this data."""
        self.clicks[key] = data

    def _drawn(self, drawn: Any, *, key: str, alt: str, on_pick: Callable[[Any], None] | None = None) -> None:
        self.drawn[key], self.alts[key] = drawn, alt
        if key in self.clicks and on_pick:
            on_pick(self.clicks.pop(key))
