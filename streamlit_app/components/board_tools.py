"""What a board offers beside dragging: other boards, the calendar, banners, strips laid on days by themselves."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from streamlit_app.components.board_dialogs import Board, boards_dialog, compare_dialog
from streamlit_app.components.calendar_dialog import calendar_dialog
from streamlit_app.components.schedule_files import schedule_file
from streamlit_app.components.strip_dialogs import banner_dialog, day_breaks
from streamlit_app.components.strip_moves import Schedule
from streamlit_app.state import viewer

TOOLS = {
    "boards": ":material/dashboard_customize: Boards",
    "compare": ":material/compare: Compare with another board",
    "calendar": ":material/calendar_month: Calendar and units",
    "banner": ":material/horizontal_distribute: Add a banner",
    "lay": ":material/auto_awesome_motion: Lay the boneyard on days",
    "file": ":material/swap_vert: Schedule file (.uss)",
}


def board_tools(schedule: Schedule, boards: list[Board], lying: Sequence[dict[str, Any]]) -> None:
    """One menu; `lying` are the strips of the boneyard in the order shown."""
    may = viewer().may
    offered = {
        "boards": True, "compare": len(boards) > 1, "calendar": True, "banner": may("schedule.edit"),
        "lay": may("schedule.edit") and bool(lying), "file": may("exchange.import") or may("exchange.export"),
    }  # fmt: skip
    chosen = st.menu_button(
        "Tools", [tool for tool in TOOLS if offered[tool]], key="tools", icon=":material/construction:",
        format_func=lambda tool: TOOLS[tool],
    )  # fmt: skip
    if chosen == "boards":
        boards_dialog(schedule, boards)
    elif chosen == "compare":
        compare_dialog(schedule, boards)
    elif chosen == "calendar":
        calendar_dialog(schedule)
    elif chosen == "banner":
        banner_dialog(schedule)
    elif chosen == "lay":
        day_breaks(schedule, lying)
    elif chosen == "file":
        schedule_file()
