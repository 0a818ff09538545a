"""The sample production's boards: a holiday, a company move and lunch on the active one, and a second scenario."""

import datetime as dt
from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def plan_boards(call: Call, path: str, days: list[dict[str, Any]]) -> None:
    """Banners on the days to come, a holiday between them, and a board on which the last two change places."""
    board = _board(call, path)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    coming = [day for day in board["days"] if day["date"] > today]
    for day in coming:
        places = [strip["location_id"] for strip in day["strips"]]
        at = next((n for n, place in enumerate(places) if n and place != places[n - 1]), None)
        if at is not None:
            board = _banner(call, path, board, day["id"], "Company move", 45, at)
    board = _banner(call, path, board, coming[0]["id"], "Lunch", 60, len(coming[0]["strips"]) // 2)
    first = dt.date.fromisoformat(coming[0]["date"])
    saturday = first + dt.timedelta(days=5 - first.weekday())
    holiday = {"date": saturday.isoformat(), "kind": "holiday", "name": "Harbour day"}
    call("POST", f"{path}/calendars/{_board(call, path)['calendar']['id']}/dates", holiday)
    _scenario(call, path, board["board_id"], days)


def _board(call: Call, path: str, board_id: int | None = None) -> Any:
    return call("GET", f"{path}/schedule" + (f"?board_id={board_id}" if board_id else ""))


def _banner(call: Call, path: str, board: Any, day_id: int, words: str, minutes: int, position: int) -> Any:
    body = {"day_id": day_id, "banner": words, "minutes": minutes, "position": position}
    return call("POST", f"{path}/banners", body, match=board["version"])


def _scenario(call: Call, path: str, active: int, days: list[dict[str, Any]]) -> None:
    notes = "If the forecast holds, the last two days change places: the open water comes first."
    made = call("POST", f"{path}/boards", {"name": "Calm weather", "copy_of": active, "notes": notes})
    copy = _board(call, path, made["id"])
    first, second = copy["days"][len(days) - 2], copy["days"][len(days) - 1]
    call("POST", f"{path}/days/{first['id']}/swap", {"with_id": second["id"]}, match=copy["version"])
