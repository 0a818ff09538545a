"""Rules of the trade on their own: eighths, scene numbers, headings, cues and the comparison of drafts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.script.screenplays.importers.cues import alias_offers, is_cue, split_cue
from backend.script.screenplays.importers.diff import DraftScene, diff_drafts
from backend.script.screenplays.importers.eighths import as_pages, parse_length, to_eighths, wrapped_lines
from backend.script.screenplays.importers.headings import omitted_numbers, parse_heading
from backend.script.screenplays.importers.numbers import insert_number, sort_key
from backend.script.screenplays.importers.read import read_script


@pytest.mark.parametrize(
    ("lines", "eighths"), [(0, 1), (1, 1), (10, 1), (11, 2), (17, 2), (18, 3), (55, 8), (58, 8), (59, 9), (110, 16)]
)
def test_nearest_eighth_at_least_one(lines, eighths):
    assert to_eighths(lines) == eighths


@pytest.mark.parametrize(
    ("text", "eighths"), [("1 2/8", 10), ("3/8", 3), ("2", 16), ("0", None), ("", None), (None, None), ("1,5", None)]
)
def test_stated_lengths(text, eighths):
    assert parse_length(text) == eighths


@pytest.mark.parametrize(("eighths", "text"), [(0, "0"), (3, "3/8"), (8, "1"), (10, "1 2/8")])
def test_lengths_as_the_trade_writes_them(eighths, text):
    assert as_pages(eighths) == text


def test_words_wrap_at_the_column():
    assert wrapped_lines("aaaa bbbb", 9) == 1
    assert wrapped_lines("aaaa bbbbb", 9) == 2
    assert wrapped_lines("a\nb\n\nc", 9) == 4
    assert wrapped_lines("x" * 30, 10) == 3


def test_numbers_sort_as_they_are_shot():
    order = ["A1", "1", "I-1-A", "2", "A12", "B12", "12", "AA12A", "A12A", "12A", "12AA", "12B", "13", "😆", None]
    mixed = [*order[1::2], *order[::2]]
    assert sorted(mixed, key=sort_key) == order


@pytest.mark.parametrize(
    ("before", "after", "taken", "number"),
    [
        ("12", "13", (), "12A"), ("12A", "13", (), "12B"), ("12", "12A", (), "A12A"), (None, "1", (), "A1"),
        (None, "12", (), "A12"), ("A12", "12", (), "B12"), ("12", "13", ("12A",), "12B"), ("12A", "12B", (), "12AA"),
        ("12", None, (), "13"), ("12H", "13", (), "12J"), (None, None, (), "1"), ("11", "A12", (), "11A"),
    ],
)  # fmt: skip
def test_inserted_numbers(before, after, taken, number):
    assert insert_number(before, after, taken) == number


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_inserted_numbers_always_fit_and_never_repeat(places):
    numbers = ["1", "2", "3"]
    for place in places:
        at = place % (len(numbers) + 1)
        before = numbers[at - 1] if at else None
        after = numbers[at] if at < len(numbers) else None
        try:
            numbers.insert(at, insert_number(before, after, numbers))
        except ValueError as error:
            assert "no number is left" in str(error)  # noqa: PT017 - deep nesting in one gap runs out, and says so
    assert numbers == sorted(set(numbers), key=sort_key)


def test_wrong_order_is_refused():
    with pytest.raises(ValueError, match="does not come before"):
        insert_number("13", "12")


@pytest.mark.parametrize(
    "text", ["INTERCOM", "EXTRA #2", "DELETED", "FADE IN:", "EXT #2", "Estate sale", "INT.", "PL HARRIS"]
)
def test_not_a_heading(text):
    assert parse_heading(text) is None


def test_another_language_counts_when_the_script_is_written_in_it():
    russian, english = "ИНТ. ДОМ - НОЧЬ\n\n", "INT. HOUSE - DAY\n\n"
    for english_count, russian_count, scenes in [(5, 1, 5), (4, 1, 5), (0, 1, 1), (8, 2, 10)]:
        text = english * english_count + russian * russian_count
        assert len(read_script(text.encode(), "a.fountain").scenes) == scenes
    stated = "Title: T\nLanguage: Russian\n\n" + english * 9 + russian
    assert len(read_script(stated.encode(), "a.fountain").scenes) == 10


@pytest.mark.parametrize(
    ("line", "numbers"),
    [("OMITTED", [None]), ("72–74 OMITTED", ["72", "73", "74"]), ("OMITTED #9A#", ["9A"]), ("12 OMITTED 12", ["12"]),
     ("SCENE 4 OMITTED", ["4"]), ("7 THRU 8 OMITTED", ["7", "8"]), ("She OMITTED it.", None), ("COMMITTED", None)],
)  # fmt: skip
def test_omitted_placeholders(line, numbers):
    assert omitted_numbers(line) == numbers


def test_cues_lose_their_extensions():
    assert split_cue("MARA (V.O.) (CONT'D) ^") == ("MARA", ("V.O.", "CONT'D"))
    assert split_cue("HANS (on the radio") == ("HANS", ("on the radio",))
    assert [is_cue(x) for x in ("R2D2", "23", "王小明", "王小明走进来。", "Mara", "CUT TO:", "(MARA)")] == [
        True, False, True, False, False, False, False,
    ]  # fmt: skip


def test_aliases_are_offered_only_for_people_who_speak():
    offers = alias_offers(["MARA", "MARA V.O.", "YOUNG WILL", "WILL", "ANDY", "OLD MAN", "VOICE OF MARA", "BO AND AL"])
    assert [(o.name, o.targets, o.reason) for o in offers] == [
        ("MARA V.O.", ("MARA",), "voice"), ("YOUNG WILL", ("WILL",), "age"), ("VOICE OF MARA", ("MARA",), "voice"),
    ]  # fmt: skip


def scene(number, heading, text="", **more):
    return DraftScene(number, heading, text, **more)


OLD = (
    scene("1", "INT. MILL - DAY", "The wheel turns and the sluice is open wide."),
    scene("2", "EXT. WEIR - NIGHT", "Two boys fish for eels with a lamp on a stick."),
    scene("3", "INT. BARN - DAY", "Hay, dust, a sleeping dog and one locked box."),
)


def rows(new, old=OLD):
    return [(row.change, row.old, row.new, row.what) for row in diff_drafts(old, new)]


def test_same_draft_is_unchanged():
    assert {row[0] for row in rows(OLD)} == {"unchanged"}


def test_renumbered_draft_finds_its_scenes():
    new = (scene("1", "INT. CHURCH - DAY", "An organ with no player fills the nave."), *(
        scene(str(n + 2), s.heading, s.text) for n, s in enumerate(OLD)
    ))  # fmt: skip
    assert rows(new) == [
        ("added", None, 0, ()), ("renumbered", 0, 1, ("number",)), ("renumbered", 1, 2, ("number",)),
        ("renumbered", 2, 3, ("number",)),
    ]  # fmt: skip


def test_changed_scenes_say_what_changed():
    new = (
        scene("1", "INT. MILL - NIGHT", OLD[0].text),
        scene("2", OLD[1].heading, OLD[1].text.replace("Two", "Three"), eighths=2),
        scene("3", "EXT. QUARRY - DAWN", "Nothing here is as it was."),
    )
    assert [(row[0], row[3]) for row in rows(new)] == [
        ("changed", ("heading",)), ("changed", ("text", "length")), ("changed", ("heading", "text")),
    ]  # fmt: skip


def test_omitted_and_gone_scenes():
    new = (OLD[0], scene("2", "OMITTED", omitted=True), scene("2A", "INT. SHOP - DAY", "Bells over the door."))
    assert rows(new) == [
        ("unchanged", 0, 0, ()), ("omitted", 1, 1, ()), ("added", None, 2, ()), ("omitted", 2, None, ()),
    ]  # fmt: skip
    assert rows((OLD[0], OLD[1], OLD[2]), (OLD[0], scene("2", "OMITTED", omitted=True), OLD[2]))[1] == (
        "changed", 1, 1, ("restored",),
    )  # fmt: skip


def test_unnumbered_drafts_match_by_words():
    old = [scene(None, s.heading, s.text) for s in OLD]
    new = [old[2], old[0], scene(None, "EXT. WEIR - NIGHT", "Two boys fish for eels with a torch on a stick.")]
    assert rows(new, old) == [
        ("unchanged", 2, 0, ()), ("unchanged", 0, 1, ()), ("changed", 1, 2, ("text",)),
    ]  # fmt: skip
