"""Words marked by hand, new drafts, and the tags of a writing program."""

import pytest

from tests.script.breakdown.conftest import SCRIPT
from tests.script.scripts import cast, imported


def mark(film, place: int, words: str, **more):
    """Mark the first occurrence of these words in a scene."""
    scene = film.scene(place)
    at, text = next((at, p["text"]) for at, p in enumerate(scene["paragraphs"]) if words in p["text"])
    start = text.index(words)
    body = {"paragraph": at, "start": start, "end": start + len(words), **more}
    return film.post(f"/scenes/{scene['scene_id']}/marks", body)


def test_selected_words_become_an_element_in_the_scene(film) -> None:
    made = mark(film, 0, " old biscuit tin ", category_id=film.category("props")["id"])
    assert (made.status, made.data["text"]) == (201, "old biscuit tin")
    assert film.names(0) == ["Old biscuit tin"]
    again = mark(film, 0, "label", element_id=made.data["element_id"])
    assert len(film.scene(0)["marks"]) == 2
    assert film.caller.delete(f"{film.path}/marks/{again.data['id']}").status == 200
    assert film.names(0) == ["Old biscuit tin"]
    assert [each["text"] for each in film.scene(0)["marks"]] == ["old biscuit tin"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"paragraph": 99, "start": 0, "end": 4}, "paragraph"),
        ({"paragraph": 0, "start": 0, "end": 4000}, "end"),
        ({"paragraph": 0, "start": 4, "end": 5}, "end"),
        ({"paragraph": 0, "start": 6, "end": 2}, "end"),
        ({"paragraph": 0, "start": 0, "end": 4, "category_id": None}, "category_id"),
        ({"paragraph": 0, "start": 0, "end": 4, "element_id": 999_999}, "element_id"),
    ],
)
def test_what_can_be_marked(film, body, field) -> None:
    props = film.category("props")["id"]
    refused = film.post(f"/scenes/{film.scenes()[0]}/marks", {"category_id": props, **body})
    assert (refused.status, refused.fields) == (422, [field])


def test_marks_follow_their_words_into_the_next_draft(film) -> None:
    props = film.category("props")["id"]
    mark(film, 0, "LANTERN", category_id=props)
    mark(film, 0, "old biscuit tin", category_id=props)
    mark(film, 1, "PILOT BOAT", category_id=film.category("vehicles")["id"])
    draft = film.scene(0)["draft_id"]
    again = SCRIPT.replace("MARA enters with a LANTERN.", "Rain on the glass.\n\nMARA holds up a lantern.")
    imported(
        film.caller, film.production_id, again.replace("She lifts an old biscuit tin and reads the label.", "She nods.")
    )
    scene = film.scene(0)
    assert scene["draft_id"] != draft
    assert [(each["text"], each["paragraph"]) for each in scene["marks"]] == [("LANTERN", 1)]
    span = scene["marks"][0]
    assert scene["paragraphs"][1]["text"][span["start"] : span["end"]] == "lantern"
    assert film.names(0) == ["Lantern", "Old biscuit tin"]  # the words went, the element did not
    assert [each["text"] for each in film.scene(1)["marks"]] == ["PILOT BOAT"]


FDX = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Number="1" Type="Scene Heading"><Text>INT. </Text><Text TagNumber="5">SMALL VAN</Text><Text> - DAY</Text>
</Paragraph>
<Paragraph Type="Action"><Text>Mara lifts a </Text><Text TagNumber="3">red </Text>
<Text Style="Bold" TagNumber="3">suitcase</Text><Text>. Ilse watches. Another </Text>
<Text TagNumber="3">red suitcase</Text><Text>, a </Text>
<Text TagNumber="4">kite</Text></Paragraph>
<Paragraph Type="Character"><Text>MARA</Text></Paragraph><Paragraph Type="Dialogue"><Text>Two?</Text></Paragraph>
</Content><TagData><TagCategories><TagCategory Id="c1" Name="Props"/><TagCategory Id="c2" Name="Kites and flags"/>
<TagCategory Id="c3" Name="Vehicles"/><TagCategory Id="c4" Name="Cast Members"/></TagCategories>
<TagDefinitions><TagDefinition CatId="c1" Id="d1" Label="Red suitcase" Number="1"/>
<TagDefinition CatId="c2" Id="d2" Label="Kite" Number="2"/><TagDefinition CatId="c3" Id="d3" Label="Van" Number="6"/>
</TagDefinitions>
<Tags><Tag Number="3"><DefId>d1</DefId></Tag><Tag Number="4"><DefId>d2</DefId></Tag>
<Tag Number="5"><DefId>d3</DefId></Tag></Tags>
</TagData></FinalDraft>"""


@pytest.fixture
def tagged(studio):
    from tests.script.breakdown.conftest import Breakdown

    production = studio.production()
    found = Breakdown(studio.admin(production), production)
    imported(found.caller, production, FDX, "tide.fdx")
    return found


def test_tags_of_final_draft_become_elements_with_their_places(tagged) -> None:
    scene = tagged.scene(0)
    assert {(row["name"], row["source"]) for row in scene["entries"]} == {
        ("Van", "tag"), ("Red suitcase", "tag"), ("Kite", "tag"),
    }  # fmt: skip
    words = [scene["paragraphs"][each["paragraph"]]["text"][each["start"] : each["end"]] for each in scene["marks"]]
    assert words == ["red suitcase", "red suitcase", "kite"]
    assert "Kites and flags" in [row["name"] for row in tagged.get("/categories").data]


def test_a_second_import_keeps_what_was_decided(tagged) -> None:
    rows = {row["name"]: row for row in tagged.get("/elements").data}
    kite = rows["Kite"]
    tagged.caller.delete(f"{tagged.path}/scenes/{tagged.scenes()[0]}/elements/{kite['id']}")
    case = tagged.caller.patch(
        f"{tagged.path}/elements/{rows['Red suitcase']['id']}", {"name": "Hero suitcase"}, match=1
    ).data
    tagged.link(case, 0, quantity=2)
    imported(tagged.caller, tagged.production_id, FDX.replace("Two?", "Two of them?"), "tide.fdx")
    assert tagged.names(0) == ["Van", "Hero suitcase"]
    entry = next(row for row in tagged.scene(0)["entries"] if row["element_id"] == case["id"])
    assert entry["quantity"] == 2
    assert len(tagged.scene(0)["marks"]) == 2


def test_a_tagged_character_who_never_speaks_is_cast(studio) -> None:
    production = studio.production()
    caller = studio.admin(production)
    text = FDX.replace(
        '<TagDefinition CatId="c2" Id="d2" Label="Kite"', '<TagDefinition CatId="c4" Id="d2" Label="Ilse"'
    )
    imported(caller, production, text, "tide.fdx")
    found = cast(caller, production)
    assert (found["ILSE"]["cues"], found["ILSE"]["scene_count"]) == (0, 1)
    assert found["MARA"]["cues"] == 1


def test_the_sheet_keeps_its_own_fields(film) -> None:
    one = f"{film.path}/scenes/{film.scenes()[0]}"
    first = film.caller.get(one)
    assert first.etag == '"0"'
    done = film.caller.patch(one, {"sequence": "The storm", "done": True}, match=first.etag)
    assert (done.data["sequence"], done.data["done"], done.data["version"]) == ("The storm", True, 1)
    late = film.caller.patch(one, {"unit": "2nd"}, match=0)
    assert (late.status, late.json["data"]["sequence"]) == (409, "The storm")
    assert film.get("/scenes").data[0]["done"] is True
