"""A published call sheet with people on it who have accounts and people who have none, and a real mail server."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from backend.core import clock
from backend.core.courier import Courier
from backend.core.db import db
from backend.planning.distribution import post
from backend.productions.members.models import Member
from tests.films import Film
from tests.people import Caller, Reply, Studio
from tests.services import free_port

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 Mobile Safari/537.36"}
AD_PHONE, MARA_PHONE, GAFFER_PHONE = "+44 7700 900104", "+44 7700 900201", "+44 7700 900301"


class Inbox:
    """A mail server's post room; `refuse` maps an address to the answer it gets instead of yes."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if answer := self.refuse.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address, oldest first."""
        return [letter for letter in self.letters if letter["To"].addresses[0].addr_spec == address]


def words(letter: EmailMessage) -> str:
    """What a letter says in plain text."""
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def files(letter: EmailMessage) -> dict[str, bytes]:
    """What a letter brings along, by media type."""
    return {part.get_content_type(): part.get_payload(decode=True) for part in letter.iter_attachments()}


def event(content: bytes) -> Any:
    """The only entry of a calendar file."""
    [found] = Calendar.from_ical(content).walk("VEVENT")
    return found


class Shoot:
    """Day 1 in three days: MARA in both scenes, a gaffer with an account, a driver without one."""

    def __init__(self, studio: Studio, date: dt.date | None = None, zone: str = "Europe/London") -> None:
        self.studio, self.app = studio, studio.app
        self.pid = studio.production("The Last Ferry", timezone=zone, company_phone="+44 1632 960010")
        self.ad = studio.member(self.pid, "assistant_director", name="Irina Petrova")
        self.gaffer = studio.member(self.pid, "crew", name="Kim Gaffer")
        self._number(self.ad, AD_PHONE, "1st assistant director")
        self._number(self.gaffer, GAFFER_PHONE, "Gaffer")
        film = self.film = Film(studio.app, self.pid)
        self.place = film.location("Ferry terminal", address="Harbour Way", latitude=50.83, longitude=-0.25,
                                   hospital_name="Harbour General", hospital_phone="+44 1632 960955")  # fmt: skip
        self.mara = film.cast(1, "MARA", "ليلى العربية", email="mara@example.org", phone=MARA_PHONE)
        self.ben = film.cast(2, "BEN", "Ben Okoro", email="ben@example.org")
        scenes = [film.scene("12", [self.mara], eighths=9), film.scene("14", [self.mara, self.ben], eighths=6)]
        self.date = date or clock.today(zone) + dt.timedelta(days=3)
        body = {"date": self.date.isoformat(), "general_call": "07:00", "location_id": self.place}
        self.day = self.ad.post(f"{self.path}/days", body).data["id"]
        match = self.ad.get(f"{self.path}/schedule").etag
        self.ad.put(f"{self.path}/days/{self.day}/strips", {"scene_ids": scenes}, match=match).data  # noqa: B018
        self.sheet_id = self.ad.post(f"{self.path}/call-sheets", {"day_id": self.day}).data["id"]
        self.share(attach_pdf=False)  # typesetting is the slowest part of sending
        driver = {"name": "Dede Osei", "position": "Driver", "department": "Transport", "call": "05:30"}
        self.driver = self.ad.post(f"{self.sheet_path}/crew", driver).data["id"]

    def _number(self, who: Caller, phone: str, position: str) -> None:
        with self.app.app_context():
            member = db.session.query(Member).filter_by(production_id=self.pid, user_id=who.user_id).one()
            member.position, member.user.phone = position, phone
            db.session.commit()

    @property
    def path(self) -> str:
        return f"/productions/{self.pid}"

    @property
    def sheet_path(self) -> str:
        return f"{self.path}/call-sheets/{self.sheet_id}"

    def share(self, **rules: Any) -> None:
        path = f"{self.path}/call-sheet-sharing"
        assert self.ad.patch(path, rules, match=self.ad.get(path).data["version"]).status == 200

    def sheet(self) -> Reply:
        return self.ad.get(self.sheet_path)

    def publish(self) -> None:
        answer = self.ad.post(f"{self.sheet_path}/publish", match=self.sheet().etag)
        assert answer.status == 200, answer.json

    def cancel(self) -> None:
        assert self.ad.patch(self.sheet_path, {"status": "cancelled"}, match=self.sheet().etag).status == 200

    def call_mara(self, **times: Any) -> None:
        """Change MARA's own call on the sheet, for the next edition."""
        self.change("cast", lambda row: row["cast_member_id"] == self.mara, **times)

    def change(self, part: str, which: Callable[[Any], bool], **values: Any) -> None:
        row = next(row for row in self.sheet().data[part] if which(row))
        answer = self.ad.patch(f"{self.sheet_path}/{part}/{row['id']}", values, match=row["version"])
        assert answer.status == 200, answer.json

    def board(self) -> Any:
        return self.ad.get(f"{self.sheet_path}/recipients").data

    def person(self, name: str) -> Any:
        return next(row for row in self.board()["recipients"] if name in (row["name"], row["part"]))

    def state(self, name: str) -> str:
        return str(self.person(name)["state"])

    def send(self, **body: Any) -> Reply:
        answer = self.ad.post(f"{self.sheet_path}/send", {"accept_late": True, **body})
        assert post.flush(20)
        return answer

    def of(self, name: str, action: str, body: Any = None, method: str = "POST") -> Reply:
        path = f"{self.path}/call-sheet-recipients/{self.person(name)['id']}{action}"
        answer = self.ad.request(method, path, body)
        assert post.flush(20)
        return answer

    def link(self, name: str) -> str:
        """The path of somebody's page."""
        found: str = self.of(name, "/link", method="GET").data["link"]
        return re.sub(r"^https?://[^/]+", "", found)

    def visit(self, path: str, method: str = "GET", **headers: str) -> Any:
        """What somebody without an account gets; the status, the headers and the text."""
        return self.app.test_client().open(path, method=method, headers={**PHONE, **headers})

    def confirm(self, path: str, **headers: str) -> Any:
        """Press the button on a page, as a browser does."""
        signature = re.search(r'name="signature" value="(\w+)"', self.visit(path).text)
        form = {"signature": signature[1]} if signature else {}
        return self.app.test_client().post(f"{path}/confirm", data=form, headers={**PHONE, **headers})


@pytest.fixture
def shoot(studio: Studio, inbox: Inbox) -> Shoot:
    """A published sheet that nobody has yet."""
    made = Shoot(studio)
    made.publish()
    return made


@pytest.fixture
def inbox(app: Any, clean: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """A mail server that this app sends by."""
    inbox, port = Inbox(), free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setattr(post, "_courier", Courier("call-sheets-test", threads=2, pauses=(0.01, 0.01, 0.01)))
    known = replace(app.config["SETTINGS"], smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    monkeypatch.setitem(app.config, "SETTINGS", known)
    yield inbox
    assert post.flush(20)
    server.stop()
