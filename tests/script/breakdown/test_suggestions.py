"""What the words suggest, and what becomes of yes and no."""

from tests.script.scripts import imported


def decide(film, place: int, key: str, word: str = "accept", **more) -> dict:
    return film.post(f"/suggestions/{word}", {"scene_id": film.scenes()[place], "key": key, **more})


def test_words_suggest_and_nothing_is_added(film) -> None:
    found = film.offers(0)
    assert found == {"lantern": "props", "dog": "animals", "net": "props", "biscuit tin": "props"}
    assert film.offers(1) == {
        "lantern": "props", "pilot boat": "vehicles", "fisherman": "background", "dog": "animals", "net": "props",
    }  # fmt: skip
    assert film.offers(2) == {"car": "vehicles"}  # it plays in one
    assert film.get("/elements").data == []
    states = film.get("/scenes").data
    assert [(row["elements"], row["done"]) for row in states] == [(0, False)] * 3
    assert states[0]["suggestions"] == 4


def test_yes_makes_links_and_marks(film) -> None:
    answer = decide(film, 0, "lantern").data
    assert answer["scenes"] == 1
    (entry,) = film.scene(0)["entries"]
    assert (entry["name"], entry["source"]) == ("Lantern", "suggestion")
    (mark,) = film.scene(0)["marks"]
    assert (mark["text"], mark["paragraph"], mark["start"]) == ("LANTERN", 0, 19)
    known = next(each for each in film.scene(1)["suggestions"] if each["key"] == "lantern")
    assert (known["reason"], known["element_id"]) == ("known", answer["element_id"])
    assert decide(film, 0, "lantern").status == 409
    assert decide(film, 1, "lantern").data["element_id"] == answer["element_id"]


def test_yes_and_no_everywhere(film) -> None:
    assert decide(film, 0, "dog", everywhere=True).data["scenes"] == 2
    assert film.names(1) == ["Dog"]
    assert decide(film, 0, "net", "refuse", everywhere=True).data["scenes"] == 2
    assert "net" not in {**film.offers(0), **film.offers(1)}
    refusal = film.get("/refusals").data
    assert [(row["key"], row["scene_id"]) for row in refusal] == [("net", None)]
    film.caller.delete(f"{film.path}/refusals/{refusal[0]['id']}")
    assert "net" in film.offers(0)


def test_no_in_one_scene_only(film) -> None:
    decide(film, 0, "dog", "refuse")
    decide(film, 0, "dog", "refuse")
    assert "dog" not in film.offers(0)
    assert "dog" in film.offers(1)
    assert len(film.get("/refusals").data) == 1


def test_yes_under_another_name_is_learned(film) -> None:
    weapons = film.category("weapons")["id"]
    decide(film, 0, "lantern", name="Hurricane lamp", category_id=weapons)
    element = film.get("/elements").data[0]
    assert (element["name"], element["aliases"], element["category_id"]) == ("Hurricane lamp", ["Lantern"], weapons)
    assert film.scene(1)["suggestions"][0]["label"] == "Hurricane lamp"
    assert decide(film, 0, "dog", category_id=film.category("cast")["id"]).fields == ["category_id"]
    assert decide(film, 0, "dog", element_id=999_999).fields == ["element_id"]


def test_what_is_taken_out_is_not_offered_again_there(film) -> None:
    element_id = decide(film, 0, "dog", everywhere=True).data["element_id"]
    film.caller.delete(f"{film.path}/scenes/{film.scenes()[0]}/elements/{element_id}")
    assert "dog" not in film.offers(0)
    imported(film.caller, film.production_id, _text(film))
    assert "dog" not in film.offers(0)
    assert film.names(1) == ["Dog"]


def test_an_archived_category_is_not_offered(film) -> None:
    animals = film.category("animals")
    film.caller.patch(f"{film.path}/categories/{animals['id']}", {"archived": True}, match=animals["version"])
    assert "dog" not in film.offers(0)


def _text(film) -> str:
    from tests.script.breakdown.conftest import SCRIPT

    return SCRIPT.replace("Nobody speaks.", "Nobody speaks. Rain.")
