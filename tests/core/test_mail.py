"""Mail against real SMTP servers: plain, encrypted, refusing, absent; and the folder that keeps what could not go."""

import datetime
import ipaddress
import os
import ssl
import stat
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from backend.core import mail
from backend.core.courier import Courier
from backend.core.errors import Invalid
from backend.core.mail import Mail, MailFailed
from backend.settings import Settings, load
from tests.services import free_port

HELLO = Mail("ada@example.org", "Call sheet 7 – Öl & café 撮影", "See you at 6:30.\nBring boots.")


class Inbox:
    """A server's post room: keeps what arrives; `answers` are given to the first recipients instead of yes."""

    def __init__(self, *answers: str):
        self.letters, self.envelopes, self.answers, self.seen = [], [], list(answers), 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.seen += 1
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.envelopes.append(
            (envelope.mail_from, envelope.rcpt_tos, session.ssl is not None, bool(session.authenticated))
        )
        return "250 taken"


@pytest.fixture
def serve(tmp_path, monkeypatch):
    """Start an SMTP server and get the settings that reach it."""
    running = []
    monkeypatch.setattr(mail, "_courier", Courier("mail-test", threads=2, pauses=(0.05, 0.1, 0.2)))

    def start(inbox: Inbox, **options) -> Settings:
        port = free_port()
        chosen = {k: options.pop(k) for k in list(options) if k.startswith("smtp_")}
        server = Controller(inbox, hostname="127.0.0.1", port=port, **options)
        server.start()
        running.append(server)
        return settings(tmp_path, smtp_host="127.0.0.1", smtp_port=port, **{"smtp_security": "none", **chosen})

    yield start
    for server in running:
        server.stop()


def settings(folder: Path, **chosen: object) -> Settings:
    return load({}, environment="test", data_dir=folder, mail_from="Backlot – Büro <office@example.org>", **chosen)


@pytest.fixture
def certificate(tmp_path, monkeypatch) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 made just now, which this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a set without internet")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context


def only_ada(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"office", b"blimey"), handled=False)


def test_a_plain_server_gets_the_mail_as_it_was_meant(serve):
    inbox = Inbox()
    letter = Mail(
        "ada@example.org",
        HELLO.subject,
        HELLO.text,
        html="<p>See you at <b>6:30</b>.</p>",
        attachments=[("Dispo Tag 7 – Zoë.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")],
        name="Lovelace, Ada Zoë",
    )
    mail.send(serve(inbox), letter)

    got = inbox.letters[0]
    assert inbox.envelopes == [("office@example.org", ["ada@example.org"], False, False)]
    assert got["Subject"] == HELLO.subject
    assert got["To"].addresses[0].display_name == "Lovelace, Ada Zoë"
    assert got["From"].addresses[0].display_name == "Backlot – Büro"
    assert got["Message-ID"].endswith("@example.org>")
    age = datetime.datetime.now(datetime.UTC) - got["Date"].datetime
    assert abs(age.total_seconds()) < 60
    assert got.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == HELLO.text
    assert "<b>6:30</b>" in got.get_body(("html",)).get_content()
    [pdf] = got.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content_type()) == ("Dispo Tag 7 – Zoë.pdf", "application/pdf")
    assert pdf.get_content() == b"%PDF-1.7 \x00\xff"


def test_starttls_and_sign_in(serve, certificate):
    inbox = Inbox()
    server = {"tls_context": certificate, "require_starttls": True, "auth_required": True, "authenticator": only_ada}
    mail.send(
        serve(inbox, smtp_security="starttls", smtp_user="office", smtp_password="blimey", **server),
        HELLO,
    )
    assert inbox.envelopes == [("office@example.org", ["ada@example.org"], True, True)]


def test_a_wrong_password_is_final(serve, certificate):
    inbox = Inbox()
    server = {"tls_context": certificate, "auth_required": True, "authenticator": only_ada}
    chosen = serve(inbox, smtp_security="starttls", smtp_user="office", smtp_password="crikey", **server)
    with pytest.raises(MailFailed, match="refused") as failure:
        mail.send(chosen, HELLO)
    assert failure.value.final
    assert inbox.letters == []


def test_tls_from_the_first_byte(serve, certificate):
    inbox = Inbox()
    mail.send(serve(inbox, ssl_context=certificate, smtp_security="tls"), HELLO)
    assert len(inbox.letters) == 1  # this server speaks nothing but TLS


def test_a_certificate_nobody_vouches_for_is_refused(serve, certificate, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    inbox = Inbox()
    with pytest.raises(MailFailed, match="certificate"):
        mail.send(serve(inbox, tls_context=certificate, smtp_security="starttls"), HELLO)
    assert inbox.letters == []


def test_encryption_is_never_given_up_quietly(serve):
    inbox = Inbox()
    with pytest.raises(MailFailed, match="STARTTLS"):
        mail.send(serve(inbox, smtp_security="starttls"), HELLO)
    assert inbox.letters == []


def test_refusals_tell_final_from_passing(serve):
    for answer, final in (("550 no such person", True), ("451 try later", False)):
        with pytest.raises(MailFailed, match=answer[4:]) as failure:
            mail.send(serve(Inbox(answer)), HELLO)
        assert failure.value.final is final


def test_a_server_that_is_down_is_said_so_within_seconds(tmp_path):
    with pytest.raises(MailFailed, match="cannot be reached") as failure:
        mail.send(settings(tmp_path, smtp_host="127.0.0.1", smtp_port=free_port()), HELLO)
    assert not failure.value.final


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        (Mail("ada@example.org\r\nBcc: eve@example.org", "Hi", ""), "to"),
        (Mail("ada@example.org, eve@example.org", "Hi", ""), "to"),
        (Mail("Ada <ada@example.org>", "Hi", ""), "to"),
        (Mail("ada", "Hi", ""), "to"),
        (Mail("@example.org", "Hi", ""), "to"),
        (Mail("ada@", "Hi", ""), "to"),
        (Mail("", "Hi", ""), "to"),
        (Mail("ådå@example.org", "Hi", ""), "to"),
        (Mail("ada@example.org", "Hi\nBcc: eve@example.org", ""), "subject"),
        (Mail("ada@example.org", "Hi\x85Bcc: eve@example.org", ""), "subject"),
        (Mail("ada@example.org", "Hi", "", name="Ada\r\nBcc: eve@example.org"), "to"),
        (Mail("ada@example.org", "Hi", "", attachments=[("a\r\nX: y.pdf", "application/pdf", b"")]), "attachments"),
        (Mail("ada@example.org", "Hi", "", attachments=[("a.pdf", "application/pdf\r\nX: y", b"")]), "attachments"),
    ],
)
def test_nobody_writes_headers_of_their_own(tmp_path, letter, field):
    with pytest.raises(Invalid) as refusal:
        mail.send_later(settings(tmp_path), letter)
    assert refusal.value.errors[0]["field"] == field
    assert not (tmp_path / "outbox").exists()


def test_a_domain_in_any_letters_goes_out_in_its_wire_form(tmp_path):
    assert mail.build(settings(tmp_path), Mail("ada@bücher.example", "Hi", ""))["To"] == "ada@xn--bcher-kva.example"


@pytest.mark.parametrize("post", [mail.send, mail.send_later])
def test_without_a_server_mails_lie_in_the_outbox(tmp_path, post):
    chosen = settings(tmp_path)
    assert not mail.mail_works(chosen)
    post(chosen, HELLO)
    post(chosen, HELLO)
    files = sorted(chosen.outbox_dir.iterdir())
    assert [f.suffix for f in files] == [".eml", ".eml"]
    assert message_from_bytes(files[0].read_bytes(), policy=policy.default)["Subject"] == HELLO.subject
    if sys.platform != "win32":
        assert stat.S_IMODE(chosen.outbox_dir.stat().st_mode) == 0o700
        assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}


def test_later_means_soon_and_survives_a_passing_refusal(serve):
    inbox = Inbox("451 try later", "451 try later", "451 try later")
    chosen = serve(inbox)
    assert mail.mail_works(chosen)
    for _ in range(5):
        mail.send_later(chosen, HELLO)
    assert mail.flush(10)
    assert len(inbox.letters) == 5
    assert inbox.letters[0]["Subject"] == HELLO.subject
    assert list((chosen.outbox_dir / "queued").iterdir()) == []
    assert mail.failed(chosen) == []


def test_after_four_tries_the_mail_lies_in_failed(serve, caplog):
    inbox = Inbox(*["451 try later"] * 9)
    chosen = serve(inbox)
    mail.send_later(chosen, HELLO)
    assert mail.flush(10)
    assert inbox.seen == 4
    [file] = mail.failed(chosen)
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "ada@example.org"
    assert list((chosen.outbox_dir / "queued").iterdir()) == []
    assert "outbox/failed" in caplog.text


def test_a_final_refusal_is_not_repeated(serve):
    inbox = Inbox(*["550 no such person"] * 9)
    chosen = serve(inbox)
    mail.send_later(chosen, HELLO)
    assert mail.flush(10)
    assert inbox.seen == 1
    assert len(mail.failed(chosen)) == 1


def test_what_a_crash_left_behind_goes_out_once_at_the_next_start(serve):
    inbox = Inbox()
    chosen = serve(inbox)
    queue = chosen.outbox_dir / "queued"
    mail._write(queue, mail.build(chosen, HELLO))  # as a killed process leaves it
    ours, theirs = (mail._write(queue, mail.build(chosen, HELLO)) for _ in range(2))
    for file, age in ((ours, 2 * mail.HOUR), (theirs, 0)):  # killed while sending; being sent by another process
        going = file.replace(file.with_suffix(".going"))
        os.utime(going, (time.time() - age,) * 2)
    assert mail.resume(chosen) == 2
    mail.resume(chosen)
    mail.resume(chosen)
    assert mail.flush(10)
    assert len(inbox.letters) == 2
    assert [file.name for file in queue.iterdir()] == [theirs.with_suffix(".going").name]
    assert mail.resume(chosen) == 0


def test_flush_gives_up_when_told_and_a_broken_errand_stops_nobody(caplog):
    courier, ran = Courier("test", threads=1, pauses=(0.01,)), []

    def broken(last: bool) -> bool:
        ran.append(last)
        raise RuntimeError("boom")

    def waits(last: bool) -> bool:
        ran.append("waited")
        return last

    courier.post(broken)
    assert courier.flush(5)
    assert ran == [False, True]
    courier.pauses = (5,)
    courier.post(waits)
    assert not courier.flush(0.1)
    assert ran[2:] == ["waited"]


def test_answers_go_to_whoever_wrote_and_a_second_try_is_the_same_message(tmp_path):
    letter = Mail(
        "ada@example.org", "Hi", "Hi", reply_to="ad@example.org", message_id="<sheet.3.7@backlot>",
        attachments=[("call.ics", "text/calendar; charset=utf-8; method=PUBLISH", "SUMMARY:Öl".encode())],
    )  # fmt: skip
    made = message_from_bytes(mail.build(settings(tmp_path), letter).as_bytes(), policy=policy.default)
    assert (made["Reply-To"], made["Message-ID"]) == ("ad@example.org", "<sheet.3.7@backlot>")
    [file] = made.iter_attachments()
    assert (file.get_content_type(), file.get_param("method"), file.get_filename()) == (
        "text/calendar", "PUBLISH", "call.ics",
    )  # fmt: skip
    assert file.get_payload(decode=True).decode() == "SUMMARY:Öl"
    for field in ("reply_to", "message_id"):
        with pytest.raises(Invalid):
            mail.build(
                settings(tmp_path), Mail("ada@example.org", "Hi", "", **{field: "a@b.example\r\nBcc: eve@c.example"})
            )
