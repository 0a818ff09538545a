"""The frame: first start, sign-in, who sees which page, and every page for every role."""

from typing import Any

import pytest

from backend.core import roles
from streamlit_app.navigation import GROUPS, PUBLIC, Place
from tests.people import Studio

PLACES = [place for places in GROUPS.values() for place in places]


def titles(page: Any) -> list[str]:
    """What stands as title on a page."""
    return [title.value for title in page.title]


def test_first_start_asks_for_the_owner(open_page: Any, studio: Studio) -> None:
    page = open_page(None)
    assert "Welcome" in page.subheader[0].value


def test_signed_out_people_see_the_entrance_and_keep_their_link(open_page: Any, studio: Studio) -> None:
    studio.owner()
    with studio.app.app_context():
        from backend.accounts.users.models import User
        from backend.core.db import db, start_writing

        start_writing()
        db.session.query(User).update({"password_hash": "x"})
        db.session.commit()
    page = open_page(None, "scenes")
    assert titles(page) == ["Backlot"]
    assert not page.subheader


@pytest.mark.parametrize("place", PUBLIC, ids=lambda place: place.file)
def test_public_pages_open_without_signing_in(open_page: Any, studio: Studio, place: Place) -> None:
    assert titles(open_page(None, place.file))


def test_a_revoked_session_is_out_at_the_next_click(open_page: Any, studio: Studio) -> None:
    someone = studio.admin(studio.production())
    page = open_page(someone)
    assert titles(page) != ["Backlot"]
    someone.post("/auth/logout")
    assert titles(page.run()) == ["Backlot"]


def test_another_account_in_the_same_tab_keeps_nothing(open_page: Any, studio: Studio, monkeypatch: Any) -> None:
    first, second = studio.admin(studio.production("First")), studio.admin(studio.production("Second"))
    page = open_page(first)
    page.session_state["secret"] = "mine"
    monkeypatch.setattr("streamlit_app.state.token", lambda: second.token)
    page.run()
    assert "secret" not in page.session_state
    assert page.session_state["_viewer"].production["title"] == "Second"


def test_the_address_chooses_the_production(open_page: Any, studio: Studio) -> None:
    owner = studio.owner()
    one, two = studio.production("One"), studio.production("Two")
    assert open_page(owner, production=one).session_state["_viewer"].pid == one
    assert open_page(owner, production=two).session_state["_viewer"].pid == two
    assert open_page(owner, production=999).session_state["_viewer"].pid in {one, two}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.file)
@pytest.mark.parametrize("job_role", ["owner", "admin", "nobody", *roles.JOB_ROLES])
def test_every_page_for_every_role(open_page: Any, studio: Studio, place: Place, job_role: str) -> None:
    production = studio.production()
    someone = {"owner": studio.owner, "nobody": studio.user}.get(job_role, lambda: None)()
    level = "admin" if job_role == "admin" else "child"
    someone = someone or studio.member(production, "producer" if job_role == "admin" else job_role, level=level)
    studio_role = "owner" if job_role == "owner" else "member"
    in_production = job_role != "nobody"
    may = place.action is None or (
        in_production
        and roles.allowed(place.action, studio_role, level, "producer" if job_role == "admin" else job_role)
    )
    visible = (in_production or place.outside) and may and (not place.owner_only or job_role == "owner")
    if visible:
        page = open_page(someone, place.file, production=production if in_production else None)
        assert titles(page), "a page has a title"
        assert not page.error, [e.value for e in page.error]
    else:
        with pytest.raises((ValueError, AssertionError)):
            open_page(someone, place.file, production=production if in_production else None)
