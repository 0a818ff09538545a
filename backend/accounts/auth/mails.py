"""The mails of accounts: what is asked, who asked, how long it is good, and what to do when it was not you."""

import html
from datetime import datetime

from backend.accounts.auth.codes import CODE_LIFE, RESET, VERIFY, Issued
from backend.core.mail import Mail

_PAGES = {VERIFY: "verify", RESET: "reset"}


def verify(base_url: str, to: str, name: str, issued: Issued) -> Mail:
    """Ask somebody who registered to prove the address."""
    return _mail(
        to, name, "Confirm your e-mail address",
        [
            f"somebody, probably you, registered this address with Backlot at {base_url}.",
            "To confirm that it is yours, open this link:",
            link(base_url, VERIFY, issued.token),
            _good(issued),
            "If it was not you, do nothing: without the confirmation nobody can act under this address.",
        ],
    )  # fmt: skip


def reset(base_url: str, to: str, name: str, issued: Issued, ip: str) -> Mail:
    """Let somebody choose a new password."""
    return _mail(
        to, name, "Choose a new password",
        [
            f"somebody at the network address {ip} asked for a new password for your account with Backlot at"
            f" {base_url}.",
            "To choose one, open this link:",
            link(base_url, RESET, issued.token),
            _good(issued),
            "If it was not you, do nothing: your password stays as it is. Give the code to nobody.",
        ],
    )  # fmt: skip


def known(base_url: str, to: str, name: str, issued: Issued, ip: str) -> Mail:
    """Tell the owner of an address that it is registered already."""
    return _mail(
        to, name, "You have an account already",
        [
            f"somebody at the network address {ip} tried to register this address with Backlot at {base_url}.",
            "You are known there already. If it was you, sign in; to choose a (new) password, open this link:",
            link(base_url, RESET, issued.token),
            _good(issued),
            "If it was not you, do nothing: nothing has been changed.",
        ],
    )  # fmt: skip


def password_changed(base_url: str, to: str, name: str, when: datetime, ip: str) -> Mail:
    """Tell somebody that their password is another one now."""
    return _mail(
        to, name, "Your password was changed",
        [
            f"the password of your account with Backlot at {base_url} was changed on {_moment(when)}"
            f" from the network address {ip}. Every other device was signed out.",
            "If it was not you, choose a new one at once:",
            f"{base_url}/reset",
        ],
    )  # fmt: skip


def link(base_url: str, purpose: str, token: str) -> str:
    """The address of the page that takes a token."""
    return f"{base_url}/{_PAGES[purpose]}?token={token}"


def _good(issued: Issued) -> str:
    minutes = int(CODE_LIFE.total_seconds() // 60)
    return (
        f"The link works once, until {_moment(issued.expires_at)}. Instead of it you can type the code {issued.code}"
        f" within {minutes} minutes."
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%d %B %Y at %H:%M} UTC"


def _mail(to: str, name: str, subject: str, paragraphs: list[str]) -> Mail:
    """The same words as plain text and as HTML without pictures or styles that a mail program would block."""
    name = "".join(char for char in name if char.isprintable())
    lines = [f"Hello {name},", *paragraphs, "Backlot"]
    body = "".join(f"<p>{_linked(line)}</p>" for line in lines)
    page = f'<!doctype html><html lang="en"><body style="font-family:sans-serif">{body}</body></html>'
    return Mail(to, f"Backlot: {subject}", "\n\n".join(lines) + "\n", page, name=name)


def _linked(line: str) -> str:
    text = html.escape(line)
    return f'<a href="{text}">{text}</a>' if line.startswith(("http://", "https://")) else text
