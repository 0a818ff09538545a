"""Links that hand a text to the phone's own programs: made here, so nothing is asked of the internet to show them."""

import re
from urllib.parse import quote


def sms_link(phone: str, text: str) -> str:
    """A text message with its words filled in; both iPhone and Android read `?&body=`."""
    return f"sms:{re.sub(r'[^0-9+]', '', phone)}?&body={quote(text)}"


def whatsapp_link(phone: str, text: str) -> str:
    """A WhatsApp message; without an international number it asks whom to send it to."""
    return f"https://wa.me/{_international(phone)}?text={quote(text)}"


def mail_link(email: str, subject: str, text: str) -> str:
    """A mail in the sender's own mail program."""
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject)}&body={quote(text)}"


def _international(phone: str) -> str:
    """The digits of +44 7700 900123 or 0044 7700 900123; nothing for a number that only its own country knows."""
    number = re.sub(r"[^0-9+]", "", phone.replace("(0)", ""))
    if number.startswith("+"):
        return number[1:]
    return number[2:] if number.startswith("00") else ""
