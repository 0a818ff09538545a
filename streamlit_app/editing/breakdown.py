"""What the breakdown page shows, worked out from the API's rows: keys of categories, boxes of a sheet, progress."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
REASONS = {
    "known": "found in other scenes", "capitals": "in capitals", "lexicon": "word list", "age": "comes in with an age",
    "set": "the scene plays in it",
}  # fmt: skip


def keys_of(categories: Sequence[Row]) -> dict[int, str]:
    """One key for each category: a letter of its name that is free, else any letter or figure; "" when none is left."""
    found: dict[int, str] = {}
    free = list("abcdefghijklmnopqrstuvwxyz0123456789")
    for row in categories:
        letters = [*(part[:1] for part in row["name"].casefold().split()), *row["name"].casefold(), *free]
        found[row["id"]] = next((sign for sign in letters if sign in free), "")
        if found[row["id"]]:
            free.remove(found[row["id"]])
    return found


def taking(categories: Sequence[Row]) -> list[Row]:
    """The categories elements can go into."""
    return [row for row in categories if row["kind"] != "cast" and not row["archived"]]


def progress(states: Sequence[Row]) -> str:
    """How far the production is: `12 of 70 scenes done · 84 elements in scenes · 130 suggestions`."""
    live = [row for row in states if row["status"] != "omitted"]
    done = sum(row["done"] for row in live)
    words = [f"{done} of {len(live)} scenes done", f"{sum(row['elements'] for row in live)} entries"]
    offers = sum(row["suggestions"] for row in live)
    return " · ".join([*words, *([f"{offers} suggestions"] if offers else [])])


def state_of(row: Row) -> dict[str, str]:
    """How far a scene is, in a word and a sign: done, suggestions to decide, elements, or nothing yet."""
    if row["status"] == "omitted":
        return {"sign": "–", "said": "omitted"}
    if row["done"]:
        return {"sign": "✓", "said": "done"}
    if row["suggestions"]:
        return {"sign": str(row["suggestions"]), "said": f"{row['suggestions']} suggestions"}
    if row["elements"]:
        return {"sign": "•", "said": f"{row['elements']} elements"}
    return {"sign": "", "said": "nothing yet"}


def boxes(entries: Sequence[Row], categories: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """The entries of a scene by category, in the order of the categories."""
    found = [(each, [entry for entry in entries if entry["category_id"] == each["id"]]) for each in categories]
    return [(category, rows) for category, rows in found if rows]


def neighbours(states: Sequence[Row], scene_id: int) -> tuple[int | None, int | None]:
    """The scenes before and after one, omitted ones left out."""
    live = [row["scene_id"] for row in states if row["status"] != "omitted" or row["scene_id"] == scene_id]
    if scene_id not in live:
        return None, None
    at = live.index(scene_id)
    return (live[at - 1] if at else None), (live[at + 1] if at + 1 < len(live) else None)


def first_open(states: Sequence[Row]) -> int | None:
    """Where to go on: the first scene that is not done, else the first."""
    live = [row for row in states if row["status"] != "omitted"] or list(states)
    waiting = [row for row in live if not row["done"]]
    return next((row["scene_id"] for row in [*waiting, *live]), None)
