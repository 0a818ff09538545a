"""Rows as cards, each with a form to edit it: the same rows, rules and troubles as a table, for a phone."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from streamlit_app.components.page import confirm
from streamlit_app.components.troubles import show_troubles
from streamlit_app.editing.merge import Row
from streamlit_app.editing.sheet import Add, Remove, Save, Sheet
from streamlit_app.editing.values import Column
from streamlit_app.words import plain

A_PAGE = 24


def card_list(
    rows: Sequence[Row], *, key: str, sheet: Sheet, save: Save | None, add: Add | None = None,
    remove: Remove | None = None, more: Callable[[Row], None] | None = None,
) -> None:  # fmt: skip
    """Cards for `rows`, 24 a page; `sheet` is `sheet_of(key, columns)`. `more` draws further things into a card."""
    sheet.stale = True  # nothing is being typed on a card: always show what is there now
    sheet.update(rows, time.monotonic())
    if save and add and st.button("Add", key=f"{key}_add", icon=":material/add:"):
        _form(sheet, None, key, save, add)
    if save:
        show_troubles(sheet, key=key, save=save, add=add)
    pages = -(-len(rows) // A_PAGE)
    page = st.pagination(pages, key=f"{key}_page") if pages > 1 else 1
    with st.grid(min_column_width=260) as cells:
        for row in rows[(page - 1) * A_PAGE : page * A_PAGE]:
            with cells.container(border=True, gap="xsmall", key=f"{key}_card_{row['id']}"):
                _card(sheet, row, key, save, add, remove)
                if more:
                    more(row)


def _card(sheet: Sheet, row: Row, key: str, save: Save | None, add: Add | None, remove: Remove | None) -> None:
    title = sheet.title(row)
    st.markdown(f"**{plain(title)}**")
    others = {column.label(n): column.say(row.get(n)) for n, column in sheet.columns.items() if n != sheet.name}
    st.text("  ·  ".join(f"{label} {said}" for label, said in others.items() if said not in ("empty", "no")))
    with st.container(horizontal=True):
        if save and st.button("Edit", key=f"{key}_edit_{row['id']}", icon=":material/edit:"):
            _form(sheet, row, key, save, add)
        if save and remove and st.button("Delete", key=f"{key}_delete_{row['id']}", icon=":material/delete:"):
            confirm(f"Delete {title}?", lambda: remove(row))


@st.dialog("Edit")
def _form(sheet: Sheet, row: Row | None, key: str, save: Save, add: Add | None) -> None:
    """All editable cells of a row as a form; only what changed is sent. It stays open with what is wrong."""
    fields = {field: column for field, column in sheet.columns.items() if column.editable}
    form = f"{key}_form_{row['id']}_{row.get('version')}" if row else f"{key}_form"  # another row, other widgets
    typed = {
        field: column.to_api(_input(column, field, (row or {}).get(field), f"{form}_{field}"))
        for field, column in fields.items()
    }
    if not st.button("Save", key=f"{key}_form_save", type="primary"):
        return
    problem = _store(sheet, row, typed, save, add)
    if problem:
        st.error(problem, icon=":material/error:")
    else:
        st.rerun()


def _store(sheet: Sheet, row: Row | None, typed: Row, save: Save, add: Add | None) -> str:
    """Send a form; the reason when it was refused. A conflict is no refusal: it stands above the cards."""
    if row is None and add:
        missing = [c.label(n) for n, c in sheet.columns.items() if c.required and typed.get(n) in (None, "")]
        if missing:
            return f"{' and '.join(missing)} must be filled in."
        _id, trouble = sheet.create(typed, add)
        return sheet.problems.pop(trouble).message if trouble else ""
    if row is None:
        return ""
    changes = {name: value for name, value in typed.items() if not sheet.columns[name].same(row.get(name), value)}
    if changes:
        sheet.held[row["id"]] = row
        sheet.store(row["id"], changes, save)
    refused = sheet.problems.pop(row["id"], None)
    return refused.message if refused else ""


def _input(column: Column, field: str, value: Any, key: str) -> Any:
    """The widget that fits a column."""
    label, now, settings = column.label(field), column.to_cell(value), column.config.get("type_config") or {}
    common: dict[str, Any] = {"key": key, "help": column.config.get("help")}
    if column.kind == "time":
        return st.time_input(label, now, step=settings.get("step") or 300, **common)
    if column.kind == "date":
        return st.date_input(label, now, **common)
    if column.kind == "checkbox":
        return st.checkbox(label, bool(now), **common)
    if column.kind == "number":
        bounds: dict[str, Any] = {"min_value": settings.get("min_value"), "max_value": settings.get("max_value")}
        return st.number_input(label, value=now, step=settings.get("step") or 1, **bounds, **common)
    options = list(column.options)
    if column.kind == "selectbox":
        at: Any = options.index(now) if now in options else None
        return st.selectbox(label, options, at, format_func=column.say, **common)
    if column.kind == "multiselect":
        return st.multiselect(label, options, now or [], format_func=column.say, **common)
    return st.text_input(label, now or "", max_chars=settings.get("max_chars"), **common)
