"""The facts of a production as a form."""

import datetime as dt
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from streamlit_app import words

STATUS = ("active", "completed", "shelved", "disposed", "dead")


def production_form(row: dict[str, Any]) -> dict[str, Any] | None:
    """Draw the form; the changed fields when it was sent, else None."""
    with st.form("production_form", border=False):
        fields = {**_identity(row), **_dates(row), **_office(row)}
        sent = st.form_submit_button("Save", type="primary", width="stretch")
    if not sent:
        return None
    return {name: value for name, value in fields.items() if value != row[name]}


def _identity(row: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": st.text_input("Title", row["title"])}
    with st.container(horizontal=True):
        fields["director"] = st.text_input("Director", row["director"])
        fields["producer"] = st.text_input("Producer", row["producer"])
    with st.container(horizontal=True):
        fields["phase"] = st.selectbox(
            "Phase", list(words.PHASE), list(words.PHASE).index(row["phase"]), format_func=words.PHASE.__getitem__
        )
        fields["status"] = st.selectbox("Status", STATUS, STATUS.index(row["status"]), format_func=str.capitalize)
        fields["genre"] = st.text_input("Genre", row["genre"])
    fields["description"] = st.text_area("Description", row["description"], height=90)
    return fields


def _dates(row: dict[str, Any]) -> dict[str, Any]:
    zones = sorted({*available_timezones(), row["timezone"]})
    with st.container(horizontal=True):
        start = st.date_input("Start", _date(row["start_date"]), format="YYYY-MM-DD")
        end = st.date_input("End", _date(row["end_date"]), format="YYYY-MM-DD")
        zone = st.selectbox("Time zone", zones, zones.index(row["timezone"]))
    with st.container(horizontal=True):
        currency = st.text_input("Currency", row["currency"], max_chars=3, help="Three letters, such as EUR")
        minor = row["budget_minor"]
        budget = st.number_input(
            "Budget", 0.0, value=None if minor is None else minor / 100, step=1000.0, format="%.2f"
        )
        runtime = st.number_input("Runtime, minutes", 1, 10_000, row["runtime_minutes"])
        aspect = st.text_input("Aspect ratio", row["aspect_ratio"], placeholder="2.39:1")
    return {
        "start_date": start.isoformat() if start else None,
        "end_date": end.isoformat() if end else None,
        "timezone": zone,
        "currency": currency.upper(),
        "budget_minor": None if budget is None else round(budget * 100),
        "runtime_minutes": runtime,
        "aspect_ratio": aspect,
    }


def _office(row: dict[str, Any]) -> dict[str, Any]:
    with st.container(horizontal=True):
        company = st.text_input("Company", row["company"])
        phone = st.text_input("Office phone", row["company_phone"])
        paper = st.selectbox(
            "Paper", ["a4", "letter"], ["a4", "letter"].index(row["paper"]), format_func=words.PAPER.__getitem__
        )
    address = st.text_area("Office address", row["company_address"], height=80, help="Printed on call sheets.")
    return {"company": company, "company_phone": phone, "paper": paper, "company_address": address}


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
