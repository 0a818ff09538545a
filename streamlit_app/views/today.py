"""Today: what needs me, the next shooting day, and how far the production is."""

from typing import Any

import streamlit as st

from streamlit_app import navigation, words
from streamlit_app.components.live import cares_about
from streamlit_app.components.page import empty, metrics, title_line
from streamlit_app.state import api, remember_production, viewer

NEED_ICON = {
    "draft_review": "rate_review", "unscheduled_scenes": "event_busy", "conflicts": "report",
    "call_sheet_missing": "assignment_late",
    "call_sheet_outdated": "sync_problem", "calls_unconfirmed": "mark_email_unread", "tasks_due": "alarm",
    "invitations_open": "mail", "week_rejected": "undo", "week_open": "pending_actions",
    "weeks_to_approve": "fact_check",
}  # fmt: skip
NEED_PAGE = {
    "draft_review": "script_import", "unscheduled_scenes": "schedule", "conflicts": "schedule",
    "call_sheet_missing": "call_sheets",
    "call_sheet_outdated": "call_sheets", "calls_unconfirmed": "call_sheets", "tasks_due": "tasks",
    "invitations_open": "team", "week_rejected": "my_time", "week_open": "my_time", "weeks_to_approve": "approvals",
}  # fmt: skip
SHOWN = 8  # lines of a card; more is a page of its own
DONE = {"create": "added", "update": "changed", "delete": "removed"}

cares_about(
    "production", "scene", "shooting day", "strip", "call sheet", "task", "draft", "member", "schedule", "time week"
)


def next_day_card(day: dict[str, Any] | None) -> None:
    """The next shooting day: when, where it stands, what is shot."""
    with st.container(border=True, height="stretch"):
        st.subheader("Next shooting day", anchor=False)
        if day is None:
            st.caption("No day is planned from today on.")
            if viewer().may("schedule.edit"):
                st.page_link(navigation.link("schedule"), label="Plan a day", icon=":material/calendar_add_on:")
            return
        sheet = day["call_sheet"]
        st.markdown(_day_words(day))  # one element: each costs the phone and the server
        if day["scenes"]:
            st.markdown(_scene_words(day["scenes"], day["cast_numbers"]))
        if viewer().may("call_sheets.read"):
            label = "Open the call sheet" if sheet else "Call sheets"
            query = {"day": str(day["day_id"]), "production": str(viewer().pid)}
            st.page_link(navigation.link("call_sheets"), label=label, icon=":material/assignment:", query_params=query)


def _day_words(day: dict[str, Any]) -> str:
    call = f" · call {words.clock(day['general_call'])}" if day["general_call"] else ""
    lines = [
        f"### {words.day(day['date'])}",
        f"Day {day['number']} of {day['of']}{call} · {words.eighths(day['eighths'])} pages",
    ]
    if day["call_sheet"]:
        status = day["call_sheet"]["status"]
        lines.append(f":{words.SHEET_COLOUR[status]}-badge[Call sheet: {words.SHEET_STATUS[status].lower()}]")
    return "\n\n".join(lines)


def _scene_words(scenes: list[dict[str, Any]], cast: list[int]) -> str:
    lines = [f"**{s['number']}** {words.plain(s['heading'])} · {words.eighths(s['eighths'])}" for s in scenes[:SHOWN]]
    if len(scenes) > SHOWN:
        lines.append(f":gray[and {words.plural(len(scenes) - SHOWN, 'more scene')}]")
    if cast:
        lines.append(f":gray[Cast {', '.join(str(number) for number in cast)}]")
    return "  \n".join(lines)


def needs_card(needs: list[dict[str, Any]]) -> None:
    """What waits for this person, each with the page to do it on."""
    with st.container(border=True, height="stretch"):
        st.subheader("Needs you", anchor=False)
        if not needs:
            st.markdown(":green[:material/check_circle:] Nothing waits for you.")
        for need in needs:
            st.page_link(
                navigation.link(NEED_PAGE[need["kind"]]),
                label=need["text"],
                icon=f":material/{NEED_ICON[need['kind']]}:",
            )


def activity_card(entries: list[dict[str, Any]]) -> None:
    """The last changes."""
    with st.container(border=True):
        st.subheader("Lately", anchor=False)
        if not entries:
            st.caption("Nothing has happened yet.")
            return
        lines = [
            f"**{words.plain(entry['user_name'] or 'Backlot')}** {DONE[entry['action']]} {entry['kind']} "
            f"{words.plain(entry['label'])} :gray[· {words.ago(entry['at'])}]"
            for entry in entries[:SHOWN]
        ]
        st.markdown("  \n".join(lines))
        if viewer().may("activity.read"):
            st.page_link(navigation.link("activity"), label="All changes", icon=":material/history:")


def one_production() -> None:
    """Today in the chosen production."""
    today = api().get(f"{viewer().path}/today")
    progress, days = today["progress"], today["days"]
    with title_line(today["title"], f"{words.day(today['today'], year=True)} · {words.PHASE[today['phase']]}"):
        if viewer().may("script.import") and not progress["scenes"]:
            st.page_link(navigation.link("script_import"), label="Import the screenplay", icon=":material/upload_file:")
    left, right = st.columns(2)
    with left:
        next_day_card(today["next_day"])
    with right:
        needs_card(today["needs"])
    ahead = days["ahead_scenes"]
    pace = f"{abs(ahead)} {'ahead' if ahead > 0 else 'behind'}" if ahead else "on schedule"
    metrics(
        [
            (
                "Scenes shot",
                f"{progress['completion_percentage']:g} %",
                f"{progress['scenes_completed']} of {progress['scenes_to_shoot']}",
            ),
            ("Pages shot", words.eighths(progress["eighths_completed"]), f"of {words.eighths(progress['eighths'])}"),
            ("Shooting days", f"{days['done']} of {days['total']}", pace if days["total"] else "none planned"),
            ("Team", str(progress["members"]), words.plural(progress["shots"], "shot") + " listed"),
        ]
    )
    if today["activity"] is not None:
        activity_card(today["activity"])


def elsewhere() -> None:
    """The other productions of this person, one line each."""
    if len(viewer().productions) < 2:
        return
    others = [row for row in api().every("/today") if row["production_id"] != (viewer().production or {}).get("id")]
    if not others:
        return
    st.subheader("Your other productions", anchor=False)
    for row in others:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            day = row["next_day"]
            when = f"next: {words.day(day['date'])}, day {day['number']} of {day['of']}" if day else "no day planned"
            due = f" · :orange[{words.plural(row['tasks_due'], 'task')} due]" if row["tasks_due"] else ""
            st.markdown(
                f"**{words.plain(row['title'])}** · {row['progress']['completion_percentage']:g} % shot · {when}{due}"
            )
            if st.button("Open", key=f"open_{row['production_id']}"):
                remember_production(row["production_id"])
                st.rerun()


if viewer().production:
    one_production()
    elsewhere()
else:
    with title_line("Today", f"Welcome, {viewer().me['name']}"):
        pass
    with empty(
        "No production yet",
        "Start one and bring in the screenplay, or open the invitation link you were sent.",
        "movie",
    ):
        st.page_link(navigation.link("productions"), label="Start a production", icon=":material/add:")
