"""Handing mails over without telling the caller whether there was one."""

import logging

from backend.core.context import settings
from backend.core.errors import Invalid
from backend.core.mail import Mail, send_later

log = logging.getLogger(__name__)


def later(mail: Mail) -> None:
    """Queue a mail after the commit; an address no mail can carry is logged, because the answer must not differ."""
    try:
        send_later(settings(), mail)
    except Invalid as problem:
        log.warning("A mail could not be written: %s", problem.message)
