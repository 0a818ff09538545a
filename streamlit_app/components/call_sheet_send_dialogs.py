"""Dialogs about handing a call sheet out: sending, one person, somebody added, the notice for the wall, the rules."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.api.client import ApiError
from streamlit_app.components.call_sheet_facts import Sheet
from streamlit_app.components.call_sheet_send_words import COLOUR, STATE, Recipient, history
from streamlit_app.components.page import ask_delete, told
from streamlit_app.editing.share import mail_link, sms_link, whatsapp_link
from streamlit_app.state import api, flash, viewer

PHONES = {"key": "Whoever runs the day", "all": "Everybody at the head of the sheet", "none": "Nobody's"}


def sheet_path(sheet: Sheet) -> str:
    """The sheet's address."""
    return f"{viewer().path}/call-sheets/{sheet['id']}"


def person_path(recipient_id: int) -> str:
    """A recipient's address."""
    return f"{viewer().path}/call-sheet-recipients/{recipient_id}"


@st.dialog("Send the call sheet", width="medium", icon=":material/send:")
def send(sheet: Sheet, board: dict[str, Any]) -> None:
    """To those who lack it, or to everybody once more."""
    counts = board["counts"]
    pending = counts["pending"]
    choices = {
        "pending": f"The {pending} who lack their present call",
        "all": f"All {counts['total']}: nobody gets edition {board['edition']} twice",
        "again": f"All {counts['total']}, also those who have it",
    }
    start = 0 if pending else 2
    to = st.radio("To whom", list(choices), start, format_func=lambda name: choices[name], key="send_to")
    body = {"to": "pending" if to == "pending" else "all", "again": to == "again"}
    st.caption("Each gets their own times, their own link to confirm, and a calendar file.")
    _sender(sheet, body, "send_all", late=board["late"])


@st.dialog("Send to some", width="medium", icon=":material/send:")
def send_some(sheet: Sheet, rows: list[Recipient]) -> None:
    """To the people who were ticked, also when they had this edition."""
    st.markdown(", ".join(words.plain(row["name"]) for row in rows))
    by = st.radio(
        "How", ["mail", "hand"], key="send_by",
        format_func=lambda one: "By mail" if one == "mail" else "I gave it to them another way: only mark it as sent",
    )  # fmt: skip
    body = {"to": "some", "recipient_ids": [row["id"] for row in rows], "channel": by, "again": True}
    _sender(sheet, body, "send_some")


def _sender(sheet: Sheet, body: dict[str, Any], key: str, *, late: str = "") -> None:
    """The button; when it is late by the rule the warning is accepted with a tick first."""
    accept = not late or st.checkbox(f"{words.plain(late)}", key=f"{key}_late")
    if st.button("Send", type="primary", width="stretch", key=f"{key}_yes", disabled=not accept):
        _unless_late(key, lambda known: _post(f"{sheet_path(sheet)}/send", {**body, "accept_late": known}), bool(late))
    _late_again(key, lambda: _post(f"{sheet_path(sheet)}/send", {**body, "accept_late": True}))


def _post(path: str, body: dict[str, Any]) -> str:
    message: str = api().call("POST", path, json=body).json()["message"]
    return message


def _unless_late(key: str, act: Callable[[bool], str], known: bool) -> None:
    """Do it; a refusal because it is late is kept, to be asked about in place."""
    try:
        said = act(known)
    except ApiError as problem:
        if any(error["field"] == "accept_late" for error in problem.errors):
            st.session_state[f"_{key}_late"] = problem.message
        else:
            st.error(problem.words(), icon=":material/error:")
        return
    _done(key, said)


def _late_again(key: str, act: Callable[[], str]) -> None:
    if warning := st.session_state.get(f"_{key}_late"):
        st.warning(warning, icon=":material/schedule:")
        if st.button("Send anyway", width="stretch", key=f"{key}_anyway"):
            with told():
                _done(key, act())


def _done(key: str, said: str) -> None:
    st.session_state.pop(f"_{key}_late", None)
    flash("Sent." if said == "OK" else said)
    st.rerun()


@st.dialog("Recipient", width="medium", icon=":material/person:")
def person(sheet: Sheet, recipient_id: int) -> None:
    """One person: what happened, another address, their link to send by phone."""
    rows = api().get(f"{sheet_path(sheet)}/recipients")["recipients"]
    row = next((one for one in rows if one["id"] == recipient_id), None)
    if row is None:
        st.info("This person no longer gets the sheet.")
        return
    part = f" · {words.plain(row['part'])}" if row["part"] else ""
    st.markdown(f"**{words.plain(row['name'])}**{part} :{COLOUR[row['state']]}-badge[{STATE[row['state']]}]")
    if said := history(row, viewer().zone):
        st.caption("  \n".join(words.plain(line) for line in said))
    key = f"resend_{row['id']}"
    open_sheet = sheet["status"] in ("published", "in_progress")
    email = st.text_input("E-mail", row["email"] or "", key=f"{key}_email")
    anew = st.checkbox("The link they have stops working", key=f"{key}_anew") if row["sent_at"] else False
    with st.container(horizontal=True):
        if open_sheet and st.button("Send", type="primary", icon=":material/send:", key=f"{key}_send"):
            body = {"email": email.strip() or None, "new_link": anew}
            _unless_late(
                key, lambda known: _post(f"{person_path(row['id'])}/resend", {**body, "accept_late": known}), False
            )
        if (
            row["state"] != "confirmed"
            and row["link_works"] | open_sheet
            and st.button("They confirmed by phone", icon=":material/phone_in_talk:", key=f"{key}_hand")
        ):
            with told():
                api().post(f"{person_path(row['id'])}/confirm")
                flash("Confirmed.")
                st.rerun()
        if row["kind"] == "extra":
            ask_delete("this person", lambda: api().delete(person_path(row["id"])), key=f"{key}_delete")
    _late_again(
        key, lambda: _post(f"{person_path(row['id'])}/resend", {"email": email.strip() or None, "accept_late": True})
    )
    _link(sheet, row, key)


def _link(sheet: Sheet, row: Recipient, key: str) -> None:
    if not sheet["edition"]:
        return
    st.divider()
    if not row["link_works"]:
        st.markdown("Their link does not work any more.")
        if st.button("Make a new link", icon=":material/link:", key=f"{key}_link"):
            with told():
                api().post(f"{person_path(row['id'])}/link")
                st.rerun(scope="fragment")
        return
    made = api().get(f"{person_path(row['id'])}/link")
    st.markdown("**Send it by phone**: the text with their link, ready to copy")
    st.code(made["text"], language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.link_button("Text message", sms_link(row["phone"], made["text"]), icon=":material/sms:")
        st.link_button("WhatsApp", whatsapp_link(row["phone"], made["text"]), icon=":material/chat:")
        address = mail_link(row["email"] or "", made["subject"], made["text"])
        st.link_button("My mail program", address, icon=":material/mail:")
        if row["state"] in {"unsent", "failed"} and st.button(
            "Mark as sent", icon=":material/done:", key=f"{key}_given"
        ):
            body = {"to": "some", "recipient_ids": [row["id"]], "channel": "hand", "accept_late": True}
            with told():
                api().post(f"{sheet_path(sheet)}/send", body)
                flash("Marked as sent.")
                st.rerun()
    with st.popover("QR code and link", icon=":material/qr_code_2:"):
        st.image(made["qr_svg"], width=240, alt="QR code of this person's link")
        st.code(made["link"], language=None, wrap_lines=True)
        if st.button("Withdraw the link", key=f"{key}_revoke", type="tertiary"):
            with told():
                api().delete(f"{person_path(row['id'])}/link")
                st.rerun(scope="fragment")


@st.dialog("Add somebody", width="small", icon=":material/person_add:")
def add(sheet: Sheet) -> None:
    """An agent, a parent, the studio: they get the sheet and its general call."""
    with st.form("recipient_form", border=False):
        name = st.text_input("Name", key="recipient_name")
        part = st.text_input("Who this is (optional)", key="recipient_part", placeholder="Agent of Mara")
        email = st.text_input("E-mail", key="recipient_email")
        phone = st.text_input("Phone", key="recipient_phone")
        if st.form_submit_button("Add", type="primary", width="stretch"):
            body = {"name": name, "part": part, "email": email.strip() or None, "phone": phone}
            with told():
                api().post(f"{sheet_path(sheet)}/recipients", body)
                flash(f"{name} gets this call sheet, too.")
                st.rerun()


@st.dialog("For the wall", width="small", icon=":material/qr_code_2:")
def wall(sheet: Sheet) -> None:
    """A code to print: general call, place and scenes, nobody's name or number."""
    made = api().get(f"{sheet_path(sheet)}/wall")
    st.markdown("Whoever scans this sees the general call, the place and the scenes; no names, no numbers.")
    with st.container(horizontal_alignment="center"):
        st.image(made["qr_svg"], width=260, alt="QR code of the day's public page")
    address = f"{sheet_path(sheet)}/wall"
    with st.container(horizontal=True, horizontal_alignment="center"):
        for form, label in (("pdf", "Print it (PDF)"), ("png", "Picture (PNG)")):
            st.download_button(
                label, data=partial(api().file, f"{address}/{form}"), on_click="ignore", key=f"wall_{form}",
                file_name=f"Call sheet {sheet['date']}.{form}", icon=":material/download:",
                mime="application/pdf" if form == "pdf" else "image/png",
            )  # fmt: skip
    st.code(made["link"], language=None, wrap_lines=True)


@st.dialog("How call sheets are handed out", width="medium", icon=":material/tune:")
def sharing() -> None:
    """Rules of this production: how long links work, whose numbers they show, what the mail brings along."""
    path = f"{viewer().path}/call-sheet-sharing"
    now = api().get(path)
    with st.form("sharing_form", border=False):
        days = st.number_input("Links work for days after the shoot", 0, 60, now["link_days"], key="sharing_days")
        phones = st.radio(
            "Whose phone numbers a personal sheet shows", list(PHONES), list(PHONES).index(now["phones"]),
            format_func=lambda one: PHONES[one], key="sharing_phones",
        )  # fmt: skip
        pdf = st.checkbox("The mail brings the sheet along as PDF", now["attach_pdf"], key="sharing_pdf")
        st.caption("When sheets must go out and when people are reminded stands in the production's working rules.")
        if st.form_submit_button("Save", type="primary", width="stretch"):
            body = {"link_days": days, "phones": phones, "attach_pdf": pdf}
            with told():
                api().patch(path, body, match=now["version"])
                flash("Saved.")
                st.rerun()
