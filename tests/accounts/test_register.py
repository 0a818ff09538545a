"""Registration where the owner opened it: nobody learns who is here, nobody chooses a role."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.accounts.conftest import OTHER, PASSWORD, Posted, login
from tests.people import Caller, Studio

BO = {"name": "Bo", "email": "bo@example.org", "password": PASSWORD}
Account = Callable[..., Caller]
Mails = Callable[[], list[Posted]]


def test_closed_unless_opened(account: Account, studio: Studio) -> None:
    account("Ana", studio_role="owner")
    reply = studio.anonymous().post("/auth/register", BO)
    assert reply.status == 403
    assert "invitation" in reply.json["message"]


def test_closed_before_there_is_an_owner(studio: Studio, changed_settings: Any) -> None:
    with changed_settings(open_registration=True):
        assert studio.anonymous().post("/auth/register", BO).status == 403


def test_register_verify_and_sign_in(account: Account, studio: Studio, changed_settings: Any, mails: Mails) -> None:
    account("Ana", studio_role="owner")
    bo = studio.anonymous()
    bo.email = "bo@example.org"
    with changed_settings(open_registration=True):
        assert bo.post("/auth/register", BO).status == 200
    assert login(bo).data["email_verified"] is False
    assert bo.get("/auth/me").data["studio_role"] == "member"
    [mail] = mails()
    assert mail.to == "bo@example.org"
    assert "/verify?token=" in mail.text
    assert "UTC" in mail.text
    assert "<a href=" in mail.html
    assert studio.anonymous().post("/auth/verify-email", {"token": mail.token}).status == 200
    assert bo.get("/auth/me").data["email_verified"] is True
    again = studio.anonymous().post("/auth/verify-email", {"token": mail.token})
    assert (again.status, again.fields) == (422, ["token"])


def test_a_known_address_gets_the_same_answer_and_its_owner_a_mail(
    account: Account, studio: Studio, changed_settings: Any, mails: Mails
) -> None:
    ana = account("Ana", studio_role="owner")
    with changed_settings(open_registration=True):
        new = studio.anonymous().post("/auth/register", BO)
        known = studio.anonymous().post("/auth/register", {**BO, "email": ana.email, "password": OTHER})
    assert (new.status, new.body) == (known.status, known.body)
    assert "You have an account already" in mails()[-1].subject
    assert mails()[-1].to == ana.email
    assert login(ana).status == 200
    assert login(ana, OTHER).status == 401


def test_registering_takes_nobody_on_a_crew_list_over(
    account: Account, studio: Studio, changed_settings: Any, mails: Mails
) -> None:
    account("Ana", studio_role="owner")
    cy = account("Cy", password=None, verified=False)
    with changed_settings(open_registration=True):
        studio.anonymous().post("/auth/register", {**BO, "email": cy.email})
    assert login(cy).status == 401
    reply = studio.anonymous().post("/auth/reset-password", {"token": mails()[-1].token, "password": OTHER})
    assert reply.data["id"] == cy.user_id


@pytest.mark.parametrize("extra", [{"studio_role": "owner"}, {"is_active": True}, {"role": "admin"}, {"id": 1}])
def test_nobody_chooses_their_role(
    account: Account, studio: Studio, changed_settings: Any, extra: dict[str, Any]
) -> None:
    account("Ana", studio_role="owner")
    with changed_settings(open_registration=True):
        reply = studio.anonymous().post("/auth/register", BO | extra)
    assert (reply.status, reply.fields) == (422, list(extra))


def test_verification_by_code_is_asked_for_again(
    account: Account, studio: Studio, mails: Mails, later: Callable[..., None]
) -> None:
    bo, ana = account("Bo", verified=False), account("Ana")
    anybody = studio.anonymous()
    answers = [
        anybody.post("/auth/resend-verification", {"email": email}) for email in (bo.email, ana.email, "no@example.org")
    ]
    assert len({(answer.status, answer.body) for answer in answers}) == 1
    assert [mail.to for mail in mails()] == [bo.email]
    anybody.post("/auth/resend-verification", {"email": bo.email})
    assert len(mails()) == 1, "one mail a minute"
    later(seconds=61)
    anybody.post("/auth/resend-verification", {"email": bo.email})
    first, second = mails()
    for_code = {"email": bo.email, "code": first.code}
    assert anybody.post("/auth/verify-email", for_code).fields == ["code"], "only the newest code counts"
    assert anybody.post("/auth/verify-email", {"email": bo.email, "code": second.code}).status == 200
    assert anybody.post("/auth/verify-email", {"token": first.token}).status == 422, "used up with the code"


def test_half_a_proof_is_none(studio: Studio) -> None:
    for body in ({}, {"email": "a@example.org"}, {"code": "123456"}):
        assert studio.anonymous().post("/auth/verify-email", body).status == 422
