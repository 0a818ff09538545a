"""The pages about people and the installation: account, users, studio, team, productions, activity, Today."""

from typing import Any

import pytest

from tests.people import Studio


def text_of(page: Any) -> str:
    """Everything a page says, in one string."""
    parts = [*page.markdown, *page.caption, *page.title, *page.subheader, *page.info, *page.warning, *page.success]
    return "\n".join(str(part.value) for part in parts)


def button(page: Any, label: str) -> Any:
    """The button with this label."""
    return next(found for found in page.button if found.label == label)


def test_today_says_what_to_do_first(open_page: Any, studio: Studio) -> None:
    page = open_page(studio.user("New Person"))
    assert "No production yet" in text_of(page)


def test_today_shows_the_next_day_and_what_needs_me(open_page: Any, studio: Studio) -> None:
    production = studio.production(timezone="UTC")
    ad = studio.member(production, "assistant_director", level="parent")
    path = f"/productions/{production}"
    scene = ad.post(f"{path}/scenes", {"number": "12A", "heading": "EXT. QUAY - DAY", "eighths": 11}).data
    ad.post(f"{path}/scenes", {"number": "13", "heading": "INT. SHED - DAY"})
    day = ad.post(f"{path}/days", {"date": "2090-05-04", "general_call": "07:15"}).data
    board = ad.get(f"{path}/schedule")
    ad.put(f"{path}/days/{day['id']}/strips", {"scene_ids": [scene["id"]]}, match=board.data["version"])
    said = text_of(open_page(ad, production=production))
    assert "4 May" in said
    assert "Day 1 of 1 · call 07:15 · 1 3/8 pages" in said
    assert "12A" in said
    page = open_page(ad, production=production)
    needs = [str(link.proto.label) for link in page.get("page_link")]
    assert any("1 scene" in need for need in needs), needs


def test_productions_are_started_found_and_deleted(open_page: Any, studio: Studio) -> None:
    owner = studio.owner()
    studio.production("The Long Tide")
    studio.production("Low Water")
    page = open_page(owner, "productions")
    assert "Low Water" in text_of(page)
    page.text_input(key="production_q").set_value("tide").run()
    assert "The Long Tide" in text_of(page)
    assert "Low Water" not in text_of(page)
    page.button(key="new").click().run()
    assert not page.exception
    assert any(field.label == "Title" for field in page.text_input)


def test_team_lists_people_by_department_and_hides_what_one_may_not(open_page: Any, studio: Studio) -> None:
    production = studio.production()
    admin = studio.admin(production)
    admin.post(
        f"/productions/{production}/members",
        {"name": "Hanna Lindqvist", "position": "Electrician", "department": "Lighting", "phone": "+44 7700 900114"},
    )
    page = open_page(admin, "team", production=production)
    said = text_of(page)
    assert "Lighting" in said
    assert "Hanna Lindqvist" in said
    assert "+44 7700 900114" in said
    assert button(page, "Invite")
    viewer = open_page(studio.member(production, "viewer"), "team", production=production)
    assert "Hanna Lindqvist" in text_of(viewer)
    assert "+44 7700 900114" not in text_of(viewer)
    assert not [found for found in viewer.button if found.label in {"Invite", "Add person"}]


def test_team_offers_invitations_and_withdraws_them(open_page: Any, studio: Studio) -> None:
    production = studio.production()
    admin = studio.admin(production)
    admin.post(f"/productions/{production}/invitations", {"job_role": "crew", "level": "child", "position": "Grip"})
    page = open_page(admin, "team", production=production)
    assert "Grip" in text_of(page)
    assert "Open" in text_of(page)
    page.button(key="invite").click().run()
    assert any(field.label == "Position" for field in page.text_input)


def test_activity_tells_from_what_to_what_page_by_page(open_page: Any, studio: Studio) -> None:
    production = studio.production()
    admin = studio.admin(production)
    scene = admin.post(f"/productions/{production}/scenes", {"number": "1", "synopsis": "Before"}).data
    for n in range(60):
        scene = admin.patch(
            f"/productions/{production}/scenes/{scene['id']}", {"synopsis": f"After {n}"}, match=scene["version"]
        ).data
    page = open_page(admin, "activity", production=production)
    assert "synopsis: After 58 → After 59" in text_of(page)
    page.button(key="older").click().run()
    assert "synopsis: Before → After 0" in text_of(page)
    page.button(key="newer").click().run()
    assert "synopsis: After 58 → After 59" in text_of(page)


def test_account_is_changed_in_place(open_page: Any, studio: Studio) -> None:
    someone = studio.user("Ana Reyes")
    page = open_page(someone, "account")
    next(field for field in page.text_input if field.label == "Phone").set_value("+44 7700 900999")
    button(page, "Save").click().run()
    assert not page.error
    assert someone.get("/auth/me").data["phone"] == "+44 7700 900999"


def test_account_says_what_is_wrong(open_page: Any, studio: Studio) -> None:
    page = open_page(studio.user(), "account")
    next(field for field in page.text_input if field.label == "Phone").set_value("call me")
    button(page, "Save").click().run()
    assert "phone" in page.error[0].value


def test_owner_sees_users_and_others_do_not(open_page: Any, studio: Studio) -> None:
    owner = studio.owner("Olga Owner")
    studio.user("Milan Member")
    page = open_page(owner, "users")
    assert "Milan Member" in text_of(page)
    page.text_input(key="users_search").set_value("olga").run()
    assert "Milan Member" not in text_of(page)
    with pytest.raises((ValueError, AssertionError)):
        open_page(studio.user(), "users")


def test_owner_backs_up_and_reads_the_outbox(open_page: Any, studio: Studio) -> None:
    owner = studio.owner()
    page = open_page(owner, "studio")
    assert "Only this machine" in text_of(page)
    if studio.app.config["SETTINGS"].is_sqlite:
        page.button(key="backup_now").click().run()
        assert not page.error
        assert owner.get("/studio/backups").data
    studio.anonymous().post("/auth/forgot-password", {"email": owner.email})
    mails = owner.get("/studio/outbox").data
    assert mails[0]["to"].endswith(owner.email) or owner.email in mails[0]["to"]
