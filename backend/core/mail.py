"""Mail: one message to one person, sent by SMTP or, while no server is set, laid into the outbox folder.

`send` delivers now and raises; `send_later` returns at once and cannot lose the message: it is written to
`outbox/queued` first, tried four times by two small threads, and moved to `outbox/failed` when that does not help.
"""

import contextlib
import logging
import os
import secrets
import smtplib
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path

from backend.core import clock
from backend.core.courier import Courier
from backend.core.errors import Invalid
from backend.settings import Settings

TIMEOUT = 15.0  # seconds for every step of the conversation with the server
WIRE = policy.SMTP.clone(cte_type="7bit")  # survives servers that do not announce 8BITMIME
HOUR = 3600.0
log = logging.getLogger(__name__)

Attachment = tuple[str, str, bytes]
"""(file name, MIME type such as application/pdf, content)"""


class MailFailed(Exception):
    """The mail could not be delivered; `final` when trying again cannot help."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True)
class Mail:
    """A message to one person: `to` is the bare address, `name` what stands before it (any letters, commas too).

    `reply_to` is the bare address of whoever answers are for. `message_id` (between angle brackets) is given when a
    message may be tried again by somebody else, so that mail programs know it for the same; else one is made.
    """

    to: str
    subject: str
    text: str
    html: str | None = None
    attachments: Sequence[Attachment] = ()
    name: str = ""
    reply_to: str = ""
    message_id: str = ""


def mail_works(settings: Settings) -> bool:
    """True when mails leave the building; False while they only reach the outbox folder."""
    return bool(settings.smtp_host)


def send(settings: Settings, mail: Mail) -> None:
    """Deliver now (or write to the outbox folder without a server).

    Raises Invalid for an address, subject or file name that no mail can carry, MailFailed when the server refuses.
    """
    message = build(settings, mail)
    if mail_works(settings):
        _deliver(settings, message)
    else:
        _write(settings.outbox_dir, message)


def send_later(settings: Settings, mail: Mail) -> None:
    """Queue and return at once; call it after the transaction is committed. Raises Invalid as `send` does."""
    message = build(settings, mail)
    if not mail_works(settings):
        _write(settings.outbox_dir, message)
        return
    _post(settings, _write(settings.outbox_dir / "queued", message))


def resume(settings: Settings) -> int:
    """Queue what an earlier run left behind; returns how many. For start-up; several processes may do it at once."""
    if not mail_works(settings):
        return 0
    queue = settings.outbox_dir / "queued"
    for cut_off in queue.glob("*.going"):  # in the middle of sending when the power went
        with contextlib.suppress(FileNotFoundError):
            if cut_off.stat().st_mtime < time.time() - HOUR:
                cut_off.replace(cut_off.with_suffix(".eml"))
    left = sorted(queue.glob("*.eml"))
    for file in left:
        _post(settings, file)
    return len(left)


def failed(settings: Settings) -> list[Path]:
    """The mails that could not be delivered, oldest first; moving one to `outbox/queued` has it tried again."""
    return sorted((settings.outbox_dir / "failed").glob("*.eml"))


def flush(timeout: float | None = None) -> bool:
    """Wait until nothing is queued (seconds; None: as long as it takes). True when all is done."""
    return _courier.flush(timeout)


def build(settings: Settings, mail: Mail) -> EmailMessage:
    """The message as it goes out. Raises Invalid naming `to`, `subject` or `attachments`."""
    message = EmailMessage(policy=WIRE)
    sender = _address(*parseaddr(settings.mail_from), "mail_from")
    message["From"] = sender
    message["To"] = _address(mail.name, mail.to, "to")
    message["Subject"] = _one_line(mail.subject, "subject")
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = _one_line(mail.message_id, "message_id") or make_msgid(domain=sender.domain)
    if mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to, "reply_to")
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday replies stay away
    message.set_content(mail.text)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    for name, mime, content in mail.attachments:
        _attach(message, _one_line(name, "attachments"), _one_line(mime, "attachments"), content)
    return message


def _attach(message: EmailMessage, name: str, mime: str, content: bytes) -> None:
    """Attach a file; what stands after the type (`text/calendar; method=PUBLISH`) becomes its parameters."""
    kind, *more = (part.strip() for part in mime.split(";"))
    main, _, sub = kind.partition("/")
    parameters = dict(part.split("=", 1) for part in more if "=" in part)
    message.add_attachment(content, maintype=main, subtype=sub, filename=name, params=parameters)


def _one_line(text: str, field: str) -> str:
    """Refuse line ends and other control characters: they would start headers of the writer's choosing."""
    if any(ord(char) < 32 or ord(char) in (0x7F, 0x85, 0x2028, 0x2029) for char in text):
        raise Invalid("Line breaks and control characters are not allowed here.", field=field)
    return text


def _address(name: str, spec: str, field: str) -> Address:
    user, at, domain = _one_line(spec, field).strip().rpartition("@")
    try:
        address = Address(display_name=_one_line(name, field), addr_spec=f"{user}@{domain.encode('idna').decode()}")
    except (ValueError, MessageError, IndexError):
        address = Address()
    if not (at and user.isascii() and address.username and address.domain):
        raise Invalid("This is not an e-mail address.", field=field)
    return address


def _write(folder: Path, message: EmailMessage) -> Path:
    """The message as a new file only its owner can read; it appears whole or not at all."""
    for place in (folder.parent, folder) if folder.name in {"queued", "failed"} else (folder,):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{clock.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(6)}.eml"
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(message.as_bytes())
    return part.replace(file)


def _deliver(settings: Settings, message: EmailMessage) -> None:
    try:
        with _connect(settings) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        raise MailFailed(f"The mail server refused the address: {_plain(reason)}", final=code >= 500) from refused
    except smtplib.SMTPResponseException as refused:
        why = _plain(refused.smtp_error)
        raise MailFailed(f"The mail server refused: {why}", final=refused.smtp_code >= 500) from refused
    except (smtplib.SMTPNotSupportedError, ValueError) as missing:
        raise MailFailed(f"The mail server cannot do what is needed: {missing}", final=True) from missing
    except (OSError, smtplib.SMTPException) as broken:
        raise MailFailed(f"The mail server {settings.smtp_host} cannot be reached: {broken}") from broken


def _connect(settings: Settings) -> smtplib.SMTP:
    """A signed-in connection; never falls back to plain text when encryption was asked for."""
    trust = ssl.create_default_context()  # a crew's own certificate: name its file in SSL_CERT_FILE
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=trust)
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=trust)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _plain(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _post(settings: Settings, file: Path) -> None:
    _courier.post(lambda last: _try(settings, file, last))


def _try(settings: Settings, file: Path, last: bool) -> bool:
    """One attempt with a queued mail; True when it is off the list, delivered or laid aside."""
    going = file.with_suffix(".going")
    try:
        file.replace(going)  # ours now: another process that also knows of it finds nothing
    except FileNotFoundError:
        return True
    os.utime(going)
    try:
        _deliver(settings, BytesParser(policy=WIRE).parsebytes(going.read_bytes()))
    except MailFailed as failure:
        if not (last or failure.final):
            log.warning("Mail %s will be tried again: %s", file.name, failure)
            going.replace(file)
            return False
        log.error("Mail %s was laid into outbox/failed: %s", file.name, failure)
        aside = file.parent.parent / "failed"
        aside.mkdir(mode=0o700, exist_ok=True)
        going.replace(aside / file.name)
        return True
    going.unlink(missing_ok=True)
    return True


_courier = Courier("mail", threads=2)
