"""The locations page: cards with what a crew needs, a pasted map link, and deleting only after a question."""

from typing import Any

from streamlit_app.components.location_cards import map_address
from tests.people import Caller, Studio

LINK = "https://www.openstreetmap.org/#map=17/51.507400/-0.127800"


def film(studio: Studio) -> tuple[Caller, str, int]:
    pid = studio.production(timezone="Europe/London")
    return studio.member(pid, "assistant_director"), f"/productions/{pid}", pid


def said(page: Any) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.text, page.caption) for element in kind)


def submit(page: Any, label: str, **reopened: Any) -> None:
    """Send the form of a dialog; here a dialog stays open only when what opened it happens again."""
    page.button(key=reopened["by"]).click()
    next(button for button in page.button if button.label == label).click().run()


def test_a_location_is_added_with_a_map_link(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    page = open_page(ad, "locations", production=pid)
    assert "No location yet" in said(page)
    page.button(key="add").click().run()
    page.text_input(key="name").set_value("North quay")
    page.text_input(key="map_link").set_value(LINK)
    page.text_input(key="contact_phone").set_value("+44 20 7946 0000 x12")
    submit(page, "Add", by="add")
    (row,) = ad.get(f"{path}/locations").data
    assert (row["name"], row["latitude"], row["longitude"]) == ("North quay", 51.5074, -0.1278)
    assert "sunrise" in said(page)
    assert {button.label: button.proto.url for button in page.get("link_button")} == {
        "Map": "https://www.openstreetmap.org/?mlat=51.507400&mlon=-0.127800#map=16/51.507400/-0.127800",
        "Contact": "tel:+442079460000,12",
    }


def test_a_link_without_a_place_is_refused_and_says_why(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    page = open_page(ad, "locations", production=pid)
    page.button(key="add").click().run()
    page.text_input(key="name").set_value("North quay")
    page.text_input(key="map_link").set_value("https://example.org/somewhere")
    submit(page, "Add", by="add")
    assert "no coordinates in this link" in page.error[0].value
    assert ad.get(f"{path}/locations").data == []


def test_a_card_counts_its_scenes_and_is_changed(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    row = ad.post(f"{path}/locations", {"name": "Fish *market*", "notes": "Cones cost $5, rope $6"}).data
    for number in ("1", "2"):
        ad.post(f"{path}/scenes", {"number": number, "set_name": "STALL", "eighths": 6, "location_id": row["id"]})
    page = open_page(ad, "locations", production=pid)
    assert "**2 scenes** · 1 4/8 pages" in said(page)
    assert r"Fish \*market\*" in said(page)
    assert r"\$5" in said(page)
    page.button(key=f"edit_{row['id']}").click().run()
    page.text_input(key="hospital_name").set_value("St. Anne")
    submit(page, "Save", by=f"edit_{row['id']}")
    assert ad.get(f"{path}/locations/{row['id']}").data["hospital_name"] == "St. Anne"


def test_two_people_change_one_location(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    row = ad.post(f"{path}/locations", {"name": "Quay"}).data
    page = open_page(ad, "locations", production=pid)
    page.button(key=f"edit_{row['id']}").click().run()
    page.text_area(key="notes").set_value("mine")
    ad.patch(f"{path}/locations/{row['id']}", {"name": "Quay"}, match=row["version"])
    taken = ad.post(f"{path}/locations", {"name": "Pier"}).data
    page.text_input(key="name").set_value("Pier")
    submit(page, "Save", by=f"edit_{row['id']}")
    assert "already on the list" in page.warning[0].value
    assert ad.get(f"{path}/locations/{row['id']}").data["notes"] == ""
    assert taken["name"] == "Pier"


def test_deleting_asks(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    row = ad.post(f"{path}/locations", {"name": "Quay"}).data
    page = open_page(ad, "locations", production=pid)
    page.button(key=f"edit_{row['id']}").click().run()
    assert "Delete this location?" in said(page)
    page.button(key=f"edit_{row['id']}").click()
    page.button(key="delete_yes").click().run()
    assert ad.get(f"{path}/locations").data == []


def test_the_search_and_its_empty_state(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    for name in ("Quay", "Pier"):
        ad.post(f"{path}/locations", {"name": name})
    page = open_page(ad, "locations", production=pid)
    page.text_input(key="location_q").set_value("pie").run()
    assert "#### Pier" in said(page)
    assert "Quay" not in said(page)
    page.text_input(key="location_q").set_value("harbour").run()
    assert "Nothing found" in said(page)


def test_readers_see_cards_without_buttons_to_change_them(open_page: Any, studio: Studio) -> None:
    ad, path, pid = film(studio)
    ad.post(f"{path}/locations", {"name": "Quay"})
    page = open_page(studio.member(pid, "crew"), "locations", production=pid)
    assert "#### Quay" in said(page)
    assert not {"Edit", "Add location"} & {button.label for button in page.button}


def test_without_coordinates_there_is_no_map() -> None:
    assert map_address({"latitude": None, "longitude": None}) is None
