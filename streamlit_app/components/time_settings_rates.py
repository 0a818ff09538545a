"""What an hour of each person costs, since when: a table, and a person's rates to add to and take from."""

import datetime as dt
from typing import Any

import streamlit as st

from streamlit_app import money, words
from streamlit_app.components.ledger import ledger
from streamlit_app.components.page import told
from streamlit_app.editing.time_settings import RATES, rate_at, rate_line, rated_first
from streamlit_app.state import api, flash, viewer

Row = dict[str, Any]


def rates(currency: str, today: dt.date) -> None:
    """Everybody; opening a line shows and, for who may, changes their rates."""
    people: list[Row] = api().get(f"{viewer().path}/time/rates")
    search = st.text_input(
        "Search", key="rates_q", type="search", placeholder="Name", width=240, label_visibility="collapsed",
    )  # fmt: skip
    shown = [row for row in rated_first(people) if search.strip().casefold() in row["user_name"].casefold()]
    if not shown:
        st.caption("Nobody has this name." if people else "Nobody is on the team yet.")
        return
    known = {str(row["user_id"]): row for row in shown}
    ledger(
        RATES, [rate_line(row, today, currency) for row in shown], key="rates", label=f"Rates in {currency}",
        on_open=lambda user, _column: person(known[user], currency, today) if user in known else None,
    )  # fmt: skip
    unset = sum(rate_at(row["rates"], today) is None for row in people)
    if unset:
        st.caption(
            f"{words.plural(unset, 'person has', 'people have')} no rate: their hours are counted, but not their cost."
        )


@st.dialog("Rates", width="medium", icon=":material/payments:")
def person(row: Row, currency: str, today: dt.date) -> None:
    """One person's rates, the newest first, and a new one."""
    rows = next((one for one in api().get(f"{viewer().path}/time/rates") if one["user_id"] == row["user_id"]), row)
    st.markdown(f"**{words.plain(row['user_name'])}**")
    may = viewer().may("rates.edit")
    now = rate_at(rows["rates"], today)
    for rate in reversed(rows["rates"]):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            mark = (
                " :green-badge[now]"
                if rate is now
                else " :blue-badge[to come]"
                if rate["valid_from"] > today.isoformat()
                else ""
            )
            said = (
                f"{money.said(rate['hourly_minor'], currency)} an hour from {words.day(rate['valid_from'], year=True)}"
            )
            st.markdown(said + mark, width="content")
            if may:
                _take_away(row, rate)
    if not rows["rates"]:
        st.caption("No rate yet: their hours have no cost.")
    if may:
        _add(row, now, currency, today)


def _take_away(row: Row, rate: Row) -> None:
    with st.popover("Remove", icon=":material/delete:", type="tertiary", key=f"rate_gone_{rate['valid_from']}"):
        st.markdown("Remove this rate? The one before it then holds, and costs change with it.")
        if st.button("Remove", key=f"rate_gone_yes_{rate['valid_from']}", type="primary"):
            with told():
                api().delete(f"{viewer().path}/time/rates/{row['user_id']}/{rate['valid_from']}")
                flash("The rate is gone.")
                st.rerun()


def _add(row: Row, now: Row | None, currency: str, today: dt.date) -> None:
    digits = money.digits(currency)
    with st.form("rate", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.number_input(
                f"An hour costs, {currency}", 0.0, 1e9 / 10**digits,
                money.major(now["hourly_minor"], currency) if now else None,
                step=1.0 if digits else 100.0, format=f"%.{digits}f", key="rate_amount",
            )  # fmt: skip
            since = st.date_input("From", today, format="YYYY-MM-DD", key="rate_from")
        sent = st.form_submit_button("Set this rate", type="primary")
    st.caption(
        "Hours before that day keep the rate they had; hours from it on get this one, also those of approved weeks."
    )
    if not sent:
        return
    if amount is None or not isinstance(since, dt.date):
        st.error("Say what an hour costs, and from which day.", icon=":material/error:")
        return
    with told():
        minor = money.minor(amount, currency) or 0
        body = {"valid_from": since.isoformat(), "hourly_minor": minor}
        api().put(f"{viewer().path}/time/rates/{row['user_id']}", body)
        flash(f"{row['user_name']}: {money.said(minor, currency)} an hour.")
        st.rerun()
