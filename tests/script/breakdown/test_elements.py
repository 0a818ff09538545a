"""Elements and where they are needed."""

import pytest

from backend.script.breakdown import service


def test_an_element_is_made_changed_found_and_removed(film) -> None:
    made = film.post("/elements", {"category_id": film.category("vehicles")["id"], "name": "Pilot boat", "quantity": 2})
    assert made.status == 201
    assert made.data["in_dood"] is True  # as its category says
    assert film.element("Lantern")["in_dood"] is False
    one = f"{film.path}/elements/{made.data['id']}"
    changed = film.caller.patch(one, {"name": "Petrel", "drop_days": 10}, match=made.etag)
    assert changed.data["aliases"] == ["Pilot boat"]  # the script still calls her that
    assert film.caller.patch(one, {"name": "x"}, match=made.etag).status == 409
    assert [row["name"] for row in film.get("/elements?search=PETR").data] == ["Petrel"]
    assert film.caller.delete(one, match=changed.etag).data["name"] == "Petrel"
    assert film.caller.get(one).status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "Tin", "category_id": 999_999}, "category_id"),
        ({"name": "Tin", "quantity": -1}, "quantity"),
        ({"name": "Tin", "daily_rate": 12.5}, "daily_rate"),
        ({"name": "LANTERN"}, "name"),
    ],
)
def test_what_an_element_must_be(film, body, field) -> None:
    film.element("Lantern")
    refused = film.post("/elements", {"category_id": film.category("props")["id"], **body})
    assert refused.status in (409, 422)
    assert refused.fields == [field]


def test_a_scene_needs_elements_in_numbers_and_with_remarks(film) -> None:
    nets, lantern = film.element("Net", quantity=4), film.element("Lantern")
    assert film.link(nets, 0).data["quantity"] == 4
    entry = film.link(nets, 0, quantity=6, notes="wet")
    assert (entry.data["quantity"], entry.data["notes"], entry.data["source"]) == (6, "wet", "hand")
    film.link(lantern, 0)
    assert film.names(0) == ["Lantern", "Net"]
    assert film.get(f"/elements/{nets['id']}").data["scene_numbers"] == ["1"]
    gone = film.caller.delete(f"{film.path}/scenes/{film.scenes()[0]}/elements/{nets['id']}")
    assert gone.status == 200
    assert film.names(0) == ["Lantern"]
    assert film.caller.delete(f"{film.path}/scenes/{film.scenes()[0]}/elements/{nets['id']}").status == 404


def test_many_at_once_or_none(film) -> None:
    tin, net = film.element("Tin"), film.element("Net")
    both = {"scene_ids": film.scenes()[:2], "element_ids": [tin["id"], net["id"]]}
    assert film.post("/entries/add", both).json["message"] == "4 were added."
    assert film.post("/entries/add", both).json["message"] == "0 were added."
    assert film.post("/entries/add", {**both, "scene_ids": [999_999]}).fields == ["scene_ids"]
    assert film.post("/entries/remove", {**both, "element_ids": [net["id"]]}).json["message"] == "2 were taken out."
    weapons = film.category("weapons")["id"]
    moved = film.post("/elements/bulk", {"ids": [tin["id"], net["id"]], "category_id": weapons, "in_dood": True}).data
    assert {(row["category_id"], row["in_dood"]) for row in moved} == {(weapons, True)}
    assert film.post("/elements/bulk-delete", {"ids": [tin["id"], 999_999]}).fields == ["ids"]
    film.post("/elements/bulk-delete", {"ids": [tin["id"], net["id"]]})
    assert film.names(0) == []


def test_two_elements_become_one_with_scenes_names_and_marks(film) -> None:
    lantern, lamp = film.element("Lantern"), film.element("Storm lamp", aliases=["Oil lamp"])
    first = film.scenes()[0]
    film.post(f"/scenes/{first}/marks", {"paragraph": 0, "start": 19, "end": 26, "element_id": lamp["id"]})
    film.link(lantern, 0)
    film.link(lamp, 1, quantity=3)
    merged = film.post(f"/elements/{lamp['id']}/merge-into/{lantern['id']}").data
    assert merged["aliases"] == ["Storm lamp", "Oil lamp"]
    assert merged["scene_numbers"] == ["1", "2"]
    assert [(mark["text"], mark["element_id"]) for mark in film.scene(0)["marks"]] == [("LANTERN", lantern["id"])]
    assert film.post(f"/elements/{lantern['id']}/merge-into/{lantern['id']}").status == 409


def test_an_element_is_split_over_scenes(film) -> None:
    dog = film.element("Dog", "animals", notes="calm")
    for place in (0, 1):
        film.link(dog, place)
    second = film.scenes()[1]
    pack = film.post(f"/elements/{dog['id']}/split", {"name": "Pack of dogs", "scene_ids": [second]})
    assert (pack.status, pack.data["scene_numbers"], pack.data["notes"]) == (201, ["2"], "calm")
    assert film.names(0) == ["Dog"]
    assert film.names(1) == ["Pack of dogs"]
    assert film.post(f"/elements/{dog['id']}/split", {"name": "X", "scene_ids": [second]}).fields == ["scene_ids"]


def test_what_others_read(film) -> None:
    boat = film.element("Boat", "vehicles")
    film.link(boat, 1, notes="fast")
    with film.caller.client.application.app_context():
        found = service.elements_of_scenes(film.production_id, film.scenes())
        (needed,) = found[film.scenes()[1]]
        assert (needed.category.code, needed.element.name, needed.quantity, needed.notes) == (
            "vehicles",
            "Boat",
            1,
            "fast",
        )
        assert found[film.scenes()[0]] == []
        assert [row.name for row in service.elements(film.production_id)] == ["Boat"]


def test_who_may(film, studio) -> None:
    boat = film.element("Boat", "vehicles")
    one = f"{film.path}/elements/{boat['id']}"
    crew, producer = studio.member(film.production_id, "crew"), studio.member(film.production_id, "producer")
    assert film.caller.patch(one, {"daily_rate": 45_000}, match=1).status == 403
    assert producer.patch(one, {"daily_rate": 45_000}, match=1).data["daily_rate"] == 45_000
    assert film.caller.get(one).data["daily_rate"] is None
    assert crew.patch(f"{film.path}/elements/{boat['id']}", {"name": ""}).status == 403
    assert studio.member(film.production_id, "director_of_photography").post(f"{film.path}/elements", {}).status == 422
    assert studio.member(film.production_id, "distribution_manager").get(f"{film.path}/elements").status == 403
    other = studio.production("Other")
    stranger = studio.admin(other)
    assert stranger.get(f"/productions/{other}/breakdown/elements/{boat['id']}").status == 404


def test_a_scene_with_a_breakdown_is_not_deleted_by_mistake(film) -> None:
    film.link(film.element("Boat", "vehicles"), 2)
    refused = film.caller.delete(f"/productions/{film.production_id}/scenes/{film.scenes()[2]}")
    assert refused.status == 409
    assert "breakdown entry" in refused.json["message"]
