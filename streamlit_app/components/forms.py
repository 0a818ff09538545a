"""Forms and calls that the browser itself sends, because only its own request can receive an HttpOnly cookie."""

from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent

_FORM = st.components.v2.component(
    "backlot_auth_form",
    html='<form autocomplete="on">\n<div role="alert"></div><button></button>\n</form>',
    css=(HERE / "auth_form.css").read_text(),
    js=(HERE / "auth_form.js").read_text(),
)
_SEND = st.components.v2.component(
    "backlot_send",
    js="""
export default function ({ data }) {
  fetch(data.url, { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
    body: JSON.stringify(data.body || {}) }).finally(() => window.location.assign(data.then));
}
""",
)

Field = dict[str, Any]

NAME: Field = {"name": "name", "label": "Your name", "autocomplete": "name"}
EMAIL: Field = {"name": "email", "label": "E-mail", "type": "email", "autocomplete": "username", "inputmode": "email"}
PASSWORD: Field = {"name": "password", "label": "Password", "type": "password", "autocomplete": "current-password"}
NEW_PASSWORD: Field = {
    "name": "password",
    "label": "Password",
    "type": "password",
    "autocomplete": "new-password",
    "minlength": 8,
    "hint": "At least 8 characters.",
}
CODE: Field = {"name": "code", "label": "6-digit code", "autocomplete": "one-time-code", "inputmode": "numeric"}


def auth_form(
    *, key: str, url: str, fields: list[dict[str, Any]], submit: str, fixed: dict[str, Any] | None = None,
    then: str = "", stay: bool = False,
) -> None:  # fmt: skip
    """A form posted by the browser to `url`. Afterwards: go to `then`, stay and show the message, or reload."""
    _FORM(
        key=key, data={"url": url, "fields": fields, "submit": submit, "fixed": fixed or {}, "then": then, "stay": stay}
    )


def send(*, key: str, url: str, then: str, body: dict[str, Any] | None = None) -> None:
    """Post once from the browser, then go to `then`."""
    _SEND(key=key, data={"url": url, "then": then, "body": body})
