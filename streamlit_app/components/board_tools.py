"""What a board offers beside dragging: other boards, the calendar, banners, strips laid on days by themselves."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app.components.board_dialogs import Board, boards_dialog, compare_dialog
from streamlit_app.components.calendar_dialog import calendar_dialog
from streamlit_app.components.schedule_files import schedule_file_button
from streamlit_app.components.strip_dialogs import banner_dialog, day_breaks
from streamlit_app.components.strip_moves import Schedule
from streamlit_app.state import viewer


def board_tools(schedule: Schedule, boards: list[Board], lying: Sequence[dict[str, Any]]) -> None:
    """One button each; `lying` are the strips of the boneyard in the order shown."""
    edit = viewer().may("schedule.edit")
    if _button("Boards", "boards", "dashboard_customize", "Other scenarios of the schedule"):
        boards_dialog(schedule, boards)
    if len(boards) > 1 and _button("Compare", "compare", "compare", "This board beside another"):
        compare_dialog(schedule, boards)
    if _button("Calendar and units", "calendar", "calendar_month", "Weekdays off, holidays, travel; who shoots"):
        calendar_dialog(schedule)
    if edit and _button("Add a banner", "banner", "horizontal_distribute", "Company move, lunch, travel, pre-light"):
        banner_dialog(schedule)
    if (
        edit
        and lying
        and _button("Lay on days", "lay", "auto_awesome_motion", "The boneyard, day after day, by length")
    ):
        day_breaks(schedule, lying)
    schedule_file_button()


def _button(label: str, key: str, icon: str, about: str) -> bool:
    return st.button(label, key=key, icon=f":material/{icon}:", help=about, type="tertiary")
