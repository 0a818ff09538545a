"""The board: what a move tells Python, what a refusal leaves behind, and colours everybody can read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from streamlit_app.charts.strips import STANDARD, UNKNOWN, strip_colour
from streamlit_app.components import board as module
from streamlit_app.components.board import Move, column, strip


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [*STANDARD.values(), UNKNOWN])
def test_text_on_every_strip_is_readable(colours: tuple[str, str]) -> None:
    dark, light = sorted(map(luminance, colours))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("int_ext", "day_night", "like"),
    [
        ("INT", "DAY", (False, "day")),
        ("EXT", "DAY", (True, "day")),
        ("INT", "NIGHT", (False, "night")),
        ("EXT", "NIGHT - LATER", (True, "night")),
        ("INT/EXT", "NIGHT", (True, "night")),
        ("EXT", "NUIT", (True, "night")),
        ("EXT", "DAWN", (True, "dawn")),
        ("EXT", "MAGIC HOUR", (True, "dusk")),
        ("INT", "DUSK", (False, "day")),
        ("INT", "CONTINUOUS", (False, "day")),
        ("EXT", None, (True, "day")),
    ],
)
def test_colours_follow_the_convention(int_ext: str, day_night: str | None, like: tuple[bool, str]) -> None:
    assert strip_colour(int_ext, day_night) == STANDARD[like]


def test_a_scene_without_either_is_grey() -> None:
    assert strip_colour(None, "") == UNKNOWN


@given(some.none() | some.text(max_size=20), some.none() | some.text(max_size=20))
def test_any_words_have_a_colour(int_ext: str | None, day_night: str | None) -> None:
    assert strip_colour(int_ext, day_night) in {*STANDARD.values(), UNKNOWN}


def test_a_strip_shows_what_a_board_needs() -> None:
    drawn = strip(7, number="12A", int_ext="EXT", day_night="NIGHT", heading="PIER", pages="1 2/8", cast="1, 4")
    assert drawn["cells"] == ["12A", "EXT NIGHT", "PIER", "1 2/8", "1, 4"]
    assert (drawn["color"], drawn["fg"]) == STANDARD[True, "night"]


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
