"""Rows edited in place: a table that saves each cell as it is left, or cards with a form for a phone.

    columns = {
        "name": Column(c.TextColumn("Name", required=True)),
        "pickup": Column(c.TimeColumn("Pick-up", format="HH:mm", step=300)),
        "notes": Column(c.TextColumn("Notes"), empty=""),
        "scenes": Column(c.NumberColumn("Scenes"), editable=False),
    }
    edit_rows(
        rows, key="calls", columns=columns,
        save=lambda row, changes: api().patch(f"{path}/{row['id']}", changes, match=row["version"]),
        add=lambda values: api().post(path, values),
        remove=lambda row: api().delete(f"{path}/{row['id']}", match=row["version"]),
    )

`rows` are the API's own rows (with `id` and `version`), fetched anew on every run of the page. `save` and `add` answer
with the stored row; all three raise ApiError. Leave out what the person may not do. Rules of the trade stay in the API.
Totals and other values that depend on what is typed belong beside the table: a table is mounted anew when one changes.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from streamlit_app.components.cards import card_list
from streamlit_app.components.screen import on_phone
from streamlit_app.components.troubles import show_troubles
from streamlit_app.editing.merge import Row
from streamlit_app.editing.sheet import Add, Remove, Save, Sheet
from streamlit_app.editing.values import Column, required_labels

__all__ = ["Column", "card_list", "edit_rows", "grid", "sheet_of"]


def sheet_of(key: str, columns: Mapping[str, Column], name: str = "") -> Sheet:
    """The sheet behind a table in this session; `name` is the column that names a row (the first one if empty)."""
    sheet: Sheet = st.session_state.setdefault(f"_sheet_{key}", Sheet(columns, name))
    sheet.columns, sheet.name = columns, name or next(iter(columns))
    return sheet


def grid(
    rows: Sequence[Row], *, key: str, columns: Mapping[str, Column], save: Save | None, add: Add | None = None,
    remove: Remove | None = None, name: str = "", view: Any = None, alt: str = "",
    height: int | Literal["auto"] = "auto",
) -> None:  # fmt: skip
    """A table that saves every cell when it is left; what could not be saved stands below it until it is decided.

    name    the column that names a row in messages; the first one if empty
    view    what else decides which rows are shown (a filter, a day): when it changes, the new rows show at once
    save    None: nothing can be edited
    """
    sheet = sheet_of(key, columns, name)
    if f"{key}_{sheet.generation}" not in st.session_state and (sheet.cells or sheet.added or sheet.deleted):
        sheet.stale = True  # the editor was gone for a while, and what it reported with it
    sheet.update(rows, time.monotonic(), view)
    editor = f"{key}_{sheet.generation}"
    st.data_editor(
        _frame(key, sheet), key=editor, hide_index=True, column_order=list(columns), height=height,
        column_config={field: column.config for field, column in columns.items()},
        disabled=True if save is None else [field for field, column in columns.items() if not column.editable],
        num_rows=_growth(save and add, save and remove), alt=alt or None, placeholder="",
        on_change=_edited, args=(sheet, key, sheet.generation, save, add, remove),
    )  # fmt: skip
    if sheet.waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(":material/sync: Somebody else changed this table.", width="content")
            st.button("Show", key=f"{key}_show", on_click=sheet.show_now, type="tertiary")
    needed = required_labels(columns)
    if save and add and needed:
        st.caption(f"A new row is saved as soon as it has {' and '.join(needed)}.")
    if save:
        show_troubles(sheet, key=key, save=save, add=add)


def _edited(
    sheet: Sheet, key: str, generation: int, save: Save, add: Add | None, remove: Remove | None
) -> None:  # fmt: skip
    delta = st.session_state[f"{key}_{generation}"]
    if generation == sheet.generation:
        sheet.take(delta, save, add, remove, time.monotonic())
    else:
        sheet.take_late(delta, generation, save)


def _growth(add: Any, remove: Any) -> Literal["fixed", "dynamic", "add", "delete"]:
    if add:
        return "dynamic" if remove else "add"
    return "delete" if remove else "fixed"


def _frame(key: str, sheet: Sheet) -> pd.DataFrame:
    """The rows of this generation as a frame; the same object until the next generation, or edits would be undone."""
    kept = st.session_state.get(f"_frame_{key}")
    if kept is None or kept[0] != sheet.generation:
        data = {
            field: pd.Series([column.to_cell(row.get(field)) for row in sheet.rows], dtype=_dtype(column))
            for field, column in sheet.columns.items()
        }
        kept = st.session_state[f"_frame_{key}"] = (sheet.generation, pd.DataFrame(data))
    frame: pd.DataFrame = kept[1]
    return frame


def _dtype(column: Column) -> str:
    return {"text": "string", "number": "Float64", "checkbox": "boolean"}.get(column.kind, "object")


def edit_rows(
    rows: Sequence[Row], *, key: str, columns: Mapping[str, Column], save: Save | None, add: Add | None = None,
    remove: Remove | None = None, name: str = "", view: Any = None, alt: str = "",
    more: Callable[[Row], None] | None = None,
) -> None:  # fmt: skip
    """A table or cards, as the person likes; cards first on a phone. `more` draws further things into a card."""
    phone = on_phone()
    shown = st.segmented_control(
        "Show as", ["Table", "Cards"], default="Cards" if phone else "Table", required=True, key=f"{key}_as",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if shown == "Cards":
        sheet = sheet_of(key, columns, name)
        card_list(rows, key=key, sheet=sheet, save=save, add=add, remove=remove, more=more)
    else:
        grid(rows, key=key, columns=columns, save=save, add=add, remove=remove, name=name, view=view, alt=alt)
