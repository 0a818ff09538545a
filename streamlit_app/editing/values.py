"""The values of a table's cells: from the API's JSON to what an editor shows, back again, and into words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of an editable table.

    config    an `st.column_config.…Column`; it also decides the kind (text, number, time, date, checkbox, selectbox,
              multiselect), the label, the options and whether a new row needs it (`required=True`)
    editable  False: shown, never sent
    empty     what the API takes for an emptied cell: None, or "" for texts that cannot be null
    """

    config: Any
    editable: bool = True
    empty: Any = None

    @property
    def kind(self) -> str:
        """The kind of the column, such as `time`; `text` when the configuration names none."""
        return str((self.config.get("type_config") or {}).get("type", "text"))

    @property
    def required(self) -> bool:
        """Whether a new row is stored only when this cell is filled."""
        return bool(self.config.get("required")) and self.editable

    @property
    def options(self) -> dict[Any, str]:
        """The choices of a selectbox or multiselect: value → label."""
        listed = (self.config.get("type_config") or {}).get("options") or []
        return {one["value"]: one.get("label", str(one["value"])) if isinstance(one, dict) else str(one) for one in (
            item if isinstance(item, dict) else {"value": item} for item in listed
        )}  # fmt: skip

    def label(self, field: str) -> str:
        """What the heading says; `estimated_minutes` → `Estimated minutes` without one."""
        return str(self.config.get("label") or field.replace("_", " ").capitalize())

    def to_cell(self, value: Any) -> Any:
        """The API's value as an editor wants it: times and dates as such, the rest as it is."""
        if value is None or (value == "" and self.kind != "text"):
            return None
        if self.kind == "time" and isinstance(value, str):
            return dt.time.fromisoformat(value[:5])
        if self.kind == "date" and isinstance(value, str):
            return dt.date.fromisoformat(value[:10])
        return value

    def to_api(self, cell: Any) -> Any:
        """What was typed as the API takes it: `05:55:00.000` → `05:55`, an emptied cell → `empty`."""
        if cell is None or cell == "" or cell != cell:  # NaN is the missing number of pandas
            return [] if self.kind == "multiselect" and self.empty is None else self.empty
        if self.kind == "time":
            return f"{cell:%H:%M}" if isinstance(cell, dt.time) else str(cell)[:5]
        if self.kind == "date":
            return cell.isoformat() if isinstance(cell, dt.date) else str(cell)[:10]
        if self.kind == "number" and isinstance(cell, float) and cell.is_integer() and self._whole():
            return int(cell)
        return list(cell) if self.kind == "multiselect" else cell

    def _whole(self) -> bool:
        step = self.config["type_config"].get("step")
        return step is None or float(step).is_integer()

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values of the API are the same cell (`07:00` and `07:00:00` are)."""
        return bool(one == other or self.to_api(self.to_cell(one)) == self.to_api(self.to_cell(other)))

    def say(self, value: Any) -> str:
        """A value in words, for messages and cards."""
        if value is None or value == "" or value == []:
            return "empty"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if self.kind == "time":
            return str(value)[:5]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(self.options.get(one, str(one)) for one in chosen)


def required_labels(columns: Mapping[str, Column]) -> list[str]:
    """The labels of the cells a new row needs."""
    return [column.label(field) for field, column in columns.items() if column.required]
