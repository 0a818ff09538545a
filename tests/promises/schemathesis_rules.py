"""Rules that a JSON schema cannot state, each with the field that the refusal names and the reason.

A request may satisfy its schema and still be refused with 422 when it breaks one of these, and only then: the refusal
must name one of these fields of that operation and nothing else.
"""

import re
from typing import Any

from schemathesis.openapi.checks import RejectedPositiveData

_P = "/productions/{production_id}"
_SHEET = f"{_P}/call-sheets/{{sheet_id}}"
_PROOF = {
    "token": "only the mail holds one",
    "email": "a code comes with the address it was sent to",
    "code": "only the mail holds one",
    "password": "the usual passwords are refused",
}
_LOCATION = {
    "map_link": "a link that holds a place, and no coordinates beside it",
    "latitude": "coordinates come together",
    "longitude": "coordinates come together",
}
_SCENE = {"location_id": "a location of this production", "after_id": "another scene of this production"}
_DAY = {"location_id": "a location of this production", "unit_id": "a unit of this production"}
_TASK = {"scene_id": "a scene of this production", "assignee_ids": "members of this production"}
_LINE = {"scene_id": "a scene of this production, or a banner's words", "banner": "words belong to banners"}
_SPAN = {
    "last": "not before the first, three years at most",
    "starts": "both times or neither",
    "ends": "both times or neither, and not the same",
}
_STRIPS = {
    "scene_ids": "scenes of this production, each once", "day_id": "a day of this production, on the board named",
    "keys": "strips of this board, each once; or scene_ids instead",
}  # fmt: skip
_PARTS = {"scene_id": "a scene of this production, to be shot", "eighths": "together as long as the scene"}
_BOARD = {"calendar_id": "a calendar of this production", "copy_of": "a board of this production"}
_BREAKDOWN = f"{_P}/breakdown"
_ELEMENT = {"category_id": "a category of this production that holds elements", "name": "a name with letters"}
_ENTRIES = {"scene_ids": "scenes of this production", "element_ids": "elements of this production"}
_TASK_OF_MINE = {"task_id": "a task of one of the caller's productions"}
_SPAN_OF_WORK = {
    "start": "a day there is, not too long ago, and no time there already",
    "end": "after the start, over, and not longer than the production allows",
    "user_id": "a member of the task's production",
    **_TASK_OF_MINE,
}
_HOURS = {"to": "not before the first day, at most 400 days later", "group": "at most 20,000 rows come of it"}
_WEEK = {"week": "an ISO week there is; handed in, one that has begun"}
RULES: dict[str, dict[str, str]] = {
    "POST /auth/reset-password": _PROOF,
    "POST /auth/verify-email": _PROOF,
    "POST /auth/setup": _PROOF,
    "POST /auth/change-password": {
        "old_password": "the one that is in use",
        "new_password": "the usual passwords are refused",
    },
    "POST /auth/register": _PROOF,
    "POST /time/timer/start": _TASK_OF_MINE,
    "POST /time/sessions": _TASK_OF_MINE,
    "POST /time/segments": _SPAN_OF_WORK,
    "PATCH /time/segments/{segment_id}": _SPAN_OF_WORK,
    "POST /time/held/{held_id}/place": _TASK_OF_MINE,
    "GET /time/summary": _HOURS,
    "GET /time/export": {**_HOURS, "format": "a workbook holds 50,000 lines"},
    f"GET {_P}/time/weeks": _WEEK,
    **{
        f"POST {_P}/time/weeks/{{user_id}}/{{week}}/{action}": _WEEK
        for action in ("submit", "withdraw", "approve", "reject", "reopen")
    },
    "POST /devices/pair": {"code": "only a page shows one"},
    f"POST {_P}/locations": _LOCATION,
    f"PATCH {_P}/locations/{{location_id}}": _LOCATION,
    f"PATCH {_P}/script-rules": {"colours": "each name once"},
    f"GET {_P}/screenplays/{{draft_id}}/changes": {"since": "a draft imported before"},
    f"GET {_P}/calendar": {"last": "1 to 400 days from the first"},
    f"POST {_P}/calendar/feed": {"cast_member_id": "a cast member of this production"},
    f"POST {_P}/calendar/feed/renew": {"cast_member_id": "a cast member of this production"},
    f"POST {_P}/scenes": _SCENE,
    f"PATCH {_P}/scenes/{{scene_id}}": _SCENE,
    f"POST {_P}/scenes/bulk": {
        "ids": "scenes of this production",
        "changes.location_id": "a location of this production",
    },
    f"POST {_P}/scenes/bulk-create": {f"scenes.*.{field}": reason for field, reason in _SCENE.items()},
    f"POST {_P}/days": _DAY,
    f"POST {_P}/days/range": {**_DAY, "skip": "at least one weekday is worked", "first": "the range ends before 2100"},
    f"PATCH {_P}/days/{{day_id}}": _DAY,
    f"PUT {_P}/days/{{day_id}}/strips": _STRIPS,
    f"POST {_P}/strips/move": _STRIPS,
    f"POST {_P}/suggestions": {"board_id": "a board with shooting days", "keep": "days of that board"},
    f"POST {_P}/dood-events": {
        "cast_member_id": "a cast member of this production, or an element",
        "element_id": "an element of this production",
    },
    f"POST {_P}/days/{{day_id}}/swap": {"with_id": "another day of the same board"},
    f"POST {_P}/days/{{day_id}}/break": {"position": "a place in the day"},
    f"POST {_P}/days/breaks": {
        **_STRIPS,
        **_DAY,
        "first": "working days until 2099",
        "max_eighths": "unless the working rules say it",
    },
    f"POST {_P}/strips/split": _PARTS,
    f"POST {_P}/strips/join": {"scene_id": "a scene of this production that lies in parts"},
    f"POST {_P}/banners": _STRIPS,
    f"POST {_P}/boards": _BOARD,
    f"PATCH {_P}/boards/{{board_id}}": _BOARD,
    f"POST {_P}/calendars/{{calendar_id}}/dates": {"last": "after the first date, within a year"},
    f"PATCH {_P}/rules": {
        "values.minors": "each age once",
        "values.meal_deduct_minutes": "no shorter than the shortest meal",
    },
    f"GET {_P}/availability": {"kind": "a subject is one of a kind"},
    f"GET {_P}/availability/calendar": {"last": "1 to 100 days"},
    f"POST {_P}/availability": {**_SPAN, "subject": "somebody or something of this production"},
    f"POST {_P}/availability/paint": {**_SPAN, "subjects": "somebody or something of this production"},
    f"PATCH {_P}/availability/{{span_id}}": _SPAN,
    f"POST {_P}/order-locks": {
        "before_scene_id": "a scene of this production",
        "after_scene_id": "another scene of this production, and no circle",
    },
    f"POST {_P}/tasks": _TASK,
    f"PATCH {_P}/tasks/{{task_id}}": _TASK,
    f"POST {_P}/call-sheets": {"day_id": "a day of this production"},
    f"PATCH {_SHEET}": {
        "location_id": "a location of this production",
        "general_call": "a sheet that goes out says it",
        "scenes": "a sheet that goes out has some",
    },
    f"GET {_SHEET}/pdf": {
        "edition": "an edition of this sheet",
        "person": "somebody this sheet calls",
    },
    f"GET {_SHEET}/changes": {"since": "an edition of this sheet", "to": "an edition of this sheet"},
    f"POST {_SHEET}/calls": {"general_call": "times are counted from it"},
    f"POST {_SHEET}/publish": {
        "general_call": "a sheet that goes out says it",
        "scenes": "a sheet that goes out has some",
    },
    f"POST {_SHEET}/scenes": _LINE,
    f"PATCH {_SHEET}/scenes/{{row_id}}": _LINE,
    f"PUT {_SHEET}/scenes/order": {"row_ids": "every line of the sheet, once"},
    f"POST {_SHEET}/cast": {"cast_member_id": "a cast member of this production"},
    f"POST {_SHEET}/send": {
        "accept_late": "a call is near, and nobody said that this is known",
        "recipient_ids": "recipients of this sheet, and only when sending to some",
    },
    f"POST {_P}/call-sheet-recipients/{{recipient_id}}/resend": {"accept_late": "a call is near"},
    f"PATCH {_P}/call-sheet-recipients/{{recipient_id}}": {
        "name": "only of people who were added by hand",
        "part": "only of people who were added by hand",
    },
    f"POST {_SHEET}/crew": {"member_id": "a member of this production, or a name", "name": "a member, or a name"},
    f"PATCH {_P}/screenplays/{{draft_id}}": {
        "splits.*.key": "a scene of the draft",
        "scenes.*.key": "a scene of the draft",
        "characters.*.name": "somebody who speaks in the draft",
        "splits.*.paragraph": "a paragraph of the scene",
    },
    f"POST {_BREAKDOWN}/elements": _ELEMENT,
    f"PATCH {_BREAKDOWN}/elements/{{element_id}}": _ELEMENT,
    f"POST {_BREAKDOWN}/elements/bulk": {"ids": "elements of this production", **_ELEMENT},
    f"POST {_BREAKDOWN}/elements/bulk-delete": {"ids": "elements of this production"},
    f"POST {_BREAKDOWN}/elements/{{element_id}}/split": {"scene_ids": "scenes the element is in", **_ELEMENT},
    f"POST {_BREAKDOWN}/entries/add": _ENTRIES,
    f"POST {_BREAKDOWN}/entries/remove": _ENTRIES,
    f"PUT {_BREAKDOWN}/categories/order": {"ids": "every category, once"},
    f"PATCH {_BREAKDOWN}/categories/{{category_id}}": {"kind": "the cast stays the cast"},
    f"POST {_BREAKDOWN}/categories/{{category_id}}/merge-into/{{into_id}}": {"into_id": "another category of elements"},
    f"POST {_BREAKDOWN}/scenes/{{scene_id}}/marks": {
        "paragraph": "a paragraph of the scene",
        "end": "words of the paragraph",
        "element_id": "an element of this production",
        **_ELEMENT,
    },
    f"GET {_P}/breakdown-sheets/pdf": {"scene_id": "scenes of this production"},
    f"POST {_BREAKDOWN}/suggestions/accept": {"element_id": "an element of this production", **_ELEMENT},
    f"POST {_P}/invitations": {
        "job_role": "a role, or somebody on the list",
        "level": "a role, or somebody on the list",
        "member_id": "somebody on the list who has no account",
    },
    f"POST {_P}/cast-members/{{cast_member_id}}/merge-into/{{into_id}}": {"into_id": "somebody else"},
}
EVERYWHERE = {"cursor": "an opaque text that only a page before can give"}
# Files are judged by what they hold, which no schema can say.
FILES = {
    f"POST {_P}/screenplays": "file",
    f"POST {_P}/locations/{{location_id}}/photos": "file",
    f"POST {_P}/schedule-file": "file",
    f"POST {_P}/schedule-file/preview": "file",
    "POST /schedule-files": "file",
    "POST /schedule-files/preview": "file",
    "PUT /auth/me/photo": "file",
}


def known_rule(failure: Any, case: Any, response: Any) -> bool:
    """Whether valid data was refused by a rule of these tables."""
    if not isinstance(failure, RejectedPositiveData):
        return False
    label = case.operation.label
    fields = {re.sub(r"\.\d+\.", ".*.", error["field"]) for error in response.json()["errors"]}
    if label in FILES:
        return response.status_code in {415, 422} and fields == {FILES[label]}
    allowed = {**EVERYWHERE, **RULES.get(label, {})}
    return response.status_code == 422 and bool(fields) and fields <= allowed.keys()
