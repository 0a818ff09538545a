"""Categories of a production over the API."""

import pytest

from backend.script.breakdown import presets

P_E4 = {  # the lists a scene of the older script file has → what they are here
    "characters": "cast", "extras": "background", "props": "props", "wardrobe": "wardrobe", "makeup_hair": "makeup",
    "vehicles_animals_fx": ("vehicles", "animals", "sfx"), "set_dressing": "set_dressing",
    "special_equipment": "special_equipment", "stunts_vfx": ("stunts", "vfx"), "sound_requirements": "sound",
}  # fmt: skip


def test_a_new_production_has_categories_in_the_trades_colours(film) -> None:
    rows = film.get("/categories").data
    assert [row["name"] for row in rows[:2]] == ["Cast", "Background"]
    assert (rows[0]["colour"], rows[0]["kind"], rows[0]["mark"]) == ("#D32F2F", "cast", "red")
    assert {"Intimacy", "Minors", "Weapons", "Drone", "Permits"} <= {row["name"] for row in rows}
    assert film.caller.get(f"/productions/{film.production_id}/activity?kind=breakdown category").data == []


@pytest.mark.parametrize("preset", presets.presets())
def test_every_list_of_the_older_script_files_has_a_category(preset: str) -> None:
    categories = presets.presets()[preset].categories
    for wanted in P_E4.values():
        for code in [wanted] if isinstance(wanted, str) else wanted:
            assert presets.by_code(categories, code), (preset, code)


def test_the_lexicons_categories_are_known() -> None:
    from backend.script.breakdown.lexicon import lexicons

    codes = {entry.code for each in lexicons() for entries in each.starts.values() for entry in entries}
    assert codes - {""} <= presets.known().keys()


def test_names_of_other_programs_are_understood() -> None:
    assert presets.code_of("Background Actors") == "background"
    assert presets.code_of("makeup / HAIR") == "makeup"
    assert presets.code_of("Special Effects") == presets.code_of("SFX") == "sfx"
    assert presets.code_of("Kites") == ""


def test_a_category_is_added_changed_ordered_and_removed(film) -> None:
    made = film.post("/categories", {"name": "Kites", "colour": "#112233", "day_out_of_days": True})
    assert (made.status, made.data["position"]) == (201, 21)
    one = f"{film.path}/categories/{made.data['id']}"
    changed = film.caller.patch(one, {"mark": "zigzag"}, match=made.etag)
    assert (changed.data["mark"], changed.data["name"]) == ("zigzag", "Kites")
    assert film.caller.patch(one, {"mark": ""}, match=made.etag).status == 409
    ids = [row["id"] for row in film.get("/categories").data]
    ordered = film.caller.put(f"{film.path}/categories/order", {"ids": ids[::-1]})
    assert [row["id"] for row in ordered.data] == ids[::-1]
    assert film.caller.put(f"{film.path}/categories/order", {"ids": ids[1:]}).fields == ["ids"]
    current = film.caller.patch(one, {"archived": True}, match=film.get("/categories?limit=1").data[0]["version"])
    assert made.data["id"] not in [row["id"] for row in film.get("/categories").data]
    assert film.caller.delete(one, match=current.etag).status == 200


def test_what_a_category_must_be(film) -> None:
    assert film.post("/categories", {"name": "props"}).fields == ["name"]
    assert film.post("/categories", {"name": "Kites", "colour": "red"}).fields == ["colour"]
    cast = film.category("cast")
    assert film.post("/elements", {"category_id": cast["id"], "name": "Mara"}).fields == ["category_id"]
    assert film.caller.delete(f"{film.path}/categories/{cast['id']}", match=cast["version"]).status == 409


def test_a_full_category_goes_only_by_being_merged(film) -> None:
    props, weapons = film.category("props"), film.category("weapons")
    knife, same = film.element("Knife", "weapons"), film.element("knife")
    film.link(knife, 0, quantity=2)
    film.link(same, 0, notes="blunt")
    one = f"/categories/{weapons['id']}"
    refused = film.caller.delete(film.path + one, match=weapons["version"])
    assert refused.status == 409
    assert "1 elements" in refused.json["message"]
    film.post(f"{one}/merge-into/{props['id']}")
    assert film.get("/elements").json["page"]["total"] == 1
    entry = film.scene(0)["entries"]
    assert [(row["name"], row["quantity"], row["notes"]) for row in entry] == [("knife", 2, "blunt")]
    assert "weapons" not in [row["code"] for row in film.get("/categories").data]


def test_another_preset_keeps_what_holds_elements(film) -> None:
    film.element("Rowing boat", "vehicles")
    film.post("/categories", {"name": "Production notes"[:10]})
    assert len(film.get("/presets").data) == 3
    rows = film.caller.put(f"{film.path}/categories/preset", {"preset": "classic"}).data
    assert [row["code"] for row in rows] == [c.code for c in presets.presets()["classic"].categories] + ["vehicles"]
    again = film.caller.put(f"{film.path}/categories/preset", {"preset": "indie"}).data
    assert [row["code"] for row in again] == [c.code for c in presets.presets()["indie"].categories]
    assert film.get("/elements").data[0]["category_name"] == "Vehicles"
    assert film.caller.put(f"{film.path}/categories/preset", {"preset": "baroque"}).fields == ["preset"]
