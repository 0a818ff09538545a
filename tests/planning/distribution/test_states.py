"""From unsent to confirmed, stale and confirmed again; what fails, and how it is put right. Through HTTP and SMTP."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from backend.core import clock
from backend.core.db import db, start_writing
from backend.planning.distribution import post
from backend.planning.distribution.models import CallSheetDelivery, CallSheetRecipient
from tests.films import together
from tests.planning.distribution.conftest import (
    GAFFER_PHONE,
    Inbox,
    Shoot,
    event,
    files,
    words,
)


def test_everybody_on_the_sheet_gets_it_with_or_without_an_account(shoot: Shoot) -> None:
    board = shoot.board()
    people = {row["name"]: row for row in board["recipients"]}
    assert set(people) == {"ليلى العربية", "Ben Okoro", "Irina Petrova", "Kim Gaffer", "Dede Osei"}
    assert (people["ليلى العربية"]["part"], people["ليلى العربية"]["email"]) == ("MARA", "mara@example.org")
    assert people["Kim Gaffer"]["email"] == "kim.gaffer@example.org"
    assert (people["Dede Osei"]["email"], people["Dede Osei"]["part"]) == (None, "Driver · Transport")
    assert {row["state"] for row in people.values()} == {"unsent"}
    assert board["counts"]["total"] == board["counts"]["unsent"] == 5
    extra = {"name": "Ada Agent", "part": "Agent of Mara", "email": "ada@example.org"}
    assert shoot.ad.post(f"{shoot.sheet_path}/recipients", extra).status == 201
    again = shoot.ad.post(f"{shoot.sheet_path}/recipients", extra)
    assert (again.status, again.fields) == (409, ["email"])
    shoot.publish()
    assert shoot.person("Ada Agent")["kind"] == "extra"
    assert shoot.of("Kim Gaffer", "", method="DELETE").status == 409
    assert shoot.of("Ada Agent", "", method="DELETE").status == 200
    assert shoot.board()["counts"]["total"] == 5


def test_a_draft_is_not_sent_but_its_people_can_be_looked_at(studio: Any, inbox: Inbox) -> None:
    shoot = Shoot(studio)
    board = shoot.board()
    assert (board["edition"], board["may_send"], board["counts"]["unsent"]) == (0, False, 5)
    assert shoot.send(to="all").status == 409
    assert shoot.of("MARA", "/link", method="GET").status == 409
    assert shoot.of("MARA", "/confirm").status == 409


def test_each_gets_their_own_call_and_nobody_elses_number(shoot: Shoot, inbox: Inbox) -> None:
    shoot.call_mara(pick_up="05:15", remarks="Own waders")
    shoot.publish()
    shoot.share(attach_pdf=True)
    answer = shoot.send(to="all")
    assert answer.data == {"queued": 4, "by_hand": 0, "failed": 1, "skipped": 0}
    assert {shoot.state(name) for name in ("MARA", "BEN", "Kim Gaffer")} == {"sent"}
    assert shoot.person("Dede Osei")["failed"] == "There is no e-mail address."
    [letter] = inbox.to("mara@example.org")
    text = words(letter)
    assert "call 05:15" in letter["Subject"]
    assert text.index("Pick-up: 05:15") < text.index("Where: Ferry terminal")
    assert letter["Reply-To"] == shoot.ad.email
    assert shoot.link("MARA") in text
    assert shoot.link("BEN") not in text
    assert shoot.link("MARA") in letter.get_body(("html",)).get_content()
    for secret in (GAFFER_PHONE, "Kim", "Dede", "ben@"):
        assert secret not in text
    brought = files(letter)
    assert brought["application/pdf"].startswith(b"%PDF")
    mine = event(brought["text/calendar"])
    assert (mine["SEQUENCE"], mine["STATUS"]) == (1, "CONFIRMED")  # edition 2 is a change
    assert mine["DTSTART"].dt.strftime("%H:%M") == "05:15"
    assert mine["DTSTART"].params["TZID"] == "Europe/London"


def test_nobody_gets_an_edition_twice_unless_somebody_says_so(shoot: Shoot, inbox: Inbox) -> None:
    both = together([lambda: shoot.ad.post(f"{shoot.sheet_path}/send", {"to": "all"}).data for _ in range(2)])
    assert post.flush(20)
    assert sum(one["queued"] for one in both) == 4
    assert shoot.send(to="all").data["skipped"] == 4
    assert shoot.send(to="pending").data["queued"] == 0
    assert len(inbox.letters) == 4
    mara = shoot.person("MARA")["id"]
    assert shoot.send(to="some", recipient_ids=[mara], again=True).data["skipped"] == 1  # two clicks within a moment
    with shoot.app.app_context():
        start_writing(shoot.pid)
        db.session.query(CallSheetDelivery).update({"changed_at": clock.now() - dt.timedelta(minutes=2)})
        db.session.commit()
    assert shoot.send(to="some", recipient_ids=[mara], again=True).data["queued"] == 1
    assert len(inbox.to("mara@example.org")) == 2
    shoot.publish()
    assert shoot.send(to="all").data["queued"] == 4


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"User-Agent": "WhatsApp/2.23.20.0 A"}),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
        ("GET", {"User-Agent": "facebookexternalhit/1.1"}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_what_is_no_person_opens_nothing(shoot: Shoot, method: str, headers: dict[str, str]) -> None:
    shoot.send(to="all")
    answer = shoot.visit(shoot.link("MARA"), method, **headers)
    assert answer.status_code == 200
    assert shoot.state("MARA") == "sent"


def test_opened_confirmed_stale_and_confirmed_again(shoot: Shoot, inbox: Inbox) -> None:
    shoot.call_mara(pick_up="05:15")
    shoot.publish()
    shoot.send(to="all")
    page = shoot.link("MARA")
    first = shoot.visit(page)
    assert "05:15" in first.text
    assert ">Confirm<" in first.text
    assert shoot.state("MARA") == "opened"
    answer = shoot.confirm(page, Origin="null")  # what browsers send from a page that tells nobody where it was
    assert (answer.status_code, answer.headers["Location"]) == (303, f"../{page.rpartition('/')[2]}")
    confirmed = shoot.person("MARA")
    assert (confirmed["state"], confirmed["confirmed_how"], confirmed["confirmed_edition"]) == ("confirmed", "link", 2)
    shoot.confirm(page)
    assert shoot.person("MARA")["confirmed_at"] == confirmed["confirmed_at"]
    assert "Confirmed" in shoot.visit(page).text

    shoot.change("crew", lambda row: row["name"] == "Dede Osei", call="05:00")
    shoot.publish()  # an edition that leaves MARA's call alone
    assert shoot.state("MARA") == "confirmed"

    before = event(shoot.visit(f"{page}/call.ics").data)
    shoot.call_mara(pick_up="04:45")
    assert shoot.state("MARA") == "confirmed"  # a draft is nobody's call
    shoot.publish()
    assert shoot.state("MARA") == "stale"
    assert shoot.state("BEN") == "sent"
    changed = shoot.visit(page).text
    assert "Changed since you confirmed" in changed
    assert "04:45" in changed
    assert "05:15" in changed
    after = event(shoot.visit(f"{page}/call.ics").data)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after["DTSTART"].dt.strftime("%H:%M") == "04:45"
    assert shoot.send(to="pending").data == {"queued": 1, "by_hand": 0, "failed": 0, "skipped": 0}
    assert "Changed since you confirmed" in words(inbox.to("mara@example.org")[-1])
    assert shoot.state("MARA") == "stale"
    shoot.confirm(page)
    assert shoot.state("MARA") == "confirmed"


def test_who_confirms_what_is_no_longer_true_is_shown_what_is(shoot: Shoot) -> None:
    page = shoot.link("MARA")
    old = shoot.visit(page).text.split('name="signature" value="')[1].split('"')[0]
    shoot.call_mara(pick_up="04:45")
    shoot.publish()
    client = shoot.app.test_client()
    assert client.post(f"{page}/confirm", data={"signature": old}).status_code == 303
    assert shoot.state("MARA") != "confirmed"
    assert client.post(f"{page}/confirm").status_code == 303
    assert shoot.state("MARA") == "confirmed"


def test_two_confirm_at_once(shoot: Shoot) -> None:
    page = shoot.link("MARA")
    answers = together([lambda: shoot.app.test_client().post(f"{page}/confirm").status_code for _ in range(4)])
    assert answers == [303] * 4
    assert shoot.state("MARA") == "confirmed"


def test_a_refused_address_fails_and_the_right_one_is_kept(shoot: Shoot, inbox: Inbox) -> None:
    inbox.refuse["mara@example.org"] = "550 no such person"
    shoot.send(to="all")
    failed = shoot.person("MARA")
    assert failed["state"] == "failed"
    assert "no such person" in failed["failed"]
    old = shoot.link("MARA")
    assert shoot.of("MARA", "/resend", {"email": "no address", "accept_late": True}).fields == ["email"]
    resent = shoot.of("MARA", "/resend", {"email": "leila@example.org", "new_link": True, "accept_late": True})
    assert resent.status == 200
    assert shoot.state("MARA") == "sent"
    [letter] = inbox.to("leila@example.org")
    assert shoot.link("MARA") in words(letter)
    assert shoot.visit(old).status_code == 404
    assert shoot.ad.get(f"{shoot.path}/cast-members/{shoot.mara}").data["email"] == "leila@example.org"
    shoot.publish()
    assert shoot.person("MARA")["email"] == "leila@example.org"


def test_an_accounts_address_is_its_owners_and_a_correction_is_remembered(shoot: Shoot, inbox: Inbox) -> None:
    shoot.send(to="all")
    shoot.confirm(shoot.link("Kim Gaffer"))
    assert shoot.of("Kim Gaffer", "/resend", {"email": "kim@home.example", "accept_late": True}).status == 200
    corrected = shoot.person("Kim Gaffer")
    assert (corrected["state"], corrected["email"], corrected["own_contact"]) == ("sent", "kim@home.example", True)
    assert shoot.gaffer.get("/auth/me").data["email"] == shoot.gaffer.email
    assert shoot.of("Dede Osei", "", {"email": "dede@example.org"}, "PATCH").status == 200
    body = {"date": (shoot.date + dt.timedelta(days=1)).isoformat(), "general_call": "07:00"}
    day = shoot.ad.post(f"{shoot.path}/days", body).data["id"]
    other = shoot.ad.post(f"{shoot.path}/call-sheets", {"day_id": day}).data["id"]
    shoot.ad.post(f"{shoot.path}/call-sheets/{other}/crew", {"name": "Dede Osei", "position": "Driver"})
    rows = shoot.ad.get(f"{shoot.path}/call-sheets/{other}/recipients").data["recipients"]
    addresses = {row["name"]: row["email"] for row in rows}
    assert (addresses["Kim Gaffer"], addresses["Dede Osei"]) == ("kim@home.example", "dede@example.org")


def test_without_a_mail_server_links_go_by_hand_and_mail_later(shoot: Shoot, inbox: Inbox, monkeypatch: Any) -> None:
    known = shoot.app.config["SETTINGS"]
    monkeypatch.setitem(shoot.app.config, "SETTINGS", replace(known, smtp_host=""))
    assert shoot.send(to="all").data["failed"] == 5
    assert "No mail server" in shoot.person("MARA")["failed"]
    assert shoot.board()["mail_works"] is False
    link = shoot.of("MARA", "/link", method="GET").data
    assert link["link"] in link["text"]
    assert "<svg" in link["qr_svg"]
    driver = shoot.person("Dede Osei")["id"]
    assert shoot.send(to="some", recipient_ids=[driver], channel="hand").data["by_hand"] == 1
    assert shoot.state("Dede Osei") == "sent"
    monkeypatch.setitem(shoot.app.config, "SETTINGS", known)
    assert shoot.send(to="pending").data["queued"] == 4
    assert shoot.state("MARA") == "sent"


def test_what_a_crash_cut_off_goes_out_and_is_the_same_message(shoot: Shoot, inbox: Inbox) -> None:
    shoot.send(to="all")
    first = inbox.to("mara@example.org")[0]["Message-ID"]
    with shoot.app.app_context():
        start_writing(shoot.pid)
        row = db.session.query(CallSheetDelivery).filter_by(address="mara@example.org").one()
        row.status, row.changed_at = "sending", clock.now() - post.STALLED * 2
        recipient = db.session.get(CallSheetRecipient, row.recipient_id)
        assert recipient
        recipient.sending_since, recipient.sent_at = row.changed_at, None
        db.session.commit()
    assert shoot.person("MARA")["sending"] is True
    assert post.resume(shoot.app) == 1
    assert post.flush(20)
    assert [letter["Message-ID"] for letter in inbox.to("mara@example.org")] == [first, first]
    assert (shoot.state("MARA"), shoot.person("MARA")["sending"]) == ("sent", False)
    assert post.resume(shoot.app) == 0


def test_a_fault_of_ours_ends_as_failed_and_can_be_tried_again(shoot: Shoot, inbox: Inbox, monkeypatch: Any) -> None:
    from backend.planning.distribution import letters

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(letters, "mail", broken)
        shoot.send(to="all")
    row = shoot.person("MARA")
    assert (row["state"], row["sending"], row["failed"]) == ("failed", False, post.BROKEN)
    assert shoot.send(to="pending").data["queued"] == 4
    assert shoot.state("MARA") == "sent"


def test_a_late_sheet_goes_out_when_somebody_says_that_they_know(studio: Any, inbox: Inbox) -> None:
    shoot = Shoot(studio, clock.today("Europe/London") - dt.timedelta(days=1))
    shoot.publish()
    refused = shoot.ad.post(f"{shoot.sheet_path}/send", {"to": "all"})
    assert (refused.status, refused.fields) == (422, ["accept_late"])
    assert inbox.letters == []
    assert shoot.board()["late"]
    assert shoot.send(to="all", accept_late=True).data["queued"] == 4


def test_whose_call_was_taken_away_is_told(shoot: Shoot, inbox: Inbox) -> None:
    shoot.send(to="all")
    shoot.confirm(shoot.link("BEN"))
    row = next(row for row in shoot.sheet().data["cast"] if row["cast_member_id"] == shoot.ben)
    shoot.ad.delete(f"{shoot.sheet_path}/cast/{row['id']}", match=row["version"]).data  # noqa: B018
    shoot.publish()
    gone = shoot.person("BEN")
    assert (gone["state"], gone["called"]) == ("stale", False)
    assert shoot.send(to="pending").data["queued"] == 1
    letter = inbox.to("ben@example.org")[-1]
    assert "no longer called" in words(letter)
    assert event(files(letter)["text/calendar"])["STATUS"] == "CANCELLED"
    page = shoot.link("BEN")
    assert "no longer called" in shoot.visit(page).text
    assert shoot.visit(f"{page}/call-sheet.pdf").status_code == 404
    shoot.confirm(page)
    assert shoot.state("BEN") == "confirmed"


def test_a_cancelled_day_is_told_to_everybody_who_knows_of_it(shoot: Shoot, inbox: Inbox) -> None:
    mara, ben = (shoot.person(name)["id"] for name in ("MARA", "BEN"))
    shoot.send(to="some", recipient_ids=[mara])
    page = shoot.link("MARA")
    shoot.confirm(page)
    before = event(files(inbox.to("mara@example.org")[0])["text/calendar"])
    shoot.cancel()
    assert post.flush(20)
    [letter] = inbox.to("mara@example.org")[1:]
    assert letter["Subject"].startswith("CANCELLED")
    assert "Do not travel" in words(letter)
    after = event(files(letter)["text/calendar"])
    assert (after["UID"], after["STATUS"], after["SEQUENCE"]) == (before["UID"], "CANCELLED", before["SEQUENCE"] + 1)
    assert inbox.to("ben@example.org") == []
    assert shoot.state("MARA") == "stale"
    assert "cancelled" in shoot.visit(page).text
    shoot.confirm(page)
    assert shoot.state("MARA") == "confirmed"
    assert shoot.send(to="some", recipient_ids=[ben]).status == 409


def test_one_state_in_the_app_and_behind_the_link(shoot: Shoot) -> None:
    path = f"{shoot.sheet_path}/mine"
    [mine] = shoot.gaffer.get(path).data
    assert (mine["name"], mine["state"]) == ("Kim Gaffer", "unsent")
    [done] = shoot.gaffer.post(f"{path}/confirm").data
    assert done["state"] == "confirmed"
    assert shoot.person("Kim Gaffer")["confirmed_how"] == "app"
    assert "Confirmed" in shoot.visit(shoot.link("Kim Gaffer")).text
    somebody = shoot.studio.member(shoot.pid, "producer")
    assert somebody.get(path).data == []
    assert somebody.post(f"{path}/confirm").status == 404
    assert shoot.gaffer.get(f"{shoot.sheet_path}/recipients").status == 403


def test_confirmed_by_phone_is_said_so(shoot: Shoot) -> None:
    assert shoot.of("Dede Osei", "/confirm").data["confirmed_how"] == "hand"
    assert shoot.state("Dede Osei") == "confirmed"


def test_foreign_recipients_are_refused(shoot: Shoot, studio: Any) -> None:
    assert shoot.send(to="some", recipient_ids=[999_999]).fields == ["recipient_ids"]
    assert shoot.send(to="all", recipient_ids=[shoot.person("MARA")["id"]]).fields == ["recipient_ids"]
    other = studio.admin(studio.production())
    assert other.get(f"{shoot.path}/call-sheet-recipients/{shoot.person('MARA')['id']}/link").status == 404


def test_today_counts_who_has_not_confirmed_tomorrows_call(studio: Any, inbox: Inbox) -> None:
    shoot = Shoot(studio, clock.today("Europe/London") + dt.timedelta(days=1))
    shoot.publish()

    def said() -> list[str]:
        needs = shoot.ad.get(f"{shoot.path}/today").data["needs"]
        return [need["text"] for need in needs if need["kind"] == "calls_unconfirmed"]

    assert said() == []  # nobody was told yet
    shoot.send(to="all")
    assert said() == ["4 have not confirmed tomorrow's call"]
    shoot.confirm(shoot.link("MARA"))
    assert said() == ["3 have not confirmed tomorrow's call"]
    seen_by_crew = shoot.gaffer.get(f"{shoot.path}/today").data["needs"]
    assert "calls_unconfirmed" not in {need["kind"] for need in seen_by_crew}


def test_going_on_after_a_restart_leaves_alone_what_is_on_its_way(shoot: Shoot, inbox: Inbox, monkeypatch: Any) -> None:
    """A thread takes a mail up between the moment `resume` sees it queued and the moment it gets its turn to write."""
    monkeypatch.setattr(post, "start", lambda _app, _ids: None)
    assert shoot.send(to="some", recipient_ids=[shoot.person("MARA")["id"]]).data["queued"] == 1
    turn = post.start_writing

    def taken_meanwhile(production_id: int) -> None:
        turn(production_id)
        db.session.query(CallSheetDelivery).update({"status": "sending", "changed_at": clock.now()})
        db.session.commit()
        turn(production_id)

    with monkeypatch.context() as patch:
        patch.setattr(post, "start_writing", taken_meanwhile)
        assert post.resume(shoot.app) == 1
    with shoot.app.app_context():
        assert db.session.query(CallSheetDelivery.status).scalar() == "sending"
