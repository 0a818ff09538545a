"""The engine on words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.script.breakdown.suggested import Known, SceneWords
from backend.script.breakdown.suggesting import Suggester
from backend.script.breakdown.words import key_of, words_of

ENGLISH = "She walks to the door and looks at the sea. He is in the room with her. It is as it was. "


def found(text: str, known: tuple[Known, ...] = (), set_name: str = "", cast: str = "MARA") -> dict[str, str]:
    paragraphs = [{"type": "character", "text": cast}, {"type": "action", "text": ENGLISH}]
    scene = SceneWords(1, set_name, [*paragraphs, {"type": "action", "text": text}])
    return {each.key: each.code for each in Suggester([scene], known, set()).of_scene(1, ())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A rusty REVOLVER on the shelf.", {"revolver": "weapons"}),
        ("He draws two knives.", {"knife": "weapons"}),
        ("He checks his old watch-tower pass.", {}),
        ("They watch the boats.", {"boat": "vehicles"}),
        ("He shoots like a gun.", {}),
        ("There is no car in sight.", {}),
        ("They leave the car park.", {}),
        ("A waiter bows. The waiter leaves.", {"waiter": "background"}),
        ("The waiter leaves.", {}),
        ("MARA, 30, and KARL, 50, enter.", {"karl": "background"}),
        ("The door SLAMS.", {"slam": "sound"}),
        ("PTEW! He ducks.", {"ptew": "sound"}),
        ("The button reads STANDBY.", {}),
        ("CLOSE ON the KNIFE.", {"knife": "weapons"}),
        ("She RUNS and LEAPS.", {}),
        ("A horse-drawn hearse.", {"hearse": "vehicles"}),
        ("The mail boat lands. The boat leaves.", {"mail boat": "vehicles"}),
        ("the pilot boat PETREL noses in", {"petrel": "vehicles"}),
        ("A child's head. The walkie-talkies crackle.", {"walkie talkie": "props"}),
        ("A CAFÉ AU LAIT waits.", {"café au lait": "props"}),
        ("EVERYBODY SHOUTS AND RUNS FOR COVER NOW", {}),
    ],
)
def test_what_is_offered(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


def test_names_and_sets_are_left_alone() -> None:
    assert found("MARA REED waves. Mara's coat is wet.", cast="MARA REED") == {"coat": "wardrobe"}
    assert found("The LIGHTHOUSE stands.", set_name="LIGHTHOUSE") == {}
    assert found("A guard waits.", cast="GUARD 2") == {}
    assert found("Robin waits.", cast="ROBIN") == {}


def test_elements_of_the_production_are_found_in_every_form() -> None:
    known = (Known(7, 1, ("Tide table", "Almanac")), Known(8, 1, ("纸灯笼",)), Known(9, 1, ("Glasses",)))
    assert found("He folds the tide tables.", known) == {"tide table": ""}
    assert found("An almanac lies open.", known) == {"tide table": ""}
    assert found("桌上有一盏纸灯笼。", known) == {"纸灯笼": ""}
    assert found("A glass of water, her glasses.", known) == {"glass": "props", "glasses": ""}


def test_another_language_gets_no_english_guesses() -> None:
    text = (
        "Der alte Mann stellt die Lampe auf den Tisch und wartet. Ein HUND bellt in der Nacht. Die Bank ist leer. " * 3
    )
    scene = SceneWords(1, "", [{"type": "action", "text": text}])
    assert {each.key for each in Suggester([scene], (), set()).of_scene(1, ())} == {"hund"}


@given(st.lists(st.text(max_size=80), max_size=6), st.text(min_size=1, max_size=20))
def test_any_words_give_spans_inside_their_paragraph(texts: list[str], name: str) -> None:
    scene = SceneWords(1, name, [{"type": "action", "text": text} for text in [ENGLISH, *texts]])
    for each in Suggester([scene], [Known(1, 1, (name,))], set()).of_scene(1, ()):
        assert each.key
        for span in each.spans:
            assert 0 <= span.start < span.end <= len(scene.paragraphs[span.paragraph]["text"])


def test_words_carry_their_marks() -> None:
    assert [word.key for word in words_of("Zoë’s cafe\u0301, हिन्दी")] == ["zoë", "café", "हिन्दी"]
    assert key_of("  Rope—ladder ") == key_of("rope ladder") == "rope ladder"
