"""Changing and recovering a password: nobody gets in by asking, and everybody else is put out."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.accounts.conftest import OTHER, PASSWORD, Posted, cookie_of, login, tokens
from tests.people import Caller, Studio

Account = Callable[..., Caller]
Mails = Callable[[], list[Posted]]


def forgot(studio: Studio, email: str) -> Any:
    return studio.anonymous().post("/auth/forgot-password", {"email": email})


def reset(studio: Studio, **body: Any) -> Any:
    return studio.anonymous().post("/auth/reset-password", {"password": OTHER, **body})


def change(caller: Caller, old: str = PASSWORD, new: str = OTHER) -> Any:
    return caller.post("/auth/change-password", {"old_password": old, "new_password": new})


def test_changing_keeps_this_device_and_puts_out_the_others(app: Any, account: Account, mails: Mails) -> None:
    ana = account("Ana")
    other = Caller(app, None, ana.user_id, ana.email)
    login(ana)
    login(other)
    program = tokens(ana)
    assert change(ana).status == 200
    assert ana.get("/auth/me").status == 200
    assert other.get("/auth/me").status == 401
    assert Caller(app, program["access_token"]).get("/auth/me").status == 401
    assert login(other).status == 401
    assert login(other, OTHER).status == 200
    assert "password was changed" in mails()[-1].subject


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (OTHER, OTHER + "!", "old_password"),
        (PASSWORD, "password1", "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "short", "new_password"),
    ],
)
def test_a_refused_change_changes_nothing(account: Account, old: str, new: str, field: str) -> None:
    ana = account("Ana")
    login(ana)
    reply = change(ana, old, new)
    assert (reply.status, reply.fields) == (422, [field])
    assert login(ana).status == 200


def test_changing_needs_a_sign_in_and_guessing_the_old_one_is_limited(account: Account, studio: Studio) -> None:
    ana = account("Ana")
    assert change(ana).status == 401
    login(ana)
    assert [change(ana, OTHER).status for _ in range(11)] == [422] * 10 + [429]


def test_changing_spends_links_that_were_asked_for_before(account: Account, studio: Studio, mails: Mails) -> None:
    ana = account("Ana")
    login(ana)
    forgot(studio, ana.email)
    change(ana, PASSWORD, OTHER)
    assert reset(studio, token=mails()[0].token, password="yet another sentence").status == 422


def test_asking_tells_nobody_who_is_here(account: Account, studio: Studio, mails: Mails) -> None:
    ana, cy = account("Ana"), account("Cy", password=None)
    stranger = "nobody@example.org"
    replies = [forgot(studio, email) for email in (ana.email, stranger, cy.email, ana.email, stranger)]
    assert len({(reply.status, reply.body) for reply in replies}) == 1
    assert [mail.to for mail in mails()] == [ana.email, cy.email], "one mail a minute, none to strangers"
    assert "127.0.0.1" in mails()[0].text


def test_a_link_sets_the_password_once_and_signs_in(app: Any, account: Account, studio: Studio, mails: Mails) -> None:
    ana = account("Ana", verified=False)
    login(ana)
    forgot(studio, ana.email)
    token = mails()[0].token
    weak = reset(studio, token=token, password="password1")
    assert (weak.status, weak.fields) == (422, ["password"])
    done = reset(studio, token=token)
    assert done.data["email_verified"] is True, "the mail was read"
    assert "HttpOnly" in cookie_of(done)
    assert ana.get("/auth/me").status == 401, "signed out everywhere"
    assert login(ana).status == 401
    assert login(ana, OTHER).status == 200
    again = reset(studio, token=token, password="yet another sentence")
    assert (again.status, again.fields) == (422, ["token"])


def test_links_and_codes_run_out(account: Account, studio: Studio, mails: Mails, later: Callable[..., None]) -> None:
    ana = account("Ana")
    forgot(studio, ana.email)
    mail = mails()[0]
    later(minutes=5, seconds=1)
    assert reset(studio, email=ana.email, code=mail.code).status == 422
    later(minutes=10)
    assert reset(studio, token=mail.token).status == 422


def test_a_code_works_once_for_its_address_and_purpose(account: Account, studio: Studio, mails: Mails) -> None:
    ana, bo = account("Ana"), account("Bo")
    forgot(studio, ana.email)
    code = mails()[0].code
    assert reset(studio, email=bo.email, code=code).status == 422
    assert studio.anonymous().post("/auth/verify-email", {"email": ana.email, "code": code}).status == 422
    assert studio.anonymous().post("/auth/verify-email", {"token": mails()[0].token}).status == 422
    assert reset(studio, email=ana.email, code=code).status == 200
    assert reset(studio, email=ana.email, code=code).status == 422


def test_guessing_a_code_is_over_after_five_tries(account: Account, studio: Studio, mails: Mails) -> None:
    ana = account("Ana")
    forgot(studio, ana.email)
    code = mails()[0].code
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert reset(studio, email=ana.email, code=wrong).fields == ["code"]
    assert reset(studio, email=ana.email, code=code).status == 422, "the right one comes too late"
    assert reset(studio, token=mails()[0].token).status == 200, "the link still works for who reads the mail"


def test_new_codes_do_not_buy_endless_guesses(account: Account, studio: Studio, later: Callable[..., None]) -> None:
    ana = account("Ana")
    statuses = []
    for turn in range(5):
        forgot(studio, ana.email)
        from_there = {"environ_base": {"REMOTE_ADDR": f"192.0.2.{turn}"}}
        for guess in range(5):
            body = {"password": OTHER, "email": ana.email, "code": f"00000{guess}"}
            statuses.append(studio.anonymous().post("/auth/reset-password", body, **from_there).status)
        later(seconds=61)
    assert statuses == [422] * 20 + [429] * 5


def test_guesses_about_strangers_look_the_same(account: Account, studio: Studio) -> None:
    ana = account("Ana")
    forgot(studio, ana.email)
    forgot(studio, "nobody@example.org")
    addresses = (ana.email, "nobody@example.org", "never@example.org")
    replies = [reset(studio, email=email, code="000000") for email in addresses]
    assert len({(reply.status, reply.body) for reply in replies}) == 1


def test_a_closed_account_cannot_be_recovered(account: Account, studio: Studio, mails: Mails) -> None:
    ana, owner = account("Ana"), studio.owner()
    forgot(studio, ana.email)
    etag = owner.get(f"/users/{ana.user_id}").etag
    owner.patch(f"/users/{ana.user_id}", {"is_active": False}, match=etag)
    assert reset(studio, token=mails()[0].token).status == 422


def test_mails_cannot_be_ordered_without_end(account: Account, studio: Studio, later: Callable[..., None]) -> None:
    ana = account("Ana")
    statuses = []
    for _ in range(7):
        statuses.append(forgot(studio, ana.email).status)
        later(seconds=61)
    assert statuses == [200] * 6 + [429]


def test_a_name_cannot_write_the_mail(account: Account, studio: Studio, mails: Mails) -> None:
    ana = account("Ana")
    login(ana)
    etag = ana.get("/auth/me").etag
    ana.patch("/auth/me", {"name": "<b>Ana</b>\u2028Bcc: eve@example.org"}, match=etag)
    forgot(studio, ana.email)
    assert "&lt;b&gt;Ana&lt;/b&gt;" in mails()[0].html
    assert mails()[0].to == ana.email
