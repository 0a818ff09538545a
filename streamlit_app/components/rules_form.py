"""The form of the working rules: grouped, each with where it is from, changed ones marked with the preset's value."""

from typing import Any

import pandas as pd
import streamlit as st

from streamlit_app import words
from streamlit_app.components.saving import save_or_tell
from streamlit_app.editing.rules import (
    GROUPS,
    Field,
    Unreadable,
    band_rows,
    changes,
    from_band_rows,
    said,
    to_form,
)
from streamlit_app.state import api, viewer

Row = dict[str, Any]


def rules_form(rules: Row) -> None:
    """Every rule to change, saved together; for those who may not, to read."""
    may = viewer().may("rules.edit")
    typed: Row = {}
    with st.form(f"rules_{rules['preset']}", border=False):
        with st.grid(min_column_width=360) as cells:
            for title, group in GROUPS.items():
                with cells.container(border=True, height="stretch"):
                    st.markdown(f"**{title}**")
                    for name, field in group.items():
                        with st.container(gap="xxsmall"):
                            typed[name] = _input(name, field, rules, may)
                            _where_from(name, said(name, rules["preset_values"][name]), rules)
        with st.container(border=True):
            st.markdown("**Minors**")
            bands = _bands(rules, may)
            preset = words.plural(len(rules["preset_values"]["minors"]), "band")
            _where_from("minors", preset, rules)
        if not may or not st.form_submit_button("Save rules", type="primary", key="rules_save"):
            return
    try:
        sent = changes(typed, rules["values"])
        minors = from_band_rows(bands)
    except Unreadable as problem:
        st.error(str(problem), icon=":material/error:")
        return
    if minors != rules["values"]["minors"]:
        sent["minors"] = minors
    store(rules, sent)


def store(rules: Row, sent: Row) -> None:
    """Store rules that were changed; tell what somebody else changed meanwhile."""
    row = {**rules["values"], "id": "rules", "version": rules["version"]}

    def send(values: Row, version: int) -> None:
        api().patch(f"{viewer().path}/rules", {"values": values}, match=version)

    save_or_tell(row, sent, send, lambda _name, _value: "")


def _input(name: str, field: Field, rules: Row, may: bool) -> Any:
    """The input of one rule, in the unit people think in."""
    value, key = to_form(name, rules["values"][name]), f"rule_{name}"
    if field.unit == "text":
        return st.text_area(field.label, value, key=key, height=110, disabled=not may)
    if field.unit in ("money", "list", "currency"):
        return st.text_input(field.label, value, key=key, disabled=not may)
    if field.unit in ("hours", "pages"):
        unit = "hours" if field.unit == "hours" else "pages"
        most = 168.0 if name.endswith("rest_minutes") else 24.0 if unit == "hours" else 50.0
        step = 0.25 if unit == "hours" else 0.125
        return st.number_input(
            f"{field.label} ({unit})", 0.0, most, float(value), step, key=key, format="%g", disabled=not may,
            help=f"0: {field.nought}",
        )  # fmt: skip
    unit = {"minutes": " (minutes)", "before": " (hours)", "days": ""}[field.unit]
    most = {"minutes": 1440, "before": 168, "days": 365}[field.unit]
    return st.number_input(f"{field.label}{unit}", 0, most, int(value), key=key, disabled=not may)


def _where_from(name: str, preset: str, rules: Row) -> None:
    """The source under a rule, and the preset's value where the production has its own."""
    if name in rules["changed"]:
        st.caption(f":orange-badge[changed] The preset says {words.plain(preset)}.")
    else:
        st.caption(words.plain(rules["sources"][name]))


def _bands(rules: Row, may: bool) -> list[Row]:
    """The table of minors' hours as it stands."""
    column = st.column_config
    frame = pd.DataFrame(
        band_rows(rules["values"]["minors"]),
        columns=["under_age", "hours", "earliest_call", "latest_wrap", "source"],
    )
    edited = st.data_editor(
        frame, key="rule_minors", num_rows="dynamic" if may else "fixed", hide_index=True, disabled=not may,
        column_config={
            "under_age": column.NumberColumn("Younger than", min_value=1, max_value=21, step=1, width=100),
            "hours": column.NumberColumn("Hours at work, meals included", min_value=0, max_value=24, width=190),
            "earliest_call": column.TimeColumn("Not before", format="HH:mm", width=100),
            "latest_wrap": column.TimeColumn("Not after", format="HH:mm", width=100),
            "source": column.TextColumn("Where from", width=420),
        },
        alt="Hours of minors by age",
    )  # fmt: skip
    found: list[Row] = edited.to_dict("records")
    return found
