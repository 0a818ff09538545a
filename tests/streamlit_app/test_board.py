"""The board: what a move tells Python, what a refusal leaves behind, and colours everybody can read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from backend.planning.light import strip_place
from backend.planning.rules.presets import StripPreset, strip_presets
from streamlit_app.charts.strips import CLASSIC, INK, PAPER, UNKNOWN, contrast, ink_on, place_of, strip_colour
from streamlit_app.components import board as module
from streamlit_app.components.board import Move, column, strip

COLOUR = some.text("0123456789abcdef", min_size=6, max_size=6).map("#{}".format)


def test_classic_colours_are_the_api_s() -> None:
    assert dict(CLASSIC) == strip_presets()["classic"].colours


@given(COLOUR)
def test_text_on_any_colour_is_as_readable_as_can_be(colour: str) -> None:
    ink = ink_on(colour)
    assert contrast(colour, ink) == max(contrast(colour, INK), contrast(colour, PAPER)) >= 4


@pytest.mark.parametrize("preset", strip_presets().values(), ids=lambda preset: preset.key)
def test_text_on_every_preset_s_strips_is_readable(preset: StripPreset) -> None:
    assert all(contrast(colour, ink_on(colour)) >= 4.5 for colour in preset.colours.values())


@pytest.mark.parametrize(
    ("int_ext", "day_night", "place"),
    [
        ("INT", "DAY", "day_int"),
        ("EXT", "DAY", "day_ext"),
        ("INT", "NIGHT", "night_int"),
        ("EXT", "NIGHT - LATER", "night_ext"),
        ("INT/EXT", "NIGHT", "night_ext"),
        ("EXT", "NUIT", "night_ext"),
        ("EXT", "НОЧЬ", "night_ext"),
        ("EXT", "DAWN", "dawn"),
        ("EXT", "MAGIC HOUR", "dusk"),
        ("INT", "DUSK", "day_int"),
        ("INT", "CONTINUOUS", "day_int"),
        ("EXT", None, "day_ext"),
    ],
)
def test_colours_follow_the_convention(int_ext: str, day_night: str | None, place: str) -> None:
    own = {name: f"#{number:06x}" for number, name in enumerate(CLASSIC)}
    assert strip_colour(int_ext, day_night) == (CLASSIC[place], ink_on(CLASSIC[place]))
    assert strip_colour(int_ext, day_night, own)[0] == own[place]
    assert strip_place(int_ext, day_night) == place  # paper and screen agree


def test_a_scene_without_either_is_grey() -> None:
    assert strip_colour(None, "") == UNKNOWN


@given(some.none() | some.text(max_size=20), some.none() | some.text(max_size=20))
def test_any_words_have_a_colour(int_ext: str | None, day_night: str | None) -> None:
    assert strip_colour(int_ext, day_night)[0] in {*CLASSIC.values(), UNKNOWN[0]}
    if int_ext or day_night:
        assert strip_place(int_ext, day_night) == place_of(int_ext, day_night)


def test_a_strip_shows_what_a_board_needs() -> None:
    drawn = strip(7, number="12A", int_ext="EXT", day_night="NIGHT", heading="PIER", pages="1 2/8", cast="1, 4")
    assert drawn["cells"] == ["12A", "EXT", "PIER", "NIGHT", "1 2/8", "1, 4", ""]
    assert (drawn["color"], drawn["fg"]) == (CLASSIC["night_ext"], PAPER)


def page() -> None:
    import streamlit as st

    from streamlit_app.api.client import Clash
    from streamlit_app.components.board import Move, board, card, column
    from streamlit_app.state import show_flashes

    def moved(move: Move) -> None:
        if move.to == "locked":
            raise Clash(409, "That day is locked.")
        st.session_state["moves"] = [*st.session_state.get("moves", []), move]

    show_flashes()
    board(
        [column("a", "To do", [card(1, title="One"), card(2, title="Two")]), column("locked", "Done", [])],
        key="tasks", rev=4, layout="kanban", on_moved=moved, on_opened=lambda chosen: st.write(f"opened {chosen}"),
    )  # fmt: skip


class Triggers(dict[str, Any]):
    """What a component says, as its result shows it."""

    __getattr__ = dict.get


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the page as if the browser had sent a trigger; the component itself runs in no browser here."""

    def run(test: AppTest | None = None, **said: Any) -> AppTest:
        def mounted(*, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> Triggers:
            import streamlit as st

            drawn.append(data)
            if "moved" in said:
                st.session_state[key] = Triggers(said)
                callbacks["on_moved_change"]()
                said.pop("moved")
            return Triggers(said)

        monkeypatch.setattr(module, "_BOARD", mounted)
        return (test or AppTest.from_function(page)).run()

    drawn: list[dict[str, Any]] = []
    run.drawn = drawn  # type: ignore[attr-defined]
    return run


def test_a_move_arrives_with_its_revision_and_is_acknowledged(browser: Any) -> None:
    test = browser(moved={"ids": [2], "to": "a", "index": 0, "rev": 4, "n": 17})
    assert test.session_state["moves"] == [Move([2], "a", 0, 4)]
    browser(test)
    assert [data["seen"] for data in browser.drawn] == [0, 17]


def test_a_refused_move_is_told_and_still_acknowledged(browser: Any) -> None:
    test = browser(moved={"ids": [2], "to": "locked", "index": 0, "rev": 4, "n": 18})
    browser(test)
    assert [toast.value for toast in test.toast] == ["That day is locked."]
    assert browser.drawn[-1]["seen"] == 18
    assert "moves" not in test.session_state


def test_opening_happens_while_the_page_is_drawn(browser: Any) -> None:
    assert [text.value for text in browser(opened={"id": 2}).markdown] == ["opened 2"]


def test_the_real_component_mounts() -> None:
    test = AppTest.from_function(page).run()
    assert not test.exception
    assert len(test.get("bidi_component")) == 1


def test_a_column_says_where_it_stands() -> None:
    assert column("u", "Unscheduled", [], aside=True)["aside"] is True
