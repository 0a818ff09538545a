"""A suggested order in people's words: before beside after, what moved, how sure it is. No Streamlit here."""

from typing import Any

from streamlit_app import money, words

Row = dict[str, Any]
MOVE_WEIGHTS = {0: "nothing", 2: "half a held day", 4: "one held day", 8: "two held days", 16: "four held days"}
SECONDS = {10: "10 s", 20: "20 s", 60: "1 min", 300: "5 min"}
STATES = {
    "cancelled": "cancelled",
    "failed": "failed",
    "done": "not applied",
    "applied": "applied",
    "undone": "taken back",
}
UNDER_WAY = ("queued", "running")


def figures(found: Row) -> list[tuple[str, str, int, str]]:
    """Rows of (label, before → after said, difference, difference said); money only where the answer has it."""
    before, after = found["before"], found["after"]
    named = {
        "hold": "Days held",
        "paid": "Days paid",
        "moves": "Overnight moves",
        "mixed": "Day and night mixed",
        "conflicts": "Conflicts",
    }
    rows = [(label, *_plain(before[name], after[name])) for name, label in named.items()]
    if before["hold_cost"] is not None and (before["hold_cost"] or after["hold_cost"]):
        cost = [money.said(side["hold_cost"], found["currency"]) for side in (before, after)]
        less = after["hold_cost"] - before["hold_cost"]
        rows.insert(
            1,
            ("Held days cost", f"{cost[0]} → {cost[1]}", less, signed(money.said(abs(less), found["currency"]), less)),
        )
    return rows


def _plain(before: int, after: int) -> tuple[str, int, str]:
    return f"{before} → {after}", after - before, signed(str(abs(after - before)), after - before)


def signed(text: str, difference: int) -> str:
    """With a plus or a minus in front (a hyphen: the metric tells gain from loss by it); "" for no difference."""
    return "" if difference == 0 else f"{'+' if difference > 0 else '-'}{text}"


def dates(found: Row, *, moved: bool) -> list[Row]:
    """One row a date: what stands there now and what is suggested; only the days that change when `moved`."""
    now = {(day["was"], day["unit"]): day["scenes"] for day in found["days"]}
    units = len({day["unit"] for day in found["days"]}) > 1
    return [
        {
            "Date": words.day(day["date"]),
            **({"Unit": day["unit"]} if units else {}),
            "Now": now[day["date"], day["unit"]] or "–",
            "Suggested": day["scenes"] or "–",
            "From": "" if day["was"] == day["date"] else words.day(day["was"]),
        }
        for day in found["days"]
        if not moved or day["was"] != day["date"]
    ]


def changed(found: Row) -> int:
    """How many days get another date."""
    return sum(day["was"] != day["date"] for day in found["days"])


def cover_line(cover: Row, currency: str) -> str:
    """Who a cover needs: `2 called anyway · MARA held anyway · JONAS extra (250 EUR)`."""
    parts = [f"{len(cover['called'])} called anyway"] if cover["called"] else []
    parts += [f"{one['name']} held anyway" for one in cover["extra"] if one["held"]]
    more = [one["name"] for one in cover["extra"] if not one["held"]]
    if more:
        cost = f" ({money.said(cover['extra_cost'], currency)})" if cover["extra_cost"] else ""
        parts.append(f"{', '.join(more)} extra{cost}")
    return " · ".join(parts) or "No cast"
